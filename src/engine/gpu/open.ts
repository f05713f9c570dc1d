// From "a GPU, please" to an engine that runs the fastest kernel for it.

import { openDevice } from './adapter.ts';
import { GpuEngine, type GpuEngineParts } from './gpu-engine.ts';
import type { GpuOptions } from './options.ts';
import { tuneVariants } from './tuner.ts';
import type { GpuVariant } from './variant.ts';

/**
 * Opens the GPU engine; tunes it first where no variant is given.
 *
 * @param gpu - the platform's entry: `navigator.gpu`, or Dawn's.
 * @throws {EngineUnavailableError} if there is no adapter.
 * @throws {ShaderError} if the wanted kernel does not compile.
 */
export async function openGpuEngine(
  gpu: GPU | undefined,
  options: GpuOptions,
  clock: () => number,
  onDispatch?: GpuEngineParts['onDispatch'],
): Promise<{ engine: GpuEngine; variant: GpuVariant }> {
  const access = await openDevice(gpu);
  const parts = { access, options, clock, ...(onDispatch === undefined ? {} : { onDispatch }) };
  try {
    const variant = options.variant ?? (await tuneVariants(parts))[0]!.variant;
    return { engine: await GpuEngine.open({ ...parts, variant }), variant };
  } catch (error) {
    access.device.destroy();
    throw error;
  }
}
