/** What every rule's answer is brought to: never above the limit, never 0, and what the network can write down. */
import { blockProof, compactFromTarget, targetFromCompact } from '../primitives/index.ts';

const HASHES = 1n << 256n;

/**
 * Limits a target and rounds it down to what the compact form holds.
 *
 * A target that would be 0 or less becomes 1: on the real networks no hash could meet it and the chain would stop;
 * ASERT's reference does the same.
 *
 * @param target - any integer.
 * @param powLimit - In (0, 2^256).
 */
export function compactTarget(target: bigint, powLimit: bigint): bigint {
  const limited = target > powLimit ? powLimit : target < 1n ? 1n : target;
  return targetFromCompact(compactFromTarget(limited));
}

/** The easiest target as blocks can state it (Bitcoin Core: `powLimit.GetCompact()`). */
export function easiestTarget(powLimit: bigint): bigint {
  return compactTarget(powLimit, powLimit);
}

/**
 * The difficulty that a target stands for in networks that reckon in expected hashes.
 *
 * @param target - In (0, 2^256).
 */
export const difficultyOfTarget = blockProof;

/**
 * The target of a difficulty in expected hashes: its block proof is that difficulty again.
 *
 * With T = floor(2^256 / d) and target T - 1 the proof is floor(2^256 / T) = d + floor(r / T), where r < d is the
 * division's remainder: d itself while d <= T, so below 2^128.
 *
 * @param difficulty - From 1; below as 1.
 * @returns In (0, powLimit].
 */
export function targetOfDifficulty(difficulty: bigint, powLimit: bigint): bigint {
  const target = difficulty <= 1n ? HASHES - 1n : HASHES / difficulty - 1n;
  return target > powLimit ? powLimit : target < 1n ? 1n : target;
}

/** Brings a number into bounds. */
export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
