// What of a scenario a person can turn by hand: each knob reads one value of a scenario and puts another in its place.

import type { RaceScenario } from '../../simulation/index.ts';

/** What knobs behind are gathered under, in the order in which they are shown. */
export const KNOB_GROUPS = ['Chain', 'Machines', 'Miners', 'Electricity'] as const;
export type KnobGroup = (typeof KNOB_GROUPS)[number];

/** One number of a scenario. */
export interface Knob {
  /** Its name in addresses. */
  readonly id: string;
  readonly label: string;
  /** What it is, and where its usual value is from. */
  readonly note: string;
  readonly unit: string;
  /** Bounds of what is shown: the scenario's value times `scale`. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly isWhole?: true;
  /** Percent show a hundredfold. */
  readonly scale: number;
  /** Where it is found; `front` are the few that matter most. */
  readonly group: KnobGroup | 'front';
  read(scenario: RaceScenario): number;
  turn(scenario: RaceScenario, value: number): RaceScenario;
}

const ofHardware = (scenario: RaceScenario, change: Partial<RaceScenario['hardware']>): RaceScenario => ({
  ...scenario,
  hardware: { ...scenario.hardware, ...change },
});
const ofMiners = (scenario: RaceScenario, change: Partial<RaceScenario['miners']>): RaceScenario => ({
  ...scenario,
  miners: { ...scenario.miners, ...change },
});

/** All knobs, in the order in which they are shown. */
export const KNOBS: readonly Knob[] = [
  {
    id: 'miners',
    label: 'Miners',
    note: 'Agents, each for all who are like it: from some fifty on, more of them draw the network more finely, not larger.',
    unit: '',
    min: 2,
    max: 100_000,
    step: 100,
    isWhole: true,
    scale: 1,
    group: 'front',
    read: ({ miners }) => miners.count,
    turn: (scenario, count) => ofMiners(scenario, { count }),
  },
  {
    id: 'electricity',
    label: 'Electricity, change',
    note: 'Of all regions’ prices. Their usual prices: what miners of 2017 to 2024 reported.',
    unit: '%',
    min: -95,
    max: 1000,
    step: 10,
    scale: 100,
    group: 'front',
    read: () => 0,
    turn: (scenario, change) => ({
      ...scenario,
      regions: scenario.regions.map((region) => ({
        ...region,
        pricePerKwhUsd: region.pricePerKwhUsd * (1 + change),
      })),
    }),
  },
  {
    id: 'kept',
    label: 'Makers keep',
    note: 'Part of their machines with which makers mine themselves. Usual: an assumption.',
    unit: '%',
    min: 0,
    max: 95,
    step: 5,
    scale: 100,
    group: 'front',
    read: ({ vendors }) => vendors.selfMiningPart,
    turn: (scenario, selfMiningPart) => ({ ...scenario, vendors: { ...scenario.vendors, selfMiningPart } }),
  },
  {
    id: 'first',
    label: 'Days that makers mine first',
    note: 'So long a maker has a new machine before anybody can buy it. Usual: an assumption.',
    unit: 'd',
    min: 0,
    max: 3650,
    step: 30,
    scale: 1,
    group: 'Machines',
    read: ({ vendors }) => vendors.selfMiningDays,
    turn: (scenario, selfMiningDays) => ({ ...scenario, vendors: { ...scenario.vendors, selfMiningDays } }),
  },
  {
    id: 'fees',
    label: 'Fees',
    note: 'As a part of the subsidy, always the same. Usual: an assumption; single months had a tenth and more.',
    unit: '%',
    min: 0,
    max: 1000,
    step: 1,
    scale: 100,
    group: 'Chain',
    read: ({ market }) => market.feePart,
    turn: (scenario, feePart) => ({ ...scenario, market: { ...scenario.market, feePart } }),
  },
  {
    id: 'progress',
    label: 'Progress of machines to come',
    note: 'Energy per hash falls by this part each year beyond the newest machine of the table. Usual: an assumption.',
    unit: '%/year',
    min: 0,
    max: 99,
    step: 1,
    scale: 100,
    group: 'Machines',
    read: ({ hardware }) => hardware.progressPerYear,
    turn: (scenario, progressPerYear) => ofHardware(scenario, { progressPerYear }),
  },
  {
    id: 'floor',
    label: 'Floor of efficiency',
    note: 'No machine to come needs less. Usual: an assumption; physics would allow far less.',
    unit: 'J/TH',
    min: 0.001,
    max: 1000,
    step: 0.5,
    scale: 1,
    group: 'Machines',
    read: ({ hardware }) => hardware.floorJPerTh,
    turn: (scenario, floorJPerTh) => ofHardware(scenario, { floorJPerTh }),
  },
  {
    id: 'supply',
    label: 'Most ASICs a month',
    note: 'What foundries can give to all makers together. Usual: an assumption, somewhat below what Bitmain alone says it sold a month, for all coins, in the first half of 2018: 427,000.',
    unit: '',
    min: 1000,
    max: 1e9,
    step: 50_000,
    isWhole: true,
    scale: 1,
    group: 'Machines',
    read: ({ hardware }) => hardware.supply.asic.largestPerMonth,
    turn: (scenario, largestPerMonth) =>
      ofHardware(scenario, {
        supply: { ...scenario.hardware.supply, asic: { ...scenario.hardware.supply.asic, largestPerMonth } },
      }),
  },
  {
    id: 'life',
    label: 'End of a machine’s life',
    note: 'After so many days it is given up, if it has not failed before. Usual: an assumption.',
    unit: 'd',
    min: 30,
    max: 36_500,
    step: 100,
    scale: 1,
    group: 'Machines',
    read: ({ hardware }) => hardware.endOfLifeDays,
    turn: (scenario, endOfLifeDays) => ofHardware(scenario, { endOfLifeDays }),
  },
  {
    id: 'hurdle',
    label: 'Highest hurdle',
    note: 'Return over a machine’s life that the most careful miner asks for. Usual: an assumption.',
    unit: '%',
    min: 0,
    max: 1000,
    step: 10,
    scale: 100,
    group: 'Miners',
    read: ({ miners }) => miners.hurdle[1],
    turn: (scenario, high) =>
      ofMiners(scenario, { hurdle: [Math.min(scenario.miners.hurdle[0], high), high] }),
  },
  {
    id: 'reinvested',
    label: 'Earnings left in for machines',
    note: 'Part of what is left after electricity. Usual: an assumption.',
    unit: '%',
    min: 0,
    max: 100,
    step: 5,
    scale: 100,
    group: 'Miners',
    read: ({ miners }) => miners.reinvestedPart,
    turn: (scenario, reinvestedPart) => ofMiners(scenario, { reinvestedPart }),
  },
  {
    id: 'entry',
    label: 'Newcomers a month',
    note: 'As a part of all miners, while everyone who hears of it profits. Usual: an assumption.',
    unit: '%',
    min: 0,
    max: 1000,
    step: 5,
    scale: 100,
    group: 'Miners',
    read: ({ miners }) => miners.entryPerMonth,
    turn: (scenario, entryPerMonth) => ofMiners(scenario, { entryPerMonth }),
  },
  {
    id: 'pue',
    label: 'Site, W for a machine’s watt',
    note: 'Cooling and losses. Usual: best guess of Cambridge’s index.',
    unit: 'W',
    min: 1,
    max: 10,
    step: 0.05,
    scale: 1,
    group: 'Miners',
    read: ({ miners }) => miners.pue,
    turn: (scenario, pue) => ofMiners(scenario, { pue }),
  },
  {
    id: 'spacing',
    label: 'Target spacing',
    note: 'Seconds between blocks that the rule aims at. Bitcoin: 600.',
    unit: 's',
    min: 60,
    max: 86_400,
    step: 60,
    isWhole: true,
    scale: 1,
    group: 'Chain',
    read: ({ difficulty }) => difficulty.spacingSec,
    turn: (scenario, spacingSec) => ({
      ...scenario,
      difficulty: { ...scenario.difficulty, spacingSec },
    }),
  },
];
