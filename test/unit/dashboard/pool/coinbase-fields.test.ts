import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CoinbaseParts,
  climbBranch,
  joinCoinbase,
  MAX_OUTPUTS,
  type ReadCoinbase,
  readCoinbase,
} from '../../../../src/dashboard/pool/coinbase-fields.ts';
import { bytesFromHex, concatBytes, hexFromBytes } from '../../../../src/primitives/index.ts';
import { CKPOOL_JOB, PUBLIC_POOL_JOB } from './plausible-pool.ts';

const SEED = 20_090_103;

const addressOf = (script: Uint8Array): string | null =>
  script.length === 22 && script[0] === 0 ? `address of ${hexFromBytes(script.subarray(2, 6))}` : null;

/** The whole as one part, so that the extra nonces are nowhere. */
const whole = (coinbase: Uint8Array): CoinbaseParts => ({
  coinbase1: coinbase,
  extraNonce1: new Uint8Array(0),
  extraNonce2: new Uint8Array(0),
  coinbase2: new Uint8Array(0),
});

function expectNoGaps({ bytes, fields }: ReadCoinbase): void {
  let at = 0;
  for (const { start, length, note } of fields) {
    expect(start).toBe(at);
    expect(length).toBeGreaterThan(0);
    expect(note).not.toBe('');
    at += length;
  }
  expect(at).toBe(bytes.length);
}

describe('real coinbases', () => {
  it('ckpool’s is read to its last byte, with both extra nonces inside its script', () => {
    const read = readCoinbase(CKPOOL_JOB, addressOf);
    expectNoGaps(read);
    expect(read).toMatchObject({ height: 665, isWhole: true });
    expect(read.fields.map(({ id, value }) => [id, value])).toEqual([
      ['version', '1'],
      ['input', 'one, of nothing'],
      ['script', '44 bytes'],
      ['height', '665'],
      ['script', '00041a92026b046f4b241f0c'],
      ['extra-nonce-1', 'eb91026b'],
      ['extra-nonce-2', '0000000000000000'],
      ['script', '“·ckpool-lhr·/lab/”'],
      ['sequence', 'ffffffff'],
      ['outputs', '2'],
      ['output', '3.125118 BTC to address of 62e907b1'],
      ['commitment', 'd10bc259733e6ff32e0cecef5bfb3ea3d6741ca90c556024bac7482bd0e5f6ad'],
      ['lock-time', '0'],
    ]);
  });

  it('public-pool’s as well', () => {
    const read = readCoinbase(PUBLIC_POOL_JOB, addressOf);
    expectNoGaps(read);
    expect(read).toMatchObject({ height: 550, isWhole: true });
    expect(read.fields.find(({ id }) => id === 'output')?.value).toBe('6.25 BTC to address of 62e907b1');
  });

  it('their branches lead to the roots that stand in the headers', () => {
    for (const job of [CKPOOL_JOB, PUBLIC_POOL_JOB]) {
      const climbed = climbBranch(joinCoinbase(job), job.branch);
      expect(climbed).toHaveLength(job.branch.length + 1);
      expect(climbed.at(-1)).toEqual(job.header?.slice(36, 68));
    }
  });

  it('a small height is one opcode', () => {
    const coinbase = concatBytes(
      CKPOOL_JOB.coinbase1.subarray(0, 41),
      bytesFromHex('025100'),
      bytesFromHex('ffffffff0000000000'),
    );
    const read = readCoinbase(whole(coinbase), addressOf);
    expect(read).toMatchObject({ height: 1, isWhole: true });
    coinbase[42] = 0x61;
    expect(readCoinbase(whole(coinbase), addressOf)).toMatchObject({ height: null, isWhole: true });
  });
});

describe('odd coinbases', () => {
  it('end in one odd field where they are cut off, whatever the byte', () => {
    const coinbase = joinCoinbase(CKPOOL_JOB);
    for (let length = 0; length < coinbase.length; length++) {
      const read = readCoinbase(whole(coinbase.subarray(0, length)), addressOf);
      expectNoGaps(read);
      expect(read.isWhole).toBe(false);
    }
    expect(readCoinbase(whole(coinbase), addressOf).isWhole).toBe(true);
  });

  it('that pay thousands are not shown payment by payment', () => {
    const payment = bytesFromHex('0100000000000000036a0161');
    const count = 5000;
    const coinbase = concatBytes(
      CKPOOL_JOB.coinbase1.subarray(0, 41),
      bytesFromHex('025100ffffffff'),
      Uint8Array.of(0xfd, count & 0xff, count >> 8),
      ...new Array<Uint8Array>(count).fill(payment),
      bytesFromHex('00000000'),
    );
    const read = readCoinbase(whole(coinbase), addressOf);
    expectNoGaps(read);
    expect(read.isWhole).toBe(true);
    expect(read.fields.filter(({ id }) => id === 'data')).toHaveLength(MAX_OUTPUTS);
    expect(read.fields.at(-2)).toMatchObject({ label: 'Further outputs', value: '4,976 more' });
  });

  it('with extra nonces outside the script show them where they are', () => {
    const bytes = joinCoinbase(CKPOOL_JOB);
    const read = readCoinbase(
      {
        coinbase1: bytes.subarray(0, 2),
        extraNonce1: bytes.subarray(2, 3),
        extraNonce2: bytes.subarray(3, 6),
        coinbase2: bytes.subarray(6),
      },
      addressOf,
    );
    expectNoGaps(read);
    expect(read.fields.slice(0, 5).map(({ id, length }) => [id, length])).toEqual([
      ['version', 2],
      ['extra-nonce-1', 1],
      ['extra-nonce-2', 1],
      ['extra-nonce-2', 2],
      ['input', 35],
    ]);
  });

  it('of any bytes never break the reader, and no byte is lost', () => {
    const part = fc.uint8Array({ maxLength: 120 });
    const real = joinCoinbase(CKPOOL_JOB);
    const changed = fc
      .tuple(fc.nat(real.length - 1), fc.uint8Array({ minLength: 1, maxLength: 9 }))
      .map(([at, bytes]) => concatBytes(real.subarray(0, at), bytes, real.subarray(at + bytes.length)));
    const parts = fc.oneof(
      fc.record({ coinbase1: part, extraNonce1: part, extraNonce2: part, coinbase2: part }),
      fc.tuple(changed, fc.nat(120), fc.nat(9)).map(([bytes, at, length]) => ({
        coinbase1: bytes.subarray(0, at),
        extraNonce1: bytes.subarray(at, at + length),
        extraNonce2: bytes.subarray(at + length, at + 2 * length),
        coinbase2: bytes.subarray(at + 2 * length),
      })),
    );
    fc.assert(
      fc.property(parts, (one) => {
        const read = readCoinbase(one, addressOf);
        expectNoGaps(read);
        for (const { value } of read.fields) expect(value.length).toBeLessThan(300);
      }),
      { seed: SEED },
    );
  });
});
