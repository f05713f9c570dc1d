/**
 * The scenario that all others differ from: Bitcoin's history. Each value with its source; where none is named, it is an
 * assumption. Values were chosen once, for all years together, with the real hash rates in view (`docs/arms-race.md`).
 */
import type { Scenario } from './scenario.ts';

export const DEFAULT_SCENARIO: Scenario = {
  name: 'history',
  title: 'Bitcoin’s history',
  summary:
    'The real price, the real machines, halvings and the ban of 2021; all else is decided by the miners of the model.',
  from: '2009-01-03',
  until: '2025-12-31',
  market: {
    price: [{ from: '2009-01-03', kind: 'history' }],
    // A guess at the mean of all years; single months had a tenth and more.
    feePart: 0.03,
    // Bitcoin Core, `GetBlockSubsidy`.
    subsidyBtc: 50,
    halvingIntervalBlocks: 210_000,
    // A full block of today, roughly.
    transactionsPerBlock: 2200,
  },
  difficulty: { rule: 'bitcoin', spacingSec: 600, windowBlocks: null },
  hardware: {
    kinds: ['cpu', 'gpu', 'fpga', 'asic'],
    extraMachines: [],
    isTableUsed: true,
    progressPerYear: 0.2,
    floorJPerTh: 1,
    // Bitmain alone names 2.56 million machines for all coins in the first half of 2018 (prospectus, September 2018).
    supply: {
      cpu: { firstPerMonth: 5000, largestPerMonth: 2_000_000 },
      gpu: { firstPerMonth: 10_000, largestPerMonth: 3_000_000 },
      fpga: { firstPerMonth: 200, largestPerMonth: 200_000 },
      asic: { firstPerMonth: 1000, largestPerMonth: 400_000 },
    },
    supplyGrowthPerMonth: 0.7,
    // De Vries and Stoll (2021) reckon with shorter lives, 1.3 years, Cambridge's basket with five.
    meanLifeDays: 2500,
    endOfLifeDays: 2000,
    productionPart: 0.6,
    vendorPart: 0.5,
  },
  // Prices: what miners reported or paid in 2017 to 2024 (Bitmain at Ordos 0.04; CoinShares 2019 0.04 to 0.05; Siberia 0.02
  // to 0.04; Nordic tariffs 0.065 to 0.08; Cambridge's survey of 2025 a median of 0.045). Grids: Our World in Data and Ember
  // 2023, means of the region. Weights and spare power: assumptions, so that China has about two thirds before 2021 (65.1 %
  // in April 2020 on Cambridge's map).
  regions: [
    { name: 'China', pricePerKwhUsd: 0.045, gridGramsPerKwh: 550, weight: 9, sparePowerW: 15e9 },
    { name: 'North America', pricePerKwhUsd: 0.05, gridGramsPerKwh: 400, weight: 2, sparePowerW: 15e9 },
    {
      name: 'Russia and Central Asia',
      pricePerKwhUsd: 0.04,
      gridGramsPerKwh: 550,
      weight: 0.8,
      sparePowerW: 5e9,
    },
    { name: 'Europe', pricePerKwhUsd: 0.075, gridGramsPerKwh: 280, weight: 2, sparePowerW: 5e9 },
    { name: 'Rest of the world', pricePerKwhUsd: 0.05, gridGramsPerKwh: 480, weight: 1.2, sparePowerW: 8e9 },
  ],
  miners: {
    count: 300,
    hobbyistPart: 0.4,
    // Homes pay two to three times what industry does (from memory, not looked up).
    hobbyistPriceFactor: 2.2,
    hobbyistTolerance: 0.5,
    farmTolerance: 0.1,
    priceSpread: 0.25,
    hurdle: [0.1, 0.6],
    expectedGrowthPart: 0.5,
    reinvestedPart: 0.7,
    entryPerMonth: 0.5,
    entryCapitalPart: 0.3,
    patienceDays: 365,
    // Cambridge's index: best guess.
    pue: 1.1,
    pools: 12,
  },
  vendors: { selfMiningDays: 60, selfMiningPart: 0.1 },
  // China's authorities closed mines from May to July 2021; the hash rate fell by 38 % in June (Cambridge).
  events: [{ on: '2021-06-01', kind: 'ban', region: 'China' }],
};
