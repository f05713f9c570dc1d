/**
 * LWMA-1: the mean target of the last blocks times their mean solve time, in which younger blocks weigh more: the
 * weight rises from 1 to the window's length.
 *
 * After zawy12, difficulty-algorithms, issue 3, "LWMA difficulty algorithm", the C++ of LWMA-1.
 */
import { MAINNET_POW_LIMIT } from '../primitives/index.ts';
import { compactTarget, easiestTarget } from './limits.ts';
import type { DifficultyRule } from './rule.ts';

/** Solve times count as at most this many spacings. */
const MAX_SOLVE_SPACINGS = 6;

/** The rule of many small coins. */
export const lwma1: DifficultyRule = {
  name: 'lwma-1',
  title: 'LWMA-1',
  usedBy: 'small coins since 2018, for one c0ban',
  summary:
    'The mean target of the last blocks times their mean solve time, in which younger blocks weigh more.',
  source: 'zawy12, difficulty-algorithms, issue 3, LWMA-1',
  windowMeaning: 'window',
  // For 600 s its author advises about 60 blocks.
  network: { targetSpacingSec: 600, windowBlocks: 60, powLimit: MAINNET_POW_LIMIT },
  // Every block counts as at least a second: at a spacing of one it could not be told from a slow one.
  leastSpacingSec: 2,
  laboratoryWindowBlocks: 30,
  nextTarget(history, _time, { targetSpacingSec, windowBlocks, powLimit }) {
    const { tipHeight } = history;
    if (tipHeight < windowBlocks) return easiestTarget(powLimit);
    const weightedSec = (windowBlocks * (windowBlocks + 1) * targetSpacingSec) / 2;
    // The reference divides by both in turn, which rounds as one division by their product does.
    const scale = BigInt(windowBlocks) * BigInt(weightedSec);
    let average = 0n;
    let sumSec = 0;
    let lastTime = history.timeAt(tipHeight - windowBlocks);
    let lastTarget = -1n;
    let part = 0n;
    for (let weight = 1; weight <= windowBlocks; weight++) {
      const height = tipHeight - windowBlocks + weight;
      // A time at or before the last counts as one second after it; the next is measured from there.
      const time = Math.max(history.timeAt(height), lastTime + 1);
      sumSec += Math.min(MAX_SOLVE_SPACINGS * targetSpacingSec, time - lastTime) * weight;
      lastTime = time;
      const target = history.targetAt(height);
      if (target !== lastTarget) {
        // Divided before they are added: the reference's guard against overflow, and its rounding.
        part = target / scale;
        lastTarget = target;
      }
      average += part;
    }
    return compactTarget(average * BigInt(sumSec), powLimit);
  },
};
