/**
 * WTEMA: an exponential moving average of what the target would have had to be for each block's time, weighted by the
 * time: one multiplication per block.
 *
 * After kyuupichan, difficulty, `mining.py`: `next_bits_wtema`.
 */
import { MAINNET_POW_LIMIT } from '../primitives/index.ts';
import { compactTarget, easiestTarget } from './limits.ts';
import type { DifficultyRule } from './rule.ts';

/** A candidate for Bitcoin Cash in 2020. */
export const wtema: DifficultyRule = {
  name: 'wtema',
  title: 'WTEMA',
  usedBy: 'a candidate for Bitcoin Cash in 2020',
  summary:
    'Each block moves the difficulty a little, by how much sooner or later than wanted it came: an exponential moving average.',
  source: 'kyuupichan, difficulty, mining.py, next_bits_wtema',
  windowMeaning: 'one over alpha',
  // floor(1 / (1 - 0.5^(1/72))): a half-life of 72 blocks.
  network: { targetSpacingSec: 600, windowBlocks: 104, powLimit: MAINNET_POW_LIMIT },
  laboratoryWindowBlocks: 24,
  nextTarget(history, _time, { targetSpacingSec, windowBlocks, powLimit }) {
    const { tipHeight } = history;
    if (tipHeight < 1) return easiestTarget(powLimit);
    const blockSec = history.timeAt(tipHeight) - history.timeAt(tipHeight - 1);
    const scaled = history.targetAt(tipHeight) / BigInt(targetSpacingSec * windowBlocks);
    return compactTarget(scaled * BigInt(blockSec + targetSpacingSec * (windowBlocks - 1)), powLimit);
  },
};
