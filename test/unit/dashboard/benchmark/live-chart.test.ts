import { describe, expect, it } from 'vitest';
import {
  type LiveSample,
  liveSeries,
  liveSpec,
  liveTable,
  withSample,
} from '../../../../src/dashboard/benchmark/run/live-chart.ts';

const SAMPLES = [
  { engine: 'js', elapsedMs: 0, hashrateHps: 0 },
  { engine: 'js', elapsedMs: 500, hashrateHps: 3 },
  { engine: 'js', elapsedMs: 1000, hashrateHps: 5 },
  { engine: 'js', elapsedMs: 1500, hashrateHps: 4 },
  { engine: 'gpu', elapsedMs: 2000, hashrateHps: 0 },
];

describe('the live rate', () => {
  it('is one line per entry, and starts with the first answer', () => {
    expect(liveSeries(SAMPLES)).toEqual([
      { engine: 'js', sec: [0.5, 1, 1.5], hps: [3, 5, 4] },
      { engine: 'gpu', sec: [], hps: [] },
    ]);
  });

  it('is drawn over the whole time, and names the row under way', () => {
    const { series, x } = liveSpec(liveSeries(SAMPLES), 14.2, (id) => id.toUpperCase());
    expect(x).toMatchObject({ min: 0, max: 15 });
    expect(series.map(({ label, direct }) => [label, direct])).toEqual([
      ['JS', 'none'],
      ['GPU', 'end'],
    ]);
  });

  it('comes in numbers as well', () => {
    expect(liveTable(liveSeries(SAMPLES), (id) => id).rows).toEqual([
      { row: 'js', lowest_hps: 3, highest_hps: 5, last_hps: 4 },
    ]);
  });

  it('keeps a bounded number of samples, and the first of every row', () => {
    let samples: readonly LiveSample[] = [];
    const totalMs = 600_000;
    for (let elapsedMs = 0; elapsedMs <= totalMs; elapsedMs += 200) {
      const engine = elapsedMs < 300_100 ? 'js' : 'wasm';
      samples = withSample(samples, { engine, elapsedMs, hashrateHps: 1 }, totalMs);
    }
    expect(samples.length).toBeLessThanOrEqual(1002);
    expect(samples.length).toBeGreaterThan(700);
    expect(samples.find(({ engine }) => engine === 'wasm')?.elapsedMs).toBe(300_200);
  });
});
