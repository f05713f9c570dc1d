// A session's record: windows, series and figures of engines, and that it neither loses a hash nor grows.

import { describe, expect, it } from 'vitest';
import { OTHER_ENGINES, RateHistory } from '../../../../src/miner/session/rate-history.ts';
import { SERIES_POINTS } from '../../../../src/miner/session/snapshot.ts';

const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);

/** Lets engines hash evenly, four ranges a second, each told half a second after it was begun. */
function hash(
  history: RateHistory,
  engines: Readonly<Record<string, number>>,
  fromSec: number,
  toSec: number,
  duty = 1,
): void {
  for (let at = fromSec + 0.25; at <= toSec; at += 0.25) {
    for (const [id, hps] of Object.entries(engines)) {
      history.addHashes(id, Math.max(fromSec, at - 0.5), at, Math.round((hps * duty) / 4), 0.5);
      history.addActivity(id, at - 0.25, at, 0.25 * duty);
    }
    history.advance(at);
  }
}

describe('a rate history', () => {
  it('shows each second’s rate by engine, and the shares’ rate beside it', () => {
    const history = new RateHistory();
    history.addEngine('gpu', 0);
    history.addEngine('wasm x2', 0);
    hash(history, { gpu: 4000, 'wasm x2': 1000 }, 0, 20);
    for (let second = 0; second < 20; second++) history.addShare('gpu', second + 0.5, 6000);
    hash(history, { gpu: 4000, 'wasm x2': 1000 }, 20, 30);
    const { recent } = history;
    expect(recent.slotSec).toBe(1);
    expect([...recent.atSec]).toEqual(Array.from({ length: 29 }, (_, i) => i + 1));
    expect(recent.byEngine.map(({ id }) => id)).toEqual(['gpu', 'wasm x2']);
    expect([...recent.byEngine[0]!.hps.slice(2, 18)]).toEqual(new Array(16).fill(4000));
    expect(recent.effectiveHps[5]).toBe(6000);
    expect(recent.effectiveHps[25]).toBe(0);
    expect(history.whole.byEngine[1]!.hps[10]).toBe(1000);
  });

  it('has windows that end at a whole second, and one over everything', () => {
    const history = new RateHistory();
    history.addEngine('js', 0);
    hash(history, { js: 1000 }, 0, 30.75);
    const [ten, minute, , , all] = history.windows;
    expect(ten).toMatchObject({ windowSec: 10, elapsedSec: 10, hashCount: 10_000 });
    expect(ten!.activeSec).toBeCloseTo(10, 9);
    expect(minute).toMatchObject({ windowSec: 60, elapsedSec: 30 });
    expect(all).toMatchObject({ windowSec: Number.POSITIVE_INFINITY, elapsedSec: 30 });
    expect(all!.hashCount).toBe(minute!.hashCount);
    expect(all!.hashCount).toBeGreaterThan(29_500);
  });

  it('measures duty over ten seconds, and what shares prove while they are enough', () => {
    const history = new RateHistory();
    history.addEngine('js', 0);
    hash(history, { js: 1000 }, 0, 20, 1);
    hash(history, { js: 1000 }, 20, 40, 0.25);
    expect(history.figuresOf('js').measuredDuty).toBeCloseTo(0.25, 9);
    history.addShare('js', 39, 8000);
    history.advance(41);
    expect(history.figuresOf('js').effectiveHps).toBeCloseTo(200, 9);
    expect(history.figuresOf('none')).toEqual({ effectiveHps: null, measuredDuty: null });
    history.addEngine('late', 40.5);
    history.advance(42);
    expect(history.figuresOf('late').measuredDuty).toBeNull();
  });

  it('weighs the time at work by what engines hash: all at half power is half of full power', () => {
    const history = new RateHistory();
    history.addEngine('gpu', 0);
    history.addEngine('wasm', 0);
    hash(history, { gpu: 9000, wasm: 1000 }, 0, 10.5, 0.5);
    expect(history.windows[0]!.activeSec).toBeCloseTo(5, 1);
    // The GPU rests from here on: what is left is a tenth.
    for (let at = 10.75; at <= 20.5; at += 0.25) {
      history.addHashes('wasm', at - 0.25, at, 250, 0);
      history.addActivity('wasm', at - 0.25, at, 0.25);
      history.advance(at);
    }
    expect(history.windows[0]!.activeSec / 10).toBeGreaterThan(0.09);
    expect(history.windows[0]!.activeSec / 10).toBeLessThan(0.16);
  });

  it('keeps its objects until the next second is known', () => {
    const history = new RateHistory();
    history.addEngine('js', 0);
    hash(history, { js: 1000 }, 0, 5.5);
    const { recent, whole, windows } = history;
    history.advance(6.25);
    expect(history.recent).toBe(recent);
    expect(history.whole).toBe(whole);
    expect(history.windows).toBe(windows);
    history.advance(6.5);
    expect(history.recent).not.toBe(recent);
    expect(recent.atSec).toHaveLength(5);
  });

  it('thins a week to no more points than an hour has, and loses no hash', () => {
    const history = new RateHistory();
    history.addEngine('js', 0);
    let hashed = 0;
    for (let at = 0; at <= 7 * 86_400; at += 60) {
      history.addHashes('js', Math.max(0, at - 60), at, 12_345, 0);
      hashed += 12_345;
      history.advance(at);
    }
    const { whole, recent } = history;
    expect(whole.atSec.length).toBeLessThanOrEqual(SERIES_POINTS);
    expect(whole.atSec.length).toBeGreaterThan(SERIES_POINTS / 2 - 2);
    expect(recent.atSec).toHaveLength(SERIES_POINTS);
    const [row] = whole.byEngine;
    const shown = [...row!.hps].map((hps, i) => hps * (whole.atSec[i]! - (whole.atSec[i - 1] ?? 0)));
    expect(total(shown)).toBeCloseTo(hashed, 0);
    expect(total(shown) / hashed).toBeCloseTo(1, 6);
  });

  it('keeps rows for a dozen engines, and the hashes of all', () => {
    const history = new RateHistory();
    let hashed = 0;
    for (let i = 0; i < 100; i++) {
      history.addEngine(`wasm x${i}`, i * 10);
      history.addHashes(`wasm x${i}`, i * 10, i * 10 + 9, 1000 + i, 1);
      hashed += 1000 + i;
      history.advance(i * 10 + 9.9);
      history.removeEngine(`wasm x${i}`);
    }
    history.advance(2000);
    const { whole } = history;
    expect(whole.byEngine.length).toBeLessThanOrEqual(12);
    expect(whole.byEngine.map(({ id }) => id)).toContain(OTHER_ENGINES);
    const shown = whole.byEngine.flatMap(({ hps }) => [...hps].map((rate) => rate * whole.slotSec));
    expect(total(shown)).toBeCloseTo(hashed, 3);
    // What is older than ten minutes is in no row of the recent ones.
    expect(history.recent.byEngine).toEqual([]);
  });
});
