// The ways in which the GPU kernel can be printed and dispatched; the tuner chooses among them.

import type { GpuShape, LaneCount } from '../../kernel/index.ts';

/** One way to run the search on a GPU. */
export interface GpuVariant {
  /** `reference` is shaders/reference.wgsl: the oracle, never chosen by the tuner. */
  readonly shape: GpuShape | 'reference';
  /** Nonces side by side in one invocation; 1 for the reference. */
  readonly lanes: LaneCount;
  readonly workgroupSize: number;
}

/** The safe choice: right everywhere, and fast on most. */
export const DEFAULT_VARIANT: GpuVariant = { shape: 'unrolled', lanes: 1, workgroupSize: 64 };

/** What the tuner tries, likely ones first: all shapes and lanes at one size, then sizes for the best. */
export const VARIANT_SHAPES: readonly GpuVariant[] = [
  DEFAULT_VARIANT,
  { shape: 'rolled-16', lanes: 1, workgroupSize: 64 },
  { shape: 'unrolled', lanes: 2, workgroupSize: 64 },
  { shape: 'rolled-16', lanes: 2, workgroupSize: 64 },
  { shape: 'unrolled', lanes: 4, workgroupSize: 64 },
];
export const WORKGROUP_SIZES: readonly number[] = [128, 256];

/** For example `unrolled x1, workgroup 64`. */
export function describeVariant({ shape, lanes, workgroupSize }: GpuVariant): string {
  return `${shape} x${lanes}, workgroup ${workgroupSize}`;
}

/** Writes a variant as {@link parseVariant} reads it. */
export function printVariant({ shape, lanes, workgroupSize }: GpuVariant): string {
  return `${shape}:${lanes}:${workgroupSize}`;
}

/**
 * Reads a variant as a person writes it: `unrolled:1:64` (shape, lanes, workgroup size).
 *
 * @throws {RangeError} that says what would be right.
 */
export function parseVariant(text: string): GpuVariant {
  const match = /^(unrolled|rolled-16|reference):([124]):(32|64|128|256)$/.exec(text);
  const [, shape, lanes, workgroupSize] = match ?? [];
  if (match === null || (shape === 'reference' && lanes !== '1')) {
    throw new RangeError(
      `GPU kernel expected SHAPE:LANES:WORKGROUP such as unrolled:1:64 (shapes unrolled, rolled-16, reference; lanes 1, 2, 4; workgroup 32 to 256), got ${text}`,
    );
  }
  return {
    shape: shape as GpuVariant['shape'],
    lanes: Number(lanes) as LaneCount,
    workgroupSize: Number(workgroupSize),
  };
}
