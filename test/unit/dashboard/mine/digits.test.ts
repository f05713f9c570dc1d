// A hash beside a target, digit by digit.

import { expect, it } from 'vitest';
import { compareDigits, targetDigits, zerosOf } from '../../../../src/dashboard/mine/digits.ts';

const target = `0000c4f7${'0'.repeat(56)}`;

it('marks zeros, equal digits and the one that decides', () => {
  const found = compareDigits(`0000c3${'f'.repeat(58)}`, target);
  expect(found.pairs.map(({ kind }) => kind[0]).join('')).toBe(`zzzzsd${'r'.repeat(58)}`);
  expect(found).toMatchObject({ hashZeros: 4, targetZeros: 4, decidesAt: 5, isBelow: true });
});

it('is decided at the first digit where the target is not zero and the hash is', () => {
  const found = compareDigits(`00000${'f'.repeat(59)}`, target);
  expect(found).toMatchObject({ hashZeros: 5, decidesAt: 4, isBelow: true });
});

it('says when a hash is not below', () => {
  expect(compareDigits(`0000c4f8${'0'.repeat(56)}`, target)).toMatchObject({ decidesAt: 7, isBelow: false });
  expect(compareDigits(`000${'1'.repeat(61)}`, target)).toMatchObject({ decidesAt: 3, isBelow: false });
});

it('takes an equal hash as a winner', () => {
  expect(compareDigits(target, target)).toMatchObject({ decidesAt: null, isBelow: true });
});

it('writes targets with all their digits', () => {
  expect(targetDigits(0xffffn << 208n)).toBe(`00000000ffff${'0'.repeat(52)}`);
  expect(zerosOf(targetDigits(0n))).toBe(64);
});
