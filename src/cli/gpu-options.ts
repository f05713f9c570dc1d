// The two options that choose a GPU kernel, shared by the commands that hash.

import { type GpuVariant, parseVariant } from '../engine/index.ts';
import { UsageError } from './usage-error.ts';

export const GPU_OPTIONS = {
  'gpu-kernel': { type: 'string' },
  retune: { type: 'boolean' },
} as const;

export const GPU_OPTIONS_HELP = `  --gpu-kernel K   force a GPU kernel, SHAPE:LANES:WORKGROUP, for example rolled-16:2:128
  --retune         time the GPU kernels again instead of using the one remembered`;

/** @throws {UsageError} if the kernel's name is none. */
export function readGpuOptions(values: { 'gpu-kernel'?: string | undefined; retune?: boolean | undefined }): {
  variant?: GpuVariant;
  retune?: boolean;
} {
  try {
    return {
      ...(values['gpu-kernel'] === undefined ? {} : { variant: parseVariant(values['gpu-kernel']) }),
      ...(values.retune === undefined ? {} : { retune: values.retune }),
    };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
