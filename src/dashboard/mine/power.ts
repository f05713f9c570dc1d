// Watts, as far as a page can know them: declared by the person, or assumed from what is to hash.

import type { Detected, EngineChoice, Estimate, MeterWindow, MiningSnapshot } from '../../miner/index.ts';
import type { Preferences } from '../preferences.ts';
import { enginesName } from './settings.ts';

/**
 * Assumed watts per busy CPU thread. Desktop processors draw 65 to 170 W with 16 to 32 threads, laptops 15 to 45 W with 8
 * to 16: two to six each, and up to twice that where a core runs one thread alone.
 */
const THREAD_W: Estimate = { low: 2, guess: 5, high: 12 };
/** Assumed watts of a busy GPU: from one inside a processor to the largest cards. */
const GPU_W: Estimate = { low: 15, guess: 120, high: 450 };

/** What watts are reckoned from. */
export interface PowerSource {
  readonly fullPowerW: Estimate;
  readonly isDeclared: boolean;
}

/**
 * Watts that mining adds while these engines hash without a rest.
 *
 * @param softwareThreads - Threads that a software adapter uses when it plays the GPU; 0 where the GPU is one.
 */
export function assumedPower(engines: readonly EngineChoice[], softwareThreads = 0): Estimate {
  const sum = { low: 0, guess: 0, high: 0 };
  for (const { engine, workers } of engines) {
    const isGpu = engine === 'gpu' && softwareThreads === 0;
    const each = isGpu ? GPU_W : THREAD_W;
    const count = isGpu ? 1 : engine === 'gpu' ? softwareThreads : workers;
    sum.low += each.low * count;
    sum.guess += each.guess * count;
    sum.high += each.high * count;
  }
  return sum;
}

/**
 * The declared watts where they were declared for these engines, else the assumed ones; of engines that are out or still
 * open, nothing.
 *
 * @param engines - What was chosen.
 * @param working - Ids of the engines at work; all that were chosen unless it is said.
 */
export function powerOf(
  engines: readonly EngineChoice[],
  { power }: Pick<Preferences, 'power'>,
  softwareThreads = 0,
  working: readonly string[] = engines.map((choice) => enginesName([choice])),
): PowerSource {
  const atWork = engines.filter((choice) => working.includes(enginesName([choice])));
  const assumed = assumedPower(atWork, softwareThreads);
  if (power === null || power.engines !== enginesName(engines)) {
    return { fullPowerW: assumed, isDeclared: false };
  }
  // Watts were declared for all together: those at work have the part of them that would be assumed.
  const part = assumed.guess / assumedPower(engines, softwareThreads).guess;
  const { low, guess, high } = power.fullPowerW;
  return { fullPowerW: { low: low * part, guess: guess * part, high: high * part }, isDeclared: true };
}

/**
 * Ids of the engines that work; once all are closed, of those that have; all that are chosen where there is none of them.
 * So figures of earlier work keep their watts.
 */
export function enginesAtWork({
  engines,
  settings,
  whole,
}: Pick<MiningSnapshot, 'engines' | 'settings' | 'whole'>): readonly string[] {
  const present = engines.length > 0 ? engines.filter(({ state }) => state === 'working') : whole.byEngine;
  const chosen = settings.engines.map((choice) => enginesName([choice]));
  const working = chosen.filter((id) => present.some((one) => one.id === id));
  return working.length > 0 ? working : chosen;
}

/** Watts over a window of the meter, rests included; null before anything was mined. */
export function meanPower(window: MeterWindow | undefined, { low, guess, high }: Estimate): Estimate | null {
  if (window === undefined || !(window.elapsedSec > 0)) return null;
  const part = window.activeSec / window.elapsedSec;
  return { low: low * part, guess: guess * part, high: high * part };
}

/** Threads that play the GPU on this machine; 0 where the GPU is one, or there is none. */
export function softwareThreads(detected: Detected | null): number {
  return detected?.adapter?.isSoftware === true ? detected.machine.cores : 0;
}
