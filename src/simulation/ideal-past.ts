/** What every comparison starts from: a chain that has always kept its pace. */
import { ArrayHistory } from '../chain/index.ts';
import { proofOf } from './mining.ts';

/**
 * Long enough to fill every rule's window; Kimoto's Gravity Well looks back 4,032 blocks. Bitcoin's periods end at
 * 4,032 and 6,048, so a shock after 4,100 blocks meets an almost whole period: nearly its worst case.
 */
export const IDEAL_PAST_BLOCKS = 4100;

/** Far below every rule's easiest target, and exact in compact form: 2^72 hashes a block. */
export const EQUILIBRIUM_TARGET: bigint = 1n << 184n;

/** Expected hashes of a block at the equilibrium target. */
export const EQUILIBRIUM_PROOF: number = proofOf(EQUILIBRIUM_TARGET);

/** September 2001: no rule's special cases for dates, and a century before header times end. */
const FIRST_TIME = 1_000_000_000;

/**
 * Makes a chain of 4,100 blocks, exactly `spacingSec` apart, all at the equilibrium target.
 *
 * @param spacingSec - Whole, from 1.
 */
export function createIdealPast(spacingSec: number): ArrayHistory {
  const history = new ArrayHistory();
  for (let height = 0; height < IDEAL_PAST_BLOCKS; height++) {
    history.push(FIRST_TIME + height * spacingSec, EQUILIBRIUM_TARGET);
  }
  return history;
}
