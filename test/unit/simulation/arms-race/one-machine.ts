// A world with one machine and one price of electricity, where closed forms hold.

import type { RaceScenario } from '../../../../src/simulation/index.ts';
import { DEFAULT_SCENARIO, RaceRun } from '../../../../src/simulation/index.ts';

/** What a test changes. */
export interface OneMachine {
  readonly hashrateThs?: number;
  readonly powerW?: number;
  readonly priceUsd?: number;
  readonly rule?: string;
  readonly until?: string;
  readonly events?: RaceScenario['events'];
  readonly priceSpread?: number;
  readonly farmTolerance?: number;
}

/** USD per kWh in this world. */
export const ONE_PRICE_PER_KWH = 0.05;
/** USD per block, and seconds. */
export const ONE_REWARD_USD = 50;
export const ONE_SPACING_SEC = 600;
/** What a site draws, over what its machines draw. */
export const ONE_PUE = 1.1;

/** The scenario: a coin costs a dollar, 50 of them a block for ever, nobody fails, nobody has a hurdle. */
export function oneMachineScenario({
  hashrateThs = 1e-5,
  powerW = 50,
  priceUsd = 0.001,
  rule = 'bitcoin',
  until = '2024-12-31',
  events = [],
  priceSpread = 0,
  farmTolerance = 0.3,
}: OneMachine = {}): RaceScenario {
  return {
    ...DEFAULT_SCENARIO,
    name: 'one-machine',
    from: '2015-01-01',
    until,
    market: {
      ...DEFAULT_SCENARIO.market,
      price: [{ from: '2015-01-01', kind: 'constant', usd: 1 }],
      feePart: 0,
      subsidyBtc: ONE_REWARD_USD,
      halvingIntervalBlocks: 100_000_000,
    },
    difficulty: { rule, spacingSec: ONE_SPACING_SEC, windowBlocks: null },
    hardware: {
      ...DEFAULT_SCENARIO.hardware,
      kinds: ['asic'],
      isTableUsed: false,
      extraMachines: [
        { name: 'One', vendor: 'Maker', kind: 'asic', release: '2015-01-01', hashrateThs, powerW, priceUsd },
      ],
      progressPerYear: 0,
      supply: { ...DEFAULT_SCENARIO.hardware.supply, asic: { firstPerMonth: 2000, largestPerMonth: 2000 } },
      supplyGrowthPerMonth: 0,
      meanLifeDays: 1e7,
      endOfLifeDays: 20_000,
      productionPart: 1,
      vendorPart: 0,
    },
    regions: [
      {
        name: 'Here',
        pricePerKwhUsd: ONE_PRICE_PER_KWH,
        gridGramsPerKwh: 500,
        weight: 1,
        sparePowerW: 1e15,
      },
    ],
    miners: {
      ...DEFAULT_SCENARIO.miners,
      hobbyistPart: 0,
      farmTolerance,
      priceSpread,
      hurdle: [0, 0],
      expectedGrowthPart: 0,
      pue: ONE_PUE,
    },
    vendors: { selfMiningDays: 0, selfMiningPart: 0 },
    events,
  };
}

/** Runs the world to its end. */
export function runOneMachine(change: OneMachine = {}, seed = 1) {
  const run = new RaceRun({ scenario: oneMachineScenario(change), machines: [], prices: [], seed });
  const days = run.advance(run.facts.days);
  /** Mean of a figure over the last `last` days. */
  const lateMean = (id: keyof typeof days.figures, last = 730) => {
    const values = days.figures[id].subarray(days.length - last);
    return values.reduce((sum, value) => sum + value, 0) / last;
  };
  return { facts: run.facts, days, lateMean };
}
