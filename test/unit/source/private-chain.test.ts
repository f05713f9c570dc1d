/** A private chain: what is mined on its templates is kept and found again; what is not is refused and changes nothing. */
import { describe, expect, it } from 'vitest';
import {
  type ChainDescription,
  ChainStoreError,
  headerWithNonce,
  jobFromTemplate,
  MemoryStore,
  parseCoinbase,
  type TipChange,
} from '../../../src/chain/index.ts';
import { RULES } from '../../../src/difficulty/index.ts';
import { blockProof } from '../../../src/primitives/difficulty.ts';
import { hashHeader } from '../../../src/primitives/sha256.ts';
import { meetsTarget } from '../../../src/primitives/target.ts';
import { REGTEST_POW_LIMIT } from '../../../src/primitives/verify.ts';
import { PrivateChain } from '../../../src/source/private-chain/private-chain.ts';
import { blocksOf } from '../chain/store/support.ts';
import { FailingStore } from './failing-store.ts';
import { create, mineNext, START_TARGET, TIME } from './support.ts';

describe('a private chain', () => {
  it.each(RULES.map((rule) => [rule.name, rule] as const))(
    '%s: begins at the target it was given, keeps it at an even pace, and is found again',
    async (name, rule) => {
      const store = new FailingStore();
      const chain = await create(store, name, rule.laboratoryWindowBlocks);
      const start = Number(blockProof(START_TARGET));
      for (let height = 1; height <= 60; height++) {
        const verdict = await chain.submit(mineNext(chain, TIME + 10 * height), TIME + 10 * height);
        if (!verdict.ok) throw new Error(`${height}: ${verdict.reason}: ${verdict.detail}`);
        expect(verdict.node.height).toBe(height);
        const proof = Number(blockProof(verdict.node.target)) / start;
        expect(proof).toBeGreaterThan(0.8);
        // Dark Gravity Wave measures 23 intervals against 24 spacings: it wants blocks a little slower.
        expect(proof).toBeLessThan(1.3);
      }
      const again = await PrivateChain.open({ store });
      expect(again.tip.hash).toEqual(chain.tip.hash);
      expect(again.tip.chainwork).toBe(chain.tip.chainwork);
      expect(again.rule.name).toBe(name);
    },
  );

  it('follows a miner that is twice as fast, and one that is half as fast', async () => {
    const paceOf = async (intervalSec: number) => {
      const chain = await create(new FailingStore());
      for (let i = 1; i <= 20; i++) {
        const now = TIME + Math.round(intervalSec * i);
        await chain.submit(mineNext(chain, now), now);
      }
      return Number(blockProof(chain.tip.target)) / Number(blockProof(START_TARGET));
    };
    expect(await paceOf(5)).toBeGreaterThan(1.3);
    expect(await paceOf(20)).toBeLessThan(0.6);
    expect(await paceOf(10)).toBeCloseTo(1, 1);
  });

  it('gives header times above the median whatever the clock says', async () => {
    const chain = await create(new FailingStore());
    for (let i = 0; i < 15; i++) {
      // A clock that has stopped an hour before the chain began.
      const verdict = await chain.submit(mineNext(chain, TIME - 3600, BigInt(i)), TIME);
      expect(verdict.ok).toBe(true);
    }
    expect(chain.tip.time).toBeGreaterThan(TIME);
  });

  it('stores before it tells, and tells what came', async () => {
    const store = new FailingStore();
    const chain = await create(store);
    const heard: { change: TipChange; stored: number }[] = [];
    const end = chain.onChange((change) => heard.push({ change, stored: store.blockCount }));
    await chain.submit(mineNext(chain, TIME + 10), TIME + 10);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ stored: 1, change: { left: [], came: [chain.tip] } });
    end();
    await chain.submit(mineNext(chain, TIME + 20), TIME + 20);
    expect(heard).toHaveLength(1);
  });

  it('reports a reorganisation to a branch with more work', async () => {
    const store = new FailingStore();
    const chain = await create(store);
    const first = mineNext(chain, TIME + 10, 1n);
    const rival = mineNext(chain, TIME + 11, 2n);
    // The rival's child, made on a chain that knows the rival alone.
    const other = new FailingStore({ description: store.description!, blocks: [] });
    const otherChain = await PrivateChain.open({ store: other });
    await otherChain.submit(rival, TIME + 20);
    const child = mineNext(otherChain, TIME + 20, 3n);
    const changes: TipChange[] = [];
    chain.onChange((change) => changes.push(change));
    for (const block of [first, rival, child]) expect((await chain.submit(block, TIME + 20)).ok).toBe(true);
    expect(changes).toHaveLength(2);
    expect(changes[1]!.left.map(({ height }) => height)).toEqual([1]);
    expect(changes[1]!.came.map(({ height }) => height)).toEqual([1, 2]);
    const again = await PrivateChain.open({ store });
    expect(again.tip.hash).toEqual(hashHeader(child.header));
  });

  it('takes blocks that are handed in together, one after the other', async () => {
    const store = new FailingStore();
    const chain = await create(store);
    const first = mineNext(chain, TIME + 10);
    const verdicts = await Promise.all([chain.submit(first, TIME + 10), chain.submit(first, TIME + 10)]);
    expect(verdicts[0].ok).toBe(true);
    expect(verdicts[1]).toMatchObject({ ok: false, reason: 'duplicate' });
    expect(store.blockCount).toBe(1);
  });

  it('stays as it was when a block cannot be stored, and goes on after', async () => {
    const store = new FailingStore();
    const chain = await create(store);
    const block = mineNext(chain, TIME + 10);
    store.failure = new ChainStoreError('the disk is full');
    await expect(chain.submit(block, TIME + 10)).rejects.toThrow('the disk is full');
    expect(chain.tip.height).toBe(0);
    expect((await chain.submit(block, TIME + 10)).ok).toBe(true);
    expect(chain.tip.height).toBe(1);
  });

  it('refuses a changed coinbase, and blames other faults on the block', async () => {
    const chain = await create(new FailingStore());
    const block = mineNext(chain, TIME + 10);
    const coinbase = block.coinbase.slice();
    coinbase[50]! ^= 1;
    expect(await chain.submit({ ...block, coinbase }, TIME + 10)).toMatchObject({
      ok: false,
      reason: 'bad-txnmrklroot',
    });
    // The header is not to blame: with its own coinbase it is fine.
    expect((await chain.submit(block, TIME + 10)).ok).toBe(true);
  });

  it('contents changed on the way do not spoil the header for its own', async () => {
    const chain = await create(new FailingStore());
    const block = mineNext(chain, TIME + 10);
    const { stripped } = parseCoinbase(block.coinbase);
    // With a witness that nothing commits to: the transaction's id is the same.
    const witnessed = Uint8Array.of(
      ...stripped.slice(0, 4),
      ...[0, 1],
      ...stripped.slice(4, -4),
      ...[1, 1, 7],
      ...stripped.slice(-4),
    );
    for (const [coinbase, reason] of [
      [Uint8Array.of(1, 2, 3), 'bad-cb-missing'],
      [witnessed, 'unexpected-witness'],
    ] as const) {
      expect(await chain.submit({ ...block, coinbase }, TIME + 10)).toMatchObject({ ok: false, reason });
    }
    expect((await chain.submit(block, TIME + 10)).ok).toBe(true);
  });

  it('remembers a block that pays itself too much, and refuses what builds on it', async () => {
    const chain = await create(new FailingStore());
    const template = chain.template(TIME + 10);
    const greedy = jobFromTemplate({ ...template, coinbaseValueSats: template.coinbaseValueSats + 1n }, 0n);
    let nonce = 0;
    while (!meetsTarget(hashHeader(headerWithNonce(greedy.header, nonce)), template.target)) nonce++;
    const block = { header: headerWithNonce(greedy.header, nonce), coinbase: greedy.coinbase };
    expect(await chain.submit(block, TIME + 10)).toMatchObject({ reason: 'bad-cb-amount' });
    expect(await chain.submit(block, TIME + 10)).toMatchObject({ reason: 'duplicate-invalid' });
    expect(chain.tip.height).toBe(0);
    expect((await chain.submit(mineNext(chain, TIME + 10), TIME + 10)).ok).toBe(true);
  });
});

describe('opening', () => {
  it('refuses a store that holds no chain', async () => {
    await expect(PrivateChain.open({ store: new FailingStore() })).rejects.toThrow(/holds no chain yet/);
  });

  it('refuses a stored block that the rules refuse, and says which', async () => {
    const store = new FailingStore();
    const chain = await create(store);
    for (let i = 1; i <= 3; i++) await chain.submit(mineNext(chain, TIME + 10 * i), TIME + 10 * i);
    const blocks = await blocksOf(store);
    const damaged = new MemoryStore({ description: store.description!, blocks: blocks.toSpliced(1, 1) });
    await expect(PrivateChain.open({ store: damaged })).rejects.toThrow(
      /stored block 2 is refused \(prev-blk-not-found: .*restore it from an export/,
    );
  });

  it('refuses an unknown rule and parameters out of range, and names what is known', async () => {
    const store = new FailingStore();
    await create(store);
    const opened = (changed: Partial<ChainDescription>) => {
      const description = { ...store.description!, ...changed };
      return PrivateChain.open({ store: new MemoryStore({ description, blocks: [] }) });
    };
    await expect(opened({ rule: 'guess' })).rejects.toThrow(/guess.*asert|asert.*guess/);
    await expect(opened({ windowBlocks: 1 })).rejects.toThrow(/windowBlocks.*got 1/);
    await expect(opened({})).resolves.toBeInstanceOf(PrivateChain);
  });

  it('a spacing that the rule cannot keep is refused, and the next longer one is not', async () => {
    const options = {
      rule: 'lwma-1',
      windowBlocks: 30,
      powLimit: REGTEST_POW_LIMIT,
      startTarget: START_TARGET,
      time: TIME,
    };
    const made = (targetSpacingSec: number) =>
      PrivateChain.create({ store: new FailingStore() }, { ...options, targetSpacingSec });
    await expect(made(1)).rejects.toThrow('the rule lwma-1 needs a spacing of 2 s or more, got 1 s');
    await expect(made(2)).resolves.toBeInstanceOf(PrivateChain);
  });

  it.each([1025, 2050, 4100, 5000, 10_000])(
    'a window of %i blocks is full from the first block on',
    async (windowBlocks) => {
      for (const rule of RULES) {
        const chain = await create(new FailingStore(), rule.name, windowBlocks);
        const proof = Number(blockProof(chain.template(TIME + 10).target)) / Number(blockProof(START_TARGET));
        expect(proof).toBeGreaterThan(0.8);
        expect(proof).toBeLessThan(1.25);
      }
    },
  );

  it('begins at the limit where the start target is above it', async () => {
    const store = new FailingStore();
    const chain = await PrivateChain.create(
      { store },
      {
        rule: 'fixed',
        targetSpacingSec: 1,
        windowBlocks: 2,
        powLimit: REGTEST_POW_LIMIT,
        startTarget: 2n ** 256n - 1n,
        time: TIME,
      },
    );
    expect(chain.template(TIME).nBits).toBe(0x207fffff);
  });
});
