/**
 * CW-144: the work of the last 144 blocks over the time they took says what work one spacing holds. Both ends are the
 * middle of three blocks by time, so that one wrong clock moves little.
 *
 * After Bitcoin ABC and Bitcoin Cash Node, `pow.cpp`: `GetNextCashWorkRequired`, `GetSuitableBlock`, `ComputeTarget`.
 */
import type { HeaderHistory } from '../chain/index.ts';
import { MAINNET_POW_LIMIT } from '../primitives/index.ts';
import { clamp, compactTarget, easiestTarget } from './limits.ts';
import type { DifficultyRule } from './rule.ts';

const HASHES = 1n << 256n;

/**
 * The block of middle time among a block and its two parents.
 *
 * @returns Its height. Which of two equal times is taken decides the work: the exchanges below are the reference's.
 */
function suitableHeight(history: HeaderHistory, height: number): number {
  let low = height - 2;
  let middle = height - 1;
  let high = height;
  if (history.timeAt(low) > history.timeAt(high)) [low, high] = [high, low];
  if (history.timeAt(low) > history.timeAt(middle)) [low, middle] = [middle, low];
  if (history.timeAt(middle) > history.timeAt(high)) [middle, high] = [high, middle];
  return middle;
}

/** Bitcoin Cash's second rule. */
export const cw144: DifficultyRule = {
  name: 'cw-144',
  title: 'CW-144',
  usedBy: 'Bitcoin Cash, November 2017 to November 2020; Bitcoin SV',
  summary:
    'The work of a window (144 blocks on its network) over the time it took says what one spacing holds. What is older counts for nothing.',
  source: 'Bitcoin Cash Node, src/pow.cpp, GetNextCashWorkRequired',
  windowMeaning: 'window',
  network: { targetSpacingSec: 600, windowBlocks: 144, powLimit: MAINNET_POW_LIMIT },
  laboratoryWindowBlocks: 24,
  nextTarget(history, _time, { targetSpacingSec, windowBlocks, powLimit }) {
    const { tipHeight } = history;
    // The reference asserts that there are enough blocks; it was switched on in a chain that had them.
    if (tipHeight < windowBlocks + 2) return easiestTarget(powLimit);
    const last = suitableHeight(history, tipHeight);
    const first = suitableHeight(history, tipHeight - windowBlocks);
    const wantedSec = windowBlocks * targetSpacingSec;
    const timespanSec = clamp(
      history.timeAt(last) - history.timeAt(first),
      Math.floor(wantedSec / 2),
      wantedSec * 2,
    );
    const work =
      ((history.chainworkAt(last) - history.chainworkAt(first)) * BigInt(targetSpacingSec)) /
      BigInt(timespanSec);
    return work < 1n ? easiestTarget(powLimit) : compactTarget((HASHES - work) / work, powLimit);
  },
};
