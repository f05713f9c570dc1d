/**
 * Bitcoin's fourth test network: testnet3's exception, but a new period is reckoned from the target of the old one's
 * first block, which the exception never touches, and a period's first block may lie at most 600 s before its parent,
 * which stops the time warp attack.
 *
 * After BIP 94; Bitcoin Core, `pow.cpp`, `enforce_BIP94`, and `validation.cpp`, `MAX_TIMEWARP`.
 */
import { BITCOIN_NETWORK, beginsPeriod, periodTimespanSec, retargetBitcoin } from './bitcoin.ts';
import type { DifficultyRule } from './rule.ts';
import { exceptionTime, targetWithinPeriod } from './testnet.ts';

/** The rule of testnet4. */
export const bip94: DifficultyRule = {
  name: 'bip94',
  title: 'Bitcoin testnet4 (BIP 94)',
  usedBy: 'Bitcoin testnet4 since May 2024',
  summary:
    'Testnet3’s rule, reckoned from the first block of a period, which the easy exception never touches; and a period’s first block may not lie far before its parent.',
  source: 'BIP 94; Bitcoin Core, src/pow.cpp, enforce_BIP94',
  windowMeaning: 'period',
  hasPeriods: true,
  network: BITCOIN_NETWORK,
  laboratoryWindowBlocks: 24,
  nextTarget(history, time, parameters) {
    if (!beginsPeriod(history, parameters)) return targetWithinPeriod(history, time, parameters);
    const firstHeight = history.tipHeight - (parameters.windowBlocks - 1);
    return retargetBitcoin(history.targetAt(firstHeight), periodTimespanSec(history, parameters), parameters);
  },
  nextChange: exceptionTime,
  earliestTime(history, parameters) {
    // 600 s on the network, which is its spacing: other spacings keep the proportion.
    return beginsPeriod(history, parameters)
      ? history.timeAt(history.tipHeight) - parameters.targetSpacingSec
      : 0;
  },
};
