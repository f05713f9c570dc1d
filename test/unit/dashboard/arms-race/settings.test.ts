import { describe, expect, it } from 'vitest';
import { KNOBS } from '../../../../src/dashboard/arms-race/knobs.ts';
import {
  baseScenario,
  DEFAULT_SETTINGS,
  fitsAddress,
  knobValue,
  OWN,
  printSettings,
  problemsOf,
  type RaceSettings,
  readSettings,
  scenarioOf,
} from '../../../../src/dashboard/arms-race/settings.ts';
import { readScenarioText } from '../../../../src/dashboard/arms-race/setup/read-scenario-file.ts';
import { tourSettings } from '../../../../src/dashboard/arms-race/tour/tour-settings.ts';
import { RACE_SCENARIOS, raceScenarioNamed } from '../../../../src/simulation/index.ts';

const set = (change: Partial<RaceSettings>): RaceSettings => ({ ...DEFAULT_SETTINGS, ...change });

describe('settings in an address', () => {
  it('are nothing where all is at its default', () => {
    expect(printSettings(DEFAULT_SETTINGS)).toBe('');
    expect(readSettings('')).toEqual({ settings: DEFAULT_SETTINGS, problems: [] });
  });

  it('come back as they went, every field of them', () => {
    const knobs = Object.fromEntries(KNOBS.map((knob) => [knob.id, knobValue(knob, set({})) + knob.step]));
    const settings = set({
      scenario: OWN,
      own: { name: 'mine', title: 'Mine & yours', until: '2015-12-31' },
      compare: 'ban',
      seed: 7,
      knobs,
      price: 'growth',
      priceYear: 2014,
      priceGrowth: -12.5,
      hasAsics: false,
      rule: 'asert',
      day: '2014-02-28',
      deviceThs: 0.5,
      deviceW: 100,
      devicePricePerKwhUsd: 0,
      deviceFrom: '2013-01-01',
      tour: 2,
    });
    const query = printSettings(settings);
    expect(readSettings(query)).toEqual({ settings, problems: [] });
    for (const field of Object.keys(DEFAULT_SETTINGS) as (keyof RaceSettings)[])
      expect(settings[field], field).not.toEqual(DEFAULT_SETTINGS[field]);
  });

  it.each([
    ['scenario=nowhere', 'scenario expected one of history'],
    ['compare=nowhere', 'compare expected one of history'],
    ['seed=-1', 'seed expected a whole number'],
    ['seed=1.5', 'seed expected a whole number'],
    ['miners=1', 'miners expected a whole number from 2 to 100,000, got 1'],
    ['electricity=NaN', 'electricity expected a number'],
    ['day=2020-02-30', 'day expected a date as YYYY-MM-DD, got 2020-02-30'],
    ['own={}x', 'own expected a scenario as JSON'],
    ['own=%7B%22market%22%3A%7B%22feePart%22%3A-1%7D%7D', 'own: market.feePart: expected a number'],
    ['tour=99', 'tour expected a whole number'],
  ])('name what is wrong with %s, and have the default then', (query, problem) => {
    const { settings, problems } = readSettings(query);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
    expect(settings).toEqual(DEFAULT_SETTINGS);
  });

  it('say so where a scenario is too long for them', () => {
    const long = set({ own: { name: 'long', summary: 'a'.repeat(7000) }, scenario: OWN });
    expect(fitsAddress(long)).toBe(false);
    expect(printSettings(long)).toBe('scenario=own');
    expect(fitsAddress(set({ own: { name: 'short' } }))).toBe(true);
  });
});

describe('knobs', () => {
  it('change nothing while none is turned', () => {
    for (const { name } of RACE_SCENARIOS) {
      expect(scenarioOf(set({ scenario: name }))).toEqual(raceScenarioNamed(name));
    }
  });

  it.each(KNOBS.map((knob) => [knob.id, knob] as const))(
    'turn %s alone, and show what was set',
    (id, knob) => {
      const before = set({});
      const value = Math.min(knob.max, knobValue(knob, before) + knob.step);
      const settings = set({ knobs: { [id]: value } });
      const scenario = scenarioOf(settings);
      expect(knobValue(knob, settings)).toBe(value);
      expect(scenario).not.toEqual(baseScenario(before));
      if (id !== 'electricity') expect(knob.read(scenario) * knob.scale).toBeCloseTo(value, 9);
    },
  );

  it('make electricity dearer by a part of it, in all regions', () => {
    const { regions } = scenarioOf(set({ knobs: { electricity: 50 } }));
    const usual = baseScenario(DEFAULT_SETTINGS).regions;
    expect(regions.map(({ pricePerKwhUsd }) => pricePerKwhUsd)).toEqual(
      usual.map(({ pricePerKwhUsd }) => pricePerKwhUsd * 1.5),
    );
  });

  it('put another price, no ASICs and another rule into the scenario', () => {
    const scenario = scenarioOf(
      set({ price: 'growth', priceYear: 2015, priceGrowth: 25, hasAsics: false, rule: 'asert' }),
    );
    expect(scenario.market.price).toEqual([
      { from: '2009-01-03', kind: 'history' },
      { from: '2015-01-15', kind: 'growth', perYear: 0.25 },
    ]);
    expect(scenario.hardware.kinds).toEqual(['cpu', 'gpu', 'fpga']);
    expect(scenario.difficulty.rule).toBe('asert');
  });

  it('that contradict each other are a problem with its path', () => {
    expect(problemsOf(set({ knobs: { supply: 1000 } }))).toEqual([]);
    const own = { hardware: { supply: { asic: { firstPerMonth: 5000 } } } };
    expect(problemsOf(set({ own, scenario: OWN, knobs: { supply: 1000 } }))[0]).toContain(
      'hardware.supply.asic.firstPerMonth: expected at most largestPerMonth',
    );
  });
});

describe('a scenario’s file', () => {
  it('is read, and kept as it says it', () => {
    const read = readScenarioText(
      '{ "name": "mine", "title": "Mine", "vendors": { "selfMiningPart": 0.4 } }',
    );
    expect(read).toMatchObject({
      ok: true,
      own: { name: 'mine', title: 'Mine', vendors: { selfMiningPart: 0.4 } },
      scenario: { name: 'mine', vendors: { selfMiningPart: 0.4 } },
    });
  });

  it('that was saved is the scenario that was raced', () => {
    const scenario = scenarioOf(set({ scenario: 'energy-tax', knobs: { miners: 500, pue: 1.2 } }));
    const read = readScenarioText(JSON.stringify(scenario, null, 2));
    expect(read).toMatchObject({ ok: true, scenario });
    expect(scenarioOf(set({ scenario: OWN, own: read.ok ? read.own : null }))).toEqual(scenario);
  });

  it.each([
    ['{', 'the file: expected JSON'],
    ['{ "minners": {} }', 'minners'],
    [
      '{ "market": { "price": [{ "from": "2009-01-03", "kind": "constant", "usd": -1 }] } }',
      'market.price[0]',
    ],
  ])('%s is refused with its path', (text, path) => {
    const read = readScenarioText(text);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.problems[0]).toContain(path);
  });
});

describe('the tour’s settings', () => {
  it('are a scenario as it is; what a person brought is kept', () => {
    const before = set({ own: { name: 'mine' }, scenario: OWN, knobs: { miners: 9 }, seed: 5, deviceThs: 2 });
    const step = tourSettings(before, 4);
    expect(step).toMatchObject({ own: { name: 'mine' }, deviceThs: 2, knobs: {}, seed: 1, tour: 4 });
    expect(raceScenarioNamed(step.scenario)).toBeDefined();
    expect(tourSettings(step, 0)).toEqual({ ...step, tour: 0 });
  });
});
