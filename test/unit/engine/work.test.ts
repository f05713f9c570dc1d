import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { assertNonceRange } from '../../../src/engine/engine.ts';
import { prepareWork } from '../../../src/engine/work.ts';
import { compress, hexFromBytes, targetFromWords, writeU32BE } from '../../../src/primitives/index.ts';
import { randomHeader, SEED } from './support.ts';

const HEADER = randomHeader(SEED);

describe('prepareWork', () => {
  it('splits a header into midstate and tail: the second block completes them to the header’s hash', () => {
    const work = prepareWork(9, HEADER, 5n);
    const view = new DataView(HEADER.buffer);
    const block = new Uint32Array(16);
    block.set(work.tail);
    block[3] = view.getUint32(76);
    block[4] = 0x8000_0000;
    block[15] = 640;
    const state = new Uint32Array(8);
    compress(work.midstate, block, state);
    const digest = new Uint8Array(32);
    state.forEach((word, i) => {
      writeU32BE(digest, 4 * i, word);
    });
    expect(hexFromBytes(digest)).toBe(hexFromBytes(sha256(HEADER)));
    expect(work.workId).toBe(9);
  });

  it('keeps a copy of the header', () => {
    const mine = HEADER.slice();
    const work = prepareWork(1, mine, 5n);
    mine.fill(0);
    expect(work.header).toEqual(HEADER);
  });

  it('does not depend on the nonce, but on every other byte', () => {
    const { midstate, tail } = prepareWork(1, HEADER, 5n);
    for (let i = 0; i < 80; i++) {
      const changed = HEADER.slice();
      changed[i] = changed[i]! ^ 1;
      const other = prepareWork(1, changed, 5n);
      const isSame = other.midstate.join() === midstate.join() && other.tail.join() === tail.join();
      expect(isSame, `byte ${i}`).toBe(i >= 76);
    }
  });

  it.each([0n, 1n, 2n ** 224n, 2n ** 256n - 1n])('takes the target %d', (target) => {
    const { target: words } = prepareWork(1, HEADER, target);
    expect(words).toHaveLength(8);
    expect(targetFromWords(words)).toBe(target);
  });

  it('puts the target’s most significant word first', () => {
    expect(prepareWork(1, HEADER, 7n << 224n).target[0]).toBe(7);
  });

  it.each([-1n, 2n ** 256n])('refuses the target %d', (target) => {
    expect(() => prepareWork(1, HEADER, target)).toThrow(RangeError);
  });

  it.each([0, 79, 81])('refuses a header of %d bytes', (length) => {
    expect(() => prepareWork(1, new Uint8Array(length), 5n)).toThrow(
      new RangeError(`"header" expected 80 bytes, got ${length}`),
    );
    expect(() => prepareWork(1, new Uint8Array(80), 5n)).not.toThrow();
  });
});

describe('assertNonceRange', () => {
  it.each([
    [0, 0],
    [0, 2 ** 32],
    [1, 2 ** 32 - 1],
    [2 ** 32 - 1, 1],
    [2 ** 32, 0],
    [2 ** 31, 2 ** 31],
  ])('takes %d and %d nonces', (start, count) => {
    expect(() => assertNonceRange({ start, count })).not.toThrow();
  });

  it.each([
    [-1, 1],
    [2 ** 32 + 1, 0],
    [0.5, 1],
    [Number.NaN, 1],
    [Number.POSITIVE_INFINITY, 1],
  ])('refuses to begin at %d', (start, count) => {
    expect(() => assertNonceRange({ start, count })).toThrow(/^"range\.start" expected/);
  });

  it.each([
    [0, -1],
    [0, 2 ** 32 + 1],
    [1, 2 ** 32],
    [2 ** 32, 1],
    [2 ** 32 - 1, 2],
    [0, 1.5],
    [0, Number.NaN],
    [0, Number.POSITIVE_INFINITY],
  ])('refuses, from %d, %d nonces', (start, count) => {
    expect(() => assertNonceRange({ start, count })).toThrow(/^"range\.count" expected/);
    expect(() => assertNonceRange({ start, count })).toThrow(RangeError);
  });
});
