// What a race is written to: CSV of days, CSV of years, JSON.

import { describe, expect, it } from 'vitest';
import {
  GENERATIONS,
  METRICS,
  raceCsv,
  raceCsvPieces,
  raceJson,
  raceYears,
  raceYearsCsv,
} from '../../../../src/simulation/index.ts';
import { handMade } from './hand-made.ts';

/** Reads RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const [, cell = '', end] of text.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n])*)(,|\r\n)/gu)) {
    if (rows.length === 0 || isEnded) rows.push([]);
    rows.at(-1)!.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    isEnded = end === '\r\n';
  }
  return rows;
}
let isEnded = false;

const { facts, days } = handMade({
  from: '2012-11-27',
  until: '2013-07-01',
  regions: ['Here, "there"', 'South'],
  figures: {
    priceUsd: (day) => 12.3456789012345 + day / 3,
    hashrateHps: (day) => 1e13 * 1.01 ** day,
    meanIntervalSec: (day) => (day === 1 ? Number.NaN : 600),
    machinePriceUsdPerTh: () => Infinity,
    profitUsd: (day) => -day,
  },
  byGeneration: (generation, day) => generation + day,
  byRegion: (region, day) => region * day,
  events: [
    { day: 1, kind: 'halving', label: 'Halving', text: 'A block brings less.' },
    { day: 1, kind: 'release', label: 'ASIC, first', text: 'A machine.' },
  ],
});

describe('the CSV of a race’s days', () => {
  const rows = readCsv(raceCsv(facts, days, 'abc'));
  const [heading = [], first = [], second = []] = rows;
  const cell = (row: readonly string[], name: string) => row[heading.indexOf(name)];

  it('has a line per day, and a heading with units', () => {
    expect(rows).toHaveLength(1 + days.length);
    expect(new Set(rows.map((row) => row.length))).toEqual(
      new Set([1 + METRICS.length + GENERATIONS.length + 2 + 2]),
    );
    expect(heading.slice(0, 3)).toEqual(['date', 'priceUsd (USD)', 'rewardBtc (BTC)']);
    expect(heading).toEqual(
      expect.arrayContaining(['difficulty', 'generation gpu (H/s)', 'region Here, "there" (H/s)']),
    );
    expect(rows.slice(1).map(([date]) => date)).toEqual(
      expect.arrayContaining(['2012-11-27', '2012-12-31', '2013-01-01', '2013-07-01']),
    );
  });

  it('has numbers that read back as they were, and nothing for what has no value', () => {
    for (const [i, row] of rows.slice(1).entries()) {
      expect(Number(cell(row, 'priceUsd (USD)'))).toBe(days.figures.priceUsd[i]);
      expect(Number(cell(row, 'hashrateHps (H/s)'))).toBe(days.figures.hashrateHps[i]);
    }
    expect(cell(first, 'meanIntervalSec (s)')).toBe('600');
    expect(cell(second, 'meanIntervalSec (s)')).toBe('');
    expect(cell(second, 'machinePriceUsdPerTh (USD per TH/s)')).toBe('');
    expect(cell(second, 'profitUsd (USD/d)')).toBe('-1');
    expect(cell(second, 'generation asic-2013 (H/s)')).toBe('4');
    expect(cell(second, 'region South (H/s)')).toBe('1');
  });

  it('has the day’s events, and in its first line what reproduces the race', () => {
    expect(rows.slice(1, 4).map((row) => cell(row, 'events'))).toEqual(['', 'Halving; ASIC, first', '']);
    expect(JSON.parse(cell(first, 'run')!)).toEqual({ commit: 'abc', seed: 7, scenario: facts.scenario });
    expect(rows.slice(2).every((row) => cell(row, 'run') === '')).toBe(true);
  });

  it('is the same text in pieces, none of them large', () => {
    const pieces = [...raceCsvPieces(facts, days, 'abc')];
    expect(pieces.join('')).toBe(raceCsv(facts, days, 'abc'));
    expect(pieces).toHaveLength(1 + Math.ceil(days.length / 200));
  });
});

describe('the JSON of a race', () => {
  const json = JSON.parse(JSON.stringify(raceJson(facts, days, 'abc', null)));

  it('has what reproduces the race, its years and its events', () => {
    expect(json).toMatchObject({
      commit: 'abc',
      seed: 7,
      scenario: facts.scenario,
      from: '2012-11-27',
      until: '2013-07-01',
      regions: ['Here, "there"', 'South'],
      history: null,
    });
    expect(json.years).toEqual(JSON.parse(JSON.stringify(raceYears(facts, days))));
    expect(json.years[0].figures.machinePriceUsdPerTh).toBeNull();
    expect(json.figures[0]).toEqual({
      id: 'priceUsd',
      title: 'Price of a coin',
      unit: 'USD',
      yearly: 'mean',
    });
    expect(json.events[0]).toEqual({
      date: '2012-11-28',
      kind: 'halving',
      label: 'Halving',
      text: 'A block brings less.',
    });
  });
});

describe('the CSV of many races’ years', () => {
  it('has a line per seed and year', () => {
    const years = raceYears(facts, days);
    const rows = readCsv(
      raceYearsCsv(
        facts.scenario,
        [1, 2].map((seed) => ({ seed, years })),
        'abc',
      ),
    );
    expect(rows.slice(1).map(([seed, year, length]) => [seed, year, length])).toEqual([
      ['1', '2012', '35'],
      ['1', '2013', '182'],
      ['2', '2012', '35'],
      ['2', '2013', '182'],
    ]);
    const [heading = [], first = []] = rows;
    expect(heading).toContain('profitUsd (USD)');
    expect(Number(first[heading.indexOf('hashrateHps (H/s)')])).toBe(years[0]!.figures.hashrateHps);
    expect(first[heading.indexOf('machinePriceUsdPerTh (USD per TH/s)')]).toBe('');
    expect(JSON.parse(first.at(-1)!)).toEqual({ commit: 'abc', scenario: facts.scenario });
  });
});
