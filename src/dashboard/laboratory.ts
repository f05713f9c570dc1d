// What the benchmark page needs of the program behind it; a test hands in its own.

import type {
  BenchmarkPlan,
  BenchmarkProgress,
  BenchmarkReport,
  BenchmarkResult,
  Detected,
} from '../miner/index.ts';

export interface RunOptions {
  /** Stops the run; `run` then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called a few times a second. */
  readonly onProgress: (progress: BenchmarkProgress) => void;
  /** Called after each entry, so that a stopped benchmark keeps the rows that finished. */
  readonly onResult?: (result: BenchmarkResult) => void;
}

/** Looks at this machine and measures it. Nothing hashes before `run`. */
export interface Laboratory {
  detect(): Promise<Detected>;
  /** @throws the signal's reason, within 200 ms of its abort. */
  run(plan: BenchmarkPlan, options: RunOptions): Promise<BenchmarkReport>;
}

/**
 * A laboratory whose code comes when it is first asked for something.
 *
 * @param load - Brings it; asked again after a failure.
 */
export function lazyLaboratory(load: () => Promise<Laboratory>): Laboratory {
  let loading: Promise<Laboratory> | null = null;
  const loaded = async (): Promise<Laboratory> => {
    loading ??= load();
    try {
      return await loading;
    } catch (error) {
      loading = null;
      throw error;
    }
  };
  return {
    detect: async () => (await loaded()).detect(),
    run: async (plan, options) => (await loaded()).run(plan, options),
  };
}
