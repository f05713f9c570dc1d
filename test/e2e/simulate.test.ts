// The built `proofworks simulate arms-race`: what it prints and writes, that the same seed gives the same bytes, how it
// is stopped, and its mistakes.

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METRICS, RACE_SCENARIOS, type RaceJson, type SpreadYear } from '../../src/simulation/index.ts';
import { type Ended, start } from './command-line.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofworks-simulate-'));
});
afterAll(() => rm(folder, { recursive: true }));

const armsRace = (...words: string[]): Promise<Ended> =>
  start(['simulate', 'arms-race', ...words], folder).ended;

/** Four years: enough for a generation, a halving and comparison with two years. */
const SHORT = ['--until', '2012', '--miners', '40'];

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

describe('--help', () => {
  test('fits 110 columns, and names every scenario and option', async () => {
    const { code, out } = await start(['simulate', '--help'], folder).ended;
    expect(code).toBe(0);
    expect(widest(out)).toBeLessThanOrEqual(110);
    for (const { name, title } of RACE_SCENARIOS) {
      expect(out).toMatch(new RegExp(`^ {4}${name} {2,}${title}$`, 'mu'));
    }
    for (const option of [
      'scenario',
      'seed',
      'miners',
      'until',
      'rule',
      'device',
      'csv',
      'json',
      'seeds',
      'summary',
    ]) {
      expect(out).toMatch(new RegExp(`^ {2}--${option} `, 'mu'));
    }
  });
});

describe('one race', () => {
  test('prints its years, what happened, and how near it comes to the network', async () => {
    const { code, out, err } = await armsRace();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(widest(out)).toBeLessThanOrEqual(110);
    for (const year of [2009, 2016, 2025]) {
      // A table of costs, one of miners, one of the comparison.
      expect(out.match(new RegExp(`^${year}  `, 'gmu'))).toHaveLength(3);
    }
    expect(out).toMatch(/^history: /u);
    expect(out).toMatch(/^\d+ \w+ 2021: .*China/mu);
    expect(out.match(/A block brings \S+ new coins/gu)!.length).toBeGreaterThanOrEqual(3);
    expect(out).toMatch(/^Hash rate near in \d+ of 14 years, power in \d+ of 12\.$/mu);
    expect(out).toContain('Seed 1, 300 agents, the rule bitcoin; 2009-01-03 to 2025-12-31.');
  });

  test('takes agents, end, rule and a machine to follow', async () => {
    const device = ['--device', '500MH,300,0.1@2011-01-01'];
    const { code, out } = await armsRace(...SHORT, '--rule', 'asert', ...device);
    expect(code).toBe(0);
    expect(widest(out)).toBeLessThanOrEqual(110);
    expect(out).toContain('Seed 1, 40 agents, the rule asert; 2009-01-03 to 2012-12-31.');
    expect(out).toMatch(/^From 1 January 2011 on, 500 MH\/s for 300 W at 0.100 USD\/kWh is/mu);
    expect(out).not.toContain('2013');
  });

  test.each(RACE_SCENARIOS.map(({ name }) => name))(
    'the scenario %s runs and fits 110 columns',
    async (name) => {
      const { code, out, err } = await armsRace('--scenario', name);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain(`${name}: `);
      expect(widest(out)).toBeLessThanOrEqual(110);
      expect(out).not.toMatch(/NaN|Infinity|undefined/u);
    },
  );

  test('other scenarios are not held against the network', async () => {
    const file = join(folder, 'mine.json');
    await writeFile(
      file,
      JSON.stringify({ name: 'mine', title: 'My own', until: '2010-12-31', market: { feePart: 0.5 } }),
    );
    const { code, out } = await armsRace('--scenario', file);
    expect(code).toBe(0);
    expect(out).toMatch(/^mine: My own$/mu);
    expect(out).not.toContain('near in');
  });

  test('same seed, same bytes; another seed, others', async () => {
    const run = async (seed: string, file: string) => {
      const path = join(folder, file);
      const { code, out } = await armsRace(...SHORT, '--seed', seed, '--csv', path, '--json');
      expect(code).toBe(0);
      return [out, await readFile(path, 'utf8')] as const;
    };
    const [json, csv] = await run('5', 'a.csv');
    expect(await run('5', 'b.csv')).toEqual([json, csv]);
    const [otherJson, otherCsv] = await run('6', 'c.csv');
    expect(otherJson).not.toBe(json);
    expect(otherCsv.split('\r\n').slice(2)).not.toEqual(csv.split('\r\n').slice(2));

    const lines = csv.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 1459);
    expect(lines[0]).toMatch(/^date,priceUsd \(USD\),/u);
    expect(lines.at(-1)).toMatch(/^2012-12-31,/u);
    const race: RaceJson = JSON.parse(json);
    expect(race).toMatchObject({ seed: 5, from: '2009-01-03', until: '2012-12-31' });
    expect(race.commit).toMatch(/^[0-9a-f]{12}(\+changes)?$|^unknown$/u);
    expect(race.scenario.miners.count).toBe(40);
    expect(race.years.map(({ year }) => year)).toEqual([2009, 2010, 2011, 2012]);
    // The last day's height is the last year's.
    const height = lines.at(-1)!.split(',')[METRICS.findIndex(({ id }) => id === 'height') + 1];
    expect(race.years.at(-1)!.figures.height).toBe(Number(height));
  });

  test('its JSON reproduces it', async () => {
    const first: RaceJson = JSON.parse((await armsRace(...SHORT, '--seed', '3', '--json')).out);
    const file = join(folder, 'again.json');
    await writeFile(file, JSON.stringify(first.scenario));
    const again = JSON.parse((await armsRace('--scenario', file, '--seed', '3', '--json')).out);
    expect(again).toEqual(first);
  });

  test('stops at Ctrl-C with one line, and leaves no file', async () => {
    const path = join(folder, 'stopped.csv');
    const { child, ended } = start(['simulate', 'arms-race', '--miners', '100000', '--csv', path], folder);
    await until(() => existsSync(path));
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, out: '', err: 'proofworks: interrupted\n' });
    expect(existsSync(path)).toBe(false);
  });
});

describe('many seeds', () => {
  test('a line for each, the same as alone', async () => {
    const { code, out } = await armsRace(...SHORT, '--seed', '4', '--seeds', '3');
    expect(code).toBe(0);
    expect(widest(out)).toBeLessThanOrEqual(110);
    expect(out.split('\n').filter((line) => /^[456] {4}/u.test(line))).toHaveLength(3);
    const { seeds } = JSON.parse((await armsRace(...SHORT, '--seed', '4', '--seeds', '2', '--json')).out);
    const alone: RaceJson = JSON.parse((await armsRace(...SHORT, '--seed', '5', '--json')).out);
    expect(seeds.map(({ seed }: { seed: number }) => seed)).toEqual([4, 5]);
    expect(seeds[1]).toEqual({ seed: 5, years: alone.years, history: alone.history });
    expect(seeds[0].years).not.toEqual(alone.years);
  });

  test('--summary: quantiles of each year, and how near all come', async () => {
    const words = [...SHORT, '--seeds', '5', '--summary'];
    const [text, json] = await Promise.all([armsRace(...words), armsRace(...words, '--json')]);
    expect([text.code, json.code]).toEqual([0, 0]);
    expect(widest(text.out)).toBeLessThanOrEqual(110);
    expect(text.out).toMatch(
      /^Hash rate near in \d( to \d)? of 2 years, power in \d( to \d)? of 2, by seed\.$/mu,
    );
    const { spread, seeds } = JSON.parse(json.out);
    expect(spread.map(({ year }: SpreadYear) => year)).toEqual([2009, 2010, 2011, 2012]);
    for (const { figures } of spread as SpreadYear[]) {
      const { low, median, high } = figures.hashrateHps!;
      expect(low).toBeLessThan(median);
      expect(median).toBeLessThan(high);
    }
    expect(seeds).toHaveLength(5);
    // The bytes do not depend on which worker was faster.
    expect((await armsRace(...words, '--json')).out).toBe(json.out);
  });

  test('--csv: a line per seed and year', async () => {
    const path = join(folder, 'years.csv');
    expect((await armsRace(...SHORT, '--seeds', '2', '--csv', path)).code).toBe(0);
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\r\n');
    expect(lines.map((line) => line.split(',', 2).join(' '))).toEqual([
      'seed year',
      ...[1, 2].flatMap((seed) => [2009, 2010, 2011, 2012].map((year) => `${seed} ${year}`)),
    ]);
  });

  test('stop at Ctrl-C with one line', async () => {
    const path = join(folder, 'stopped-years.csv');
    const { child, ended } = start(['simulate', 'arms-race', '--seeds', '500', '--csv', path], folder);
    await until(() => existsSync(path));
    // The workers are at work by then.
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, out: '', err: 'proofworks: interrupted\n' });
    expect(existsSync(path)).toBe(false);
  });
});

describe('a mistake on the command line: one line on stderr, nothing on stdout, exit code 2', () => {
  test.each([
    [['simulate'], 'simulate expected a study: arms-race'],
    [['simulate', 'frogs'], 'there is no study frogs: arms-race'],
    [['simulate', 'arms-race', 'now'], 'arms-race takes no words'],
    [['simulate', 'arms-race', '--scenario', 'frogs'], '--scenario expected a file, or one of history'],
    [['simulate', 'arms-race', '--seed', '-1'], '--seed'],
    [['simulate', 'arms-race', '--miners', '1'], '--miners expected a whole number from 2 to 100000'],
    [['simulate', 'arms-race', '--until', '2008'], '--until expected a year or a day'],
    [['simulate', 'arms-race', '--rule', 'abacus'], 'difficulty.rule: expected one of bitcoin'],
    [['simulate', 'arms-race', '--device', '5'], '--device expected HASHRATE,WATTS,USD_PER_KWH'],
    [['simulate', 'arms-race', '--seeds', '0'], '--seeds expected a whole number from 1'],
    [['simulate', 'arms-race', '--summary'], 'name --seeds K'],
    [['simulate', 'arms-race', '--seeds', '2', '--device', '1GH,1,1'], '--device follows one race'],
    [['simulate', 'arms-race', '--seed', '9007199254740991', '--seeds', '2'], 'below 2^53'],
  ])('%j', async (words, sentence) => {
    const { code, out, err } = await start(words, folder).ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err).toMatch(/^proofworks: [^\n]+\n$/);
  });

  test('a file that is there is not overwritten', async () => {
    const path = join(folder, 'precious.csv');
    await writeFile(path, 'precious');
    for (const words of [[], ['--seeds', '2']]) {
      const { code, out, err } = await armsRace(...SHORT, ...words, '--csv', path);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('exists already and is not overwritten');
    }
    expect(await readFile(path, 'utf8')).toBe('precious');
  });

  test('a scenario file that is not there, or not JSON', async () => {
    const torn = join(folder, 'torn.json');
    await writeFile(torn, '{ "name": ');
    const [absent, broken] = await Promise.all([
      armsRace('--scenario', join(folder, 'absent.json')),
      armsRace('--scenario', torn),
    ]);
    expect(absent).toMatchObject({ code: 1, out: '' });
    expect(absent.err).toContain('there is no such file or directory');
    expect(broken).toMatchObject({ code: 2, out: '' });
    expect(broken.err).toMatch(
      /^proofworks: .*torn\.json is no scenario:\n {2}the file: expected JSON, [^\n]+\n$/u,
    );
  });

  test('a scenario file with mistakes: a line for each, with its path and what was expected', async () => {
    const file = join(folder, 'wrong.json');
    const csv = join(folder, 'wrong.csv');
    await writeFile(
      file,
      JSON.stringify({
        market: { feePart: -1 },
        miners: { colour: 'red' },
        difficulty: { spacingSec: null },
      }),
    );
    const { code, out, err } = await armsRace('--scenario', file, '--csv', csv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    const [first, ...problems] = err.trimEnd().split('\n');
    expect(first).toMatch(/^proofworks: .*wrong\.json is no scenario:$/u);
    expect(problems).toHaveLength(3);
    for (const path of ['market.feePart', 'miners.colour', 'difficulty.spacingSec']) {
      expect(problems.filter((line) => line.includes(path))).toHaveLength(1);
    }
    expect(existsSync(csv)).toBe(false);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}
