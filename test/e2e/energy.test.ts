// The built `proofworks energy`: what it prints, and its mistakes.

import { describe, expect, test } from 'vitest';
import { type EnergyBudget, timesOf } from '../../src/simulation/index.ts';
import { start } from './command-line.ts';

const energy = (...words: string[]) => start(['energy', ...words], '').ended;

describe('without options', () => {
  test('shows Bitcoin as last recorded, fits 110 columns and says where every figure is from', async () => {
    const { code, out, err } = await energy();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(110);
    expect(lines[0]).toMatch(
      /^894 EH\/s, a block of 2,200 transactions every 10 min; machines of 20\.0 J\/TH, /u,
    );
    expect(out).toContain(
      'Not given, so taken: the hash rate that difficulty was set for at height 953,568;',
    );
    expect(out).toMatch(/^power +9\.94 GW +19\.7 GW +25\.8 GW$/mu);
    expect(out).toMatch(/^ {2}all electricity of Poland, 149 TWh \[1\] +0\.584 +1\.16 +1\.51$/mu);
    const notes = [...out.matchAll(/ \[(\d)\] /gu)].map(([, note]) => note);
    const sources = [...out.matchAll(/^\[(\d)\] [^:]+, 20\d\d: /gmu)].map(([, note]) => note);
    expect(notes).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(sources).toEqual(notes);
  });
});

describe('with figures of one’s own', () => {
  const figures = [
    ...['--hashrate', '600EH/s', '--efficiency', '25J/TH', '--price', '0.05', '--grid', '400'],
    ...['--spacing', '10min', '--transactions', '2500', '--reward', '3.125', '--coin-price', '64000'],
  ];

  test('reckons with them and takes nothing else', async () => {
    const { code, out } = await energy(...figures);
    expect(code).toBe(0);
    expect(out).not.toContain('Not given');
    // 15 GW of machines, between 1.01 and 1.2 times that with their sites.
    expect(out).toMatch(/^power +15\.2 GW +16\.5 GW +18\.0 GW$/mu);
    expect(out).toMatch(/^ {2}per block +2\.52 GWh +2\.75 GWh +3\.00 GWh$/mu);
    expect(out).toMatch(/^ {2}per block +126,000 USD +138,000 USD +150,000 USD$/mu);
    expect(out).toMatch(/^ {2}per block +1\.01 kt +1\.10 kt +1\.20 kt$/mu);
    expect(out).toContain('income   3.125 coins a block at 64,000 USD: 200,000 USD a block');
    expect(out).toContain('electricity takes 69 % of it, from 63 % to 75 %');
    // 28.8 million USD a day for 600 million TH/s: 0.048 USD, which buys 40 W all day at 0.05; 36.4 with the site.
    expect(out).toContain('0.0480 USD per TH/s and day');
    expect(out).toContain('machines up to 36.4 J/TH at 0.05 USD/kWh; 25.0 J/TH up to 0.0727 USD/kWh');
  });

  test('--json: one object, in joules, USD and grams', async () => {
    const { code, out } = await energy(...figures, '--json');
    expect(code).toBe(0);
    expect(out.match(/\n/gu)).toHaveLength(1);
    const result = JSON.parse(out);
    expect(Object.keys(result)).toEqual([
      ...['plan', 'powerW', 'joules', 'usd', 'co2Grams', 'income', 'landauerJPerTh', 'comparisons'],
    ]);
    expect(result.plan).toMatchObject({
      hashrateHps: 6e20,
      machinesJPerTh: { low: 25, guess: 25, high: 25 },
    });
    expect(Object.keys(result.joules)).toEqual(['hash', 'transaction', 'block', 'day', 'year']);
    expect(result.joules.hash.guess).toBeCloseTo(27.5e-12, 20);
    expect(result.income.blockUsd).toBe(200_000);
    for (const { times, ...comparison } of result.comparisons) {
      expect(times).toEqual(timesOf(result as EnergyBudget, comparison));
      expect(comparison.source.length).toBeGreaterThan(30);
    }
  });

  test('another network changes the country', async () => {
    const { out } = await energy('--hashrate', '1EH/s', '--efficiency', '100');
    // 110 MW are 0.96 TWh a year.
    expect(out).toContain('all electricity of Malta');
    expect(out).toContain('Low, guess and high: sites that take');
  });
});

describe('mistakes', () => {
  test.each([
    [
      ['--hashrate', '600E'],
      '--hashrate expected a hash rate above 0 such as 500MH, 13.5TH/s or 2e12, got 600E',
    ],
    [
      ['--efficiency', '24,20,11'],
      '--efficiency expected an efficiency such as 25J/TH, or three from best to worst',
    ],
    [['--price', 'cheap'], '--price expected a number above 0, in USD/kWh, got cheap'],
    [['--grid=-1'], '--grid expected a number from 0, in g/kWh, got -1'],
    [['--spacing', '0.5s'], '--spacing expected whole seconds'],
    [['--transactions', '0'], '--transactions expected a whole number from 1'],
    [['--reward', '0'], '--reward expected a number above 0, in coins, got 0'],
    [['--coin-price', '1e400'], '--coin-price expected a number above 0, in USD, got 1e400'],
    [['600EH/s'], 'energy takes no words, got 600EH/s'],
    [['--hash', '1'], "Unknown option '--hash'"],
  ])('%j', async (words, message) => {
    const { code, out, err } = await energy(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`proofworks: ${message}`);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
