/** Difficulty as a double, its exact inverse, and block proof: known values, then properties. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockProof,
  DIFFICULTY_1_TARGET,
  difficultyFromTarget,
  targetFromDifficulty,
} from '../../../src/primitives/difficulty.ts';
import { targetFromCompact } from '../../../src/primitives/target.ts';
import compact from '../../vectors/btc_compact_vectors.json' with { type: 'json' };
import pow from '../../vectors/btc_pow_vectors.json' with { type: 'json' };

const SEEDED = { seed: 20090103 };
const LARGEST = (1n << 256n) - 1n;
const targets = fc
  .tuple(fc.bigInt({ min: 1n << 255n, max: LARGEST }), fc.nat(255))
  .map(([value, shift]) => value >> BigInt(shift));

describe('difficultyFromTarget', () => {
  it.each(compact.well_known.filter((row) => row.difficulty !== undefined))('knows $bits', (row) => {
    expect(difficultyFromTarget(targetFromCompact(Number.parseInt(row.bits, 16)))).toBe(row.difficulty);
  });

  it('equals the values published for later blocks', () => {
    // bitcoin-spv keeps the whole part alone.
    for (const { next, difficulty_floor } of pow.retarget_headers) {
      const target = targetFromCompact(Number.parseInt(next.bits, 16));
      expect(Math.floor(difficultyFromTarget(target))).toBe(difficulty_floor);
    }
  });

  it('reaches from the hardest target to the easiest', () => {
    expect(difficultyFromTarget(1n)).toBe(0xffff * 2 ** 208);
    expect(difficultyFromTarget(DIFFICULTY_1_TARGET)).toBe(1);
    expect(difficultyFromTarget(DIFFICULTY_1_TARGET * 2n)).toBe(0.5);
    expect(difficultyFromTarget(LARGEST)).toBeCloseTo(0xffff / 2 ** 48, 25);
  });

  it('is the nearest double', () => {
    fc.assert(
      fc.property(targets, (target) => {
        const difficulty = difficultyFromTarget(target);
        // Compare with the neighbours exactly: |D1 - d x target| must be least at d.
        const errorOf = (value: number): bigint => {
          const scaled = BigInt(value * 2 ** 120); // at least 2^-33, so 53 bits end above 2^-86
          const error = (DIFFICULTY_1_TARGET << 120n) - scaled * target;
          return error < 0n ? -error : error;
        };
        const ulp = 2 ** (Math.floor(Math.log2(difficulty)) - 53);
        expect(errorOf(difficulty) <= errorOf(difficulty + 2 * ulp)).toBe(true);
        expect(errorOf(difficulty) <= errorOf(difficulty - 2 * ulp)).toBe(true);
      }),
      SEEDED,
    );
  });

  it('refuses a target outside (0, 2^256)', () => {
    for (const target of [0n, -1n, LARGEST + 1n]) {
      expect(() => difficultyFromTarget(target)).toThrow(RangeError);
      expect(() => blockProof(target)).toThrow(RangeError);
    }
    expect(() => difficultyFromTarget(1 as unknown as bigint)).toThrow(TypeError);
    for (const target of [1n, LARGEST]) expect(difficultyFromTarget(target)).toBeGreaterThan(0);
  });
});

describe('targetFromDifficulty', () => {
  it('inverts powers of two exactly', () => {
    expect(targetFromDifficulty(1)).toBe(DIFFICULTY_1_TARGET);
    expect(targetFromDifficulty(2)).toBe(DIFFICULTY_1_TARGET / 2n);
    expect(targetFromDifficulty(0.5)).toBe(DIFFICULTY_1_TARGET * 2n);
    expect(targetFromDifficulty(1e15)).toBe(DIFFICULTY_1_TARGET / 10n ** 15n);
  });

  it('takes the double at its exact value', () => {
    // 0.1 is 3602879701896397 / 2^55 in binary64.
    expect(targetFromDifficulty(0.1)).toBe((DIFFICULTY_1_TARGET << 55n) / 3602879701896397n);
  });

  it('stops at the ends of 256 bits', () => {
    expect(targetFromDifficulty(2 ** -32)).toBe(DIFFICULTY_1_TARGET << 32n);
    expect(targetFromDifficulty(2 ** -33)).toBe(LARGEST);
    expect(targetFromDifficulty(Number.MIN_VALUE)).toBe(LARGEST);
    expect(targetFromDifficulty(0xffff * 2 ** 208)).toBe(1n);
    expect(targetFromDifficulty(Number.MAX_VALUE)).toBe(0n);
  });

  it('comes back to the same difficulty', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e30, noNaN: true }), (difficulty) => {
        const ratio = difficultyFromTarget(targetFromDifficulty(difficulty)) / difficulty;
        expect(Math.abs(ratio - 1)).toBeLessThan(4e-16);
      }),
      SEEDED,
    );
  });

  it('refuses what is not a positive finite number', () => {
    for (const difficulty of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => targetFromDifficulty(difficulty)).toThrow(
        new RangeError(`"difficulty" expected positive finite number, got ${difficulty}`),
      );
    }
    expect(targetFromDifficulty(3)).toBe(DIFFICULTY_1_TARGET / 3n);
  });
});

describe('blockProof', () => {
  it('knows the genesis block', () => {
    expect(blockProof(targetFromCompact(0x1d00ffff))).toBe(4295032833n);
    expect(blockProof(targetFromCompact(0x1d00ffff))).toBe(BigInt(pow.extra.difficulty1_work));
  });

  it('is 1 where every hash wins, 2 where half do', () => {
    expect(blockProof(LARGEST)).toBe(1n);
    expect(blockProof((1n << 255n) - 1n)).toBe(2n);
    expect(blockProof(targetFromCompact(0x207fffff))).toBe(2n);
    expect(blockProof(1n)).toBe(1n << 255n);
  });

  it("equals Core's form, ~target / (target + 1) + 1", () => {
    fc.assert(
      fc.property(targets, (target) => {
        expect(blockProof(target)).toBe((LARGEST ^ target) / (target + 1n) + 1n);
      }),
      SEEDED,
    );
  });
});
