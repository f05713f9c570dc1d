// What a browser offers for hashing: workers, and the GPU in one of them.

import {
  canRunWasm,
  DEFAULT_GPU_OPTIONS,
  describeAdapter,
  EngineUnavailableError,
  type GpuVariant,
  type HashEngine,
  openCpuEngine,
  requestAdapter,
  WorkerEngine,
} from '../engine/index.ts';
import { startBrowserWorker } from '../engine/worker/browser-factory.ts';
import type { Detected, EngineChoice, EngineHost } from '../miner/index.ts';

const clock = () => performance.now();

/** Remembers which GPU kernel is fastest on which adapter. */
export interface TunedVariants {
  /** @returns null where none is remembered. */
  readonly read: (adapter: string) => GpuVariant | null;
  readonly write: (adapter: string, variant: GpuVariant) => void;
}

/** What a host is handed. */
export interface BrowserHostOptions {
  /** A GPU kernel to use whatever was remembered. */
  readonly variant?: GpuVariant | undefined;
  /** Times the GPU kernels again. */
  readonly retune?: boolean | undefined;
  /** Wanted length of a GPU's dispatch, milliseconds; the usual one where absent. Three are in flight when work changes. */
  readonly dispatchMs?: number | undefined;
  readonly tuned: TunedVariants;
}

/** The engines of a page, or of a worker of it: engines run in workers of their own either way. */
export function createBrowserHost(options: BrowserHostOptions): EngineHost {
  return {
    async detect(): Promise<Detected> {
      const { adapter, problem } = await findAdapter();
      return {
        machine: {
          runtime: browserName(navigator.userAgent),
          platform: navigator.platform,
          cpu: null,
          cores: navigator.hardwareConcurrency,
        },
        adapter,
        adapterProblem: problem,
        hasWasm: canRunWasm('scalar'),
        hasWasmSimd: canRunWasm('simd'),
      };
    },
    openEngine({ engine, workers, shape, variant = options.variant }: EngineChoice): Promise<HashEngine> {
      return engine === 'gpu'
        ? openGpu({ ...options, variant })
        : openCpuEngine(engine, workers, { startWorker: startBrowserWorker, clock }, shape);
    },
  };
}

async function openGpu({
  variant: forced,
  retune = false,
  tuned,
  dispatchMs = DEFAULT_GPU_OPTIONS.dispatchMs,
}: BrowserHostOptions): Promise<HashEngine> {
  const { name } = describeAdapter(await requestAdapter(navigator.gpu));
  const variant = forced ?? (retune ? null : tuned.read(name));
  const options = { ...DEFAULT_GPU_OPTIONS, variant, dispatchMs };
  const engine = await WorkerEngine.open(startBrowserWorker(), { engine: 'gpu', options });
  if (variant === null && engine.variant !== null) tuned.write(name, engine.variant);
  return engine;
}

async function findAdapter() {
  try {
    return { adapter: describeAdapter(await requestAdapter(navigator.gpu)), problem: null };
  } catch (error) {
    if (error instanceof EngineUnavailableError) return { adapter: null, problem: error.message };
    throw error;
  }
}

/** The browser in two words, as far as its user agent tells. */
export function browserName(userAgent: string): string {
  const known: readonly (readonly [string, RegExp])[] = [
    ['Edge', /Edg\/(\d+)/],
    ['Firefox', /Firefox\/(\d+)/],
    ['Chrome', /(?:Headless)?Chrome\/(\d+)/],
    ['Safari', /Version\/(\d+)[^ ]* Safari/],
  ];
  for (const [name, pattern] of known) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return 'unknown browser';
}
