// energy: what a network's hash rate costs in electricity, money and CO2, and what that is like.

import { formatCount, formatPlain, formatWholeSeconds } from '../../primitives/index.ts';
import {
  BITCOIN_DIFFICULTY_HEIGHT,
  BITCOIN_SPACING_SEC,
  CAMBRIDGE_GRID_GRAMS_PER_KWH,
  CAMBRIDGE_PRICE_PER_KWH_USD,
  CAMBRIDGE_PUE,
  COMPARISONS,
  type EnergyPlan,
  energyBudget,
  landauerJPerTh,
  RECORDED_COIN_PRICE_MONTH,
  RECORDED_COIN_PRICE_USD,
  RECORDED_MACHINES_J_PER_TH,
  RECORDED_NETWORK,
  RECORDED_SUBSIDY_BTC,
  RECORDED_TRANSACTIONS_PER_BLOCK,
  timesOf,
} from '../../simulation/index.ts';
import { readArguments, readHashrate, readSpacing, readWhole } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import { energyLines } from '../energy-table.ts';
import { readAmount, readEfficiencies } from '../quantities.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = {
  hashrate: { type: 'string' },
  efficiency: { type: 'string' },
  price: { type: 'string' },
  grid: { type: 'string' },
  spacing: { type: 'string' },
  transactions: { type: 'string' },
  reward: { type: 'string' },
  'coin-price': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

type Given = Readonly<Partial<Record<keyof typeof OPTIONS, string | boolean>>>;

const { low: BEST, guess: LIKELY, high: WORST } = RECORDED_MACHINES_J_PER_TH;

export const energy: Command = {
  name: 'energy',
  summary: 'what a hash rate costs: energy, money, CO2, and what that is like',
  help: `proofworks energy [options]

Reckons what a network spends for a hash, a transaction, a block, a day and a year, and at which efficiency and
price of electricity mining just pays. Nothing is hashed. What is not given is Bitcoin’s as last recorded.

  --hashrate H     of the whole network, with its unit: 600EH/s (default: what difficulty was set for at
                   height ${formatCount(BITCOIN_DIFFICULTY_HEIGHT)})
  --efficiency E   of the machines at the plug: 25J/TH or 0.098J/GH; three from best to worst, as 11,20,24J/TH,
                   widen low and high (default ${BEST},${LIKELY},${WORST}J/TH)
  --price P        of electricity, USD/kWh (default ${CAMBRIDGE_PRICE_PER_KWH_USD})
  --grid G         g CO2 per kWh (default ${CAMBRIDGE_GRID_GRAMS_PER_KWH})
  --spacing T      time per block, 30s or 10min (default ${formatWholeSeconds(BITCOIN_SPACING_SEC).replace(' ', '')})
  --transactions N in a block (default ${RECORDED_TRANSACTIONS_PER_BLOCK})
  --reward R       coins of a block, fees counted in (default ${RECORDED_SUBSIDY_BTC}, without fees)
  --coin-price C   of a coin, USD (default ${RECORDED_COIN_PRICE_USD}, mean of ${RECORDED_COIN_PRICE_MONTH})
  --json           print one JSON object: J, USD and g, without rounding`,
  run: runEnergy,
};

async function runEnergy(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, OPTIONS);
  if (positionals.length > 0) throw new UsageError(`energy takes no words, got ${positionals.join(' ')}`);
  const plan = readPlan(values);
  const budget = energyBudget(plan);
  if (values.json) {
    io.print(
      JSON.stringify({
        plan: { ...plan, pue: CAMBRIDGE_PUE },
        ...budget,
        landauerJPerTh: landauerJPerTh(),
        comparisons: COMPARISONS.map((other) => ({ ...other, times: timesOf(budget, other) })),
      }),
    );
  } else for (const line of energyLines(plan, budget, notes(values))) io.print(line);
  return 0;
}

function readPlan(given: Given): EnergyPlan {
  const read = <T>(
    option: keyof typeof OPTIONS,
    reader: (name: string, text: string) => T,
    otherwise: T,
  ): T => {
    const text = given[option];
    return typeof text === 'string' ? reader(`--${option}`, text) : otherwise;
  };
  const amount =
    (unit: string, allowsZero = false) =>
    (name: string, text: string) =>
      readAmount(name, text, unit, allowsZero);
  return {
    hashrateHps: read('hashrate', readHashrate, RECORDED_NETWORK.hashrateHps),
    machinesJPerTh: read('efficiency', readEfficiencies, RECORDED_MACHINES_J_PER_TH),
    pricePerKwhUsd: read('price', amount('USD/kWh'), CAMBRIDGE_PRICE_PER_KWH_USD),
    gridGramsPerKwh: read('grid', amount('g/kWh', true), CAMBRIDGE_GRID_GRAMS_PER_KWH),
    spacingSec: read('spacing', readSpacing, BITCOIN_SPACING_SEC),
    transactionsPerBlock: read(
      'transactions',
      (name, text) => readWhole(name, text, 1, 1e9),
      RECORDED_TRANSACTIONS_PER_BLOCK,
    ),
    rewardBtc: read('reward', amount('coins'), RECORDED_SUBSIDY_BTC),
    coinPriceUsd: read('coin-price', amount('USD'), RECORDED_COIN_PRICE_USD),
  };
}

/** Where figures are from that were not given. */
function notes(given: Given): string[] {
  const taken = [
    given.hashrate === undefined &&
      `the hash rate that difficulty was set for at height ${formatCount(BITCOIN_DIFFICULTY_HEIGHT)}`,
    given.efficiency === undefined && 'the best machine on sale, a guess at the mix, and the worst that paid',
    given.price === undefined && 'the Cambridge index’s price of electricity',
    given.grid === undefined && 'CO2 by Cambridge’s survey of 2025',
    given.reward === undefined && `${formatPlain(RECORDED_SUBSIDY_BTC, 6)} coins without fees`,
    given['coin-price'] === undefined && `a coin’s mean price of ${RECORDED_COIN_PRICE_MONTH}`,
  ].filter((note) => note !== false);
  return taken.length === 0 ? [] : [`Not given, so taken: ${taken.join('; ')}.`];
}
