/**
 * The least energy that physics asks of a hash that is computed as we compute it today.
 *
 * To forget a bit costs at least k T ln 2 (R. Landauer, Irreversibility and heat generation in the computing process, IBM
 * Journal 5, 1961). Each word operation is taken to forget its 32 bits. That is an order of magnitude and no more: rotations forget nothing,
 * three-input adds forget two words, and a reversible computer would forget next to nothing at all.
 */

/** Boltzmann's constant, J/K: exact since 2019 (SI Brochure, 9th edition). */
const BOLTZMANN_J_PER_K = 1.380649e-23;
const WORD_BITS = 32;
const HASHES_PER_TH = 1e12;

/**
 * Operations on 32-bit words for one nonce: double SHA-256 of a header with all that does not depend on the nonce, and
 * all that the decisive word does not need, left out. It is what `operationsPerNonce` of the kernel's room counts in its
 * unrolled form; models do not import kernels, so a test compares the two.
 */
export const WORD_OPERATIONS_PER_NONCE = 2447;

/**
 * Landauer's limit for double hashes.
 *
 * @param temperatureK - Of the machine, kelvin; a warm room where absent.
 * @returns J per 10^12 hashes: 0.000225 at 300 K.
 */
export function landauerJPerTh(temperatureK = 300): number {
  const bitJ = BOLTZMANN_J_PER_K * temperatureK * Math.LN2;
  return bitJ * WORD_BITS * WORD_OPERATIONS_PER_NONCE * HASHES_PER_TH;
}
