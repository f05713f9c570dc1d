// A race of a few machines and two regions in which much happens: small enough for many runs.

import { DEFAULT_SCENARIO, type RaceScenario } from '../../../../src/simulation/index.ts';

/** Five years with two generations, a ban, a tax, a fall of the price and halvings. */
export const SMALL_WORLD: RaceScenario = {
  ...DEFAULT_SCENARIO,
  name: 'small-world',
  from: '2013-01-01',
  until: '2017-12-31',
  market: {
    ...DEFAULT_SCENARIO.market,
    price: [
      { from: '2013-01-01', kind: 'random', usd: 100, driftPerYear: 0.5, volatilityPerYear: 0.8 },
      { from: '2016-06-01', kind: 'constant' },
    ],
    halvingIntervalBlocks: 100_000,
  },
  hardware: {
    ...DEFAULT_SCENARIO.hardware,
    kinds: ['gpu', 'asic'],
    isTableUsed: false,
    extraMachines: [
      machine('Card', 'Cards', 'gpu', '2012-06-01', 0.0007, 250, 400),
      machine('First', 'North', 'asic', '2013-03-01', 0.07, 600, 1500),
      machine('Second', 'South', 'asic', '2013-11-01', 0.2, 350, 900),
      machine('Third', 'North', 'asic', '2014-06-01', 1, 800, 1200),
      machine('Fourth', 'South', 'asic', '2015-09-01', 4.7, 1290, 1800),
      machine('Fifth', 'North', 'asic', '2016-07-01', 13, 1300, 2100),
    ],
    progressPerYear: 0,
    endOfLifeDays: 900,
  },
  regions: [
    { name: 'East', pricePerKwhUsd: 0.045, gridGramsPerKwh: 550, weight: 3, sparePowerW: 5e9 },
    { name: 'West', pricePerKwhUsd: 0.06, gridGramsPerKwh: 350, weight: 1, sparePowerW: 5e9 },
  ],
  miners: { ...DEFAULT_SCENARIO.miners, count: 60, patienceDays: 200 },
  events: [
    { on: '2014-12-01', kind: 'price', factor: 0.3 },
    { on: '2015-06-01', kind: 'ban', region: 'largest' },
    { on: '2016-01-01', kind: 'energy-tax', region: 'all', usdPerKwh: 0.02 },
  ],
};

function machine(
  name: string,
  vendor: string,
  kind: 'gpu' | 'asic',
  release: string,
  hashrateThs: number,
  powerW: number,
  priceUsd: number,
): RaceScenario['hardware']['extraMachines'][number] {
  return { name, vendor, kind, release, hashrateThs, powerW, priceUsd };
}
