// What pictures of shocks show: axes that hold the rules, lines that are the runs, sentences that are the figures.

import { describe, expect, it } from 'vitest';
import { acrossBox, BOX, cellPath, downBox } from '../../../../src/dashboard/difficulty/shocks/cell-path.ts';
import {
  cellFigures,
  figuresOf,
  outcomeSentence,
  sortedBy,
} from '../../../../src/dashboard/difficulty/shocks/outcome.ts';
import {
  leavesDomain,
  paceDomain,
  paceTicks,
} from '../../../../src/dashboard/difficulty/shocks/pace-domain.ts';
import {
  compareSpec,
  compareTable,
  followSpec,
  paceSpec,
  rates,
  traceTable,
} from '../../../../src/dashboard/difficulty/shocks/trace-specs.ts';
import { scenarioNamed, shockFigures } from '../../../../src/simulation/index.ts';
import { OPTIONS, traceOf } from './traces.ts';

const down = traceOf('asert', 'down-10');
const fixed = traceOf('fixed', 'down-10');
const testnet = traceOf('testnet', 'time-warp');

describe('the common axis', () => {
  it('holds every rule that keeps hold, with room beyond the last value written', () => {
    const domain = paceDomain([down, fixed]);
    expect(domain.max).toBe(12.5);
    expect(domain.min).toBeCloseTo(1 / 3.75, 12);
    expect(leavesDomain(down, domain)).toBe(false);
    expect(paceTicks(domain)).toEqual([1 / 3, 1, 10]);
  });

  it('does not follow a chain that has lost hold', () => {
    expect(Math.min(...testnet.own.expected.mean)).toBeLessThan(1e-6);
    const domain = paceDomain([down, testnet]);
    expect(domain).toEqual(paceDomain([down]));
    expect(leavesDomain(testnet, domain)).toBe(true);
    // Alone, it is seen leaving.
    expect(paceDomain([testnet]).min).toBeGreaterThan(1e-4);
  });

  it('goes on to a hundred where a shock does', () => {
    const domain = paceDomain([traceOf('bitcoin', 'down-100')]);
    expect(domain.max).toBe(125);
    expect(paceTicks(domain)).toEqual([1 / 3, 1, 10, 100]);
    const up = paceDomain([traceOf('bitcoin', 'up-100')]);
    expect(paceTicks(up)).toEqual([0.01, 0.1, 1, 3]);
  });

  it('is there before anything is', () => {
    expect(paceTicks(paceDomain([]))).toEqual([1 / 3, 1, 3]);
  });
});

describe('a small picture', () => {
  const domain = { min: 0.1, max: 10 };

  it('has the first block at the left, the last at the right, and the goal in the middle', () => {
    expect(acrossBox(1, { axis: 'log', blocks: 1000 })).toBe(0);
    expect(acrossBox(10, { axis: 'log', blocks: 1000 })).toBeCloseTo(BOX / 3, 9);
    expect(acrossBox(1000, { axis: 'log', blocks: 1000 })).toBe(BOX);
    expect(acrossBox(250, { axis: 'linear', blocks: 1000 })).toBe(BOX / 4);
    expect([10, 1, 0.1].map((pace) => downBox(pace, domain))).toEqual([0, BOX / 2, BOX]);
  });

  it('follows a line that leaves it a little way, and no further', () => {
    expect(downBox(1e-12, domain)).toBe(BOX + 100);
    expect(downBox(1e12, domain)).toBe(-100);
  });

  it('is one line with all points of the run', () => {
    const path = cellPath(down.own, { axis: 'log', blocks: OPTIONS.blocks, domain });
    expect(path).toMatch(/^M0\.0 0\.0L[\d.]+ /u);
    expect(path.split('L')).toHaveLength(down.own.blocks.length);
    expect(path).toMatch(new RegExp(`L${BOX}\\.0 [\\d.]+$`, 'u'));
  });
});

describe('outcomes in words', () => {
  const say = (rule: string, shock: string) => {
    const { result } = traceOf(rule, shock);
    const scenario = scenarioNamed(shock)!;
    return {
      sentence: outcomeSentence('It', scenario, result, OPTIONS),
      cell: cellFigures(scenario, result),
      result,
    };
  };

  it('tell when a rule settled, and how far past the goal it went', () => {
    const { sentence, cell, result } = say('dgw-v3', 'down-10');
    expect(sentence).toContain(`after ${result.settledBlocks} blocks`);
    expect(sentence).toMatch(/goes past the goal, by a factor of 1\.\d\d\.$/u);
    expect(cell[0]).toBe(`settles in ${result.settledBlocks} blocks`);
    expect(say('asert', 'down-10').sentence).not.toContain('past the goal');
  });

  it('tell when it never did, and when it was never away', () => {
    expect(say('fixed', 'up-10')).toMatchObject({
      sentence: 'It does not come back for good within 3,000 blocks.',
      cell: ['never settles', expect.stringContaining('late mean 60')],
    });
    const still = { ...traceOf('asert', 'up-10').result, reachedBlocks: 0, settledBlocks: 0, settledSec: 0 };
    expect(outcomeSentence('It', scenarioNamed('up-10')!, still, OPTIONS)).toBe(
      'It is never more than 10 % off its pace.',
    );
  });

  it('tell of theft, of lies, of lag and of luck', () => {
    expect(say('bitcoin', 'hopping').sentence).toMatch(/finds [\d,]+ blocks more .* of all\.$/u);
    expect(say('bitcoin', 'time-warp').sentence).toMatch(/come .* sooner/u);
    expect(say('fixed', 'time-warp').sentence).toBe('False times make no block come sooner.');
    expect(say('asert', 'growth').sentence).toMatch(/runs after the hash rate.* where 600 s are wanted\.$/u);
    expect(say('asert', 'steady').sentence).toMatch(/^Nothing but the luck of blocks/u);
  });
});

describe('sorting', () => {
  const names = ['fixed', 'asert', 'lwma-1', 'bitcoin'];
  const rows = names.map((name) => ({
    name,
    result: name === 'bitcoin' ? null : traceOf(name, 'down-10').result,
  }));
  const by = (id: string) =>
    sortedBy(
      rows,
      shockFigures(scenarioNamed('down-10')!).find((figure) => figure.id === id),
      ({ result }) => result,
    ).map(({ name }) => name);

  it('puts the least first, and what never was or is not there last, in the order given', () => {
    expect(by('settled')).toEqual(['lwma-1', 'asert', 'fixed', 'bitcoin']);
    expect(by('mean')).toEqual(['lwma-1', 'asert', 'fixed', 'bitcoin']);
  });

  it('leaves the order where there is no such figure', () => {
    expect(by('stolen')).toEqual(names);
  });

  it('offers the figures of all shocks, each once', () => {
    const ids = figuresOf([scenarioNamed('up-10')!, scenarioNamed('hopping')!]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['mean', 'settled', 'stolen']));
  });
});

describe('large pictures', () => {
  it('show the hash rate that the shock made, and the difficulty on its way to it', () => {
    const spec = followSpec(down, 'log', OPTIONS.blocks);
    const [rate, difficulty] = spec.series;
    for (const value of Array.from(rate!.y)) expect(value).toBeCloseTo(0.1, 9);
    expect(difficulty!.y[0]).toBe(1);
    expect(difficulty!.y[difficulty!.y.length - 1]).toBeCloseTo(0.1, 1);
    expect([rate!.hue, difficulty!.hue]).toEqual(['ember-3', 'ice-3']);
    expect(spec.y).not.toHaveProperty('min');
    expect(spec.x).toMatchObject({ scale: 'log', min: 1, max: 3000 });
    expect(followSpec(down, 'linear', 3000).x).toMatchObject({ scale: 'linear', min: 0 });
    expect(followSpec(testnet, 'log', 3000).y.min).toBe(1 / 3000);
  });

  it('mark where the rule settled, if it did', () => {
    const marks = (trace: typeof down) =>
      paceSpec(trace, 'log', 3000).marks!.filter(({ axis }) => axis === 'x');
    expect(marks(down).map(({ at }) => at)).toEqual([down.result.settledBlocks]);
    expect(marks(fixed)).toEqual([]);
  });

  it('tell four compared rules apart', () => {
    const lines = ['bitcoin', 'asert', 'kgw', 'fixed'].map((rule) => ({
      title: rule,
      trace: traceOf(rule, 'down-10', { blocks: 300 as 3000 }),
    }));
    const { series, y } = compareSpec(lines, 'log', 300);
    expect(new Set(series.map(({ hue, isDashed }) => `${hue} ${isDashed}`)).size).toBe(4);
    expect(series.map(({ id }) => id)).toEqual(['bitcoin', 'asert', 'kgw', 'fixed']);
    expect(y.max).toBe(12.5);
  });
});

describe('their tables', () => {
  it('hold every point, and hash rates that follow from the others', () => {
    const { columns, rows } = traceTable(down);
    expect(rows).toHaveLength(down.own.blocks.length);
    expect(rows.at(-1)).toMatchObject({ blocks: 3000, time_s: down.result.elapsedSec });
    expect(rows[0]).toMatchObject({
      hashrate_factor: rates(down.own)[0],
      expected_mean: down.own.expected.mean[0],
    });
    for (const { id } of columns) expect(Object.keys(rows[0]!)).toContain(id);
  });

  it('put runs beside each other by blocks, also one that was cut short', () => {
    const options = { blocks: 10_000 as 3000, spacingSec: 86_400 as 600 };
    const lines = ['fixed', 'asert'].map((rule) => ({
      title: rule,
      trace: traceOf(rule, 'down-100', options),
    }));
    expect(lines[0]!.trace.result.blocks).toBeLessThan(10_000);
    const { rows } = compareTable(lines);
    const blocks = rows.map((row) => row['blocks'] as number);
    expect(blocks).toEqual(blocks.toSorted((a, b) => a - b));
    expect(rows[0]).toMatchObject({ blocks: 1, fixed: 100, asert: 100 });
    expect(rows.at(-1)).toMatchObject({ blocks: 10_000, fixed: null });
    expect(rows.filter((row) => row['fixed'] !== null)).toHaveLength(lines[0]!.trace.own.blocks.length);
  });
});
