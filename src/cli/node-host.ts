// What Node offers for hashing: worker threads, and Dawn where it is installed.

import { arch, availableParallelism, cpus, platform, tmpdir } from 'node:os';
import {
  canRunWasm,
  DEFAULT_GPU_OPTIONS,
  describeAdapter,
  EngineUnavailableError,
  type GpuVariant,
  type HashEngine,
  openCpuEngine,
  openGpuEngine,
  requestAdapter,
} from '../engine/index.ts';
import { startNodeWorker } from '../engine/worker/node-factory.ts';
import type { Detected, EngineChoice, EngineHost } from '../miner/index.ts';
import { calmDawnPolling } from './dawn-polling.ts';
import type { TuningStore } from './tuning-store.ts';

const clock = () => performance.now();

/** What a Node host is handed. */
export interface NodeHostParts {
  /** The built worker, `worker.js`. */
  readonly worker: URL;
  /** Remembers the best GPU kernel per adapter. */
  readonly tuning: TuningStore;
  /** A kernel to use whatever is remembered. */
  readonly variant?: GpuVariant | undefined;
  /** Wanted length of a GPU's dispatch, milliseconds; the usual one where absent. Three are in flight when work changes. */
  readonly dispatchMs?: number | undefined;
  /** Told when a worker died, in one sentence. */
  readonly onNotice: (text: string) => void;
}

/** The engines of a Node process. */
export function createNodeHost(parts: NodeHostParts): EngineHost {
  let gpu: Promise<GPU> | undefined;
  const dawn = () => (gpu ??= loadDawn());
  return {
    async detect(): Promise<Detected> {
      const { adapter, problem } = await findAdapter(dawn);
      return {
        machine: {
          runtime: `Node ${process.versions.node}`,
          platform: `${platform()} ${arch()}`,
          cpu: cpus()[0]?.model.trim() ?? null,
          cores: availableParallelism(),
        },
        adapter,
        adapterProblem: problem,
        hasWasm: canRunWasm('scalar'),
        hasWasmSimd: canRunWasm('simd'),
      };
    },
    openEngine({ engine, workers, shape, variant }: EngineChoice): Promise<HashEngine> {
      if (engine === 'gpu') return openNodeGpu(variant === undefined ? parts : { ...parts, variant }, dawn);
      const cpu = {
        startWorker: () => startNodeWorker(parts.worker),
        clock,
        onWorkerLost: (error: Error, left: number) =>
          parts.onNotice(`a worker died (${error.message}); ${left} left`),
      };
      return openCpuEngine(engine, workers, cpu, shape);
    },
  };
}

async function openNodeGpu(parts: NodeHostParts, dawn: () => Promise<GPU>): Promise<HashEngine> {
  const gpu = await dawn();
  const { name } = describeAdapter(await requestAdapter(gpu));
  const variant = parts.variant ?? (await parts.tuning.get(name));
  const { dispatchMs = DEFAULT_GPU_OPTIONS.dispatchMs } = parts;
  const opened = await openGpuEngine(gpu, { ...DEFAULT_GPU_OPTIONS, variant, dispatchMs }, clock);
  if (variant === null) await parts.tuning.set(name, opened.variant);
  return opened.engine;
}

async function findAdapter(dawn: () => Promise<GPU>) {
  try {
    return { adapter: describeAdapter(await requestAdapter(await dawn())), problem: null };
  } catch (error) {
    if (error instanceof EngineUnavailableError) return { adapter: null, problem: error.message };
    throw error;
  }
}

/** @throws {EngineUnavailableError} if the optional package `webgpu` is missing or does not load. */
export async function loadDawn(): Promise<GPU> {
  try {
    const { create, globals } = await import('webgpu');
    // Dawn refuses every Vulkan adapter without it, though it needs it for windows only.
    if (platform() === 'linux') process.env['XDG_RUNTIME_DIR'] ??= tmpdir();
    Object.assign(globalThis, globals);
    calmDawnPolling();
    return create([]);
  } catch (cause) {
    throw new EngineUnavailableError('the GPU engine needs the optional package webgpu: npm install webgpu', {
      cause,
    });
  }
}
