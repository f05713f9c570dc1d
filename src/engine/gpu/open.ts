// From "a GPU, please" to an engine that runs the fastest kernel for it.

import { openDevice } from './adapter.ts';
import { GpuEngine, type GpuEngineParts } from './gpu-engine.ts';
import type { GpuOptions } from './options.ts';
import { tuneVariants } from './tuner.ts';
import { DEFAULT_VARIANT, describeVariant, type GpuVariant } from './variant.ts';

/**
 * Opens the GPU engine; tunes it first where no variant is given and the adapter is a real one.
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
    const { variant, note } =
      options.variant === null ? await bestVariant(parts) : { variant: options.variant, note: '' };
    return { engine: await GpuEngine.open({ ...parts, variant, note }), variant };
  } catch (error) {
    access.device.destroy();
    throw error;
  }
}

/** On a software adapter compiling takes seconds per kernel and the choice teaches nothing about a GPU. */
async function bestVariant(
  parts: Omit<GpuEngineParts, 'variant'>,
): Promise<{ variant: GpuVariant; note: string }> {
  if (parts.access.isSoftware) return { variant: DEFAULT_VARIANT, note: '' };
  const tuned = await tuneVariants(parts);
  const refused = tuned.filter(({ problem }) => problem !== null);
  return {
    variant: tuned[0]!.variant,
    note: refused.map(({ variant, problem }) => `${describeVariant(variant)}: ${problem}`).join('; '),
  };
}
