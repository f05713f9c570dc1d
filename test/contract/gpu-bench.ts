// A GPU bench for Node and the page alike. Each engine gets its own device, and no device may complain.

import { openDevice } from '../../src/engine/gpu/adapter.ts';
import { GpuEngine } from '../../src/engine/gpu/gpu-engine.ts';
import { DEFAULT_VARIANT } from '../../src/engine/gpu/variant.ts';
import {
  DEFAULT_GPU_OPTIONS,
  type GpuOptions,
  type GpuVariant,
  type HashEngine,
} from '../../src/engine/index.ts';
import type { GpuBench, OpenedGpu } from './bench.ts';

/** A bench that listens for what WebGPU reports on its own account. */
export interface WatchedGpuBench extends Omit<GpuBench, 'shared'> {
  /** @throws {Error} with the first error that no engine caught. */
  readonly checkNoComplaints: () => void;
}

/**
 * @param gpu - `navigator.gpu`, or Dawn's.
 * @param openCompanion - opens a CPU engine to mine beside the GPU.
 */
export function createGpuBench(gpu: GPU, openCompanion: () => Promise<HashEngine>): WatchedGpuBench {
  const complaints: string[] = [];
  const openWith = async (variant: GpuVariant, options: Partial<GpuOptions> = {}): Promise<OpenedGpu> => {
    const access = await openDevice(gpu);
    access.device.addEventListener('uncapturederror', ({ error }) => complaints.push(error.message));
    const engine = await GpuEngine.open({
      access,
      variant,
      options: { ...DEFAULT_GPU_OPTIONS, ...options },
      clock: () => performance.now(),
    });
    return { engine, device: access.device };
  };
  return {
    gpu,
    openCompanion,
    openDirect: (variant) => openWith(variant),
    open: async (options) => (await openWith(DEFAULT_VARIANT, options)).engine,
    checkNoComplaints() {
      if (complaints.length > 0) throw new Error(`${complaints.length} GPU errors: ${complaints[0]}`);
    },
  };
}
