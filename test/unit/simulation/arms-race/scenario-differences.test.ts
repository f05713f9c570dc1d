import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SCENARIO,
  RACE_SCENARIOS,
  readScenario,
  scenarioDifferences,
} from '../../../../src/simulation/index.ts';

const fileOf = (name: string): unknown =>
  JSON.parse(
    readFileSync(
      new URL(`../../../../src/simulation/arms-race/scenarios/${name}.json`, import.meta.url),
      'utf8',
    ),
  );

describe('what a scenario differs in', () => {
  it.each(RACE_SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    'is no more than what the file of %s says, and as good as it',
    (name, scenario) => {
      // Some files say what the default would say too.
      expect(fileOf(name)).toMatchObject(scenarioDifferences(scenario));
      expect(readScenario(scenarioDifferences(scenario))).toEqual(scenario);
    },
  );

  it('is a value beside its words where one value was changed, however deep', () => {
    const { hardware } = DEFAULT_SCENARIO;
    const { supply } = hardware;
    const scenario = {
      ...DEFAULT_SCENARIO,
      hardware: { ...hardware, supply: { ...supply, asic: { ...supply.asic, largestPerMonth: 7000 } } },
    };
    const { name, title, summary } = DEFAULT_SCENARIO;
    const words = { name, title, summary };
    expect(scenarioDifferences(DEFAULT_SCENARIO)).toEqual(words);
    expect(scenarioDifferences(scenario)).toEqual({
      ...words,
      hardware: { supply: { asic: { largestPerMonth: 7000 } } },
    });
  });

  it('has a changed list whole, an emptied one too, and null as a value', () => {
    const scenario = {
      ...DEFAULT_SCENARIO,
      events: [],
      regions: DEFAULT_SCENARIO.regions.slice(0, 2),
      difficulty: { ...DEFAULT_SCENARIO.difficulty, windowBlocks: 1008 },
    };
    const found = scenarioDifferences(scenario);
    expect(found).toMatchObject({
      events: [],
      regions: scenario.regions,
      difficulty: { windowBlocks: 1008 },
    });
    expect(readScenario(found)).toEqual(scenario);
  });
});
