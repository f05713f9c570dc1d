// Bitcoin's first header, field by field.

import { expect, it } from 'vitest';
import { doubleHash, headerFields, rivalOf } from '../../../../src/dashboard/mine/header-fields.ts';
import { KNOWN_HEADERS } from '../../../../src/miner/index.ts';
import { bytesFromHex, displayHash, hashHeader, hexFromBytes } from '../../../../src/primitives/index.ts';

const genesis = bytesFromHex(KNOWN_HEADERS[0]!.hex);

it('takes all 80 bytes apart, in order', () => {
  const fields = headerFields(genesis);
  expect(fields.map(({ id }) => id)).toEqual(['version', 'previous', 'merkle', 'time', 'bits', 'nonce']);
  expect(fields.flatMap(({ bytes }) => bytes).join('')).toBe(hexFromBytes(genesis));
  let at = 0;
  for (const { start, length } of fields) {
    expect(start).toBe(at);
    at += length;
  }
  expect(at).toBe(80);
});

it('reads their values', () => {
  const values = Object.fromEntries(headerFields(genesis).map(({ id, value }) => [id, value]));
  expect(values).toMatchObject({
    version: '00000001',
    previous: '0'.repeat(64),
    merkle: '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b',
    time: '1231006505 · 2009-01-03 18:15:05 UTC',
    bits: '1d00ffff',
    nonce: '2,083,236,893',
  });
});

it('hashes twice', () => {
  const { first, second, shown } = doubleHash(genesis);
  expect(first).toHaveLength(64);
  expect(second).toBe(hexFromBytes(hashHeader(genesis)));
  expect(shown).toBe(displayHash(hashHeader(genesis)));
});

it('reads the rival from the free version bits alone', () => {
  expect(rivalOf(0x20000000)).toBe(0);
  expect(rivalOf(0x20000000 | (500 << 13))).toBe(5);
  expect(rivalOf(0x20000000 | (60_000 << 13))).toBe(600);
  expect(rivalOf(0x20001fff)).toBe(0);
});
