// The tables that a race is run from: known rows, and what is torn or wrong.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  dateOfDay,
  HARDWARE_KINDS,
  parseMachines,
  parseNetworkYears,
  parsePrices,
} from '../../../../src/simulation/index.ts';

const table = (name: string) => readFileSync(new URL(`../../../../data/${name}`, import.meta.url), 'utf8');

describe('machines', () => {
  const text = table('mining_hardware.csv');
  const machines = parseMachines(text);
  const heading = text.split('\n')[0]!;
  const named = (name: string) => machines.filter((machine) => machine.name === name);

  test('known rows', () => {
    expect(named('Antminer S19 Pro')).toEqual([
      expect.objectContaining({
        vendor: 'Bitmain',
        kind: 'asic',
        hashrateHps: 110e12,
        powerW: 3250,
        efficiencyJPerTh: 29.55,
        isSizeEstimated: false,
        isPriceEstimated: true,
      }),
    ]);
    expect(named('KnC Saturn')).toEqual([
      expect.objectContaining({ listPriceUsd: 3000, isPriceEstimated: false, vendor: 'KnCMiner' }),
    ]);
    expect(named('Radeon HD 5770')[0]).toMatchObject({ vendor: 'GPU makers', listPriceUsd: 160 });
  });

  test('each machine once, whatever the lists call it', () => {
    expect(named('Antminer S9').length).toBe(1);
    expect(machines.filter(({ name }) => /S19 Pro/u.test(name))).toHaveLength(1);
    expect(machines.filter(({ name }) => /S17 Pro/u.test(name))).toHaveLength(1);
    expect(machines.filter(({ name }) => /M30S/u.test(name))).toHaveLength(1);
    const keys = machines.map(({ name, efficiencyJPerTh }) => `${name} ${efficiencyJPerTh.toFixed(0)}`);
    expect(new Set(keys).size).toBe(machines.length);
  });

  test('one name and speed is one machine, near efficiencies too; others of the name are not', () => {
    // Two lists, 1,530 and 1,435 W.
    expect(named('Antminer S11')).toEqual([expect.objectContaining({ hashrateHps: 20.5e12, powerW: 1530 })]);
    const rows = (...efficiencies: readonly (readonly [speedThs: number, jPerTh: number])[]) =>
      efficiencies.map(([ths, jPerTh]) => `X,ASIC,2020-01-01,2020,${ths},${ths * jPerTh},${jPerTh},,,me`);
    const count = (...lines: readonly string[]) => parseMachines([heading, ...lines].join('\n')).length;
    expect(count(...rows([100, 100], [90, 97]))).toBe(1);
    expect(count(...rows([100, 100], [90, 96.9]))).toBe(2);
    expect(count(...rows([100, 100], [100, 80]))).toBe(1);
    expect(count(rows([100, 100])[0]!, rows([100, 100])[0]!.replace('X,', 'Y,'))).toBe(2);
    expect(count(rows([100, 100])[0]!, rows([100, 100])[0]!.replace('ASIC', 'FPGA'))).toBe(2);
  });

  test('how many there are of each kind', () => {
    expect(HARDWARE_KINDS.map((kind) => machines.filter((machine) => machine.kind === kind).length)).toEqual([
      2, 6, 4, 105,
    ]);
  });

  test('a name with no-break spaces is the same name', () => {
    expect(text).toContain('Bitmain\u00a0Antminer S17+');
    // Each is known in full from another list, and stays so.
    for (const name of ['Antminer S17+', 'Antminer S17e', 'Antminer T17+', 'Whatsminer M20S', 'Ebit E12+']) {
      expect(machines.filter((machine) => machine.name.endsWith(name))).toEqual([
        expect.objectContaining({ name, isSizeEstimated: false }),
      ]);
    }
    expect(machines.filter(({ name }) => /\u00a0|^(?:Bitmain|MicroBT|Canaan|Ebang) /u.test(name))).toEqual(
      [],
    );
  });

  test('five are not verified; classes are no machines', () => {
    expect(machines.filter(({ isUnverified }) => isUnverified).map(({ name }) => name)).toEqual([
      'Antminer S1',
      'Antminer S2',
      'Antminer S3',
      'Antminer S5',
      'Antminer S7',
    ]);
    expect(machines.some(({ name }) => /^Worst|^early/u.test(name))).toBe(false);
  });

  test('all kinds, by release, none before it could mine, none without speed, power, price or mass', () => {
    expect(new Set(machines.map(({ kind }) => kind))).toEqual(new Set(HARDWARE_KINDS));
    const days = machines.map(({ releaseDay }) => releaseDay);
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(dateOfDay(days[0]!)).toBe('2009-01-03');
    for (const machine of machines) {
      const { hashrateHps, powerW, efficiencyJPerTh, listPriceUsd, massKg, kind, releaseDay } = machine;
      for (const value of [hashrateHps, powerW, efficiencyJPerTh, listPriceUsd, massKg]) {
        expect(value).toBeGreaterThan(0);
      }
      // Makers round; a table that has all three agrees with itself.
      expect(powerW / (hashrateHps / 1e12) / efficiencyJPerTh).toBeCloseTo(1, 0);
      if (kind === 'gpu') expect(dateOfDay(releaseDay) >= '2010-10-01').toBe(true);
    }
  });

  test('what is estimated says so', () => {
    expect(named('BFL Jalapeno')[0]).toMatchObject({ isSizeEstimated: true, isReleaseRough: true });
    expect(dateOfDay(named('BFL Jalapeno')[0]!.releaseDay)).toBe('2013-07-01');
    expect(named('Pantech SX6')[0]).toMatchObject({ isSizeEstimated: true, isPriceEstimated: true });
  });

  test('a speed in the name is the speed, and with the efficiency gives the power', () => {
    for (const [name, speedThs, powerW] of [
      ['Innosilicon T3 43T', 43, 2100],
      ['Innosilicon T3 39T', 39, 2150],
      ['Innosilicon T3+ 52T', 52, 2200],
      ['Innosilicon T2 Turbo+ 32T', 32, 2200],
      ['ASICminer 8 Nano 44Th', 44, 2100],
      ['ASICminer 8 Nano S 58Th', 58, 2500],
      ['Aladdin Miner 16Th/s Bitcoin', 16, 1400],
    ] as const) {
      const [machine] = named(name);
      // That all come out at a maker's round watts says that the speeds are read rightly.
      expect([name, Math.round(machine!.powerW / 10) * 10]).toEqual([name, powerW]);
      expect(machine).toMatchObject({ hashrateHps: speedThs * 1e12, isSizeEstimated: false });
    }
    for (const name of ['ASICminer 8 Nano Pro', 'Innosilicon T3', 'Holic H22']) {
      expect(named(name)[0]).toMatchObject({ isSizeEstimated: true });
    }
  });

  test('prices that were looked up are no estimates', () => {
    expect(named('BFL FPGA Single')[0]).toMatchObject({ listPriceUsd: 600, isPriceEstimated: false });
    expect(named('BFL Jalapeno')[0]).toMatchObject({ listPriceUsd: 274, isPriceEstimated: false });
    expect(named('BFL SC Single')[0]).toMatchObject({ isPriceEstimated: true });
  });

  const row = 'X,ASIC,2020-01-01,2020,100,3000,30,2000,,me';

  test('a row of one’s own', () => {
    expect(parseMachines(`${heading}\n${row}\n`)).toEqual([
      expect.objectContaining({ name: 'X', vendor: 'X', listPriceUsd: 2000, source: 'me' }),
    ]);
  });

  test.each([
    ['X,ASIC,2020-01-01,2020,100,3000', 'line 2: expected 10 cells, got 6'],
    [row.replace('ASIC', 'Abacus'), 'line 2: expected a type of CPU, GPU, FPGA, ASIC, got Abacus'],
    [
      row.replace('2020-01-01', '2020-02-31'),
      'line 2: expected a day, month or year as release, got 2020-02-31',
    ],
    [row.replace(',100,', ',fast,'), 'line 2: expected a number as hashrate_ths, got fast'],
    [row.replace(',3000,', ',-3000,'), 'line 2: expected a number above 0 as power_w, got -3000'],
    [row.replace(',100,3000,30,', ',,,,'), 'line 2: expected a speed or an efficiency'],
    [row.replace('X,', ','), 'line 2: expected a name as model'],
    [
      row.replace(',3000,', ',3.2,'),
      'line 2: expected power_w / hashrate_ths near j_per_th, got 3.2 / 100 and 30',
    ],
    [row.replace(',me', ',"me'), 'line 2: expected quotes in pairs, got one that is not closed'],
  ])('%s', (bad, message) => {
    expect(() => parseMachines(`${heading}\n${bad}\n`)).toThrow(`the table of machines, ${message}`);
  });

  test('rounding is no contradiction', () => {
    for (const watts of ['2920', '3080']) {
      expect(parseMachines(`${heading}\n${row.replace(',3000,', `,${watts},`)}\n`)).toHaveLength(1);
    }
    for (const watts of ['2900', '3100']) {
      expect(() => parseMachines(`${heading}\n${row.replace(',3000,', `,${watts},`)}\n`)).toThrow(
        'near j_per_th',
      );
    }
  });

  test('quotes around commas, and quotes in quotes', () => {
    const [machine] = parseMachines(`${heading}\n${row.replace(',me', ',"a, ""b"", c"')}\n`);
    expect(machine!.source).toBe('a, "b", c');
  });

  test('a file that is cut off anywhere is refused, or has whole rows alone', () => {
    const whole = parseMachines(text).length;
    const lineStarts = new Set([...text.matchAll(/\n/gu)].map(({ index }) => index));
    let refused = 0;
    for (let length = heading.length + 2; length < text.length; length += 7) {
      const isAtLineEnd = lineStarts.has(length) || lineStarts.has(length - 1);
      // The last cell is free text: where it stands without quotes, nothing shows that its end is missing.
      const inPlainLastCell = /,[^,"]*$/u.test(text.slice(0, length)) && !isAtLineEnd;
      try {
        expect(parseMachines(text.slice(0, length)).length).toBeLessThanOrEqual(whole);
        const cells = text.slice(0, length).split('\n').at(-1)!;
        expect(isAtLineEnd || inPlainLastCell || cells.endsWith('"')).toBe(true);
      } catch (error) {
        expect((error as Error).message).toMatch(/^the table of machines/u);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });

  test('no heading, no rows', () => {
    expect(() => parseMachines(`${heading},model\n${row},X\n`)).toThrow(
      'the table of machines has the column model twice',
    );
    expect(() => parseMachines('')).toThrow('the table of machines has no column model');
    expect(() => parseMachines(`${heading}\n`)).toThrow('the table of machines has no machine');
  });
});

describe('prices', () => {
  const text = table('btc_price_monthly.csv');

  test('months without a gap', () => {
    const months = parsePrices(text);
    expect(months).toHaveLength(194);
    expect(dateOfDay(months[0]!.day)).toBe('2010-07-01');
    expect(months.at(-1)).toEqual({ day: expect.any(Number), usd: 65_137 });
  });

  test.each([
    ['month,mean_usd\n2020-01,5\n2020-03,5\n', 'line 3: expected the month 2020-02, got 2020-03'],
    ['month,mean_usd\n2020-12,5\n2021-02,5\n', 'line 3: expected the month 2021-01, got 2021-02'],
    ['month,mean_usd\n2020-01,0\n', 'line 2: expected a price above 0 as mean_usd'],
    ['month,mean_usd\n2020-13,5\n', 'line 2: expected a month as YYYY-MM, got 2020-13'],
  ])('%j', (bad, message) => {
    expect(() => parsePrices(bad)).toThrow(`the table of prices, ${message}`);
  });

  test('nothing', () => {
    expect(() => parsePrices('month,mean_usd\n')).toThrow('the table of prices has no month');
  });
});

describe('the network’s years', () => {
  const text = table('btc_network_yearly.csv');

  test('known years', () => {
    const years = parseNetworkYears(text);
    expect(years.map(({ year }) => year)).toEqual(Array.from({ length: 17 }, (_, i) => 2009 + i));
    expect(years.find(({ year }) => year === 2020)).toEqual({
      year: 2020,
      hashrateHps: expect.closeTo(119.49e18, -17),
      power: {
        days: 366,
        minW: expect.closeTo(3.917e9, -7),
        guessW: expect.closeTo(7.801e9, -7),
        maxW: expect.closeTo(12.576e9, -7),
      },
    });
    expect(years.find(({ year }) => year === 2023)!.power).toBeNull();
    expect(years.filter(({ power }) => power !== null)).toHaveLength(13);
  });

  const names = 'year,avg_hashrate_ehs,cbeci_power_min_gw,cbeci_power_guess_gw,cbeci_power_max_gw,cbeci_days';

  test.each([
    ['2009.5,1,,,,', 'line 2: expected a whole year, got 2009.5'],
    ['2009,,,,,', 'line 2: expected a number above 0 as avg_hashrate_ehs, got nothing'],
    ['2009,1,1,2,3,367', 'line 2: expected at most 366 as cbeci_days, got 367'],
    ['2009,1,0,2,3,300', 'line 2: expected a number above 0 as cbeci_power_min_gw, got 0'],
    [
      '2009,1,3,2,4,300',
      'line 2: expected cbeci_power_min_gw, cbeci_power_guess_gw and cbeci_power_max_gw in rising order',
    ],
    [
      '2009,1,1,4,3,300',
      'line 2: expected cbeci_power_min_gw, cbeci_power_guess_gw and cbeci_power_max_gw in rising order',
    ],
  ])('%s', (bad, message) => {
    expect(() => parseNetworkYears(`${names}\n${bad}\n`)).toThrow(
      `the table of the network’s years, ${message}`,
    );
  });

  test('a right year beside them', () => {
    expect(parseNetworkYears(`${names}\n2009,1,1,2,3,366\n`)).toHaveLength(1);
    expect(() => parseNetworkYears(`${names}\n`)).toThrow('the table of the network’s years has no year');
  });

  test('a year is missing', () => {
    const torn = text
      .split('\n')
      .filter((line) => !line.startsWith('2015'))
      .join('\n');
    expect(() => parseNetworkYears(torn)).toThrow('expected the year 2015, got 2016');
  });
});
