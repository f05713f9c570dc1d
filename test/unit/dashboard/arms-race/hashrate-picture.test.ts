import { describe, expect, it } from 'vitest';
import { cutDays, intervalOf, lastOf, meanOf } from '../../../../src/dashboard/arms-race/pictures/day-cut.ts';
import { eventMarks } from '../../../../src/dashboard/arms-race/pictures/event-marks.ts';
import { hashrateSpecs, hashrateTable } from '../../../../src/dashboard/arms-race/pictures/hashrate-spec.ts';
import { generationHue } from '../../../../src/dashboard/arms-race/pictures/hues.ts';
import { chartModel } from '../../../../src/dashboard/charts/series-chart/model.ts';
import { GENERATIONS } from '../../../../src/simulation/index.ts';
import { sceneOf, shortRace } from './short-race.ts';

const whole = shortRace(3000);
const half = shortRace(913);

describe('days in few points', () => {
  it('keep every day in one stretch, and old points where they were', () => {
    const early = cutDays(whole.facts, 913);
    const late = cutDays(whole.facts, whole.days.length);
    expect(late.ends.length).toBeLessThanOrEqual(420);
    expect(late.ends.at(-1)).toBe(whole.days.length - 1);
    expect(late.ends.slice(0, early.ends.length - 1)).toEqual(early.ends.slice(0, -1));
    expect(early.ends.at(-1)).toBe(912);
  });

  it('are means of flows and ends of stocks', () => {
    const cut = { step: 3, ends: [2, 5, 6], x: [2, 5, 6] };
    const column = Float64Array.of(1, 2, 3, 4, Number.NaN, 6, 9);
    expect([...meanOf(column, cut)]).toEqual([2, 5, 9]);
    expect([...lastOf(column, cut)]).toEqual([3, 6, 9]);
  });

  it('tell the seconds per block of the days before, as many as there are', () => {
    const blocks = Float64Array.of(144, 72, 72, 288);
    expect([...intervalOf(blocks, { step: 1, ends: [0, 2, 3], x: [] }, 2)]).toEqual([600, 1200, 480]);
  });
});

describe('the hash rate by generation', () => {
  it('is stacked to the whole network on both scales', () => {
    for (const scale of ['log', 'linear'] as const) {
      const [spec] = hashrateSpecs(sceneOf(whole), { scale, width: 600 });
      const model = chartModel(spec!, { width: 700, height: 360 }, null, (text) => text.length * 7);
      const total = whole.days.figures.hashrateHps;
      const { ends } = cutDays(whole.facts, whole.days.length);
      for (const [index, day] of ends.entries()) {
        const top = Math.max(...model.series.map((one) => one.top[index]!).filter(Number.isFinite));
        if (total[day]! > 0) expect(top / total[day]!).toBeCloseTo(1, 9);
      }
      expect(model.y.domain.max).toBeGreaterThanOrEqual(Math.max(...total));
    }
  });

  it('shows no machine that does not run: a band that ends goes to 0 and is then a gap', () => {
    const { ends } = cutDays(whole.facts, whole.days.length);
    const [spec] = hashrateSpecs(sceneOf(whole), { scale: 'log', width: 600 });
    let foots = 0;
    for (const { id, y } of spec!.series) {
      const column = whole.days.hashrateByGeneration[GENERATIONS.findIndex((one) => one.id === id)]!;
      for (const [index, day] of ends.entries()) {
        if (column[day]! > 0) expect(y[index]).toBe(column[day]);
        else expect(y[index]! > 0).toBe(false);
        if (y[index] === 0) foots++;
      }
    }
    expect(foots).toBeGreaterThan(0);
  });

  it('has a logarithmic axis that begins below the least that was hashed, a linear one at 0', () => {
    const least = Math.min(...whole.days.figures.hashrateHps.filter((hps) => hps > 0));
    const [log] = hashrateSpecs(sceneOf(whole), { scale: 'log', width: 600 });
    const [linear] = hashrateSpecs(sceneOf(whole), { scale: 'linear', width: 600 });
    expect(log!.y.min).toBeLessThanOrEqual(least);
    expect(log!.y.min! * 10).toBeGreaterThan(least);
    expect(linear!.y.min).toBe(0);
  });

  it('of two races has two pictures on one scale, each with its own events', () => {
    const [one, other] = hashrateSpecs(sceneOf(half, whole), { scale: 'log', width: 600 });
    expect(other!.y).toMatchObject({ min: one!.y.min, max: one!.y.max });
    expect(other!.x.max).toBe(one!.x.max);
    expect(other!.marks!.length).toBeGreaterThan(one!.marks!.length);
  });

  it('is a table by generation whose rows add up', () => {
    const { columns, rows } = hashrateTable(whole);
    expect(columns).toHaveLength(1 + GENERATIONS.length);
    const last = rows.at(-1)!;
    const sum = columns.slice(1).reduce((all, { id }) => all + Number(last[id]), 0);
    expect(sum / whole.days.figures.hashrateHps.at(-1)!).toBeCloseTo(1, 9);
    expect(last['day']).toBe('2017-12-31');
  });

  it('has a colour of its own for each generation', () => {
    expect(new Set(GENERATIONS.map((_, index) => generationHue(index))).size).toBe(GENERATIONS.length);
  });
});

describe('events', () => {
  const marks = eventMarks(sceneOf(whole), { width: 600, rows: 1 });

  it('are all marked, each with its sentence, and the day that is looked at with a line', () => {
    expect(marks.filter(({ text }) => text !== undefined)).toHaveLength(whole.days.events.length);
    expect(marks.at(-1)).toMatchObject({ at: whole.facts.startDay + whole.days.length - 1, hue: 'ink' });
  });

  it('name what matters most where room is short, releases never', () => {
    const words = (width: number, rows = 1) =>
      eventMarks(sceneOf(whole), { width, rows })
        .map(({ label }) => label)
        .filter((label) => label !== '');
    expect(words(110).some((label) => label.startsWith('Ban'))).toBe(true);
    expect(words(600).length).toBeGreaterThan(words(110).length);
    expect(words(600, 0)).toEqual([]);
    const releases = whole.days.events.filter(({ kind }) => kind === 'release').map(({ label }) => label);
    expect(releases.length).toBeGreaterThan(0);
    expect(words(5000, 3).filter((label) => releases.includes(label))).toEqual([]);
  });
});
