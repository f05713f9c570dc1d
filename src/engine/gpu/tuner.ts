// Which variant is fastest on this adapter? Time each briefly, keep the best.

import { ShaderError } from '../errors.ts';
import { prepareWork, type Work } from '../work.ts';
import { GpuEngine, type GpuEngineParts } from './gpu-engine.ts';
import { type GpuVariant, VARIANT_SHAPES, WORKGROUP_SIZES } from './variant.ts';

/** What is tried, and for how long. */
export interface TuningPlan {
  readonly shapes: readonly GpuVariant[];
  /** Tried with the best of the shapes. */
  readonly workgroupSizes: readonly number[];
  readonly warmUpMs: number;
  readonly timedMs: number;
}

/** Times enough to reach full-length dispatches, short enough for a person to wait. */
const DEFAULT_PLAN: TuningPlan = {
  shapes: VARIANT_SHAPES,
  workgroupSizes: WORKGROUP_SIZES,
  warmUpMs: 150,
  timedMs: 250,
};

/** A variant and what it did. */
export interface TunedVariant {
  readonly variant: GpuVariant;
  /** 0 where it does not compile on this machine. */
  readonly hashrateHps: number;
  /** What the compiler said against it; null where it compiles. */
  readonly problem: string | null;
}

/**
 * Times the variants on an open device, which stays open.
 *
 * @returns all that were tried, the fastest first.
 * @throws {DeviceLostError} if the device goes meanwhile.
 */
export async function tuneVariants(
  parts: Omit<GpuEngineParts, 'variant'>,
  plan: TuningPlan = DEFAULT_PLAN,
): Promise<readonly TunedVariant[]> {
  const tried: TunedVariant[] = [];
  const time = async (variant: GpuVariant) => {
    tried.push(await timeVariant({ ...parts, variant }, plan));
    tried.sort((one, other) => other.hashrateHps - one.hashrateHps);
  };
  for (const variant of plan.shapes) await time(variant);
  const best = tried[0]!.variant;
  for (const workgroupSize of plan.workgroupSizes) await time({ ...best, workgroupSize });
  return tried;
}

/** A job of no one's: tuning hashes it and reports nothing. */
const TUNING_WORK: Work = prepareWork(0, new Uint8Array(80), 0n);

async function timeVariant(parts: GpuEngineParts, plan: TuningPlan): Promise<TunedVariant> {
  const { variant } = parts;
  let engine: GpuEngine;
  try {
    engine = await GpuEngine.open(parts);
  } catch (error) {
    if (!(error instanceof ShaderError)) throw error;
    return { variant, hashrateHps: 0, problem: error.message };
  }
  try {
    await hashFor(engine, plan.warmUpMs, parts.clock);
    return { variant, hashrateHps: await hashFor(engine, plan.timedMs, parts.clock), problem: null };
  } finally {
    engine.release();
  }
}

/** @returns hashes per second over about `wantedMs`. */
async function hashFor(engine: GpuEngine, wantedMs: number, clock: () => number): Promise<number> {
  const begun = clock();
  let hashes = 0;
  let count = 2 ** 14;
  while (clock() - begun < wantedMs) {
    const { hashCount, elapsedMs } = await engine.scan(TUNING_WORK, { start: 0, count });
    hashes += hashCount;
    // Long enough that the pauses between scans do not count, never past the end of the time.
    const left = wantedMs - (clock() - begun);
    const rate = hashCount / Math.max(elapsedMs, 0.01);
    count = Math.floor(Math.max(2 ** 12, Math.min(count * 4, rate * left, 2 ** 32)));
  }
  return (hashes / (clock() - begun)) * 1000;
}
