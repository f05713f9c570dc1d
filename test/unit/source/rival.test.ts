/** The simulated rival: exact targets, versions that say it, finds of which the right part is one's own, and no one else's rules. */
import { describe, expect, it } from 'vitest';
import { headerWithNonce, jobFromTemplate, MemoryStore } from '../../../src/chain/index.ts';
import { readU32LE } from '../../../src/primitives/bytes.ts';
import { blockProof } from '../../../src/primitives/difficulty.ts';
import { serializeHeader } from '../../../src/primitives/header.ts';
import { hashHeader, sha256d } from '../../../src/primitives/sha256.ts';
import { hashAsInteger, meetsTarget } from '../../../src/primitives/target.ts';
import { mainnetParameters } from '../../../src/source/mainnet.ts';
import { BLOCK_VERSION } from '../../../src/source/private-chain/genesis.ts';
import { PrivateChain } from '../../../src/source/private-chain/private-chain.ts';
import {
  finderOf,
  MAX_RIVAL,
  proofTarget,
  rivalOf,
  rivalTarget,
  rivalVersion,
} from '../../../src/source/private-chain/rival.ts';
import { easyTree, GENESIS, START_TIME } from '../chain/support.ts';
import { create, grow, TIME } from './support.ts';

const LARGEST = 2n ** 256n - 1n;

describe('targets and versions', () => {
  it('the search is (1 + k) times as easy, in whole numbers and never beyond every hash', () => {
    expect(rivalTarget(99n, 0)).toBe(99n);
    expect(rivalTarget(99n, 1)).toBe(199n);
    expect(rivalTarget(99n, 0.5)).toBe(149n);
    expect(rivalTarget(99n, 0.01)).toBe(100n);
    // Rounded down: of 33 hashes a third more is 43.89.
    expect(rivalTarget(32n, 0.33)).toBe(42n);
    expect(rivalTarget(99n, 600)).toBe(60_099n);
    expect(rivalTarget(2n ** 255n - 1n, 1)).toBe(LARGEST);
    expect(rivalTarget(2n ** 255n - 2n, 1)).toBe(LARGEST - 2n);
    expect(rivalTarget(2n ** 255n, 1)).toBe(LARGEST);
    expect(rivalTarget(LARGEST, 600)).toBe(LARGEST);
  });

  it('a version states k in hundredths and gives it back', () => {
    expect(rivalVersion(0)).toBe(BLOCK_VERSION);
    // Bits 13 to 28, below the top bits of BIP 9.
    expect(rivalVersion(0.01)).toBe(0x20002000);
    expect(rivalVersion(MAX_RIVAL)).toBe(0x20000000 + 60_000 * 0x2000);
    for (let parts = 0; parts <= 60_000; parts += 7)
      expect(rivalOf(rivalVersion(parts / 100))).toBe(parts / 100);
    expect(rivalOf(rivalVersion(0.333))).toBe(0.33);
    for (const k of [-0.01, 600.01, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => rivalVersion(k)).toThrow(/from 0 to 600/);
      expect(() => rivalTarget(99n, k)).toThrow(RangeError);
    }
  });

  it('a version of another form gets no allowance', () => {
    const most = rivalVersion(MAX_RIVAL);
    for (const version of [
      most + 0x2000,
      most + 1,
      most | 0x1000,
      1,
      4,
      most | 0x40000000,
      most | (1 << 31),
      -1,
    ]) {
      expect(rivalOf(version)).toBe(0);
      expect(proofTarget(99n, version)).toBe(99n);
    }
    expect(proofTarget(99n, most)).toBe(60_099n);
  });
});

describe('one process, thinned', () => {
  /** Finds of a search (1 + k) times as easy: their headers, and what the real target says of them. */
  function finds(k: number, count: number) {
    // Every fourth hash is a find.
    const target = (2n ** 256n * 100n) / BigInt(Math.round(400 * (1 + k))) - 1n;
    const limit = rivalTarget(target, k);
    const found = { you: 0, rival: 0 };
    let hashes = 0;
    for (let nonce = 0; found.you + found.rival < count; nonce++) {
      const header = serializeHeader({
        version: rivalVersion(k),
        prevHash: new Uint8Array(32),
        merkleRoot: sha256d(Uint8Array.of(Math.round(k * 100) % 251)),
        time: START_TIME,
        nBits: 0x207fffff,
        nonce,
      });
      const hash = hashHeader(header);
      hashes++;
      if (!meetsTarget(hash, limit)) continue;
      const finder = finderOf({ header, hash, target });
      expect(finder).toBe(hashAsInteger(hash) <= target ? 'you' : 'rival');
      found[finder]++;
    }
    return { ...found, hashes };
  }

  it.each([
    [0.25, 2000],
    [1, 3000],
    [4, 5000],
    [19, 10_000],
    [600, 30_000],
  ])('with a rival of %d ×, of %i finds 1/(1 + k) are one’s own', (k, count) => {
    const { you, rival, hashes } = finds(k, count);
    expect(you + rival).toBe(count);
    const part = 1 / (1 + k);
    // Four standard deviations of a binomial: missed by chance once in 16,000.
    expect(Math.abs(you - count * part)).toBeLessThan(4 * Math.sqrt(count * part * (1 - part)));
    // And a find costs 1/(1 + k) of what one's own would: geometric, the same four.
    const mean = 4;
    expect(Math.abs(hashes - count * mean)).toBeLessThan(4 * Math.sqrt(count * mean * (mean - 1)));
  });
});

describe('whose rule it is', () => {
  const version = rivalVersion(9);

  /** A header whose hash is between the target and ten times it. */
  function rivalHeader(template: { readonly version: number; readonly prevHash: Uint8Array }) {
    for (let nonce = 0; ; nonce++) {
      const header = serializeHeader({
        ...template,
        merkleRoot: new Uint8Array(32),
        time: START_TIME + 600,
        nBits: 0x2001ffff,
        nonce,
      });
      const hash = hashHeader(header);
      const real = 0x1ffffn << 232n;
      if (!meetsTarget(hash, real) && meetsTarget(hash, rivalTarget(real, 9))) return { header, hash, real };
    }
  }

  it('a tree with the allowance takes up to its last hash, one without never', () => {
    const { header, hash, real } = rivalHeader({ version, prevHash: hashHeader(GENESIS) });
    const requiredTarget = () => real;
    const proof = hashAsInteger(hash);
    const reasonWith = (allowance?: typeof proofTarget) => {
      const tree = easyTree({
        requiredTarget,
        ...(allowance === undefined ? {} : { proofTarget: allowance }),
      });
      const verdict = tree.check(header, START_TIME + 600);
      return verdict.ok ? 'ok' : verdict.reason;
    };
    expect(reasonWith(proofTarget)).toBe('ok');
    expect(reasonWith(() => proof)).toBe('ok');
    expect(reasonWith(() => proof - 1n)).toBe('high-hash');
    expect(reasonWith()).toBe('high-hash');
  });

  it('the main network has none, whatever a version says', () => {
    expect(mainnetParameters().proofTarget).toBeUndefined();
  });

  it('a private chain takes rivals’ blocks, counts their own target as work, and refuses them without their version', async () => {
    const chain = await create(new MemoryStore());
    let rivals = 0;
    for (let i = 1; i <= 40; i++) {
      const before = chain.tip;
      await grow(chain, TIME + 10 * i, { rival: 3 });
      const { tip } = chain;
      expect(rivalOf(readU32LE(tip.header, 0))).toBe(3);
      expect(tip.chainwork - before.chainwork).toBe(blockProof(tip.target));
      if (finderOf(tip) === 'rival') rivals++;
    }
    // Three in four: forty throws leave 30, give or take eleven at four standard deviations.
    expect(rivals).toBeGreaterThan(19);
    expect(rivals).toBeLessThan(40);
    expect(finderOf(chain.genesis)).toBe('you');

    const job = jobFromTemplate(chain.template(TIME + 500), 1n);
    let nonce = 0;
    const hashOf = () => hashHeader(headerWithNonce(job.header, nonce));
    const between = () =>
      !meetsTarget(hashOf(), job.template.target) &&
      meetsTarget(hashOf(), rivalTarget(job.template.target, 3));
    while (!between()) nonce++;
    const block = { header: headerWithNonce(job.header, nonce), coinbase: job.coinbase };
    expect(await chain.submit(block, TIME + 500)).toMatchObject({ ok: false, reason: 'high-hash' });
  });

  it('finders are the same when the chain is read again', async () => {
    const store = new MemoryStore();
    const chain = await create(store);
    for (let i = 1; i <= 30; i++) await grow(chain, TIME + 10 * i, { rival: i % 3 === 0 ? 0 : 2 });
    const again = await PrivateChain.open({ store });
    const finders = (one: PrivateChain) =>
      Array.from({ length: 31 }, (_, height) => finderOf(one.at(height)!)).join();
    expect(finders(again)).toBe(finders(chain));
    expect(finders(chain)).toContain('rival');
    for (let height = 3; height <= 30; height += 3) expect(finderOf(chain.at(height)!)).toBe('you');
  });
});
