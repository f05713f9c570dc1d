// How fast is this machine, roughly? A new chain's first target comes from the answer.

import type { HashEngine } from '../engine/index.ts';
import { bytesFromHex } from '../primitives/index.ts';
import { KNOWN_HEADERS } from './known-headers.ts';
import { Miner } from './miner.ts';
import { REAL_TIMERS, type Timers } from './timers.ts';
import { timeRollingWork } from './work-sequence.ts';

/** Long enough for compilers and clocks to settle, and to be counted after. */
const WARM_UP_MS = 700;
const COUNTED_MS = 1300;

/** What a calibration is handed. */
export interface CalibrationOptions {
  readonly engines: readonly HashEngine[];
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  readonly signal?: AbortSignal;
  /** The platform's, unless others are handed in. */
  readonly timers?: Pick<Timers, 'sleep'>;
}

/**
 * Hashes for two seconds with a target that nothing meets.
 *
 * @returns hashes per second of all engines together, at least 1.
 * @throws the signal's reason on abort; the engines' failure where none is left.
 */
export async function calibrate({
  engines,
  clock,
  signal,
  timers = REAL_TIMERS,
}: CalibrationOptions): Promise<number> {
  const nextWork = timeRollingWork(bytesFromHex(KNOWN_HEADERS[0]!.hex), 0n);
  const run = async (durationMs: number): Promise<number> => {
    const miner = new Miner({ engines, clock, nextWork, timers });
    const begunMs = clock();
    await miner.run(durationMs, signal);
    const hashes = miner.counts.reduce((sum, { hashCount }) => sum + hashCount, 0);
    return (hashes / (clock() - begunMs)) * 1000;
  };
  await run(WARM_UP_MS);
  return Math.max(1, await run(COUNTED_MS));
}

/**
 * The target that takes a hash rate one spacing on average.
 *
 * @param hashrateHps - hashes per second, more than 0.
 * @param spacingSec - seconds.
 * @returns in [1, 2^256): not yet rounded to the compact form nor limited.
 */
export function targetForRate(hashrateHps: number, spacingSec: number): bigint {
  const hashes = Math.max(1, hashrateHps * spacingSec);
  // 32 bits of fraction keep the rounding far below what a calibration knows.
  const target = (1n << 288n) / BigInt(Math.round(hashes * 2 ** 32)) - 1n;
  return target < 1n ? 1n : target;
}
