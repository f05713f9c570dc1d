import { describe, expect, it } from 'vitest';
import { KNOBS } from '../../../../src/dashboard/arms-race/knobs.ts';
import {
  DEFAULT_SETTINGS,
  KEPT,
  OWN,
  type RaceSettings,
} from '../../../../src/dashboard/arms-race/settings.ts';
import {
  fitsAddress,
  printSettings,
  readSettings,
} from '../../../../src/dashboard/arms-race/settings-query.ts';
import {
  baseScenario,
  comparedScenario,
  keepToCompare,
  knobsOf,
  knobValue,
  problemsOf,
  scenarioOf,
} from '../../../../src/dashboard/arms-race/settings-scenario.ts';
import { readScenarioText } from '../../../../src/dashboard/arms-race/setup/read-scenario-file.ts';
import { tourSettings } from '../../../../src/dashboard/arms-race/tour/tour-settings.ts';
import { RACE_SCENARIOS, raceScenarioNamed, scenarioDifferences } from '../../../../src/simulation/index.ts';

const set = (change: Partial<RaceSettings>): RaceSettings => ({ ...DEFAULT_SETTINGS, ...change });

describe('settings in an address', () => {
  it('are nothing where all is at its default', () => {
    expect(printSettings(DEFAULT_SETTINGS)).toBe('');
    expect(readSettings('')).toEqual({ settings: DEFAULT_SETTINGS, problems: [] });
  });

  it('come back as they went, every field of them', () => {
    const usual = set({});
    const knobs = Object.fromEntries(
      knobsOf(usual).map((knob) => [knob.id, knobValue(knob, usual) + knob.step]),
    );
    const settings = set({
      scenario: OWN,
      own: { name: 'mine', title: 'Mine & yours', until: '2015-12-31' },
      compare: KEPT,
      kept: { name: 'ban', title: 'Kept', vendors: { selfMiningPart: 0.5 } },
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
    ['beside=[]', 'beside: '],
    ['compare=kept', 'compare expected one of history'],
    ['minners=5', 'the address expected settings of this page, got minners'],
    ['kwh-china=-3', 'kwh-china expected a number'],
    ['kwh-atlantis=3', 'got kwh-atlantis'],
  ])('name what is wrong with %s, and have the default then', (query, problem) => {
    const { settings, problems } = readSettings(query);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
    expect(settings).toEqual(DEFAULT_SETTINGS);
  });

  it('say so where a scenario is too long for them', () => {
    const event = { on: '2020-01-01', kind: 'price', factor: 1, text: 'a'.repeat(400) };
    const own = { name: 'long', events: Array.from({ length: 20 }, () => event) };
    const long = set({ own, scenario: OWN });
    expect(fitsAddress(long)).toBe(false);
    expect(printSettings(long)).toBe('scenario=own');
    expect(fitsAddress(set({ own: { name: 'short' } }))).toBe(true);
    expect(fitsAddress(set({ kept: own }))).toBe(true);
    expect(fitsAddress(set({ kept: own, compare: KEPT }))).toBe(false);
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

  it('set a region’s price of electricity, which the change of all is a change of', () => {
    const settings = set({ knobs: { 'kwh-north-america': 6, electricity: 50 } });
    const usual = baseScenario(DEFAULT_SETTINGS).regions;
    expect(scenarioOf(settings).regions).toEqual(
      usual.map((region) => ({
        ...region,
        pricePerKwhUsd: (region.name === 'North America' ? 0.06 : region.pricePerKwhUsd) * 1.5,
      })),
    );
    const others = { regions: [{ ...usual[0], name: 'Iceland' }] };
    const own = set({ scenario: OWN, own: others, knobs: { 'kwh-china': 9, 'kwh-iceland': 7 } });
    expect(scenarioOf(own).regions).toEqual([{ ...usual[0], name: 'Iceland', pricePerKwhUsd: 0.07 }]);
    // A region that the scenario does not have is no setting of it.
    expect(printSettings(own)).not.toContain('china');
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

describe('a comparison', () => {
  it('is with a scenario as it is, or with a person’s own', () => {
    const own = { title: 'Mine', miners: { count: 5 } };
    expect(comparedScenario(set({}))).toBeUndefined();
    expect(comparedScenario(set({ compare: 'ban', knobs: { miners: 9 } }))).toBe(raceScenarioNamed('ban'));
    expect(comparedScenario(set({ compare: OWN, own }))).toMatchObject(own);
  });

  it('is with the race that was kept, whatever is turned then; its title says so once', () => {
    const before = set({ scenario: 'ban', knobs: { miners: 9 }, rule: 'asert' });
    const kept = { ...before, ...keepToCompare(before), knobs: { miners: 20 } };
    const { title } = scenarioOf(before);
    expect(comparedScenario(kept)).toEqual({ ...scenarioOf(before), title: `${title}, kept` });
    expect(scenarioOf(kept).miners.count).toBe(20);
    expect(readSettings(printSettings(kept))).toEqual({ settings: kept, problems: [] });
    const again = keepToCompare(set({ scenario: OWN, own: kept.kept }));
    expect(again.kept).toMatchObject({ title: `${title}, kept` });
    const long = set({ scenario: OWN, own: { title: 'a'.repeat(60) } });
    expect(comparedScenario({ ...long, ...keepToCompare(long) })?.title).toBe(`${'a'.repeat(54)}, kept`);
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
    const read = readScenarioText(JSON.stringify(scenarioDifferences(scenario), null, 2));
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
