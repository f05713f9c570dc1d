// Scenario files: what is wrong is told by its path, all at once, and nothing else is ever thrown.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_SCENARIO,
  parseScenario,
  RACE_SCENARIOS,
  readScenario,
  ScenarioError,
} from '../../../../src/simulation/index.ts';

function problemsOf(value: unknown): readonly string[] {
  try {
    readScenario(value);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

const machine = {
  name: 'Mine',
  vendor: 'Me',
  kind: 'asic',
  release: '2020-01-01',
  hashrateThs: 100,
  powerW: 3000,
  priceUsd: 2000,
};

describe('what is right', () => {
  test('an empty file is history', () => {
    expect(readScenario({})).toEqual(DEFAULT_SCENARIO);
  });

  test('a whole scenario reads as itself, through JSON and back', () => {
    for (const scenario of RACE_SCENARIOS) {
      expect(readScenario(structuredClone(scenario))).toEqual(scenario);
      expect(parseScenario(JSON.stringify(scenario))).toEqual(scenario);
    }
  });

  test('a difference deep inside leaves the rest', () => {
    const read = readScenario({
      market: { feePart: 0.5 },
      hardware: { supply: { asic: { firstPerMonth: 7 } } },
    });
    expect(read.market).toEqual({ ...DEFAULT_SCENARIO.market, feePart: 0.5 });
    expect(read.hardware.supply.asic.firstPerMonth).toBe(7);
    expect(read.hardware.supply.asic.largestPerMonth).toBe(
      DEFAULT_SCENARIO.hardware.supply.asic.largestPerMonth,
    );
    expect(read.hardware.supply.gpu).toEqual(DEFAULT_SCENARIO.hardware.supply.gpu);
  });

  test('other regions: the default’s events about regions that are gone go with them', () => {
    const regions = [
      { name: 'Here', pricePerKwhUsd: 0.05, gridGramsPerKwh: 100, weight: 1, sparePowerW: 1e9 },
    ];
    expect(readScenario({ regions }).events).toEqual([]);
    expect(readScenario({}).events).toHaveLength(1);
  });

  test('machines of one’s own alone, on sale from the first day', () => {
    const extraMachines = [{ ...machine, release: '2009-01-03' }];
    const read = readScenario({ hardware: { isTableUsed: false, extraMachines } });
    expect(read.hardware.extraMachines).toEqual(extraMachines);
  });

  test('a segment without a price, an event without a text', () => {
    const read = readScenario({
      market: { price: [{ from: '2009-01-03', kind: 'constant' }] },
      events: [{ on: '2015-01-01', kind: 'price', factor: 2 }],
    });
    expect(read.market.price).toEqual([{ from: '2009-01-03', kind: 'constant' }]);
    expect(read.events).toEqual([{ on: '2015-01-01', kind: 'price', factor: 2 }]);
  });
});

describe('what is wrong', () => {
  test.each<[unknown, string]>([
    [{ marke: {} }, 'marke: there is no such setting; expected name, title,'],
    [{ market: { fee: 1 } }, 'market.fee: there is no such setting; expected price, feePart,'],
    [{ market: { feePart: -0.1 } }, 'market.feePart: expected a number from 0 to 100, got -0.1'],
    [{ market: { feePart: Number.NaN } }, 'market.feePart: expected a number from 0 to 100, got NaN'],
    [{ market: { feePart: Infinity } }, 'market.feePart: expected a number from 0 to 100, got Infinity'],
    [{ market: { feePart: '0.1' } }, 'market.feePart: expected a number from 0 to 100, got "0.1"'],
    [{ market: { feePart: null } }, 'market.feePart: expected a number from 0 to 100, got null'],
    [{ market: null }, 'market: expected an object, got null'],
    [{ market: [] }, 'market: expected an object, got a list of 0'],
    [{ market: { price: [] } }, 'market.price: expected a list of 1 to 1000, got a list of 0'],
    [
      { market: { price: [{ from: '2009-01-03', kind: 'constant', usd: -5 }] } },
      'market.price[0].usd: expected a number from 1e-9 to 1000000000000, got -5',
    ],
    [
      { market: { price: [{ from: '2009-01-03', kind: 'guess' }] } },
      'market.price[0].kind: expected one of history, constant, growth, random, got "guess"',
    ],
    [
      { market: { price: [{ from: '2009-01-03', kind: 'growth' }] } },
      'market.price[0].perYear: expected a number from -0.99 to 100, got nothing',
    ],
    [
      {
        market: {
          price: [
            { from: '2012-01-01', kind: 'history' },
            { from: '2012-01-01', kind: 'constant' },
          ],
        },
      },
      'market.price[1].from: expected a day after 2012-01-01, got "2012-01-01"',
    ],
    [
      { hardware: { extraMachines: [{ ...machine, release: '1899-12-31' }] } },
      'hardware.extraMachines[0].release: expected a day from 1900-01-01 to 2105-12-31 as YYYY-MM-DD, got "1899-12-31"',
    ],
    [
      { hardware: { extraMachines: [machine, { ...machine, priceUsd: -1 }] } },
      'hardware.extraMachines[1].priceUsd: expected a number from 0.000001 to 1000000000, got -1',
    ],
    [
      { hardware: { extraMachines: [{ ...machine, powerW: undefined }] } },
      'hardware.extraMachines[0].powerW: expected a number from 0.001 to 1000000000, got nothing',
    ],
    [{ hardware: { kinds: ['cpu', 'cpu'] } }, 'hardware.kinds: expected each kind once, got cpu, cpu'],
    [
      { hardware: { kinds: ['abacus'] } },
      'hardware.kinds[0]: expected one of cpu, gpu, fpga, asic, got "abacus"',
    ],
    [
      { hardware: { supply: { asic: { largestPerMonth: 10 } } } },
      'hardware.supply.asic.firstPerMonth: expected at most largestPerMonth, 10, got 1000',
    ],
    [
      { hardware: { isTableUsed: false } },
      'hardware.extraMachines: expected one of cpu, gpu, fpga, asic from 2009-01-03 or before, as the table is not used, got none',
    ],
    [
      { hardware: { isTableUsed: false, extraMachines: [machine] } },
      'hardware.extraMachines: expected one of cpu, gpu, fpga, asic from 2009-01-03 or before,',
    ],
    [
      {
        hardware: {
          isTableUsed: false,
          kinds: ['cpu'],
          extraMachines: [{ ...machine, release: '2000-01-01' }],
        },
      },
      'hardware.extraMachines: expected one of cpu from 2009-01-03 or before,',
    ],
    [
      { from: '2021-02-30' },
      'from: expected a day from 1971-01-01 to 2105-12-31 as YYYY-MM-DD, got "2021-02-30"',
    ],
    [{ until: '2008-01-01' }, 'until: expected a day from 2009-01-03 on, got "2008-01-01"'],
    [{ difficulty: { rule: 'fixed' } }, 'difficulty.rule: expected one of bitcoin, testnet,'],
    [{ difficulty: { rule: 'nobody' } }, 'difficulty.rule: expected one of bitcoin, testnet,'],
    [{ difficulty: { rule: 'lwma-1', spacingSec: 1 } }, 'difficulty: the rule lwma-1 needs a spacing of'],
    [{ miners: { count: 1 } }, 'miners.count: expected a whole number from 2 to 100000, got 1'],
    [{ miners: { count: 2.5 } }, 'miners.count: expected a whole number from 2 to 100000, got 2.5'],
    [
      { miners: { hurdle: [0.5, 0.1] } },
      'miners.hurdle: expected two numbers from 0 to 100, the lower first',
    ],
    [{ regions: [] }, 'regions: expected a list of 1 to 100, got a list of 0'],
    [
      { events: [{ on: '2021-06-01', kind: 'ban', region: 'Atlantis' }] },
      'events[0].region: expected one of largest, China, North America,',
    ],
    [
      { events: [{ on: '2021-06-01', kind: 'energy-tax', region: 'largest', usdPerKwh: 0.1 }] },
      'events[0].region: expected one of all, China,',
    ],
    [
      { events: [{ on: '2031-06-01', kind: 'price', factor: 2 }] },
      'events[0].on: expected a day from 2009-01-03 to 2025-12-31, got "2031-06-01"',
    ],
    [
      { name: 'My Scenario' },
      'name: expected letters a to z, digits and hyphens, at most 40, got "My Scenario"',
    ],
    [null, 'the scenario: expected an object, got null'],
    [[], 'the scenario: expected an object, got a list of 0'],
    ['history', 'the scenario: expected an object, got "history"'],
    [42, 'the scenario: expected an object, got 42'],
  ])('%j', (value, beginning) => {
    const problems = problemsOf(value);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.slice(0, beginning.length)).toBe(beginning);
  });

  test('all problems at once; the message names three', () => {
    const value = { miners: { count: 0, pue: 0, pools: 0 }, market: { feePart: -1 }, x: 1 };
    expect(problemsOf(value)).toHaveLength(5);
    expect(() => readScenario(value)).toThrow(/; and 2 more$/u);
  });

  test('two regions of one name, or named as events name them', () => {
    const [first, second] = DEFAULT_SCENARIO.regions;
    const regions = [first, { ...second, name: first!.name }, { ...second, name: 'all' }];
    expect(problemsOf({ regions, events: [] })).toEqual([
      `regions[1].name: expected a name of its own, got "${first!.name}" again`,
      'regions[2].name: expected another word than largest and all, which events use',
    ]);
  });

  test('a text that is no JSON', () => {
    expect(() => parseScenario('{"name":')).toThrow(/^the file: expected JSON, got a text that is none: /u);
    expect(() => parseScenario('{"name":')).toThrow(ScenarioError);
  });

  test('holes of a list are no items', () => {
    expect(problemsOf({ market: { price: new Array(1) } })).toEqual([
      'market.price[0]: expected an object, got nothing',
    ]);
    expect(problemsOf({ hardware: { kinds: new Array(2) } })).toHaveLength(2);
  });

  test('prototypes are no settings', () => {
    expect(problemsOf(JSON.parse('{"__proto__": {"count": 5}, "constructor": 1}'))).toHaveLength(2);
  });
});

/** Paths of all leaves of a value. */
function leavesOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

describe('any value', () => {
  const whole = {
    ...DEFAULT_SCENARIO,
    hardware: { ...DEFAULT_SCENARIO.hardware, extraMachines: [machine] },
  };
  const leaves = leavesOf(whole);

  test.each(leaves.map((path) => [path.join('.'), path] as const))(
    '%s: an object, NaN and a text of no meaning are refused by their path',
    (_, path) => {
      for (const bad of [{ what: 1 }, Number.NaN, `\u0000 ?!${'x'.repeat(900)}`]) {
        const changed = structuredClone(whole) as unknown as Record<string | number, unknown>;
        const owner = path
          .slice(0, -1)
          .reduce<Record<string | number, unknown>>(
            (inner, key) => inner[key] as Record<string | number, unknown>,
            changed,
          );
        owner[path.at(-1)!] = bad;
        const text = path
          .map((key, i) => (typeof key === 'number' ? `[${key}]` : i > 0 ? `.${key}` : key))
          .join('');
        const stems = [text, text.replace(/\[\d\]$/u, '')];
        const problems = problemsOf(changed);
        expect(problems.length).toBeGreaterThan(0);
        expect(problems.some((problem) => stems.some((stem) => problem.startsWith(`${stem}:`)))).toBe(true);
      }
    },
  );

  test('whatever it is, nothing but a ScenarioError is thrown', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withSparseArray: true, withBigInt: true }),
        (value) => void problemsOf(value),
      ),
      { seed: 3, numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...leaves), fc.anything({ withSparseArray: true }), (path, bad) => {
        const changed = structuredClone(whole) as unknown as Record<string | number, unknown>;
        const owner = path
          .slice(0, -1)
          .reduce<Record<string | number, unknown>>(
            (inner, key) => inner[key] as Record<string | number, unknown>,
            changed,
          );
        owner[path.at(-1)!] = bad;
        problemsOf(changed);
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});
