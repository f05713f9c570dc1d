/**
 * Bitcoin: every 2,016 blocks the target is multiplied by the time the last period took over the time it should have.
 *
 * The period's time is measured from its first block to its last: 2,015 intervals against 2,016 spacings. So at a
 * constant hash rate blocks settle at 2016/2014 of the spacing, 600.596 s, and not at 600.
 *
 * After Bitcoin Core, `pow.cpp`: `GetNextWorkRequired`, `CalculateNextWorkRequired`.
 */
import type { HeaderHistory } from '../chain/index.ts';
import { MAINNET_POW_LIMIT } from '../primitives/index.ts';
import { clamp, compactTarget } from './limits.ts';
import type { DifficultyRule, RuleParameters } from './rule.ts';

/** A period counts as at most this many times longer or shorter than it should be. */
export const BITCOIN_MAX_FACTOR = 4;

/** Bitcoin's main network. */
export const BITCOIN_NETWORK: RuleParameters = {
  targetSpacingSec: 600,
  windowBlocks: 2016,
  powLimit: MAINNET_POW_LIMIT,
};

/**
 * The target of a new period.
 *
 * @param lastTarget - Target of the period that ends.
 * @param timespanSec - From its first block to its last, by their times.
 */
export function retargetBitcoin(
  lastTarget: bigint,
  timespanSec: number,
  { targetSpacingSec, windowBlocks, powLimit }: RuleParameters,
): bigint {
  const wantedSec = targetSpacingSec * windowBlocks;
  // Core divides whole numbers, so a quarter is rounded down; on the shortest periods not to 0, which nothing meets.
  const leastSec = Math.max(1, Math.floor(wantedSec / BITCOIN_MAX_FACTOR));
  const countedSec = clamp(timespanSec, leastSec, wantedSec * BITCOIN_MAX_FACTOR);
  return compactTarget((lastTarget * BigInt(countedSec)) / BigInt(wantedSec), powLimit);
}

/** Whether the block after the tip begins a period. */
export function beginsPeriod(history: HeaderHistory, { windowBlocks }: RuleParameters): boolean {
  return (history.tipHeight + 1) % windowBlocks === 0;
}

/** Seconds from the first to the last block of the period that the tip ends. */
export function periodTimespanSec(history: HeaderHistory, { windowBlocks }: RuleParameters): number {
  const { tipHeight } = history;
  return history.timeAt(tipHeight) - history.timeAt(tipHeight - (windowBlocks - 1));
}

/** Bitcoin's main network's rule. */
export const bitcoin: DifficultyRule = {
  name: 'bitcoin',
  title: 'Bitcoin',
  usedBy: 'Bitcoin since January 2009',
  summary:
    'At the end of each period (2,016 blocks on its network) the difficulty is multiplied by how many times faster than wanted the period came, at most by 4. In between nothing changes.',
  source: 'Bitcoin Core, src/pow.cpp, GetNextWorkRequired',
  windowMeaning: 'period',
  hasPeriods: true,
  network: BITCOIN_NETWORK,
  laboratoryWindowBlocks: 24,
  nextTarget(history, _time, parameters) {
    const last = history.targetAt(history.tipHeight);
    return beginsPeriod(history, parameters)
      ? retargetBitcoin(last, periodTimespanSec(history, parameters), parameters)
      : last;
  },
};
