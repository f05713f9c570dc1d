/**
 * ASERT: the target is an exponential function of how far the chain is ahead of or behind its schedule. It depends on
 * one anchor block and the parent's height and time alone, so errors never add up.
 *
 * aserti3-2d reckons in whole numbers: 2^x is split into a shift and a cubic on [0, 1) with 16 binary digits.
 *
 * After the Bitcoin Cash specification 2020-11-15-asert and Bitcoin Cash Node, `pow.cpp`: `CalculateASERT`.
 */
import { MAINNET_POW_LIMIT } from '../primitives/index.ts';
import { compactTarget } from './limits.ts';
import type { DifficultyRule } from './rule.ts';

/** One in 16 binary digits after the point. */
const RADIX = 1n << 16n;
/** Cubic that equals 2^x on [0, 1) within 0.013 %, in 48 binary digits (the specification's constants). */
const CUBIC = [195_766_423_245_049n, 971_821_376n, 5127n] as const;

/** What the schedule is reckoned from. */
export interface AsertAnchor {
  readonly target: bigint;
  readonly height: number;
  /** Time of the anchor's parent. */
  readonly parentTime: number;
}

/**
 * The target of the block after a parent.
 *
 * @param parent - Height and time of the parent of the block that is asked for.
 * @param halfLifeSec - So far behind schedule, the target doubles.
 */
export function asertTarget(
  anchor: AsertAnchor,
  parent: { readonly height: number; readonly time: number },
  targetSpacingSec: number,
  halfLifeSec: number,
  powLimit: bigint,
): bigint {
  const elapsedSec = BigInt(parent.time) - BigInt(anchor.parentTime);
  const wantedSec = BigInt(targetSpacingSec) * (BigInt(parent.height) - BigInt(anchor.height) + 1n);
  // The reference's division rounds towards zero, as bigint's does; its shift rounds down.
  const exponent = ((elapsedSec - wantedSec) * RADIX) / BigInt(halfLifeSec);
  const shift = exponent >> 16n;
  const x = exponent & (RADIX - 1n);
  const factor = RADIX + ((CUBIC[0] * x + CUBIC[1] * x * x + CUBIC[2] * x * x * x + (1n << 47n)) >> 48n);
  // Further than any target reaches: no need for the large number.
  if (shift > 512n) return compactTarget(powLimit, powLimit);
  const product = anchor.target * factor;
  const net = shift - 16n;
  return compactTarget(net < 0n ? product >> -net : product << net, powLimit);
}

/** Bitcoin Cash's rule, anchored in the chain's first block as if a parent had come one spacing before it. */
export const asert: DifficultyRule = {
  name: 'asert',
  title: 'ASERT (aserti3-2d)',
  usedBy: 'Bitcoin Cash since November 2020',
  summary:
    'The difficulty halves for every half-life (two days on its network) that the chain lies behind its schedule, and doubles for every one ahead. It needs the first block and the parent, nothing between.',
  source: 'Bitcoin Cash Node, src/pow.cpp, CalculateASERT; specification 2020-11-15-asert',
  windowMeaning: 'half-life',
  // 288 blocks are the two days of the name.
  network: { targetSpacingSec: 600, windowBlocks: 288, powLimit: MAINNET_POW_LIMIT },
  // Sixty blocks after the hash rate has halved or doubled it is back within 15 %, 99 times in 100 (with a half-life of
  // twelve blocks: 97); the price is noise of a quarter in the difficulty, which shrinks with the half-life's root.
  laboratoryWindowBlocks: 8,
  nextTarget(history, _time, { targetSpacingSec, windowBlocks, powLimit }) {
    const height = history.tipHeight;
    return asertTarget(
      { target: history.targetAt(0), height: 0, parentTime: history.timeAt(0) - targetSpacingSec },
      { height, time: history.timeAt(height) },
      targetSpacingSec,
      windowBlocks * targetSpacingSec,
      powLimit,
    );
  },
};
