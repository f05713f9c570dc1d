// A session from its first start to its last stop, in virtual time and with real hashes.

import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../../src/chain/index.ts';
import { SERIES_POINTS, SNAPSHOT_BLOCKS } from '../../../../src/miner/index.ts';
import { displayHash } from '../../../../src/primitives/index.ts';
import { PrivateChain } from '../../../../src/source/index.ts';
import { createSession, FAST_HPS, fast, HPS, WALL_SEC } from './support.ts';

describe('a new session', { timeout: 30_000 }, () => {
  it('is ready once it has looked around, and hashes nothing before it is started', async () => {
    const { session, time, opened, pass, states } = createSession({ store: null });
    await time.run(session.open());
    await pass(60_000);
    expect(states()).toEqual(['opening', 'ready']);
    expect(opened).toEqual([]);
    const { chain, settings, minedSec, detected } = session.snapshot;
    expect(chain).toBeNull();
    expect(minedSec).toBe(0);
    expect(detected?.machine.cores).toBe(2);
    expect(settings).toEqual({
      rule: 'asert',
      spacingSec: 10,
      windowBlocks: null,
      engines: [{ engine: 'wasm-simd', workers: 1 }],
      intensity: 1,
      rival: 0,
    });
  });

  it('shows a first rate well within a second and a half, then begins a chain at the difficulty that fits', async () => {
    const { begin, pass, snapshots, session, states } = createSession({ ...fast(), store: null });
    await begin();
    await pass(3000);
    expect(states()).toEqual(['opening', 'ready', 'starting', 'mining']);
    const first = snapshots.find(({ hashrateHps }) => hashrateHps > 0)!;
    expect(first.state).toBe('starting');
    expect(first.step).toMatch(/Measuring/u);
    expect(first.hashrateHps / FAST_HPS).toBeGreaterThan(0.8);
    // Snapshots come at least four times a second, so their number tells the time.
    expect(snapshots.indexOf(first)).toBeLessThan(10);
    const { chain } = session.snapshot;
    expect(chain!.proof / (FAST_HPS * 10)).toBeGreaterThan(0.9);
    expect(chain!.proof / (FAST_HPS * 10)).toBeLessThan(1.1);
    expect(chain).toMatchObject({ height: 0, kept: 'browser', spacingSec: 10 });
  });

  it('measures a throttled crew at its throttle, and a rival with it', async () => {
    const { session, time, pass } = createSession({ ...fast(), store: null });
    await time.run(session.open());
    session.configure({ intensity: 0.1, rival: 4 });
    session.start();
    await pass(6000);
    const { chain } = session.snapshot;
    expect(chain!.proof / (FAST_HPS * 0.1 * 5 * 10)).toBeGreaterThan(0.85);
    expect(chain!.proof / (FAST_HPS * 0.1 * 5 * 10)).toBeLessThan(1.15);
  });
});

describe('a session that mines', { timeout: 30_000 }, () => {
  it('tells of blocks, engines, windows and the search as they are', async () => {
    const { begin, pass, session, store, time } = createSession();
    await begin();
    await pass(120_000);
    const { chain, engines, windows, search, minedSec, hashrateHps, bestShare } = session.snapshot;
    expect(minedSec).toBeGreaterThan(119);
    expect(minedSec).toBeLessThanOrEqual(120);
    expect(hashrateHps / HPS).toBeCloseTo(1, 1);
    const blocks = chain!.blocks;
    expect(blocks.length).toBeGreaterThan(10);
    // One may have come since the last snapshot.
    expect(store.blockCount - blocks.length).toBeLessThanOrEqual(1);
    expect(chain).toMatchObject({ height: blocks.length, yours: blocks.length, rivals: 0 });
    expect(blocks.map(({ height }) => height)).toEqual(blocks.map((_, i) => i + 1));
    for (const [i, { intervalSec, time: at, engine, finder, margin, hash, proof }] of blocks.entries()) {
      expect(intervalSec).toBe(at - (blocks[i - 1]?.time ?? WALL_SEC));
      expect([engine, finder]).toEqual(['wasm-simd', 'you']);
      expect(margin).toBeGreaterThanOrEqual(1);
      expect(Number(BigInt(`0x${hash}`)) * margin * proof).toBeCloseTo(2 ** 256, -250);
    }
    expect(chain!.statistics).toMatchObject({ count: blocks.length });
    expect(chain!.difficulties.heights.at(-1)).toBe(blocks.length + 1);
    expect(chain!.difficulties.values.at(-1)).toBe(chain!.difficulty);
    expect(chain!.networkHps[3]! / HPS).toBeGreaterThan(0.5);
    expect(chain!.luck).toBeGreaterThan(0.3);
    expect(chain!.luck).toBeLessThan(3);
    expect(engines).toHaveLength(1);
    expect(engines[0]).toMatchObject({ id: 'wasm-simd', state: 'working', problem: null, retrySec: null });
    expect(engines[0]!.measuredDuty).toBeCloseTo(1, 2);
    expect(engines[0]!.effectiveHps! / HPS).toBeGreaterThan(0.6);
    expect(engines[0]!.effectiveHps! / HPS).toBeLessThan(1.5);
    expect(windows.at(-1)!.hashCount).toBeLessThanOrEqual(engines[0]!.hashCount);
    expect(search!.expectedSec! / (chain!.proof / HPS)).toBeCloseTo(1, 1);
    expect(search!.time).toBe(Math.floor(WALL_SEC + minedSec));
    expect(bestShare!.difficulty).toBeGreaterThanOrEqual(
      Math.max(...blocks.map(({ margin, difficulty }) => margin * difficulty)) * 0.999,
    );
    await time.run(session.stop());
    const again = await PrivateChain.open({
      store: new MemoryStore({ description: store.description!, blocks: await all(store) }),
    });
    expect(displayHash(again.tip.hash)).toBe(session.snapshot.chain!.blocks.at(-1)!.hash);
  });

  it('tells at least four times a second, and keeps the objects that did not change', async () => {
    const { begin, pass, snapshots } = createSession(fast());
    await begin();
    await pass(20_000);
    const before = snapshots.length;
    await pass(10_000);
    expect(snapshots.length - before).toBeGreaterThanOrEqual(40);
    const [one, other] = snapshots.slice(-2);
    expect(other).not.toBe(one);
    expect(other!.settings).toBe(one!.settings);
    expect(other!.chain!.blocks).toBe(one!.chain!.blocks);
    expect(other!.chain!.difficulties).toBe(one!.chain!.difficulties);
    expect(other!.notices).toBe(one!.notices);
    const recents = new Set(snapshots.slice(before).map(({ recent }) => recent));
    expect(recents.size).toBeGreaterThanOrEqual(10);
    expect(recents.size).toBeLessThanOrEqual(11);
  });

  it('stops at once, closes its engines, and remembers what it has searched', async () => {
    const { begin, pass, session, time, opened, remembered, states } = createSession();
    await begin();
    await pass(31_000);
    const { search } = session.snapshot;
    const stoppedMs = time.nowMs;
    await time.run(session.stop());
    expect(time.nowMs - stoppedMs).toBeLessThanOrEqual(200);
    expect(states().slice(-2)).toEqual(['stopping', 'ready']);
    expect(opened.every(({ engine }) => engine.disposals === 1)).toBe(true);
    const { chain } = session.snapshot;
    expect(remembered.at(-1)!.searched!.after).toBe(chain!.blocks.at(-1)!.hash);
    expect(remembered.at(-1)!.searched!.seconds).toBeCloseTo(search!.waitedSec, 0);
    const { length } = opened[0]!.engine.asked;
    await pass(10_000);
    expect(opened[0]!.engine.asked).toHaveLength(length);
  });

  it('goes on where the visit before was stopped: same chain, same search, other headers', async () => {
    const first = createSession();
    await first.begin();
    await first.pass(40_000);
    await first.time.run(first.session.stop());
    const before = first.session.snapshot.chain!;
    const kept = new MemoryStore({ description: first.store.description!, blocks: await all(first.store) });
    const second = createSession({ store: kept, remembered: first.remembered.at(-1)! });
    await second.time.run(second.session.open());
    const { chain, search } = second.session.snapshot;
    expect(chain!.blocks.map(({ hash }) => hash)).toEqual(before.blocks.map(({ hash }) => hash));
    expect(search!.waitedSec).toBeCloseTo(first.remembered.at(-1)!.searched!.seconds, 6);
    second.session.start();
    await second.pass(2000);
    const { waitedSec, time } = second.session.snapshot.search!;
    if (second.session.snapshot.chain!.height === before.height) {
      expect(waitedSec).toBeGreaterThan(search!.waitedSec + 1);
    }
    expect(time).toBeGreaterThanOrEqual(before.blocks.at(-1)!.time);
  });

  it('can be started while it opens, and stopped while it starts', async () => {
    const { session, time, pass, states, opened } = createSession({ ...fast(), store: null });
    const opening = session.open();
    session.start();
    await time.run(opening);
    await pass(500);
    expect(session.snapshot.state).toBe('starting');
    await time.run(session.stop());
    expect(session.snapshot.state).toBe('ready');
    expect(session.snapshot.chain).toBeNull();
    expect(opened[0]!.engine.disposals).toBe(1);
    session.start();
    await pass(3000);
    expect(states().slice(-3)).toEqual(['ready', 'starting', 'mining']);
    expect(opened).toHaveLength(2);
  });
});

describe('a rest', { timeout: 30_000 }, () => {
  it('lets the clock stand: no time is mined, the chain’s does not jump', async () => {
    const { begin, pass, session, opened } = createSession();
    await begin();
    await pass(20_000);
    session.pause('user');
    const { snapshot } = session;
    expect(snapshot).toMatchObject({ state: 'paused', pausedBy: 'user' });
    const asked = opened[0]!.engine.asked.length;
    await pass(3_600_000);
    expect(session.snapshot.minedSec).toBe(snapshot.minedSec);
    expect(session.snapshot.search).toEqual(snapshot.search);
    expect(opened[0]!.engine.asked).toHaveLength(asked);
    session.resume();
    expect(session.snapshot.state).toBe('mining');
    await pass(60_000);
    const { chain, minedSec } = session.snapshot;
    expect(minedSec - snapshot.minedSec).toBeGreaterThan(59.5);
    expect(minedSec - snapshot.minedSec).toBeLessThanOrEqual(60);
    expect(Math.max(...chain!.blocks.map(({ intervalSec }) => intervalSec))).toBeLessThan(60);
  });

  it('that the user wanted is not ended nor renamed by a hidden page', async () => {
    const { begin, pass, session } = createSession(fast());
    await begin();
    await pass(1000);
    session.pause('hidden');
    expect(session.snapshot.pausedBy).toBe('hidden');
    session.pause('user');
    session.pause('battery');
    expect(session.snapshot.pausedBy).toBe('user');
    session.resume();
    expect(session.snapshot).toMatchObject({ state: 'mining', pausedBy: null });
    session.resume();
    await session.stop();
    session.pause('user');
    expect(session.snapshot).toMatchObject({ state: 'ready', pausedBy: null });
  });

  it('is obeyed while the crew is measured, which begins anew after', async () => {
    const { session, begin, pass, opened } = createSession({ ...fast(), store: null });
    await begin();
    await pass(500);
    expect(session.snapshot).toMatchObject({ state: 'starting', chain: null });
    session.pause('user');
    expect(session.snapshot.state).toBe('paused');
    await pass(200);
    const { engine } = opened[0]!;
    const asked = engine.asked.length;
    await pass(20_000);
    expect(engine.asked).toHaveLength(asked);
    expect(session.snapshot).toMatchObject({ state: 'paused', chain: null, hashrateHps: 0, minedSec: 0 });
    session.resume();
    expect(session.snapshot.state).toBe('starting');
    await pass(3000);
    expect(session.snapshot.state).toBe('mining');
    expect(session.snapshot.chain!.proof / (FAST_HPS * 10)).toBeCloseTo(1, 1);
  });

  it('may be wanted before it mines', async () => {
    const { begin, pass, session, opened } = createSession();
    await begin();
    session.pause('hidden');
    await pass(10_000);
    expect(session.snapshot).toMatchObject({ state: 'paused', pausedBy: 'hidden', minedSec: 0 });
    const asked = opened[0]!.engine.asked.length;
    session.resume();
    await pass(5000);
    expect(opened[0]!.engine.asked.length).toBeGreaterThan(asked);
  });
});

describe('settings', { timeout: 60_000 }, () => {
  it.each([1, 0.6, 0.25, 0.05])('an intensity of %d is measured within a twentieth', async (intensity) => {
    const { begin, pass, session } = createSession(fast());
    await begin();
    session.configure({ intensity });
    await pass(25_000);
    const { engines, windows, hashrateHps, events } = session.snapshot;
    expect(engines[0]!.measuredDuty! / intensity).toBeGreaterThan(0.95);
    expect(engines[0]!.measuredDuty! / intensity).toBeLessThan(1.05);
    expect(windows[0]!.activeSec / 10 / intensity).toBeGreaterThan(0.95);
    expect(windows[0]!.activeSec / 10 / intensity).toBeLessThan(1.05);
    expect(hashrateHps / FAST_HPS / intensity).toBeGreaterThan(0.9);
    expect(hashrateHps / FAST_HPS / intensity).toBeLessThan(1.1);
    // Before it mines there is nothing to mark.
    expect(events).toEqual([]);
  });

  it('change live and are marked: intensity, rival, engines', async () => {
    const { begin, pass, session, remembered } = createSession();
    await begin();
    await pass(2000);
    session.configure({ intensity: 0.5, rival: 2.5 });
    session.configure({ intensity: 0.5 });
    await pass(30_000);
    session.configure({ rival: 0, engines: [{ engine: 'wasm-simd', workers: 2 }] });
    await pass(20_000);
    const { events, chain, settings, engines } = session.snapshot;
    expect(events.map(({ text }) => text)).toEqual([
      'intensity 50 %',
      'rival of 2.50 ×',
      'no rival',
      'wasm-simd x2 works',
    ]);
    expect(chain!.rivals).toBeGreaterThan(0);
    expect(chain!.yours + chain!.rivals).toBe(chain!.height);
    expect(engines.map(({ id }) => id)).toEqual(['wasm-simd x2']);
    expect(remembered.at(-1)!.settings).toEqual({
      engines: settings.engines,
      intensity: 0.5,
      rival: 0,
    });
    expect(session.snapshot.whole.byEngine.map(({ id }) => id)).toEqual(['wasm-simd', 'wasm-simd x2']);
  });

  it('another number of workers takes over without a gap', async () => {
    const { begin, pass, session, opened } = createSession({
      openMs: ({ workers }) => (workers === 2 ? 3000 : 50),
    });
    await begin();
    await pass(10_000);
    session.configure({ engines: [{ engine: 'wasm-simd', workers: 2 }] });
    await pass(2500);
    const { engines } = session.snapshot;
    expect(engines.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'wasm-simd x2 opening',
      'wasm-simd working',
    ]);
    const asked = opened[0]!.engine.asked.length;
    await pass(300);
    expect(opened[0]!.engine.asked.length).toBeGreaterThan(asked);
    await pass(2000);
    expect(session.snapshot.engines.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'wasm-simd x2 working',
    ]);
    expect(opened[0]!.engine.disposals).toBe(1);
    await pass(10_000);
    expect(session.snapshot.hashrateHps / (2 * HPS)).toBeCloseTo(1, 1);
  });

  it('that are none are refused, and nothing changes', async () => {
    const { session, time } = createSession();
    await time.run(session.open());
    const { settings } = session.snapshot;
    for (const change of [
      { intensity: 0 },
      { intensity: 1.1 },
      { intensity: Number.NaN },
      { rival: -1 },
      { rival: 601 },
      { engines: [] },
      { engines: [{ engine: 'wasm', workers: 0 }] },
      // A GPU is one: a second would be missing for ever.
      { engines: [{ engine: 'gpu', workers: 2 }] },
      {
        engines: [
          { engine: 'wasm', workers: 1 },
          { engine: 'wasm', workers: 1 },
        ],
      },
      { engines: [{ engine: 'abacus' as 'js', workers: 1 }] },
    ] as const) {
      expect(() => session.configure(change), JSON.stringify(change)).toThrow(RangeError);
    }
    expect(session.snapshot.settings).toBe(settings);
  });
});

describe('what was remembered', () => {
  it('is taken up where it is a setting, and left where it is none', async () => {
    const settings = { engines: [{ engine: 'js', workers: 3 }], intensity: 0.3, rival: 7 } as const;
    const good = createSession({ remembered: { searched: null, settings } });
    await good.time.run(good.session.open());
    expect(good.session.snapshot.settings).toMatchObject(settings);
    for (const wrong of [{ ...settings, intensity: 3 }, { engines: [] }, {}]) {
      const bad = createSession({ remembered: { searched: null, settings: wrong as typeof settings } });
      await bad.time.run(bad.session.open());
      expect(bad.session.snapshot.settings).toMatchObject({ intensity: 1, rival: 0 });
      expect(bad.session.snapshot.settings.engines).toEqual([{ engine: 'wasm-simd', workers: 1 }]);
    }
  });
});

describe('a snapshot', { timeout: 30_000 }, () => {
  it('holds no more than is promised, however much happens', async () => {
    const { begin, pass, session } = createSession(fast());
    await begin();
    await pass(1000);
    for (let i = 0; i < 600; i++) session.configure({ intensity: i % 2 === 0 ? 0.5 : 1 });
    await pass(1_200_000);
    const { events, recent, whole, chain } = session.snapshot;
    expect(events).toHaveLength(200);
    expect(recent.atSec).toHaveLength(SERIES_POINTS);
    expect(whole.atSec.length).toBeLessThanOrEqual(SERIES_POINTS);
    expect(chain!.blocks.length).toBeLessThanOrEqual(SNAPSHOT_BLOCKS);
  });
});

async function all(store: MemoryStore) {
  const blocks = [];
  for await (const block of store.readBlocks()) blocks.push(block);
  return blocks;
}
