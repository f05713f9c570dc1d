/**
 * Peercoin: each block moves the target by its own interval, exponentially towards the wanted one, with a week as the
 * time constant: so weakly that one block changes it by at most a few thousandths at the usual pace.
 *
 * After Peercoin, `pow.cpp` (formerly `main.cpp`): `GetNextTargetRequired`, for a chain of proof-of-work blocks
 * alone and as it was before Peercoin's RFC 20 let the new block's own time count.
 */
import { MAINNET_POW_LIMIT } from '../primitives/index.ts';
import { compactTarget } from './limits.ts';
import type { DifficultyRule } from './rule.ts';

/** Target of the blocks before the rule has two intervals to look at (`bnInitialHashTarget`). */
const INITIAL_TARGET = (1n << 216n) - 1n;

/** Peercoin's rule. */
export const peercoin: DifficultyRule = {
  name: 'peercoin',
  title: 'Peercoin',
  usedBy: 'Peercoin since August 2012',
  summary:
    'Each block moves the target by its own interval, exponentially towards the wanted pace, with a time constant of a week on its network.',
  source: 'Peercoin, src/pow.cpp, GetNextTargetRequired',
  windowMeaning: 'interval count',
  // One week of ten minutes.
  network: { targetSpacingSec: 600, windowBlocks: 1008, powLimit: MAINNET_POW_LIMIT },
  laboratoryWindowBlocks: 40,
  nextTarget(history, _time, { targetSpacingSec, windowBlocks, powLimit }) {
    const { tipHeight } = history;
    if (tipHeight < 2) return compactTarget(INITIAL_TARGET < powLimit ? INITIAL_TARGET : powLimit, powLimit);
    const blockSec = history.timeAt(tipHeight) - history.timeAt(tipHeight - 1);
    const counted = (windowBlocks - 1) * targetSpacingSec + 2 * blockSec;
    const wanted = (windowBlocks + 1) * targetSpacingSec;
    return compactTarget((history.targetAt(tipHeight) * BigInt(counted)) / BigInt(wanted), powLimit);
  },
};
