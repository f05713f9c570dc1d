// Why a hash wins, in words.

import { formatCount, formatRatio } from '../../../primitives/index.ts';
import type { DigitComparison } from '../digits.ts';

/**
 * What decides between a hash and its target.
 *
 * @param margin - Target / hash.
 * @param rival - The rival's multiple where the block is the simulated rival's, else 0.
 */
export function verdictWords(
  { pairs, hashZeros, targetZeros, decidesAt, isBelow }: DigitComparison,
  margin: number,
  rival: number,
): string {
  if (decidesAt === null) return 'Hash and target are equal, and that is enough.';
  const { hash, target } = pairs[decidesAt]!;
  const digits = `Digit ${formatCount(decidesAt + 1)} decides: ${hash} is ${isBelow ? 'less' : 'more'} than ${target}`;
  if (!isBelow) {
    return rival > 0
      ? `${digits}. The simulated rival hashes ${formatRatio(rival)} as fast as you: hashes up to ${formatRatio(1 + rival)} the target count as its blocks, so that nobody has to hash for it.`
      : `${digits}: this hash is not below the target.`;
  }
  const zeros =
    hashZeros > targetZeros
      ? ` It begins with ${formatCount(hashZeros)} zeros where ${formatCount(targetZeros)} are asked.`
      : '';
  return `${digits}, so nothing after it matters. The hash is ${formatRatio(margin)} below the target.${zeros}`;
}
