// Watts, as far as a page can know them: declared by the person, or assumed from what is to hash.

import type {
  Detected,
  EngineChoice,
  MeterWindow,
  MiningSnapshot,
  RemoteSnapshot,
} from '../../miner/index.ts';
import { type Estimate, scaleEstimate } from '../../primitives/index.ts';
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

/** The declared watts where they were declared for these engines, else the assumed ones. */
export function powerOf(
  engines: readonly EngineChoice[],
  { power }: Pick<Preferences, 'power'>,
  softwareThreads = 0,
): PowerSource {
  return power !== null && power.engines === enginesName(engines)
    ? { fullPowerW: power.fullPowerW, isDeclared: true }
    : { fullPowerW: assumedPower(engines, softwareThreads), isDeclared: false };
}

/**
 * Watts while those of the chosen engines hash without a rest that the meter weighs: the ones that work, and once all are
 * closed, the ones that have worked. One that still opens, or is out, draws nothing. Declared watts are of all that are
 * chosen; they are parted as the assumed ones would be.
 */
export function workingPower(
  {
    settings,
    engines,
    whole,
    detected,
  }: Pick<MiningSnapshot | RemoteSnapshot, 'settings' | 'engines' | 'whole' | 'detected'>,
  preferences: Pick<Preferences, 'power'>,
): Estimate {
  const threads = softwareThreads(detected);
  const { fullPowerW, isDeclared } = powerOf(settings.engines, preferences, threads);
  const present = engines.length > 0 ? engines.filter(({ state }) => state === 'working') : whole.byEngine;
  const working = settings.engines.filter((choice) => present.some(({ id }) => id === enginesName([choice])));
  if (working.length === 0 || working.length === settings.engines.length) return fullPowerW;
  const assumed = assumedPower(working, threads);
  if (!isDeclared) return assumed;
  const part = assumed.guess / assumedPower(settings.engines, threads).guess;
  return scaleEstimate(fullPowerW, part);
}

/** Watts over a window of the meter, rests included; null before anything was mined. */
export function meanPower(window: MeterWindow | undefined, fullPowerW: Estimate): Estimate | null {
  if (window === undefined || !(window.elapsedSec > 0)) return null;
  return scaleEstimate(fullPowerW, window.activeSec / window.elapsedSec);
}

/** Threads that play the GPU on this machine; 0 where the GPU is one, or there is none. */
export function softwareThreads(detected: Detected | null): number {
  return detected?.adapter?.isSoftware === true ? detected.machine.cores : 0;
}
