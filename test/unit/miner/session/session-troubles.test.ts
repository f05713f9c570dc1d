// What can go wrong with a session: engines lost and found again, a disk that is full, storage that is forbidden, a
// chain that cannot be read. It is said, and mining goes on as far as it can.

import { describe, expect, it } from 'vitest';
import {
  ChainStoreError,
  DamagedStoreError,
  MemoryStore,
  readChainFile,
} from '../../../../src/chain/index.ts';
import {
  DeviceLostError,
  EngineUnavailableError,
  ShaderError,
  WorkerFailedError,
} from '../../../../src/engine/index.ts';
import { type EngineChoice, targetForRate } from '../../../../src/miner/index.ts';
import { FailingStore } from '../../source/failing-store.ts';
import {
  begunChain,
  createSession,
  FAST_HPS,
  fast,
  SPACING_SEC,
  type Surroundings,
  WALL_SEC,
} from './support.ts';

const CPU: EngineChoice = { engine: 'wasm-simd', workers: 1 };
const GPU: EngineChoice = { engine: 'gpu', workers: 1 };

/** A session that was told to mine with these. */
async function mineWith(engines: readonly EngineChoice[], surroundings: Surroundings) {
  const all = createSession(surroundings);
  await all.time.run(all.session.open());
  all.session.configure({ engines });
  all.session.start();
  return all;
}

const states = (engines: readonly { readonly id: string; readonly state: string }[]) =>
  engines.map(({ id, state }) => `${id} ${state}`);

describe('engines', { timeout: 30_000 }, () => {
  it('the processor mines while a GPU still compiles', async () => {
    const { session, pass } = await mineWith([GPU, CPU], {
      ...fast(),
      openMs: ({ engine }) => (engine === 'gpu' ? 20_000 : 50),
    });
    await pass(1000);
    expect(session.snapshot.state).toBe('mining');
    expect(states(session.snapshot.engines)).toEqual(['gpu opening', 'wasm-simd working']);
    await pass(10_000);
    expect(session.snapshot.hashrateHps / 5e6).toBeCloseTo(1, 1);
    await pass(10_000);
    expect(states(session.snapshot.engines)).toEqual(['gpu working', 'wasm-simd working']);
    expect(session.snapshot.events.map(({ text }) => text)).toEqual(['gpu works']);
  });

  it('that are all replaced by one that still compiles: no time is mined meanwhile', async () => {
    const { session, pass } = await mineWith([CPU], {
      ...fast(),
      openMs: ({ engine }) => (engine === 'gpu' ? 20_000 : 50),
    });
    await pass(5000);
    session.configure({ engines: [GPU] });
    const { minedSec, state } = session.snapshot;
    expect(state).toBe('waiting');
    await pass(15_000);
    expect(session.snapshot).toMatchObject({ state: 'waiting', minedSec });
    await pass(10_000);
    expect(session.snapshot.state).toBe('mining');
    expect(session.snapshot.minedSec - minedSec).toBeCloseTo(5, 0);
  });

  it('a new chain waits for a GPU for some seconds, not for a minute', async () => {
    const begin = (gpuMs: number) =>
      mineWith([GPU, CPU], {
        engine: () => ({ hashrateHps: 5e6, answer: () => [] }),
        store: null,
        openMs: ({ engine }) => (engine === 'gpu' ? gpuMs : 50),
      });
    const soon = await begin(3000);
    await soon.pass(1500);
    expect(soon.session.snapshot).toMatchObject({ state: 'starting' });
    expect(soon.session.snapshot.hashrateHps / 5e6).toBeCloseTo(1, 1);
    await soon.pass(4500);
    expect(soon.session.snapshot.chain!.proof / (10e6 * 10)).toBeCloseTo(1, 1);
    const late = await begin(60_000);
    await late.pass(6500);
    expect(late.session.snapshot.state).toBe('mining');
    expect(late.session.snapshot.chain!.proof / (5e6 * 10)).toBeCloseTo(1, 1);
  });

  it('one that is lost is said to be, the others go on, and it is tried again after 2, 10, 30, 60, 120 and 120 s', async () => {
    const tries: number[] = [];
    const { session, time, pass, texts } = await mineWith([GPU, CPU], {
      ...fast(),
      engine: ({ engine }) => {
        const options = { hashrateHps: 5e6, answer: () => [] };
        if (engine !== 'gpu') return options;
        tries.push(time.nowMs);
        if (tries.length === 1) {
          return {
            ...options,
            failure: () => (time.nowMs > 5000 ? new DeviceLostError('the GPU went away') : null),
          };
        }
        return new EngineUnavailableError('No GPU adapter was found.');
      },
      openMs: () => 0,
    });
    await pass(5900);
    const [gpu] = session.snapshot.engines;
    expect(gpu).toMatchObject({ id: 'gpu', state: 'lost', problem: 'the GPU went away' });
    expect(gpu!.retrySec).toBeGreaterThan(0.5);
    expect(gpu!.retrySec).toBeLessThan(2);
    expect(session.snapshot.state).toBe('mining');
    expect(texts()).toEqual([expect.stringMatching(/^gpu is out: The GPU went away\. It is tried again/u)]);
    await pass(400_000);
    const waits = tries.slice(1).map((at, i) => Math.round((at - tries[i]!) / 1000));
    expect(waits.slice(1)).toEqual([10, 30, 60, 120, 120]);
    expect(waits[0]).toBeLessThan(8);
    expect(session.snapshot.engines[0]!.problem).toBe('No GPU adapter was found.');
    expect(session.snapshot.notices.length).toBeLessThanOrEqual(20);
  });

  it('one that comes back is whole again', async () => {
    const { session, time, pass } = await mineWith([CPU], {
      ...fast(),
      engine: (_choice, nth) => ({
        hashrateHps: 5e6,
        answer: () => [],
        failure: () => (nth === 1 && time.nowMs > 5000 ? new WorkerFailedError('it died') : null),
      }),
    });
    await pass(6000);
    expect(session.snapshot.state).toBe('waiting');
    const { minedSec, engines } = session.snapshot;
    expect(engines[0]!.retrySec).toBeGreaterThan(0);
    await pass(500);
    expect(session.snapshot.engines[0]!.retrySec!).toBeLessThan(engines[0]!.retrySec!);
    // Nothing hashes: no time is mined.
    expect(session.snapshot.minedSec).toBe(minedSec);
    await pass(12_000);
    expect(session.snapshot.state).toBe('mining');
    expect(session.snapshot.engines[0]).toMatchObject({ state: 'working', problem: null, retrySec: null });
    expect(session.snapshot.hashrateHps / 5e6).toBeCloseTo(1, 1);
    expect(session.snapshot.events.map(({ text }) => text)).toEqual(['wasm-simd is out', 'wasm-simd works']);
  });

  it('one that this machine does not have is not tried again; with no other, the session has failed', async () => {
    let tries = 0;
    const { session, pass, texts } = await mineWith([GPU], {
      engine: () => {
        tries++;
        return new EngineUnavailableError('This browser does not offer WebGPU.');
      },
    });
    await pass(200_000);
    expect(tries).toBe(1);
    expect(session.snapshot.state).toBe('failed');
    expect(texts()).toEqual([
      'gpu is out: This browser does not offer WebGPU.',
      expect.stringMatching(/^Mining has stopped: No engine can run here/u),
    ]);
    // Another choice, another try.
    session.configure({ engines: [CPU] });
    session.start();
    await pass(500);
    expect(tries).toBe(2);
  });

  it('the same of a kernel that does not compile and of an engine that says wrong things', async () => {
    const shader = await mineWith([GPU, CPU], {
      ...fast(),
      engine: ({ engine }) =>
        engine === 'gpu' ? new ShaderError('line 3') : { hashrateHps: 5e6, answer: () => [] },
    });
    await shader.pass(300_000);
    expect(shader.session.snapshot.engines[0]).toMatchObject({
      state: 'lost',
      problem: 'line 3',
      retrySec: null,
    });
    expect(shader.session.snapshot.state).toBe('mining');
    const liar = await mineWith([GPU, CPU], { ...fast(), isLiar: ({ engine }) => engine === 'gpu' });
    await liar.pass(300_000);
    expect(liar.session.snapshot.engines[0]).toMatchObject({ state: 'lost', retrySec: null });
    expect(liar.session.snapshot.engines[0]!.problem).toMatch(
      /^failed its self-test and is shut out: missed nonce/u,
    );
    expect(liar.session.snapshot.state).toBe('mining');
    expect(liar.opened[0]!.engine.disposals + liar.opened[1]!.engine.disposals).toBe(1);
  });

  it('one that falls silent is given up after half a minute, and opened again', async () => {
    const { session, pass, texts, opened, time } = await mineWith([CPU], {
      ...fast(),
      engine: (_choice, nth) =>
        // So slow from the fifth second on that nothing more comes of it.
        nth === 1
          ? { hashrateHps: 5e6, answer: () => [], stuckFromMs: 5000 }
          : { hashrateHps: 5e6, answer: () => [] },
    });
    await pass(30_000);
    expect(session.snapshot.state).toBe('mining');
    await pass(12_000);
    expect(texts()).toEqual([expect.stringMatching(/^wasm-simd is out: It does not answer any more/u)]);
    expect(opened[0]!.engine.disposals).toBe(1);
    expect(session.snapshot.state).toBe('mining');
    const { hashCount } = session.snapshot.engines[0]!;
    await pass(3000);
    expect(session.snapshot.engines[0]!.hashCount).toBeGreaterThan(hashCount);
    expect(time.nowMs).toBeLessThan(50_000);
  });

  it('sleep with the machine: that is no time of mining, and no reason to give them up', async () => {
    const { session, pass, texts, opened, time } = await mineWith([CPU], fast());
    await pass(10_000);
    const { minedSec } = session.snapshot;
    time.nowMs += 3_600_000;
    await pass(10_000);
    expect(session.snapshot.state).toBe('mining');
    expect(session.snapshot.minedSec - minedSec).toBeCloseTo(10, 0);
    expect(texts()).toEqual([]);
    expect(opened).toHaveLength(1);
    expect(session.snapshot.hashrateHps / 5e6).toBeCloseTo(1, 1);
  });

  it('a hardware error is said once and counted', async () => {
    const { session, pass, texts } = await mineWith([CPU], {
      engine: () => ({ answer: (_work, { start }) => [start] }),
    });
    await pass(5000);
    expect(session.snapshot.engines[0]!.hardwareErrors).toBeGreaterThan(10);
    expect(texts()).toEqual([expect.stringMatching(/^wasm-simd said something wrong/u)]);
  });
});

describe('a pool that loses workers', () => {
  it('works on with what is left while a whole one is opened, and is replaced by it', async () => {
    let left = 2;
    const { session, pass, host, time } = createSession(fast());
    const openWhole = host.engines.openEngine;
    await time.run(session.open());
    // The description of a pool tells how many of its workers live.
    let opened = 0;
    Object.assign(host.engines, {
      openEngine: async (choice: EngineChoice) => {
        const engine = await openWhole(choice);
        const nth = ++opened;
        return {
          name: engine.name,
          get description() {
            return { ...engine.description, workers: nth === 1 ? left : 2 };
          },
          scan: engine.scan,
          dispose: engine.dispose,
        };
      },
    });
    session.configure({ engines: [{ engine: 'wasm-simd', workers: 2 }] });
    session.start();
    await pass(3000);
    left = 1;
    await pass(500);
    expect(session.snapshot.engines[0]).toMatchObject({
      state: 'working',
      problem: 'only 1 of 2 workers are left',
    });
    expect(session.snapshot.state).toBe('mining');
    await pass(3000);
    expect(opened).toBe(2);
    expect(session.snapshot.engines[0]).toMatchObject({ state: 'working', problem: null });
  });
});

describe('a chain that is more than two hours ahead', { timeout: 30_000 }, () => {
  const ahead = (sec: number) => ({
    store: new MemoryStore({ description: begunChain({ time: WALL_SEC + 7200 + sec }), blocks: [] }),
  });

  it('rests until others would take its next block, and not for ever', async () => {
    const { session, begin, pass, texts, time } = createSession(ahead(60));
    await begin();
    await pass(55_000);
    expect(session.snapshot).toMatchObject({ state: 'mining', chain: { height: 0 } });
    expect(texts()).toEqual([expect.stringMatching(/^Mining rests: /u)]);
    await pass(60_000);
    const { chain } = session.snapshot;
    expect(chain!.height).toBeGreaterThan(3);
    // Its times go on with the clock that holds it back.
    expect(chain!.blocks.at(-1)!.time - WALL_SEC - 7200).toBeLessThanOrEqual(time.nowMs / 1000);
    expect(chain!.blocks.at(-1)!.time - WALL_SEC - 7200).toBeGreaterThan(time.nowMs / 1000 - 40);
    expect(texts()).toHaveLength(1);
  });

  it('goes on as soon as a clock that was wrong is set right', async () => {
    const { session, begin, pass, host, time } = createSession(ahead(3600));
    let wrongBySec = 0;
    Object.assign(host, { nowSec: () => WALL_SEC + wrongBySec + time.nowMs / 1000 });
    await begin();
    await pass(30_000);
    expect(session.snapshot.chain!.height).toBe(0);
    wrongBySec = 7200;
    await pass(40_000);
    expect(session.snapshot.chain!.height).toBeGreaterThan(2);
  });
});

describe('what keeps the chain', { timeout: 30_000 }, () => {
  it('fails: it is said once, mining goes on in memory, and an export holds all blocks', async () => {
    const store = new FailingStore({ description: begunChain(), blocks: [] });
    const { session, begin, pass, texts, time } = createSession({ store });
    await begin();
    await pass(30_000);
    const before = session.snapshot.chain!.height;
    expect(session.snapshot.chain!.kept).toBe('browser');
    store.failure = new ChainStoreError('the browser has no more room for this page; free disk space');
    await pass(60_000);
    const { chain, state } = session.snapshot;
    expect(state).toBe('mining');
    expect(chain!.kept).toBe('memory');
    expect(chain!.height).toBeGreaterThan(before + 4);
    expect(store.blockCount).toBeLessThan(chain!.height);
    expect(texts()).toEqual([
      expect.stringMatching(/^New blocks can no longer be kept: The browser has no more room/u),
    ]);
    await time.run(session.stop());
    const file = readChainFile(await session.exportChain());
    expect(file.blocks).toHaveLength(session.snapshot.chain!.height);
  });

  it('is forbidden: it is said, and the chain is in memory', async () => {
    const { session, begin, pass, texts } = createSession({
      ...fast(),
      openStore: async () => {
        throw new ChainStoreError('the browser lets this page keep nothing; allow it to store data');
      },
    });
    await begin();
    await pass(5000);
    expect(session.snapshot).toMatchObject({ state: 'mining', chain: { kept: 'memory', height: 0 } });
    expect(texts()).toEqual([
      expect.stringMatching(/^Nothing can be kept here: The browser lets this page keep nothing/u),
    ]);
  });

  it('holds what cannot be read: that stays as it is until the user wants another chain', async () => {
    const header = new Uint8Array(80);
    const store = new MemoryStore({
      description: begunChain(),
      blocks: [{ header, coinbase: Uint8Array.of(1) }],
    });
    const { session, begin, pass, texts, time } = createSession({
      ...fast(),
      store,
    });
    await begin();
    await pass(3000);
    expect(texts()).toEqual([
      expect.stringMatching(/^The stored chain cannot be read: Stored block 1 is refused/u),
    ]);
    expect(session.snapshot).toMatchObject({ state: 'mining', chain: { kept: 'memory' } });
    expect(store.blockCount).toBe(1);
    const changing = session.newChain({ rule: 'lwma-1', spacingSec: 20, windowBlocks: 31 });
    await time.run(changing);
    await pass(3000);
    expect(session.snapshot).toMatchObject({
      state: 'mining',
      settings: { rule: 'lwma-1', spacingSec: 20, windowBlocks: 31 },
      chain: { kept: 'browser', rule: { name: 'lwma-1', windowBlocks: 31 } },
    });
    expect(store.blockCount).toBe(0);
    expect(store.description!.rule).toBe('lwma-1');
  });

  it('is one lock: an unreadable chain is replaced by a new one, or by an import, after mining in memory too', async () => {
    const unreadable = () =>
      new MemoryStore({
        description: begunChain(),
        blocks: [{ header: new Uint8Array(80), coinbase: Uint8Array.of(1) }],
      });
    const first = unreadable();
    const { session, begin, pass, time } = createSession({ ...fast(), openStore: openOnce(first) });
    await begin();
    await pass(3000);
    expect(session.snapshot.chain!.kept).toBe('memory');
    const file = await session.exportChain();
    await time.run(session.newChain({ rule: 'lwma-1', spacingSec: 20, windowBlocks: null }));
    await pass(3000);
    expect(session.snapshot).toMatchObject({ state: 'mining', chain: { kept: 'browser' } });
    expect(first.description!.rule).toBe('lwma-1');

    const second = unreadable();
    const other = createSession({ ...fast(), openStore: openOnce(second) });
    await other.begin();
    await other.pass(3000);
    // One that is refused leaves all as it was.
    await expect(other.time.run(other.session.importChain(file.slice(1)))).rejects.toThrow(/chain file/u);
    expect(second.blockCount).toBe(1);
    await other.time.run(other.session.importChain(file));
    await other.pass(3000);
    expect(other.session.snapshot).toMatchObject({ state: 'mining', chain: { kept: 'browser' } });
    expect(second.blockCount).toBe(0);
  });

  it('is full when a new chain begins: the next new chain tries it again', async () => {
    const startTarget = targetForRate(FAST_HPS, SPACING_SEC);
    const store = new FailingStore({ description: begunChain({ startTarget }), blocks: [] });
    const { session, begin, pass, time } = createSession({ ...fast(), openStore: openOnce(store) });
    await begin();
    await pass(4000);
    store.failure = new ChainStoreError('the browser has no more room for this page; free disk space');
    const choice = { rule: 'wtema', spacingSec: 20, windowBlocks: null };
    await time.run(session.newChain(choice));
    await pass(1000);
    expect(session.snapshot).toMatchObject({ state: 'mining', chain: { kept: 'memory' } });
    await time.run(session.newChain(choice));
    await pass(1000);
    expect(session.snapshot).toMatchObject({ state: 'mining', chain: { kept: 'browser' } });
    expect(store.description!.rule).toBe('wtema');
  });

  it('could not be opened: a new chain leaves the chain in it alone', async () => {
    const store = new MemoryStore({ description: begunChain(), blocks: [] });
    let tries = 0;
    let deletions = 0;
    const { session, begin, pass, time, texts } = createSession({
      ...fast(),
      openStore: async () => {
        // Fails at first, then is there, then fails again.
        if (++tries !== 2) throw new ChainStoreError('the browser could not use its disk; reload the page');
        return store;
      },
      deleteStore: async () => void deletions++,
    });
    await begin();
    await pass(3000);
    const choice = { rule: 'wtema', spacingSec: 20, windowBlocks: null };
    await time.run(session.newChain(choice));
    await pass(3000);
    expect(session.snapshot).toMatchObject({ state: 'mining', chain: { kept: 'memory' } });
    expect(store.description).toEqual(begunChain());
    expect(texts().at(-1)).toMatch(/^The new chain cannot be kept: .*left as it is/u);
    // It was closed again.
    await expect(store.append({ header: new Uint8Array(80), coinbase: Uint8Array.of(1) })).rejects.toThrow(
      /closed/u,
    );
    await time.run(session.newChain(choice));
    await pass(3000);
    expect(session.snapshot).toMatchObject({ state: 'mining', chain: { kept: 'memory' } });
    expect(tries).toBe(3);
    expect(deletions).toBe(0);
  });

  it('is damaged: it is deleted when a new chain takes its place, as was said, and not before', async () => {
    let store: MemoryStore | null = null;
    const { session, begin, pass, time, texts } = createSession({
      ...fast(),
      openStore: async () => {
        if (store === null) throw new DamagedStoreError('the database is damaged (blocks are missing)');
        return store;
      },
      deleteStore: async () => {
        store = new MemoryStore();
      },
    });
    await begin();
    await pass(3000);
    expect(session.snapshot).toMatchObject({ state: 'mining', chain: { kept: 'memory' } });
    expect(texts()).toEqual([
      expect.stringMatching(/^The stored chain cannot be read: .*A new chain takes its place\.$/u),
    ]);
    expect(store).toBeNull();
    await time.run(session.newChain({ rule: 'wtema', spacingSec: 20, windowBlocks: null }));
    await pass(3000);
    expect(session.snapshot).toMatchObject({ state: 'mining', chain: { kept: 'browser' } });
    expect(store!.description!.rule).toBe('wtema');
  });
});

/** Opens a store as a browser does: whoever has it open has its lock. */
function openOnce(store: MemoryStore): () => Promise<MemoryStore> {
  let isOpen = false;
  return async () => {
    if (isOpen)
      throw new ChainStoreError('the database is in use by this page already: close that one first');
    isOpen = true;
    return store;
  };
}
