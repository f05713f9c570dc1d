// What a browser offers for hashing: workers, the GPU in one of them, and the benchmark that drives both.

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
import { type Detected, type EngineChoice, type EngineHost, runBenchmark } from '../miner/index.ts';
import type { Laboratory } from './laboratory.ts';
import { readTunedVariant, writeTunedVariant } from './tuned-variants.ts';

const clock = () => performance.now();

/** What the page may force. */
export interface BrowserLaboratoryOptions {
  /** A GPU kernel to use whatever was remembered. */
  readonly variant?: GpuVariant | undefined;
  /** Times the GPU kernels again. */
  readonly retune?: boolean | undefined;
}

/** The laboratory of a page: nothing hashes before `run`. */
export function createBrowserLaboratory(options: BrowserLaboratoryOptions = {}): Laboratory {
  const host = createBrowserHost(options);
  return {
    detect: () => host.detect(),
    run: (plan, { signal, onProgress, onResult }) =>
      runBenchmark(plan, {
        host,
        commit: __COMMIT__,
        clock,
        now: () => new Date(),
        every: (ms, callback) => {
          const timer = setInterval(callback, ms);
          return () => clearInterval(timer);
        },
        signal,
        onProgress,
        ...(onResult === undefined ? {} : { onResult }),
      }),
  };
}

function createBrowserHost({ variant, retune }: BrowserLaboratoryOptions): EngineHost {
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
    openEngine(choice: EngineChoice): Promise<HashEngine> {
      const { engine, workers, shape } = choice;
      return engine === 'gpu'
        ? openGpu(choice.variant ?? variant, retune ?? false)
        : openCpuEngine(engine, workers, { startWorker: startBrowserWorker, clock }, shape);
    },
  };
}

async function openGpu(forced: GpuVariant | undefined, retune: boolean): Promise<HashEngine> {
  const { name } = describeAdapter(await requestAdapter(navigator.gpu));
  const variant = forced ?? (retune ? null : readTunedVariant(name));
  const options = { ...DEFAULT_GPU_OPTIONS, variant };
  const engine = await WorkerEngine.open(startBrowserWorker(), { engine: 'gpu', options });
  if (variant === null && engine.variant !== null) writeTunedVariant(name, engine.variant);
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
