// A session for a node or a pool, from its start to its stop: what it tells, and when it rests.

import { describe, expect, it } from 'vitest';
import { openThreadEngine } from '../../../../src/engine/index.ts';
import { poissonInterval, REAL_TIMERS, RemoteSession } from '../../../../src/miner/index.ts';
import { exactAnswer } from '../../engine/support.ts';
import { DETECTED, WALL_SEC } from '../session/support.ts';
import { CPU, createRemote, GPU, MemorySource, NODE_STATUS, never, REMOTE_HPS } from './support.ts';

/** A mean that a count of events allows, but for one time in a million. */
const SURE = 1 - 1e-6;

/** A session that mines already. */
async function mining(...args: Parameters<typeof createRemote>) {
  const all = createRemote(...args);
  all.session.start();
  await all.pass(4000);
  expect(all.session.snapshot().state).toBe('mining');
  return all;
}

describe('from start to stop', () => {
  it('it opens engines, measures them, and only then asks for work; after the stop nothing is left open', async () => {
    const { session, source, states, opened, pass, time } = createRemote();
    expect(session.snapshot()).toMatchObject({
      state: 'ready',
      step: '',
      hashrateHps: 0,
      hashCount: 0,
      detected: null,
    });
    session.start();
    session.start();
    expect(session.snapshot()).toMatchObject({ state: 'starting', step: 'Opening the engines' });
    await pass(500);
    expect(session.snapshot().step).toBe('Measuring this machine');
    expect(session.snapshot().detected).toBe(DETECTED);
    expect(source.opening).toBeNull();
    await pass(5000);
    expect(session.snapshot()).toMatchObject({ state: 'mining', step: '' });
    expect(source.opening!.hashrateHps() / REMOTE_HPS).toBeCloseTo(1, 1);
    const stopping = session.stop();
    expect(session.snapshot().state).toBe('stopping');
    await time.run(stopping);
    await session.done;
    await time.run(session.stop());
    expect(states()).toEqual(['starting', 'waiting', 'mining', 'stopping', 'ready']);
    expect(source.closes).toBe(1);
    expect(opened.map(({ engine }) => engine.disposals)).toEqual([1]);
    expect(() => session.start()).toThrow('cannot be started again');
    await expect(time.run(never)).rejects.toThrow('nobody sleeps');
  });

  it('the pool is told the measured rate before the first share', async () => {
    const { session, source, pass } = createRemote({}, { engines: [{ ...CPU, workers: 3 }], intensity: 1 });
    const told: number[] = [];
    const open = source.open.bind(source);
    source.open = (opening) => {
      told.push(opening.hashrateHps());
      open(opening);
    };
    session.start();
    await pass(3000);
    expect(told.length).toBe(1);
    expect(told[0]! / (3 * REMOTE_HPS)).toBeCloseTo(1, 1);
  });

  it('a stop while engines open, or are measured: the source was never opened, so it is not closed', async () => {
    for (const ms of [10, 500]) {
      const { session, source, states, pass, time } = createRemote();
      session.start();
      await pass(ms);
      await time.run(session.stop());
      await session.done;
      expect(states()).toEqual(['starting', 'stopping', 'ready']);
      expect([source.opening, source.closes]).toEqual([null, 0]);
    }
  });

  it('a node is asked for work as soon as an engine works: nothing is measured for it', async () => {
    const { session, source, states, pass } = createRemote();
    source.status = NODE_STATUS;
    session.start();
    const steps = new Set<string>();
    for (let ms = 0; ms < 500 && source.opening === null; ms += 10) {
      steps.add(session.snapshot().step);
      await pass(10);
    }
    expect([...steps]).toEqual(['Opening the engines']);
    expect(source.opening).not.toBeNull();
    await pass(5000);
    expect(states()).toEqual(['starting', 'waiting', 'mining']);
    expect(source.opening!.hashrateHps() / REMOTE_HPS).toBeCloseTo(1, 1);
  });

  it('a stop before the start ends it, too, and tells no state: nothing was begun', async () => {
    const { session, source, states } = createRemote();
    await session.stop();
    await session.done;
    await session.stop();
    expect(states()).toEqual([]);
    expect(source.closes).toBe(0);
    expect(session.snapshot().state).toBe('ready');
    expect(() => session.start()).toThrow('cannot be started again');
  });

  it('after the end its engines are told as they were', async () => {
    const { session, time } = await mining(
      { engine: () => ({ hashrateHps: 1e5, answer: exactAnswer }) },
      { engines: [CPU, { engine: 'js', workers: 1 }], intensity: 1 },
    );
    await time.run(session.stop());
    const { engines, hashCount, shares } = session.snapshot();
    expect(engines.map(({ id }) => id)).toEqual(['wasm-simd', 'js']);
    expect(hashCount).toBeGreaterThan(0);
    expect(engines.reduce((sum, engine) => sum + engine.hashCount, 0)).toBe(hashCount);
    expect(engines.reduce((sum, engine) => sum + engine.shares, 0)).toBe(shares.found);
  });

  it('a stop while shares wait for their verdict: they stay unanswered', async () => {
    const { session, source, time, pass } = await mining({
      engine: () => ({ hashrateHps: 5e4, answer: exactAnswer }),
    });
    source.verdict = () => never;
    await pass(3000);
    const { pending, accepted } = session.snapshot().shares;
    expect(pending).toBeGreaterThan(10);
    await time.run(session.stop());
    const { shares, log } = session.snapshot();
    expect(shares.pending).toBe(0);
    expect(shares.unanswered).toBeGreaterThanOrEqual(pending);
    expect(shares.accepted).toBe(accepted);
    expect(shares.found).toBe(shares.accepted + shares.unanswered);
    expect(log.at(-1)).toMatchObject({ verdict: 'unanswered', reason: 'the connection was closed' });
  });
});

describe('what it counts', () => {
  it('effective and accepted rates are those of the hashes counted, as far as luck allows', async () => {
    const { session, source, pass, events } = await mining({
      engine: () => ({ hashrateHps: 1e5, answer: exactAnswer }),
    });
    let n = 0;
    // Every fourth is refused: what the pool credits is three quarters.
    source.verdict = () => (++n % 4 === 0 ? { kind: 'rejected', reason: 'bad luck' } : { kind: 'accepted' });
    await pass(30_000);
    const {
      shares,
      hashCount,
      hashrateHps,
      effectiveHps,
      acceptedHps,
      minedSec,
      engines,
      windows,
      bestShare,
      log,
    } = session.snapshot();
    expect(hashrateHps / 1e5).toBeCloseTo(1, 1);
    expect(hashCount / minedSec / 1e5).toBeCloseTo(1, 1);
    expect(shares.expected).toBeCloseTo(hashCount / 4096, 6);
    const { low, high } = poissonInterval(shares.found, SURE);
    expect(shares.expected).toBeGreaterThan(low);
    expect(shares.expected).toBeLessThan(high);
    expect(shares.found).toBeGreaterThan(500);
    expect(effectiveHps).toBeCloseTo((shares.found * 4096) / minedSec, 6);
    expect(acceptedHps).toBeCloseTo((shares.accepted * 4096) / minedSec, 6);
    expect(acceptedHps! / effectiveHps!).toBeCloseTo(0.75, 1);
    expect(engines[0]).toMatchObject({ id: 'wasm-simd', state: 'working', hashCount, shares: shares.found });
    expect(windows.at(-1)!.hashCount / hashCount).toBeCloseTo(1, 1);
    expect(bestShare!.difficulty).toBe(
      Math.max(bestShare!.difficulty, ...log.map(({ difficulty }) => difficulty)),
    );
    expect(log.at(-1)).toMatchObject({ engine: 'wasm-simd', time: expect.any(Number) });
    expect(log.at(-1)!.time - WALL_SEC).toBeLessThanOrEqual(34);
    const told = events.filter(({ type }) => type === 'share').length;
    expect(told).toBe(shares.found - shares.pending);
  });

  it('rates are null before one share is expected', async () => {
    const { session, source, pass } = createRemote();
    source.shareTarget = 2n ** 230n - 1n; // a share in 2^26 hashes
    session.start();
    await pass(10_000);
    const { shares, effectiveHps, acceptedHps, hashCount } = session.snapshot();
    expect(hashCount).toBeGreaterThan(10_000);
    expect(shares.expected).toBeCloseTo(hashCount / 2 ** 26, 9);
    expect([effectiveHps, acceptedHps]).toEqual([null, null]);
  });

  it('late shares are stale, also where the pool credits them', async () => {
    const { session, source, pass } = await mining({
      engine: () => ({ hashrateHps: 5e4, answer: exactAnswer }),
    });
    // Found for current work as far as engines know: the source alone knows better.
    source.isCurrent = () => false;
    const before = session.snapshot().shares;
    await pass(3000);
    const { shares, log } = session.snapshot();
    expect(shares.accepted - before.accepted).toBeLessThanOrEqual(before.pending);
    expect(shares.stale).toBeGreaterThan(10);
    expect(shares.staleCredited).toBe(shares.stale);
    expect(shares.acceptedProof).toBe((shares.accepted + shares.stale) * 4096);
    expect(log.at(-1)).toMatchObject({ isLate: true, verdict: 'accepted' });
  });

  it('hardware errors: counted, said once, never sent', async () => {
    const { session, source, pass, texts } = await mining({
      engine: () => ({ hashrateHps: 1e5, answer: (_work, { start }) => [start] }),
    });
    await pass(3000);
    const { shares, engines } = session.snapshot();
    expect(shares.hardwareErrors).toBeGreaterThan(20);
    expect(engines[0]!.hardwareErrors).toBe(shares.hardwareErrors);
    expect(shares.found).toBe(source.submitted.length);
    expect(shares.found).toBeLessThan(3);
    expect(texts()).toEqual([expect.stringMatching(/^wasm-simd said something wrong/u)]);
  });

  it('what has not changed is the same object', async () => {
    const { session, pass } = await mining();
    session.pause('user');
    await pass(2000);
    const [one, other] = [session.snapshot(), session.snapshot()];
    for (const key of [
      'shares',
      'log',
      'windows',
      'recent',
      'whole',
      'notices',
      'settings',
      'bestShare',
    ] as const) {
      expect(other[key], key).toBe(one[key]);
    }
  });

  it('with a real engine and a real clock', { timeout: 20_000 }, async () => {
    const source = new MemorySource();
    const clock = () => performance.now();
    const session = new RemoteSession({
      engines: { detect: async () => DETECTED, openEngine: async () => openThreadEngine('js', clock) },
      source,
      settings: { engines: [{ engine: 'js', workers: 1 }], intensity: 1 },
      clock,
      nowSec: () => Date.now() / 1000,
      timers: REAL_TIMERS,
    });
    session.start();
    await REAL_TIMERS.sleep(3000);
    await session.stop();
    const { shares, hashCount, effectiveHps, acceptedHps, minedSec } = session.snapshot();
    expect(hashCount).toBeGreaterThan(10_000);
    expect(shares).toMatchObject({ accepted: shares.found, hardwareErrors: 0, pending: 0, rejected: 0 });
    const { low, high } = poissonInterval(shares.accepted, SURE);
    expect(hashCount / 4096).toBeGreaterThan(low);
    expect(hashCount / 4096).toBeLessThan(high);
    expect(acceptedHps).toBe(effectiveHps);
    expect(acceptedHps! * minedSec).toBeCloseTo(shares.accepted * 4096, 3);
  });
});

describe('work', () => {
  it('that is not there yet: it waits, and the clock of mining stands', async () => {
    const { session, source, states, pass, time } = createRemote();
    source.hasWork = false;
    session.start();
    await pass(10_000);
    expect(session.snapshot()).toMatchObject({ state: 'waiting', minedSec: 0, hashCount: 0 });
    expect(session.snapshot().uptimeSec).toBeCloseTo(10, 0);
    source.change('replaced');
    await pass(0);
    expect(session.snapshot().state).toBe('mining');
    await pass(5000);
    expect(session.snapshot().minedSec).toBeCloseTo(5, 1);
    expect(session.snapshot().uptimeSec).toBeCloseTo(time.nowMs / 1000, 1);
    expect(states()).toEqual(['starting', 'waiting', 'mining']);
  });

  it('that goes and comes; a pause in between is a pause', async () => {
    const { session, source, states, opened, pass } = await mining();
    source.change('gone');
    expect(session.snapshot().state).toBe('waiting');
    session.pause('user');
    expect(session.snapshot()).toMatchObject({ state: 'paused', pausedBy: 'user' });
    source.change('replaced');
    const asked = opened[0]!.engine.asked.length;
    await pass(2000);
    expect(session.snapshot().state).toBe('paused');
    expect(opened[0]!.engine.asked.length).toBe(asked);
    source.change('gone');
    session.resume();
    expect(session.snapshot()).toMatchObject({ state: 'waiting', pausedBy: null });
    source.change('renewed');
    await pass(0);
    expect(opened[0]!.engine.asked.length).toBe(asked + 2);
    expect(states()).toEqual(['starting', 'waiting', 'mining', 'waiting', 'paused', 'waiting', 'mining']);
    expect(source.closes).toBe(0);
  });

  it('and its line: what the source has to say is put up and told', async () => {
    const { session, source, events } = await mining();
    source.opening!.onNotice('bad', 'The pool is out of reach.');
    source.opening!.onNotice('note', 'The pool says: hello.');
    expect(session.snapshot().notices).toMatchObject([
      { tone: 'bad', heading: 'Pool', text: 'The pool is out of reach.' },
      { tone: 'note', heading: 'Pool', text: 'The pool says: hello.' },
    ]);
    expect(events.filter(({ type }) => type === 'notice')).toEqual([
      { type: 'notice', tone: 'bad', text: 'The pool is out of reach.' },
      { type: 'notice', tone: 'note', text: 'The pool says: hello.' },
    ]);
    session.dismissNotice(session.snapshot().notices[0]!.id);
    expect(session.snapshot().notices.map(({ text }) => text)).toEqual(['The pool says: hello.']);
    expect(session.snapshot().source).toBe(source.status);
    for (let i = 0; i < 100; i++) source.opening!.onNotice('note', `The pool says: ${i}.`);
    expect(session.snapshot().notices.length).toBe(20);
  });
});

describe('pausing', () => {
  it('rests; a user’s wish is not overridden by a battery, nor ended by nobody', async () => {
    const { session, source, pass } = await mining();
    session.pause('battery');
    expect(session.snapshot()).toMatchObject({ state: 'paused', pausedBy: 'battery' });
    session.pause('user');
    session.pause('hidden');
    expect(session.snapshot().pausedBy).toBe('user');
    const { hashCount, minedSec, uptimeSec } = session.snapshot();
    await pass(5000);
    const later = session.snapshot();
    expect([later.hashCount, later.minedSec]).toEqual([hashCount, minedSec]);
    expect(later.uptimeSec - uptimeSec).toBeCloseTo(5, 1);
    expect(source.closes).toBe(0);
    session.resume();
    await pass(1000);
    expect(session.snapshot()).toMatchObject({ state: 'mining', pausedBy: null });
    expect(session.snapshot().hashCount).toBeGreaterThan(hashCount);
  });

  it('before the rate is measured: nothing is opened until it goes on', async () => {
    const { session, source, states, pass } = createRemote();
    session.start();
    session.pause('hidden');
    await pass(5000);
    expect(session.snapshot()).toMatchObject({ state: 'paused', step: '' });
    expect(source.opening).toBeNull();
    session.resume();
    await pass(3000);
    expect(states()).toEqual(['starting', 'paused', 'starting', 'waiting', 'mining']);
  });

  it('before the start there is nothing to pause', () => {
    const { session } = createRemote();
    session.pause('user');
    session.resume();
    expect(session.snapshot()).toMatchObject({ state: 'ready', pausedBy: null });
  });
});

describe('settings', () => {
  it('the intensity changes while it mines', async () => {
    const { session, pass } = await mining();
    session.configure({ intensity: 0.25 });
    await pass(20_000);
    expect(session.snapshot().settings.intensity).toBe(0.25);
    expect(session.snapshot().hashrateHps / REMOTE_HPS).toBeCloseTo(0.25, 1);
    expect(session.snapshot().engines[0]!.measuredDuty).toBeCloseTo(0.25, 1);
  });

  it('other engines take over while it mines, and the source notices nothing', async () => {
    const { session, source, pass, opened } = await mining();
    session.configure({ engines: [{ ...CPU, workers: 3 }] });
    await pass(12_000);
    expect(session.snapshot().engines.map(({ id }) => id)).toEqual(['wasm-simd x3']);
    expect(session.snapshot().hashrateHps / (3 * REMOTE_HPS)).toBeCloseTo(1, 1);
    expect(opened[0]!.engine.disposals).toBe(1);
    expect(source.closes).toBe(0);
  });

  it('what is no setting is refused, and nothing has changed', async () => {
    const { session } = createRemote();
    const before = session.snapshot().settings;
    expect(() => session.configure({ intensity: 0.0009 })).toThrow(
      '"intensity" expected a number from 0.001 to 1',
    );
    expect(() => session.configure({ engines: [] })).toThrow('"engines" expected at least one');
    expect(session.snapshot().settings).toBe(before);
    session.configure({ intensity: 0.001 });
    expect(session.snapshot().settings.intensity).toBe(0.001);
    expect(() => createRemote({}, { engines: [CPU], intensity: 2 })).toThrow('"intensity" expected');
  });
});

describe('engines', () => {
  it('none can run: it has failed, says so, and never opened the source', async () => {
    const { session, source, states, texts, time } = createRemote({ isLiar: () => true });
    session.start();
    await expect(time.run(session.done)).rejects.toThrow('No engine can run here');
    expect(states()).toEqual(['starting', 'stopping', 'failed']);
    expect(texts().at(-1)).toBe('Mining has stopped: No engine can run here: choose others.');
    expect([source.opening, source.closes]).toEqual([null, 0]);
  });

  it('one that could not be opened may be the next time: it goes on starting until then', async () => {
    let tries = 0;
    const { session, source, states, pass } = createRemote({
      engine: () => (++tries === 1 ? new Error('it is busy') : {}),
    });
    session.start();
    await pass(1500);
    expect(session.snapshot()).toMatchObject({ state: 'starting', step: 'Opening the engines' });
    expect(session.snapshot().engines[0]).toMatchObject({ state: 'lost', problem: 'it is busy' });
    expect(source.opening).toBeNull();
    await pass(4000);
    expect(states()).toEqual(['starting', 'waiting', 'mining']);
  });

  it('the only one is lost: it waits with the source open, and goes on when the engine is back', async () => {
    const { session, source, states, pass, texts } = createRemote({
      engine: (_choice, nth) => ({
        failure: ({ answered }) => (nth === 1 && answered.length > 60 ? new Error('it died') : null),
      }),
    });
    session.start();
    await pass(30_000);
    expect(states()).toEqual(['starting', 'waiting', 'mining', 'waiting', 'mining']);
    expect(texts()).toEqual([expect.stringMatching(/^wasm-simd is out: It died\. It is tried again/u)]);
    expect(source.closes).toBe(0);
    expect(session.snapshot().engines[0]).toMatchObject({ state: 'working', problem: null });
  });

  it('one of two is lost for good: the other mines on', async () => {
    const { session, pass } = createRemote(
      {
        engine: ({ engine }) => ({
          failure: ({ answered }) => (engine === 'gpu' && answered.length > 60 ? new Error('it died') : null),
        }),
        isLiar: () => false,
      },
      { engines: [GPU, CPU], intensity: 1 },
    );
    session.start();
    await pass(15_000);
    const { state, engines, hashCount } = session.snapshot();
    expect(state).toBe('mining');
    expect(engines.map(({ id }) => id)).toEqual(['gpu', 'wasm-simd']);
    expect(hashCount).toBeGreaterThan(engines[1]!.hashCount);
  });

  it('the last one comes back and lies: it has failed, and the source is closed', async () => {
    let opens = 0;
    const { session, source, states, time } = createRemote({
      engine: (_choice, nth) => ({
        failure: ({ answered }) => (nth === 1 && answered.length > 60 ? new Error('it died') : null),
      }),
      isLiar: () => ++opens > 1,
    });
    session.start();
    await expect(time.run(session.done)).rejects.toThrow('no engine is left');
    expect(states().slice(-2)).toEqual(['stopping', 'failed']);
    expect(source.closes).toBe(1);
    await session.stop();
  });

  it('one that does not answer any more is given up after half a minute', async () => {
    const { session, pass, texts } = createRemote({
      engine: (_choice, nth) => ({ ...(nth === 1 ? { stuckFromMs: 10_000 } : {}) }),
    });
    session.start();
    await pass(38_000);
    expect(session.snapshot().state).toBe('mining');
    await pass(10_000);
    expect(texts()).toEqual([expect.stringMatching(/^wasm-simd is out: It does not answer any more\./u)]);
    expect(session.snapshot().engines[0]!.state).toBe('working');
  });

  it('nobody asks what the machine has where it is not shown: that loads the library of GPUs', async () => {
    const { time } = createRemote();
    let asked = 0;
    const detect = async () => {
      asked++;
      return DETECTED;
    };
    const parts = {
      engines: { detect, openEngine: () => never },
      source: new MemorySource(),
      settings: { engines: [CPU], intensity: 1 },
      clock: time.clock,
      nowSec: () => 0,
      timers: { sleep: (ms: number, signal?: AbortSignal) => time.sleep(ms, signal), every: time.every },
    };
    for (const [detects, times] of [
      [false, 0],
      [true, 1],
    ] as const) {
      const session = new RemoteSession({ ...parts, detects });
      session.start();
      await time.run(session.stop());
      expect([asked, session.snapshot().detected]).toEqual([times, detects ? DETECTED : null]);
    }
  });

  it('detection that fails ends it with its reason', async () => {
    const { session, time, states } = createRemote();
    const broken = new RemoteSession({
      engines: { detect: () => Promise.reject(new Error('no such machine')), openEngine: () => never },
      source: new MemorySource(),
      settings: { engines: [CPU], intensity: 1 },
      clock: time.clock,
      nowSec: () => 0,
      timers: { sleep: (ms, signal) => time.sleep(ms, signal), every: time.every },
    });
    broken.start();
    await expect(time.run(broken.done)).rejects.toThrow('no such machine');
    expect(broken.snapshot().state).toBe('failed');
    expect([session.snapshot().state, states()]).toEqual(['ready', []]);
  });
});

it('a machine that slept: neither uptime nor the time of mining has gone on', async () => {
  const { session, time, pass } = await mining();
  const { minedSec, uptimeSec } = session.snapshot();
  time.nowMs += 3_600_000;
  await pass(1000);
  const after = session.snapshot();
  expect(after.minedSec - minedSec).toBeLessThan(3);
  expect(after.uptimeSec - uptimeSec).toBeLessThan(3);
  expect(after.state).toBe('mining');
});
