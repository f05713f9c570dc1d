// What the page tells of Bitcoin's past, held against the data that it ships.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  changeText,
  epochTimes,
  landmarks,
  periodIntervals,
} from '../../../../src/dashboard/difficulty/history/history-facts.ts';
import {
  difficultySpec,
  factorSpec,
  hashrateSpec,
  intervalSpec,
  type NamedReplay,
  spansOf,
} from '../../../../src/dashboard/difficulty/history/history-specs.ts';
import {
  epochTable,
  knowledgeText,
  replayTable,
} from '../../../../src/dashboard/difficulty/history/history-tables.ts';
import type { RealHistory } from '../../../../src/dashboard/difficulty/worker/protocol.ts';
import { ruleNamed } from '../../../../src/difficulty/index.ts';
import {
  parseDifficultyEpochs,
  Replay,
  readRealPast,
  readRetargets,
  recomputeRetargets,
} from '../../../../src/simulation/index.ts';

const epochs = parseDifficultyEpochs(
  readFileSync(new URL('../../../../data/btc_difficulty_epochs.csv', import.meta.url), 'utf8'),
);
const history: RealHistory = {
  epochs,
  retargets: readRetargets(epochs),
  check: recomputeRetargets(epochs, ruleNamed('bitcoin')),
  past: readRealPast(epochs),
};
const spans = spansOf(history);
const all = spans[0]!;
const day = (sec: number) => new Date(sec * 1000).toISOString().slice(0, 10);

describe('landmarks', () => {
  it('are the one retarget at the limit and the largest fall, found in the data', () => {
    const { limited, fall } = landmarks(history);
    expect(limited.map(({ label }) => label)).toEqual(['16 July 2010: 4 ×, the limit']);
    expect(limited[0]!.retarget.height).toBe(68_544);
    expect(fall!.label).toBe('3 July 2021: −27.9 %');
    expect(fall!.retarget.height).toBe(689_472);
  });

  it('are others where the data are others', () => {
    const early = landmarks({ epochs: epochs.slice(0, 80), retargets: history.retargets.slice(0, 79) });
    expect(early.limited).toHaveLength(1);
    expect(early.fall!.retarget.height).not.toBe(689_472);
    const none = landmarks({ epochs: epochs.slice(0, 5), retargets: history.retargets.slice(0, 4) });
    expect(none).toEqual({ limited: [], fall: null });
  });

  it.each([
    [4, '4 ×'],
    [1.9312, '+93.1 %'],
    [0.72057, '−27.9 %'],
    [1, '+0 %'],
  ])('say a factor of %f as %s', (factor, text) => {
    expect(changeText(factor)).toBe(text);
  });
});

describe('times', () => {
  it('are the table’s as far as it goes, then ten minutes a block', () => {
    const times = epochTimes(epochs);
    expect(times[436]).toEqual({ time: epochs[436]!.firstTime, isReckoned: false });
    expect(times[437]).toEqual({ time: epochs[436]!.firstTime! + 1_209_600, isReckoned: true });
    expect(times.filter(({ isReckoned }) => isReckoned)).toHaveLength(37);
    expect(knowledgeText(history)).toBe(
      'Times of blocks are known to 12 January 2025; the 37 periods after it are drawn, dashed, as if each block had taken ten minutes.',
    );
  });

  it('give mean intervals around ten minutes', () => {
    const intervals = periodIntervals(history);
    expect(intervals).toHaveLength(436);
    expect(intervals[0]!.time).toBe(epochs[0]!.firstTime);
    const later = intervals.slice(30).map(({ meanSec }) => meanSec);
    const mean = later.reduce((sum, value) => sum + value, 0) / later.length;
    expect(mean).toBeGreaterThan(540);
    expect(mean).toBeLessThan(600);
  });

  it('fall into spans of four years', () => {
    expect(spans.map(({ id }) => id)).toEqual(['all', '2009', '2013', '2017', '2021', '2025']);
    expect(spans[1]).toMatchObject({ label: '2009 to 2012', from: epochs[0]!.firstTime });
    expect(day(spans[2]!.from)).toBe('2013-01-01');
    expect(day(spans[2]!.to)).toBe('2017-01-01');
  });
});

describe('pictures', () => {
  const replay = new Replay(ruleNamed('asert'), { ...history.past, endSec: history.past.startsSec[60]! }, 1);
  while (replay.advance(100_000));
  const replays: readonly NamedReplay[] = [
    { title: 'ASERT', chain: { result: replay.result, periods: replay.periods } },
  ];

  it('of difficulty have every period, the reckoned ones dashed, from where the known ones end', () => {
    const { series, y, marks } = difficultySpec(history, [], all);
    const [real, reckoned] = series;
    expect(y.scale).toBe('log');
    expect(real!.x).toHaveLength(437);
    expect(reckoned!.x).toHaveLength(38);
    expect(reckoned!.x[0]).toBe(real!.x[436]);
    expect([real!.isDashed, reckoned!.isDashed]).toEqual([undefined, true]);
    expect(real!.y[0]).toBe(1);
    expect(reckoned!.y[37]! / 124_932_866_006_548).toBeCloseTo(1, 6);
    expect(marks!.map(({ at }) => day(at))).toEqual(['2010-07-16', '2021-07-03']);
  });

  it('of retargets mark the same two among all', () => {
    const { series } = factorSpec(history, [], all);
    expect(series[0]!.x).toHaveLength(473);
    expect(Array.from(series[1]!.y)).toEqual([4, expect.closeTo(0.72057, 5)]);
    expect(factorSpec(history, [], spans[2]!).series[1]!.x).toHaveLength(0);
  });

  it('of a span reach its ends and hold what lies in it', () => {
    const span = spans[3]!;
    for (const { series, x } of [
      difficultySpec(history, replays, span),
      intervalSpec(history, replays, span),
      hashrateSpec(history, replays, span),
    ]) {
      expect([x.min, x.max]).toEqual([span.from, span.to]);
      const xs = series[0]!.x;
      expect(xs[0]).toBeLessThanOrEqual(span.from);
      expect(xs[xs.length - 1]).toBeGreaterThanOrEqual(span.to);
      expect(xs.length).toBeLessThan(120);
    }
  });

  it('name years at their first second and days elsewhere', () => {
    const { x } = hashrateSpec(history, [], all);
    expect(x.ticks!.map(x.format)).toEqual(Array.from({ length: 17 }, (_, i) => String(2010 + i)));
    expect(x.format(1_625_294_046)).toBe('3 July 2021');
  });

  it('lay a replay over the real chain, and leave room for its name beside all of them', () => {
    const { series, beside } = intervalSpec(history, replays, all);
    const replayed = series.at(-1)!;
    expect(replayed.label).toBe('ASERT');
    expect(replayed.x).toHaveLength(replay.periods.length);
    expect(replayed.x[0]).toBe(history.past.genesisTime);
    expect(replayed.x[1]).toBe(history.past.genesisTime + replay.periods[0]!.endSec);
    expect(beside).toEqual(hashrateSpec(history, replays, all).beside);
    expect(hashrateSpec(history, [], all).beside).toMatchObject({ right: 0 });
  });

  it('have tables that say the same', () => {
    const table = epochTable(history);
    expect(table.rows).toHaveLength(474);
    expect(table.rows[34]).toMatchObject({ height: 68_544, factor: 4 });
    expect(table.rows.at(-1)).toMatchObject({ first_time: null, mean_interval_s: null, hashrate_hps: null });
    expect(replayTable(history, replays).rows).toHaveLength(replay.periods.length);
  });
});
