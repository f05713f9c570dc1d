// The words of `simulate arms-race`: what is meant, or one sentence.

import { describe, expect, it } from 'vitest';
import { readHashrate } from '../../../src/cli/arguments.ts';
import { changeScenario, readDevice, readRaceScenario } from '../../../src/cli/race-options.ts';
import { UsageError } from '../../../src/cli/usage-error.ts';
import { DEFAULT_SCENARIO, RACE_SCENARIOS } from '../../../src/simulation/index.ts';

const NO_CHANGE = { miners: undefined, until: undefined, rule: undefined };

describe('readHashrate', () => {
  it.each([
    ['500', 500],
    ['2e12', 2e12],
    ['500MH', 5e8],
    ['13.5TH/s', 1.35e13],
    ['.5 kh/s', 500],
    ['1.2EH/s', 1.2e18],
  ])('%s is %d hashes per second', (text, hps) => {
    expect(readHashrate('--device', text)).toBeCloseTo(hps, 3);
  });

  it.each(['', '0', '-1', 'fast', '5 XH', '5T', '1e400'])('refuses %j', (text) => {
    expect(() => readHashrate('--device', text)).toThrow(UsageError);
  });
});

describe('a machine to follow', () => {
  it('comes on the first day, or on its own', () => {
    expect(readDevice('--device', '13.5TH,1375,0.05', DEFAULT_SCENARIO)).toEqual({
      hashrateHps: 1.35e13,
      powerW: 1375,
      pricePerKwhUsd: 0.05,
      fromDay: 0,
    });
    const { from, until } = DEFAULT_SCENARIO;
    expect(readDevice('--device', `1GH, 100W, 0USD/kWh@${from}`, DEFAULT_SCENARIO).fromDay).toBe(0);
    expect(readDevice('--device', '1GH,100,0.1@2009-01-13', DEFAULT_SCENARIO).fromDay).toBe(10);
    expect(readDevice('--device', `1GH,100,0.1@${until}`, DEFAULT_SCENARIO).fromDay).toBeGreaterThan(6000);
  });

  it.each([
    ['13.5TH,1375', 'HASHRATE,WATTS,USD_PER_KWH'],
    ['13.5TH,1375,0.05,7', 'HASHRATE,WATTS,USD_PER_KWH'],
    ['13.5TH,1375,0.05@2016-06-01@x', 'HASHRATE,WATTS,USD_PER_KWH'],
    ['fast,1375,0.05', 'expected a hash rate'],
    ['13.5TH,0,0.05', 'above 0, in W'],
    ['13.5TH,-5,0.05', 'above 0, in W'],
    ['13.5TH,1375,cheap', 'from 0, in USD/kWh'],
    ['13.5TH,1375,0.05@2016-02-30', 'a day from 2009-01-03'],
    ['13.5TH,1375,0.05@2009-01-02', 'a day from 2009-01-03'],
    ['13.5TH,1375,0.05@2100-01-01', 'a day from 2009-01-03'],
  ])('is refused as %s', (text, sentence) => {
    expect(() => readDevice('--device', text, DEFAULT_SCENARIO)).toThrow(sentence);
    expect(() => readDevice('--device', text, DEFAULT_SCENARIO)).toThrow(UsageError);
  });
});

describe('changes of a scenario', () => {
  it('leave the rest as it is', () => {
    expect(changeScenario(DEFAULT_SCENARIO, NO_CHANGE)).toEqual(DEFAULT_SCENARIO);
    const changed = changeScenario(DEFAULT_SCENARIO, { miners: 50, until: '2012', rule: 'asert' });
    expect(changed).toEqual({
      ...DEFAULT_SCENARIO,
      until: '2012-12-31',
      // The ban of 2021 is after the end.
      events: [],
      miners: { ...DEFAULT_SCENARIO.miners, count: 50 },
      difficulty: { rule: 'asert', spacingSec: 600, windowBlocks: null },
    });
    expect(changeScenario(DEFAULT_SCENARIO, { ...NO_CHANGE, until: '2012-03-05' }).until).toBe('2012-03-05');
  });

  it.each(['2008', '2009-01-03', '2106', '2012-02-30', '12', 'soon'])('refuse the end %s', (until) => {
    expect(() => changeScenario(DEFAULT_SCENARIO, { ...NO_CHANGE, until })).toThrow(
      `after 2009-01-03, up to 2105, got ${until}`,
    );
  });

  it.each(['abacus', 'fixed'])('refuse the rule %s, which there is not for races', (rule) => {
    const change = () => changeScenario(DEFAULT_SCENARIO, { ...NO_CHANGE, rule });
    expect(change).toThrow(UsageError);
    expect(change).toThrow(/^difficulty\.rule: expected one of bitcoin, .*, got/u);
  });
});

describe('a scenario’s name', () => {
  it('is one of the program’s own', async () => {
    for (const scenario of RACE_SCENARIOS) expect(await readRaceScenario(scenario.name)).toBe(scenario);
    await expect(readRaceScenario('frogs')).rejects.toThrow('--scenario expected a file, or one of history');
  });
});
