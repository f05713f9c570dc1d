/** The verdict on proof of work: Bitcoin Core's refusals, and every recorded header as the control. */
import { describe, expect, it } from 'vitest';
import { bytesFromHex, reverseBytes, writeU32LE } from '../../../src/primitives/bytes.ts';
import { headerFromHex } from '../../../src/primitives/header.ts';
import { displayHash } from '../../../src/primitives/sha256.ts';
import {
  checkProofOfWork,
  MAINNET_POW_LIMIT,
  REGTEST_POW_LIMIT,
  verifyHeader,
} from '../../../src/primitives/verify.ts';
import boundary from '../../vectors/btc_boundary_headers.json' with { type: 'json' };
import known from '../../vectors/btc_known_headers.json' with { type: 'json' };
import pow from '../../vectors/btc_pow_vectors.json' with { type: 'json' };

const hashOf = (value: bigint): Uint8Array =>
  reverseBytes(bytesFromHex(value.toString(16).padStart(64, '0')));

const DETAILS: Record<string, string> = {
  'negative target': 'target is negative',
  'overflow target': 'target exceeds 256 bits',
  'too easy: powLimit*2': "target is easier than the network's limit",
  'hash = powLimit*2 > target': 'hash is above the target',
  'zero target': 'target is zero',
};

describe('checkProofOfWork', () => {
  it.each(pow.check_proof_of_work)('refuses: $case', (row) => {
    const bits = /[0-9a-f]{8}/u.exec(row.bits.includes('(1d80ffff)') ? '1d80ffff' : row.bits)?.[0] ?? '';
    const hash = hashOf(row.hash === 'powLimit*2' ? MAINNET_POW_LIMIT * 2n : BigInt(row.hash));
    expect(checkProofOfWork(hash, Number.parseInt(bits, 16), MAINNET_POW_LIMIT)).toMatchObject({
      ok: false,
      reason: 'high-hash',
      detail: DETAILS[row.case],
    });
    // The control: the same hash wherever it is small enough passes under a sound target.
    expect(checkProofOfWork(hashOf(1n), 0x1d00ffff, MAINNET_POW_LIMIT).ok).toBe(true);
  });

  it('decides at the target itself', () => {
    const target = 0xffffn << 208n;
    expect(checkProofOfWork(hashOf(target), 0x1d00ffff, MAINNET_POW_LIMIT)).toEqual({ ok: true, target });
    expect(checkProofOfWork(hashOf(target + 1n), 0x1d00ffff, MAINNET_POW_LIMIT)).toMatchObject({
      ok: false,
      target,
    });
  });

  it('decides at the limit itself', () => {
    const target = 0xffffn << 208n;
    expect(checkProofOfWork(hashOf(1n), 0x1d00ffff, target).ok).toBe(true);
    expect(checkProofOfWork(hashOf(1n), 0x1d00ffff, target - 1n).ok).toBe(false);
    expect(checkProofOfWork(hashOf(1n), 0x207fffff, REGTEST_POW_LIMIT).ok).toBe(true);
    expect(checkProofOfWork(hashOf(1n), 0x20800000, REGTEST_POW_LIMIT).ok).toBe(false);
    expect(checkProofOfWork(hashOf(1n), 0x207fffff, MAINNET_POW_LIMIT).ok).toBe(false);
  });

  it('gives no target where the compact form has none', () => {
    expect(checkProofOfWork(hashOf(1n), 0x1d80ffff, MAINNET_POW_LIMIT)).toHaveProperty('target', undefined);
    expect(checkProofOfWork(hashOf(1n), 0x00000000, MAINNET_POW_LIMIT)).toHaveProperty('target', 0n);
  });

  it('refuses arguments that are not a hash or a u32', () => {
    expect(() => checkProofOfWork(new Uint8Array(31), 0x1d00ffff, MAINNET_POW_LIMIT)).toThrow(RangeError);
    expect(() => checkProofOfWork(hashOf(1n), -1, MAINNET_POW_LIMIT)).toThrow(RangeError);
  });
});

describe('verifyHeader', () => {
  it.each([...known.headers, ...known.stale])('accepts block $height', ({ hex, hash }) => {
    const verdict = verifyHeader(headerFromHex(hex), { powLimit: MAINNET_POW_LIMIT });
    expect(verdict.ok).toBe(true);
    expect(displayHash(verdict.hash)).toBe(hash);
  });

  it('accepts every epoch-boundary header, and none with another nonce', () => {
    for (const { hex, hash } of boundary.headers) {
      const bytes = headerFromHex(hex);
      const verdict = verifyHeader(bytes, { powLimit: MAINNET_POW_LIMIT });
      expect(verdict.ok).toBe(true);
      expect(displayHash(verdict.hash)).toBe(hash);
      bytes[76] = bytes[76]! ^ 1;
      expect(verifyHeader(bytes)).toMatchObject({ ok: false, detail: 'hash is above the target' });
    }
  });

  it('accepts the headers around nine retargets', () => {
    expect(pow.retarget_headers).toHaveLength(9);
    for (const { first, last, next } of pow.retarget_headers) {
      for (const { hex } of [first, last, next]) {
        expect(verifyHeader(headerFromHex(hex.slice(2)), { powLimit: MAINNET_POW_LIMIT }).ok).toBe(true);
      }
    }
  });

  it('tells hash, target and difficulty', () => {
    const row = known.headers[0]!;
    expect(verifyHeader(headerFromHex(row.hex))).toEqual({
      ok: true,
      hash: reverseBytes(bytesFromHex(row.hash)),
      target: 0xffffn << 208n,
      difficulty: 1,
    });
  });

  it("accepts regtest's genesis block by default, and not under the main network's limit", () => {
    // Bitcoin Core, `CRegTestParams`: the main network's genesis with time 1296688602, nBits 0x207fffff, nonce 2.
    const bytes = headerFromHex(known.headers[0]!.hex);
    writeU32LE(bytes, 68, 1296688602);
    writeU32LE(bytes, 72, 0x207fffff);
    writeU32LE(bytes, 76, 2);
    const verdict = verifyHeader(bytes);
    expect(verdict.ok).toBe(true);
    expect(displayHash(verdict.hash)).toBe(
      '0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206',
    );
    expect(verifyHeader(bytes, { powLimit: MAINNET_POW_LIMIT })).toMatchObject({
      ok: false,
      reason: 'high-hash',
      detail: "target is easier than the network's limit",
    });
  });

  it('refuses bytes that are not a header', () => {
    expect(() => verifyHeader(new Uint8Array(79))).toThrow(
      new RangeError('"header" expected 80 bytes, got 79'),
    );
    expect(verifyHeader(new Uint8Array(80))).toMatchObject({ ok: false, detail: 'target is zero' });
  });
});
