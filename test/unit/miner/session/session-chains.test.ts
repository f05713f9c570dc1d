// A session's chains: begun anew, exported and imported, read block by block, tampered with, rewritten.

import { describe, expect, it } from 'vitest';
import { MemoryStore, parseCoinbase } from '../../../../src/chain/index.ts';
import { hashHeader, meetsTarget } from '../../../../src/primitives/index.ts';
import { begunChain, createSession, fast, HPS } from './support.ts';

describe('a new chain', { timeout: 30_000 }, () => {
  it('takes the place of the present one at once while it mines, at the rate that is known', async () => {
    const { session, begin, pass, time, store, opened } = createSession(fast());
    await begin();
    await pass(10_000);
    await time.run(session.newChain({ rule: 'fixed', spacingSec: 2, windowBlocks: null }));
    await pass(100);
    expect(session.snapshot).toMatchObject({
      state: 'mining',
      settings: { rule: 'fixed', spacingSec: 2, windowBlocks: null },
      chain: { height: 0, spacingSec: 2, kept: 'browser' },
    });
    expect(session.snapshot.chain!.proof / (5e6 * 2)).toBeCloseTo(1, 1);
    expect(store.description!.rule).toBe('fixed');
    // The engines stayed open.
    expect(opened).toHaveLength(1);
    expect(opened[0]!.engine.disposals).toBe(0);
  });

  it('waits for the next start where nothing mines', async () => {
    const { session, time, pass, store } = createSession(fast());
    await time.run(session.open());
    expect(session.snapshot.chain).not.toBeNull();
    await time.run(session.newChain({ rule: 'wtema', spacingSec: 30, windowBlocks: 40 }));
    expect(session.snapshot).toMatchObject({ state: 'ready', chain: null, settings: { rule: 'wtema' } });
    session.start();
    await pass(3000);
    expect(session.snapshot.chain).toMatchObject({
      spacingSec: 30,
      rule: { name: 'wtema', windowBlocks: 40 },
    });
    expect(store.description!.rule).toBe('wtema');
  });

  it('that no rule can run with is refused, and the present one goes on', async () => {
    const { session, begin, pass } = createSession(fast());
    await begin();
    await pass(1000);
    const { chain } = session.snapshot;
    for (const choice of [
      { rule: 'none', spacingSec: 10, windowBlocks: null },
      { rule: 'asert', spacingSec: 0, windowBlocks: null },
      { rule: 'asert', spacingSec: 1.5, windowBlocks: null },
      { rule: 'asert', spacingSec: 10, windowBlocks: 1 },
    ]) {
      await expect(session.newChain(choice)).rejects.toThrow(RangeError);
    }
    await pass(1000);
    expect(session.snapshot.state).toBe('mining');
    expect(session.snapshot.chain!.rule).toBe(chain!.rule);
  });
});

describe('an export', { timeout: 30_000 }, () => {
  it('is imported by another session, which mines on', async () => {
    const first = createSession();
    await first.begin();
    await first.pass(40_000);
    await first.time.run(first.session.stop());
    const file = await first.session.exportChain();
    const second = createSession({ store: null });
    await second.time.run(second.session.open());
    await second.time.run(second.session.importChain(file));
    const { chain, settings } = second.session.snapshot;
    const before = first.session.snapshot.chain!;
    expect(chain!.blocks.map(({ hash }) => hash)).toEqual(before.blocks.map(({ hash }) => hash));
    expect(settings).toMatchObject({ rule: 'asert', spacingSec: 5, windowBlocks: null });
    second.session.start();
    await second.pass(40_000);
    expect(second.session.snapshot.chain!.height).toBeGreaterThan(before.height);
    expect(second.store.blockCount).toBeGreaterThan(before.height);
  });

  it('that is none is refused with a sentence, and the chain goes on being mined', async () => {
    const { session, begin, pass, time } = createSession();
    await begin();
    await pass(20_000);
    const { height } = session.snapshot.chain!;
    const wrong = session.importChain(new Uint8Array(100));
    await expect(time.run(wrong)).rejects.toThrow(/^The chain file is none that Proofworks exported: .*\.$/u);
    const torn = (await session.exportChain()).slice(0, -3);
    await expect(time.run(session.importChain(torn))).rejects.toThrow(/cut short/u);
    await pass(30_000);
    expect(session.snapshot.state).toBe('mining');
    expect(session.snapshot.chain!.height).toBeGreaterThan(height);
  });

  it('needs a chain', async () => {
    const { session, time } = createSession({ store: null });
    await time.run(session.open());
    await expect(session.exportChain()).rejects.toThrow('There is no chain yet: start mining first.');
  });
});

describe('a block', { timeout: 30_000 }, () => {
  it('can be read byte for byte', async () => {
    const { session, begin, pass } = createSession();
    await begin();
    await pass(40_000);
    const { chain } = session.snapshot;
    const row = chain!.blocks[2]!;
    const detail = session.readBlock(3)!;
    expect(detail.row).toEqual(row);
    expect(hashHeader(detail.header)).toEqual(detail.hash);
    expect(meetsTarget(detail.hash, detail.target)).toBe(true);
    expect(parseCoinbase(detail.coinbase!).script[0]).toBe(0x53);
    expect(detail.message).toBeNull();
    expect(session.readBlock(0)!.row.height).toBe(0);
    expect(session.readBlock(chain!.height + 50)).toBeNull();
    expect(session.readBlock(-1)).toBeNull();
  });

  it('that is tampered with breaks those after it, and says what rewriting would take', async () => {
    const { session, begin, pass } = createSession();
    await begin();
    await pass(60_000);
    const { height } = session.snapshot.chain!;
    const result = session.tamper(height - 3, 'it was otherwise');
    expect(result.blocks.map((block) => block.height)).toEqual([height - 3, height - 2, height - 1, height]);
    expect(result.blocks.map(({ verdict }) => verdict)).toEqual(new Array(4).fill('high-hash'));
    for (const { margin } of result.blocks) expect(margin).toBeLessThan(0.01);
    expect(result.expectedSec! / (result.work / HPS)).toBeCloseTo(1, 0);
    // Nothing was changed, and what was is none.
    expect(session.tamper(height, '').blocks[0]!.verdict).toBe('valid');
    expect(() => session.tamper(height + 9, 'x')).toThrow(/can be changed/u);
    expect(() => session.tamper(0, 'x')).toThrow(/can be changed/u);
    expect(() => session.tamper(height, 'x'.repeat(100))).toThrow(/at most 73 bytes/u);
  });

  it('is mined again with another text, until the new history has more work', async () => {
    const { session, begin, pass, texts } = createSession();
    await begin();
    await pass(60_000);
    const before = session.snapshot.chain!;
    const from = before.height - 2;
    session.remine(from, 'it was otherwise');
    const { remine } = session.snapshot;
    expect(remine).toMatchObject({ fromHeight: from, branchBlocks: 0, branchWork: 0 });
    expect(remine!.oldWork).toBeGreaterThan(0);
    expect(remine!.expectedSec!).toBeGreaterThan(5);
    for (let i = 0; i < 100 && session.snapshot.remine !== null; i++) await pass(5000);
    const { chain } = session.snapshot;
    expect(session.snapshot.remine).toBeNull();
    expect(texts()).toEqual([expect.stringMatching(/^History was rewritten/u)]);
    expect(session.readBlock(from)!.message).toBe('it was otherwise');
    expect(chain!.blocks[from - 1]!.hash).not.toBe(before.blocks[from - 1]!.hash);
    expect(chain!.blocks.slice(0, from - 1)).toEqual(before.blocks.slice(0, from - 1));
    // Counted anew: as many intervals as blocks, no more.
    expect(chain!.statistics.count).toBe(chain!.height);
    expect(chain!.yours).toBe(chain!.height);
    expect(chain!.blocks.at(-1)!.engine).toBe('wasm-simd');
    const waited = session.snapshot.search!.waitedSec;
    await pass(60_000);
    expect(session.snapshot.chain!.height).toBeGreaterThan(chain!.height);
    expect(waited).toBeLessThan(60);
  });

  it('is left as it was where mining it again is given up; the search goes on where it was', async () => {
    const { session, begin, pass } = createSession({
      engine: (_choice) => ({}),
      store: new MemoryStore({
        // Far too hard: nothing comes while one looks.
        description: begunChain({ rule: 'fixed' }),
        blocks: [],
      }),
    });
    await begin();
    await pass(60_000);
    const { height } = session.snapshot.chain!;
    const { waitedSec } = session.snapshot.search!;
    session.remine(height, 'x');
    expect(session.snapshot.search!.waitedSec).toBeCloseTo(0, 1);
    await pass(300);
    if (session.snapshot.remine === null) return;
    session.cancelRemine();
    expect(session.snapshot.remine).toBeNull();
    expect(session.snapshot.search!.waitedSec).toBeCloseTo(waitedSec, 0);
  });

  it('cannot be mined again while nothing is mined', async () => {
    const { session, time } = createSession();
    await time.run(session.open());
    expect(() => session.remine(1, 'x')).toThrow('Nothing is being mined: press Start first.');
  });
});
