// Rolling a header's version: bits that no rule gives a meaning make more headers of one merkle root.

/** Version bits that miners may use as they like, u32 (BIP 320). */
export const ROLLING_MASK = 0x1fffe000;

/**
 * The version bits that may be rolled.
 *
 * @param version - i32, as the node wants it.
 * @param meantBits - u32: bits that mean something to the node.
 * @returns u32: bits of {@link ROLLING_MASK} that are 0 in both; 0 where the version's top bits are not the 001 of BIP 9.
 */
export function freeVersionBits(version: number, meantBits: number): number {
  return version >>> 29 === 1 ? (ROLLING_MASK & ~version & ~meantBits) >>> 0 : 0;
}

/** How many versions a mask of free bits gives: at least 1. */
export function versionCount(freeBits: number): number {
  let count = 1;
  for (let rest = freeBits; rest !== 0; rest &= rest - 1) count *= 2;
  return count;
}

/**
 * One of the versions that a mask of free bits gives.
 *
 * @param version - i32, the free bits 0.
 * @param freeBits - u32.
 * @param index - From 0 to `versionCount(freeBits) - 1`; each gives another version, 0 the version itself.
 * @returns i32.
 */
export function rolledVersion(version: number, freeBits: number, index: number): number {
  let rolled = version;
  let rest = freeBits;
  for (let digits = index; digits !== 0; digits >>>= 1) {
    const lowest = rest & -rest;
    if ((digits & 1) === 1) rolled |= lowest;
    rest ^= lowest;
  }
  return rolled;
}
