/**
 * The emergency adjustment: Bitcoin's rule, and a quarter more target whenever the last six blocks took twelve hours.
 *
 * It made Bitcoin Cash swing: miners left until emergencies had made blocks cheap, came back for thousands of them at
 * one per minute, and left again at the next period. It lasted from August to November 2017.
 *
 * After Bitcoin ABC 0.14, `pow.cpp`: `GetNextEDAWorkRequired`.
 */
import { medianTimePast } from '../chain/index.ts';
import { BITCOIN_NETWORK, bitcoin } from './bitcoin.ts';
import { compactTarget, easiestTarget } from './limits.ts';
import type { DifficultyRule } from './rule.ts';

const EMERGENCY_BLOCKS = 6;
/** Twelve hours in spacings of ten minutes. */
const EMERGENCY_SPACINGS = 72;

/** Bitcoin Cash's first rule. */
export const eda: DifficultyRule = {
  name: 'eda',
  title: 'Emergency adjustment (EDA)',
  usedBy: 'Bitcoin Cash, August to November 2017',
  summary:
    'Bitcoin’s rule, and a fifth less difficulty after every block whose last six took twelve times as long as wanted.',
  source: 'Bitcoin ABC 0.14, src/pow.cpp, GetNextEDAWorkRequired',
  windowMeaning: 'period',
  hasPeriods: true,
  network: BITCOIN_NETWORK,
  // Long enough for emergencies to come before a period ends.
  laboratoryWindowBlocks: 144,
  nextTarget(history, time, parameters) {
    const { tipHeight } = history;
    const { targetSpacingSec, windowBlocks, powLimit } = parameters;
    if ((tipHeight + 1) % windowBlocks === 0) return bitcoin.nextTarget(history, time, parameters);
    const last = history.targetAt(tipHeight);
    if (last === easiestTarget(powLimit) || tipHeight < EMERGENCY_BLOCKS) return last;
    const tookSec =
      medianTimePast(history, tipHeight) - medianTimePast(history, tipHeight - EMERGENCY_BLOCKS);
    return tookSec < EMERGENCY_SPACINGS * targetSpacingSec
      ? last
      : compactTarget(last + (last >> 2n), powLimit);
  },
};
