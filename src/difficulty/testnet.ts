/**
 * Bitcoin's third test network: a block that comes later than twice the spacing may be mined at the easiest target;
 * the block after it goes back to what was asked before.
 *
 * The last block of a period may be such an easy one, and the new period's target is then reckoned from the easiest:
 * the fault that BIP 94 mends.
 *
 * After Bitcoin Core, `pow.cpp`: `GetNextWorkRequired` with `fPowAllowMinDifficultyBlocks`.
 */
import type { HeaderHistory } from '../chain/index.ts';
import { BITCOIN_NETWORK, beginsPeriod, periodTimespanSec, retargetBitcoin } from './bitcoin.ts';
import { easiestTarget } from './limits.ts';
import type { DifficultyRule, RuleParameters } from './rule.ts';

/**
 * The target within a period.
 *
 * @param time - Of the new block.
 */
export function targetWithinPeriod(
  history: HeaderHistory,
  time: number,
  { targetSpacingSec, windowBlocks, powLimit }: RuleParameters,
): bigint {
  const easiest = easiestTarget(powLimit);
  let height = history.tipHeight;
  if (time > history.timeAt(height) + 2 * targetSpacingSec) return easiest;
  // Back to the last block that was not mined under the exception.
  while (height > 0 && height % windowBlocks !== 0 && history.targetAt(height) === easiest) height--;
  return history.targetAt(height);
}

/** When the exception begins; null from there on. */
export function exceptionTime(
  history: HeaderHistory,
  time: number,
  parameters: RuleParameters,
): number | null {
  if (beginsPeriod(history, parameters)) return null;
  const begins = history.timeAt(history.tipHeight) + 2 * parameters.targetSpacingSec + 1;
  return time < begins ? begins : null;
}

/** The rule of testnet3. */
export const testnet: DifficultyRule = {
  name: 'testnet',
  title: 'Bitcoin testnet3',
  usedBy: 'Bitcoin testnet3 since February 2012',
  summary:
    'Bitcoin’s rule, but a block that comes later than twice the spacing may be mined at the easiest target. The next goes back to what was asked before.',
  source: 'Bitcoin Core, src/pow.cpp, GetNextWorkRequired, fPowAllowMinDifficultyBlocks',
  windowMeaning: 'period',
  hasPeriods: true,
  network: BITCOIN_NETWORK,
  laboratoryWindowBlocks: 24,
  nextTarget(history, time, parameters) {
    return beginsPeriod(history, parameters)
      ? retargetBitcoin(
          history.targetAt(history.tipHeight),
          periodTimespanSec(history, parameters),
          parameters,
        )
      : targetWithinPeriod(history, time, parameters);
  },
  nextChange: exceptionTime,
};
