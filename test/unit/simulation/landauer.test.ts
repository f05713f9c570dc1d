// Landauer's limit, and that the count of operations in it is the kernel's.

import { expect, it } from 'vitest';
import { kernelForm, operationsPerNonce } from '../../../src/kernel/index.ts';
import { landauerJPerTh, WORD_OPERATIONS_PER_NONCE } from '../../../src/simulation/index.ts';

it('counts the operations that the unrolled kernel has', () => {
  expect(WORD_OPERATIONS_PER_NONCE).toBe(operationsPerNonce(kernelForm('unrolled')));
});

it('is k T ln 2 for each bit', () => {
  // At 300 K a bit costs 2.871 zJ; 78,304 of them for a hash.
  expect(landauerJPerTh()).toBeCloseTo(2.87098e-21 * 78_304 * 1e12, 8);
  expect(landauerJPerTh(600) / landauerJPerTh(300)).toBeCloseTo(2, 12);
  expect(landauerJPerTh(0)).toBe(0);
});
