/** No rule at all: the target stays as it is. What every other rule is compared with. */
import { MAINNET_POW_LIMIT } from '../primitives/index.ts';
import type { DifficultyRule } from './rule.ts';

/** The target of the parent. */
export const fixed: DifficultyRule = {
  name: 'fixed',
  title: 'fixed',
  usedBy: "Bitcoin's regtest, where nobody competes",
  summary:
    'No rule at all: the difficulty stays as it is, and blocks come as fast as the hash rate finds them.',
  source: 'Bitcoin Core, src/pow.cpp, fPowNoRetargeting',
  windowMeaning: null,
  network: { targetSpacingSec: 600, windowBlocks: 2016, powLimit: MAINNET_POW_LIMIT },
  laboratoryWindowBlocks: 2016,
  nextTarget(history) {
    return history.targetAt(history.tipHeight);
  },
};
