import { describe, expect, it } from 'vitest';
import { prepareWork } from '../../../src/engine/index.ts';
import { KNOWN_HEADERS } from '../../../src/miner/known-headers.ts';
import { verifyCandidate } from '../../../src/miner/share.ts';
import {
  bytesFromHex,
  displayHash,
  hashAsInteger,
  hashHeader,
  readU32LE,
  targetFromCompact,
  verifyHeader,
} from '../../../src/primitives/index.ts';
import vectors from '../../vectors/btc_known_headers.json' with { type: 'json' };

describe('the known headers', () => {
  it.each(KNOWN_HEADERS)('block $height proves itself and is the one on record', ({ height, hex }) => {
    const verdict = verifyHeader(bytesFromHex(hex));
    expect(verdict.ok).toBe(true);
    const recorded = vectors.headers.filter((header) => header.height === height);
    expect(recorded.map((header) => header.hash)).toContain(displayHash(verdict.hash));
  });

  it('are of different blocks', () => {
    expect(new Set(KNOWN_HEADERS.map(({ height }) => height)).size).toBe(KNOWN_HEADERS.length);
    expect(KNOWN_HEADERS.length).toBeGreaterThanOrEqual(3);
  });
});

describe.each(KNOWN_HEADERS)('a candidate for block $height', ({ hex }) => {
  const header = bytesFromHex(hex);
  const nonce = readU32LE(header, 76);
  const hash = hashHeader(header);

  it('is a share with the right nonce', () => {
    const work = prepareWork(1, header, targetFromCompact(readU32LE(header, 72)));
    expect(verifyCandidate(work, nonce)).toEqual({ work, nonce, hash });
  });

  it('is none with another', () => {
    const work = prepareWork(1, header, targetFromCompact(readU32LE(header, 72)));
    for (const wrong of [nonce - 1, nonce + 1, 0, 2 ** 32 - 1])
      expect(verifyCandidate(work, wrong)).toBeNull();
  });

  it('is a share at a target that it equals, none at one below', () => {
    const value = hashAsInteger(hash);
    expect(verifyCandidate(prepareWork(1, header, value), nonce)).not.toBeNull();
    expect(verifyCandidate(prepareWork(1, header, value - 1n), nonce)).toBeNull();
  });

  it('does not change the work, whose own nonce does not matter', () => {
    const other = header.slice();
    other.fill(0, 76);
    const work = prepareWork(1, other, targetFromCompact(readU32LE(header, 72)));
    expect(verifyCandidate(work, nonce)!.hash).toEqual(hash);
    expect(work.header).toEqual(other);
  });
});
