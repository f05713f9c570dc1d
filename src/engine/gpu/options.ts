// How a GPU engine is wanted.

import type { GpuVariant } from './variant.ts';

/** Settings that reach the GPU's worker as they are. */
export interface GpuOptions {
  /** The kernel to use; null lets the engine time a few and keep the best. */
  readonly variant: GpuVariant | null;
  /** Wanted length of a dispatch, milliseconds; at most 100, so that the desktop stays usable. */
  readonly dispatchMs: number;
  /** Nonces that one dispatch can list; a span with more is searched again in halves. */
  readonly hitCapacity: number;
}

export const DEFAULT_GPU_OPTIONS: GpuOptions = { variant: null, dispatchMs: 50, hitCapacity: 4096 };
