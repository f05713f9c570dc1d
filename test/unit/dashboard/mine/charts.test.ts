// From snapshots to charts: hash rate, difficulty, intervals, further waits.

import { describe, expect, it } from 'vitest';
import { difficultySpec } from '../../../../src/dashboard/mine/difficulty-spec.ts';
import { difficultyNeeded, expectedSec } from '../../../../src/dashboard/mine/hashes.ts';
import {
  furtherWaitSpec,
  furtherWaits,
  intervalBins,
  intervalSpec,
} from '../../../../src/dashboard/mine/interval-spec.ts';
import { rateChart, rateRows } from '../../../../src/dashboard/mine/rate-spec.ts';
import { blockProof, DIFFICULTY_1_TARGET } from '../../../../src/primitives/index.ts';
import { plausibleSnapshot } from './plausible-snapshot.ts';

const snapshot = plausibleSnapshot();
const chain = snapshot.chain!;

describe('hash rate', () => {
  it('is stacked by engine over the span that was asked for', () => {
    const { spec, unit } = rateChart(snapshot, '1min')!;
    expect(unit).toBe('GH/s');
    const [cpu, gpu, effective] = spec.series;
    expect(cpu).toMatchObject({
      id: 'wasm-simd x8',
      label: '8 CPU threads 98.0 MH/s',
      hue: 'ember-2',
      isStacked: true,
    });
    expect(gpu).toMatchObject({ id: 'gpu', label: 'GPU 1.29 GH/s', hue: 'ember-3', isStacked: true });
    expect(effective).toMatchObject({ id: 'effective', hue: 'ice-3', kind: 'line' });
    expect(effective?.isStacked).toBeUndefined();
    expect(spec.x).toMatchObject({ min: -60, max: 0 });
    expect(cpu!.x.length).toBe(61);
    expect(cpu!.x[60]).toBe(0);
    expect(spec.x.format(0)).toBe('now');
    expect(spec.x.format(-60)).toBe('-1 min');
    expect(spec.y.format(1.5e9)).toBe('1.5');
  });

  it('marks what happened within the span, and nothing else', () => {
    expect(rateChart(snapshot, '1min')!.spec.marks).toEqual([]);
    const marks = rateChart(snapshot, 'all')!.spec.marks!;
    expect(marks).toHaveLength(1);
    expect(marks[0]).toMatchObject({ axis: 'x', label: 'GPU on' });
    expect(marks[0]!.at).toBeCloseTo(snapshot.events[0]!.atSec - snapshot.minedSec, 9);
  });

  it('is nothing before the first second', () => {
    const empty = { atSec: new Float64Array(), byEngine: [], effectiveHps: new Float64Array(), slotSec: 1 };
    expect(rateChart({ ...snapshot, recent: empty }, '10min')).toBeNull();
    expect(rateRows({ ...snapshot, recent: empty }, '10min')).toEqual([]);
  });

  it('has a table of the same figures, newest first', () => {
    const rows = rateRows(snapshot, '10min');
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.length).toBeLessThanOrEqual(60);
    expect(rows[0]!['at']).toBe(snapshot.recent.atSec.at(-1));
    expect(rows[0]!['gpu']).toBe(snapshot.recent.byEngine[1]!.hps.at(-1));
  });
});

describe('difficulty', () => {
  it('stands beside what the pace would need', () => {
    const spec = difficultySpec(chain, snapshot.events)!;
    const [needed, difficulty] = spec.series;
    expect(difficulty).toMatchObject({ hue: 'ice-3', kind: 'step', y: chain.difficulties.values });
    expect(needed).toMatchObject({ hue: 'ember-3', isDashed: true });
    expect(needed!.y[0]).toBe(difficultyNeeded(chain.networkHps[0]!, chain.spacingSec));
    expect(spec.y.scale).toBe('log');
    // The first block of the new rate is the one after the event's height.
    expect(spec.marks).toEqual([
      { axis: 'x', at: snapshot.events[0]!.height + 1, label: 'GPU on', hue: 'ink-3', isDashed: true },
    ]);
  });

  it('of one block is no line', () => {
    const difficulties = { heights: Float64Array.of(1), values: Float64Array.of(1) };
    expect(difficultySpec({ ...chain, difficulties }, [])).toBeNull();
  });

  it('and expected hashes are one quantity', () => {
    expect(difficultyNeeded(Number(blockProof(DIFFICULTY_1_TARGET)), 1)).toBeCloseTo(1, 8);
    expect(expectedSec(difficultyNeeded(5e6, 10), 5e6)).toBeCloseTo(10, 10);
    expect(expectedSec(1, 0)).toBeNaN();
  });
});

describe('intervals', () => {
  it('are all in the bins, and so are the expected ones', () => {
    const bins = intervalBins(chain.statistics);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(300);
    expect(bins.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(300, 8);
    expect(bins.at(-1)!.toSec).toBe(Number.POSITIVE_INFINITY);
    // Drawn from an exponential: chi-squared per bin is about 1.
    const kept = bins.filter(({ expected }) => expected > 5);
    const chi = kept.reduce((sum, { count, expected }) => sum + (count - expected) ** 2 / expected, 0);
    expect(chi / kept.length).toBeLessThan(2);
  });

  it('become bars with their middles, a line and the mean', () => {
    const spec = intervalSpec(chain.statistics, chain.spacingSec)!;
    expect(spec.series.map(({ kind }) => kind)).toEqual(['bars', 'line']);
    expect(spec.series[0]!.x[0]).toBe(1);
    expect(spec.marks!.map(({ at }) => at)).toEqual([chain.statistics.meanSec]);
  });

  it('mark the wanted spacing too where the mean is far from it', () => {
    expect(intervalSpec(chain.statistics, 60)!.marks!.map(({ label }) => label)).toContain('wanted');
  });

  it('are nothing before the first', () => {
    const none = { ...chain.statistics, count: 0, meanSec: null, sdSec: null };
    expect(intervalSpec(none, 10)).toBeNull();
    expect(furtherWaits(none)).toEqual([]);
  });
});

describe('further waits', () => {
  it('stay about what they were', () => {
    const steady = plausibleSnapshot({ gpuAt: 1, blocks: 1000 });
    const waits = furtherWaits(steady.chain!.statistics);
    expect(waits.length).toBeGreaterThan(4);
    // The rule follows luck, so rates differ from block to block, and long waits are a little longer than chance alone.
    for (const { meanSec, expectedSec } of waits) {
      expect(Math.abs(meanSec / expectedSec - 1)).toBeLessThan(0.35);
    }
    for (const { lowSec, meanSec, highSec, count } of waits) {
      expect(highSec - lowSec).toBeCloseTo((2 * 1.96 * meanSec) / Math.sqrt(count), 8);
    }
    expect(furtherWaitSpec(waits)!.series[1]).toMatchObject({ kind: 'points' });
  });

  it('of too few intervals are left out', () => {
    const few = { ...chain.statistics, furtherWait: [{ waitedSec: 0, count: 2, meanSec: 5 }] };
    expect(furtherWaits(few)).toEqual([]);
    expect(furtherWaitSpec([])).toBeNull();
  });
});
