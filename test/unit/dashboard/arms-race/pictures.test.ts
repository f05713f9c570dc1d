// What the panels draw and say of a race, against the race's own figures.

import { describe, expect, test } from 'vitest';
import { cartelText } from '../../../../src/dashboard/arms-race/pictures/cartel.ts';
import {
  concentrationSpec,
  concentrationTable,
} from '../../../../src/dashboard/arms-race/pictures/concentration-spec.ts';
import {
  difficultySpec,
  difficultyTable,
  intervalSpec,
} from '../../../../src/dashboard/arms-race/pictures/difficulty-spec.ts';
import {
  energyComparisons,
  energyFigures,
  yearOfEnergy,
} from '../../../../src/dashboard/arms-race/pictures/energy-rows.ts';
import {
  frontierSpec,
  machinesSoFar,
  machineTable,
  machineText,
} from '../../../../src/dashboard/arms-race/pictures/frontier-spec.ts';
import {
  moneySpec,
  moneyTable,
  priceSpec,
  sharesSpec,
} from '../../../../src/dashboard/arms-race/pictures/money-spec.ts';
import { powerSpec, powerTable } from '../../../../src/dashboard/arms-race/pictures/power-spec.ts';
import {
  regionParts,
  regionSpecs,
  regionTable,
} from '../../../../src/dashboard/arms-race/pictures/region-spec.ts';
import type { RaceScene } from '../../../../src/dashboard/arms-race/shown-race.ts';
import type { SeriesChartSpec } from '../../../../src/dashboard/charts/series-chart/spec.ts';
import { formatEnergy } from '../../../../src/primitives/index.ts';
import { SMALL_WORLD } from '../../simulation/arms-race/small-world.ts';
import { sceneOf, shortRace } from './short-race.ts';

const WIDTH = 600;
const race = shortRace(1500);
const other = shortRace(1500, { ...SMALL_WORLD, title: 'Other', events: [] });
const scene = sceneOf(race);
const both = sceneOf(race, other);

const SPECS: readonly (readonly [string, (scene: RaceScene) => SeriesChartSpec])[] = [
  ['frontier', (of) => frontierSpec(of, WIDTH)],
  ['difficulty', (of) => difficultySpec(of, WIDTH)],
  ['interval', (of) => intervalSpec(of, WIDTH)],
  ['power', (of) => powerSpec(of, { scale: 'log', width: WIDTH })],
  ['concentration', (of) => concentrationSpec(of, WIDTH)],
  ['money', (of) => moneySpec(of, WIDTH)],
  ['price', (of) => priceSpec(of, WIDTH)],
  ['shares', (of) => sharesSpec(of, WIDTH)],
  ['region', (of) => regionSpecs(of, WIDTH)[0]!],
];

describe.each(SPECS)('%s', (_, specOf) => {
  test('every series is as long as its x, few points, none that a log axis cannot have', () => {
    for (const one of [scene, both]) {
      const spec = specOf(one);
      expect(spec.series.length).toBeGreaterThan(0);
      for (const { x, y, low, high, kind } of spec.series) {
        expect(y.length).toBe(x.length);
        expect(x.length).toBeLessThanOrEqual(420);
        if (low !== undefined) expect([low.length, high?.length]).toEqual([x.length, x.length]);
        if (spec.y.scale === 'log') for (const value of Array.from(y)) expect(value <= 0).toBe(false);
        if (kind !== 'points') expect(Array.from(x)).toEqual(Array.from(x).toSorted((a, b) => a - b));
      }
      expect(new Set(spec.series.map(({ id }) => id)).size).toBe(spec.series.length);
    }
  });

  test('what the scenario has happen is marked and explained; the day that is looked at as well', () => {
    const { marks = [] } = specOf({ ...scene, day: 700 });
    const ban = race.days.events.find(({ kind }) => kind === 'ban')!;
    const at = race.facts.startDay + ban.day;
    expect(marks.some((mark) => mark.axis === 'x' && mark.at === at && mark.text === ban.text)).toBe(true);
    expect(marks.some((mark) => mark.axis === 'x' && mark.at === race.facts.startDay + 700)).toBe(true);
  });
});

describe('a race beside another', () => {
  test.each([
    ['difficulty', (of: RaceScene) => difficultySpec(of, WIDTH)],
    ['power', (of: RaceScene) => powerSpec(of, { scale: 'linear', width: WIDTH })],
    ['money', (of: RaceScene) => moneySpec(of, WIDTH)],
    ['concentration', (of: RaceScene) => concentrationSpec(of, WIDTH)],
  ] as const)('%s: dashed, and not in the picture of one alone', (_, specOf) => {
    const dashes = (of: RaceScene) =>
      specOf(of).series.filter(({ id, isDashed }) => id.startsWith('other-') && isDashed === true).length;
    expect(dashes(scene)).toBe(0);
    expect(dashes(both)).toBeGreaterThan(0);
  });

  test('tables name the races', () => {
    for (const table of [
      difficultyTable(both),
      powerTable(both),
      moneyTable(both),
      concentrationTable(both),
    ]) {
      expect(new Set(table.rows.map((row) => row['race']))).toEqual(new Set([SMALL_WORLD.title, 'Other']));
    }
    expect(difficultyTable(scene).columns.map(({ id }) => id)).not.toContain('race');
    expect(regionSpecs(both, WIDTH)).toHaveLength(2);
  });
});

describe('values', () => {
  test('intervals: days over blocks, against the target', () => {
    const { series, marks = [] } = intervalSpec(scene, WIDTH);
    const { blocks } = race.days.figures;
    const found = blocks.subarray(-30).reduce((sum, count) => sum + count, 0);
    expect(Array.from(series[0]!.y).at(-1)).toBeCloseTo((30 * 86_400) / found, 6);
    expect(marks.some(({ axis, at }) => axis === 'y' && at === 600)).toBe(true);
  });

  test('intervals beyond the picture are told as they are', () => {
    const blocks = race.days.figures.blocks.slice();
    blocks.fill(36, -40);
    const slow = { ...race, days: { ...race.days, figures: { ...race.days.figures, blocks } } };
    const { series, y } = intervalSpec(sceneOf(slow), WIDTH);
    expect(Array.from(series[0]!.y).at(-1)).toBeCloseTo(2400, 6);
    expect(y.max).toBe(1200);
  });

  test('years are named under their first day, none at the edge of the picture', () => {
    const { min = 0, max = 0, ticks = [], format } = difficultySpec(scene, WIDTH).x;
    expect(ticks.map(format)).toEqual(['2014', '2015', '2016', '2017']);
    const edge = (max - min) / 50;
    expect(ticks.every((day) => day >= min + edge && day <= max - edge)).toBe(true);
  });

  test('physics’ limit stands above the foot of the picture of machines', () => {
    const { min } = frontierSpec(scene, WIDTH).y;
    expect(min).toBeLessThan(race.facts.landauerJPerTh);
    expect(min).toBeGreaterThan(race.facts.landauerJPerTh / 10);
  });

  test('regions: parts that add up to the whole', () => {
    const parts = regionParts(race);
    for (let i = 0; i < parts[0]!.length; i++) {
      expect(parts.reduce((sum, column) => sum + column[i]!, 0)).toBeCloseTo(1, 9);
    }
    expect(regionTable(race).columns.map(({ label }) => label)).toEqual(['Day', 'East', 'West']);
  });

  test('the cartel line is at a half', () => {
    const { marks = [] } = concentrationSpec(scene, WIDTH);
    expect(marks.filter(({ axis, at }) => axis === 'y' && at === 0.5)).toHaveLength(1);
  });
});

describe('machines', () => {
  test('only those that have come; each with its sentence', () => {
    const early = sceneOf(shortRace(200));
    expect(machinesSoFar(early).map(({ name }) => name)).toEqual(['Card', 'First']);
    expect(machinesSoFar(scene)).toHaveLength(6);
    const dots = frontierSpec(scene, WIDTH).series.filter(({ kind }) => kind === 'points');
    expect(dots.flatMap(({ notes = [] }) => notes)).toHaveLength(6);
    expect(machineTable(scene).rows).toHaveLength(6);
  });

  test('what is not known is said', () => {
    const machine = machinesSoFar(scene)[1]!;
    expect(machineText(machine)).toBe('First, 1 March 2013: 70.0 GH/s, 600 W, 8.57 kJ/TH, 1,500 USD.');
    expect(machineText({ ...machine, isPriceEstimated: true, isSizeEstimated: true })).toMatch(
      / Estimated: speed and power, price\.$/u,
    );
    expect(machineText({ ...machine, isUnverified: true })).toMatch(/ Not verified\.$/u);
    expect(machineText({ ...machine, isToCome: true })).toMatch(/It has not been made/u);
  });

  test('machines to come are rings', () => {
    const hollow = shortRace(1800, {
      ...SMALL_WORLD,
      hardware: { ...SMALL_WORLD.hardware, progressPerYear: 0.3 },
    });
    const rings = frontierSpec(sceneOf(hollow), WIDTH).series.filter(({ isHollow }) => isHollow === true);
    expect(rings.length).toBeGreaterThan(0);
  });
});

describe('a year of energy', () => {
  const year = yearOfEnergy(scene);

  test('is the sum of its days', () => {
    const { powerGuessW, blocks, electricityUsd } = race.days.figures;
    const sum = (column: Float64Array) => column.subarray(-365).reduce((total, value) => total + value, 0);
    expect(year.days).toBe(365);
    expect(year.energyJ.guess).toBeCloseTo(sum(powerGuessW) * 86_400, -3);
    expect(year.blocks).toBe(sum(blocks));
    expect(year.electricityUsd).toBeCloseTo(sum(electricityUsd), 3);
    expect(year.energyJ.low).toBeLessThan(year.energyJ.guess);
    expect(year.energyJ.high).toBeGreaterThan(year.energyJ.guess);
  });

  test('a race’s first days are no year', () => {
    const early = { ...scene, day: 9 };
    expect(yearOfEnergy(early).days).toBe(10);
    expect(energyFigures(early)[0]!.label).toBe('energy in 10 days');
  });

  test('figures and comparisons say it, with sources', () => {
    expect(energyFigures(scene)[0]!.value).toBe(formatEnergy(year.energyJ.guess));
    const comparisons = energyComparisons(scene);
    expect(comparisons).toHaveLength(3);
    for (const { text, source } of comparisons) {
      expect(text).toMatch(/\d.*\.$|^About .*\.$/u);
      expect(source.length).toBeGreaterThan(10);
    }
  });

  test('nothing is compared while nothing was used', () => {
    const { length } = race.days;
    const none = new Float64Array(length);
    const still = sceneOf({
      ...race,
      days: { ...race.days, figures: { ...race.days.figures, powerGuessW: none, blocks: none } },
    });
    expect(energyComparisons(still)).toEqual([]);
  });
});

describe('the cartel', () => {
  const withFigures = (pools: number, miners: number) => {
    const column = (value: number) => new Float64Array(race.days.length).fill(value);
    return cartelText(
      sceneOf({
        ...race,
        days: {
          ...race.days,
          figures: {
            ...race.days.figures,
            nakamotoPools: column(pools),
            nakamotoMiners: column(miners),
            cartelHardwareUsd: column(5.5e9),
            cartelPowerUsd: column(8.64e6),
          },
        },
      }),
    );
  };

  test('in words', () => {
    expect(withFigures(2, 17)).toBe(
      '2 pools together have more than half of the hash rate on the day that is looked at, as the 17 largest miners do. To build as much again costs 5.50 billion USD for machines at that day’s cheapest, if so many could be had, and 8.64 million USD for a day of electricity.',
    );
    expect(withFigures(1, 1)).toMatch(/^One pool alone has .*, as one miner does\./u);
    expect(withFigures(0, 0)).toBe('On the day that is looked at nobody hashes.');
  });
});
