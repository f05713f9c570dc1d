/** Templates and jobs: each extra nonce gives a header of its own, and what is mined on it passes every check. */
import { describe, expect, it } from 'vitest';
import { checkContents, coinbaseAlone } from '../../../src/chain/check-contents.ts';
import { ArrayHistory } from '../../../src/chain/history.ts';
import { SteadyPast } from '../../../src/chain/steady-past.ts';
import { type BlockTemplate, headerWithNonce, jobFromTemplate } from '../../../src/chain/template.ts';
import { blockProof } from '../../../src/primitives/difficulty.ts';
import { parseHeader } from '../../../src/primitives/header.ts';
import { sha256d } from '../../../src/primitives/sha256.ts';
import { targetFromCompact } from '../../../src/primitives/target.ts';

const TEMPLATE: BlockTemplate = {
  height: 170,
  version: 0x20000000,
  prevHash: sha256d(Uint8Array.of(1)),
  time: 1_700_000_000,
  nBits: 0x1d00ffff,
  target: targetFromCompact(0x1d00ffff),
  coinbaseValueSats: 5_000_000_000n,
  payoutScript: Uint8Array.of(0x51),
  tag: new TextEncoder().encode('/test/'),
  txids: [],
  witnessCommitment: null,
};
const RULES = { heightInCoinbaseFrom: 0, halvingIntervalBlocks: 210_000 };

describe('jobFromTemplate', () => {
  it('carries the template into the header', () => {
    const header = parseHeader(jobFromTemplate(TEMPLATE, 0n).header);
    const { version, prevHash, time, nBits } = TEMPLATE;
    expect(header).toMatchObject({ version, prevHash, time, nBits, nonce: 0 });
  });

  it('gives each extra nonce another merkle root, and the same one the same', () => {
    const roots = [0n, 1n, 255n, 256n, 2n ** 64n - 1n, 0n].map(
      (extraNonce) => parseHeader(jobFromTemplate(TEMPLATE, extraNonce).header).merkleRoot,
    );
    expect(new Set(roots.map(String)).size).toBe(5);
    expect(roots[5]).toEqual(roots[0]);
    expect(() => jobFromTemplate(TEMPLATE, 2n ** 64n)).toThrow(RangeError);
  });

  it.each([0, 1, 2, 7])('with %i other transactions its contents pass', (count) => {
    const txids = Array.from({ length: count }, (_, i) => sha256d(Uint8Array.of(i)));
    const { header, coinbase } = jobFromTemplate({ ...TEMPLATE, txids }, 42n);
    const { merkleRoot } = parseHeader(header);
    const contents = { ...coinbaseAlone(coinbase), txids };
    expect(checkContents(contents, merkleRoot, 170, RULES)).toBeNull();
    const fewer = { ...contents, txids: [...txids, sha256d(Uint8Array.of(99))] };
    expect(checkContents(fewer, merkleRoot, 170, RULES)?.reason).toBe('bad-txnmrklroot');
  });
});

describe('headerWithNonce', () => {
  it('sets bytes 76 to 79 and nothing else, in a copy', () => {
    const { header } = jobFromTemplate(TEMPLATE, 0n);
    const mined = headerWithNonce(header, 0x01020304);
    expect([...mined.subarray(76)]).toEqual([4, 3, 2, 1]);
    expect(mined.subarray(0, 76)).toEqual(header.subarray(0, 76));
    expect([...header.subarray(76)]).toEqual([0, 0, 0, 0]);
  });
});

describe('a steady past', () => {
  const target = 2n ** 200n;
  const history = new ArrayHistory();
  history.push(10_000, target);
  history.push(10_007, target / 2n);
  const past = new SteadyPast(history, 100, 5);

  it('lies below the first block, evenly spaced, at its target', () => {
    expect(past.tipHeight).toBe(101);
    expect([0, 98, 99, 100, 101].map((height) => past.timeAt(height))).toEqual([
      9500, 9990, 9995, 10_000, 10_007,
    ]);
    expect([0, 99, 100, 101].map((height) => past.targetAt(height))).toEqual([
      target,
      target,
      target,
      target / 2n,
    ]);
  });

  it('adds its work', () => {
    const proof = blockProof(target);
    expect(past.chainworkAt(0)).toBe(proof);
    expect(past.chainworkAt(99)).toBe(100n * proof);
    expect(past.chainworkAt(100)).toBe(101n * proof);
    expect(past.chainworkAt(101)).toBe(101n * proof + blockProof(target / 2n));
  });

  it('ends at both ends', () => {
    expect(() => past.timeAt(-1)).toThrow(RangeError);
    expect(() => past.timeAt(102)).toThrow(RangeError);
  });
});
