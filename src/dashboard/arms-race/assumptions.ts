// What the model assumes, and from where: the same list as in docs/arms-race.md, with the values of the scenario that is
// shown.

import { formatCount, formatPercent, formatPlain } from '../../primitives/index.ts';
import type { RaceScenario } from '../../simulation/index.ts';

/** One assumption. */
export interface Assumption {
  readonly what: string;
  readonly value: string;
  /** A source, or the word assumption. */
  readonly source: string;
}

/** All that matter, for a scenario. */
export function assumptionsOf({
  market,
  hardware,
  miners,
  regions,
  vendors,
}: RaceScenario): readonly Assumption[] {
  const { asic } = hardware.supply;
  const [lowest, highest] = miners.hurdle;
  const percent = (part: number) => formatPercent(part, 2);
  return [
    {
      what: 'Machines',
      value: hardware.isTableUsed
        ? 'the table of real machines; missing sizes and prices are estimated by kind and time'
        : 'those that the scenario brings',
      source: 'the sources of data/mining_hardware.csv, named at each machine',
    },
    {
      what: 'Machines to come',
      value: `${percent(hardware.progressPerYear)} less energy per hash each year, down to ${formatPlain(hardware.floorJPerTh)} J/TH`,
      source: 'assumption',
    },
    {
      what: 'Price of coins',
      value: market.price.map(({ from, kind }) => `${kind} from ${from}`).join(', '),
      source:
        'history: data/btc_price_monthly.csv, monthly means; before July 2010 New Liberty Standard’s first rate, from memory, not looked up',
    },
    { what: 'Fees', value: `${percent(market.feePart)} of the subsidy, always`, source: 'assumption' },
    {
      what: 'Making a machine',
      value: `costs ${percent(hardware.productionPart)} of its list price; its maker also asks for ${percent(hardware.vendorPart)} of the surplus that a usual farm expects of it`,
      source: 'assumption',
    },
    {
      what: 'Output',
      value: `a maker begins with ${formatCount(asic.firstPerMonth)} ASICs a month and grows by ${percent(hardware.supplyGrowthPerMonth)} a month while sold out; all makers together make at most ${formatCount(asic.largestPerMonth)}`,
      source: 'assumption; Bitmain sold 2.56 million in the first half of 2018 (its prospectus)',
    },
    {
      what: 'Makers’ own mining',
      value: `${percent(vendors.selfMiningPart)} of what they make, each new machine ${formatCount(vendors.selfMiningDays)} days before it is sold`,
      source: 'assumption',
    },
    {
      what: 'Expectation',
      value: `${percent(miners.expectedGrowthPart)} of the last quarter’s growth of the hash rate goes on`,
      source: 'assumption',
    },
    {
      what: 'Failure and end of life',
      value: `one machine in ${formatCount(hardware.meanLifeDays)} fails on a day; after ${formatCount(hardware.endOfLifeDays)} days it is given up`,
      source: 'assumption',
    },
    {
      what: 'Electricity',
      value: `${regions.map(({ name, pricePerKwhUsd }) => `${name} ${formatPlain(pricePerKwhUsd * 100)}`).join(', ')} US cents/kWh, dearer the more of it is mined with; homes pay ${formatPlain(miners.hobbyistPriceFactor)} times as much`,
      source: 'what miners of 2017 to 2024 reported; how farms differ is an assumption',
    },
    {
      what: 'Site',
      value: `${formatPlain(miners.pue)} W for a machine’s watt; low and high band 1.01 and 1.20`,
      source: 'Cambridge Bitcoin Electricity Consumption Index',
    },
    {
      what: 'CO2',
      value: `${regions.map(({ name, gridGramsPerKwh }) => `${name} ${formatCount(gridGramsPerKwh)}`).join(', ')} g/kWh: each region’s grid`,
      source: 'grids’ means as the scenario says; miners’ own contracts are not known',
    },
    {
      what: 'Newcomers',
      value: `up to ${percent(miners.entryPerMonth)} of all miners in a month, if what they see clears their hurdle of ${percent(lowest)} to ${percent(highest)} over a machine’s life`,
      source: 'assumption',
    },
    {
      what: 'Earnings',
      value: `${percent(miners.reinvestedPart)} of what is left after electricity buys machines`,
      source: 'assumption',
    },
    {
      what: 'Pools',
      value: `${formatCount(miners.pools)}; larger ones are chosen more often, none above 40 %`,
      source: 'assumption after GHash.IO, 2014',
    },
  ];
}
