// What the energy of the year before a day is like: figures, and things that people know.

import {
  formatEnergy,
  formatMass,
  formatNumber,
  formatRough,
  formatRoughMoney,
} from '../../../primitives/index.ts';
import { COMPARISONS, COUNTRIES, DAY_SEC, nearestComparison } from '../../../simulation/index.ts';
import type { RaceScene } from '../shown-race.ts';

const YEAR_DAYS = 365;

/** What a year of it cost. */
export interface YearOfEnergy {
  /** Days that were summed: fewer than a year at a race's beginning. */
  readonly days: number;
  readonly energyJ: { readonly low: number; readonly guess: number; readonly high: number };
  readonly blocks: number;
  readonly electricityUsd: number;
  /** Electricity and wear of machines. */
  readonly costUsd: number;
  readonly co2Grams: number;
  readonly eWasteKg: number;
  readonly transactions: number;
}

/** Sums up the year that ends with the day that is looked at. */
export function yearOfEnergy({ races: [{ facts, days }], day }: RaceScene): YearOfEnergy {
  const first = Math.max(0, day - YEAR_DAYS + 1);
  const sum = (id: keyof typeof days.figures): number => {
    let total = 0;
    for (let i = first; i <= day; i++) total += days.figures[id][i]! || 0;
    return total;
  };
  const blocks = sum('blocks');
  const electricityUsd = sum('electricityUsd');
  return {
    days: day - first + 1,
    energyJ: {
      low: sum('powerLowW') * DAY_SEC,
      guess: sum('powerGuessW') * DAY_SEC,
      high: sum('powerHighW') * DAY_SEC,
    },
    blocks,
    electricityUsd,
    costUsd: electricityUsd + sum('depreciationUsd'),
    co2Grams: sum('co2Grams'),
    eWasteKg: sum('eWasteKg'),
    transactions: blocks * facts.scenario.market.transactionsPerBlock,
  };
}

/** One figure in words. */
export interface EnergyFigure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** The year's figures. */
export function energyFigures(scene: RaceScene): readonly EnergyFigure[] {
  const year = yearOfEnergy(scene);
  const { energyJ, blocks, costUsd, co2Grams, eWasteKg, transactions } = year;
  const span = year.days < YEAR_DAYS ? `in ${year.days} days` : 'in a year';
  return [
    {
      label: `energy ${span}`,
      value: formatEnergy(energyJ.guess),
      note: `${formatEnergy(energyJ.low)} to ${formatEnergy(energyJ.high)}`,
    },
    {
      label: 'a block',
      value: formatEnergy(energyJ.guess / blocks),
      note: `${formatRoughMoney(costUsd / blocks, 'USD')}, machines included`,
    },
    {
      label: 'a transaction, in full blocks',
      value: formatEnergy(energyJ.guess / transactions),
      note: formatRoughMoney(costUsd / transactions, 'USD'),
    },
    {
      label: `USD for electricity ${span}`,
      value: formatRough(year.electricityUsd),
      note: 'what miners pay for it',
    },
    { label: `CO2 ${span}`, value: formatMass(co2Grams), note: 'by the regions’ grids' },
    {
      label: `machines thrown away ${span}`,
      value: formatMass(eWasteKg * 1000),
      note: 'failed, too old, or of no use',
    },
  ];
}

/** One comparison, with its source. */
export interface EnergyComparison {
  readonly text: string;
  readonly source: string;
}

/** What the year's energy, and one transaction's, are like; nothing before anything was used. */
export function energyComparisons(scene: RaceScene): readonly EnergyComparison[] {
  const { energyJ, days, transactions } = yearOfEnergy(scene);
  const perYear = (energyJ.guess / days) * YEAR_DAYS;
  if (!(perYear > 0) || !(transactions > 0)) return [];
  const perTransaction = energyJ.guess / transactions;
  const of = (id: string) => COMPARISONS.find((comparison) => comparison.id === id)!;
  const country = nearestComparison(perYear, COUNTRIES);
  const household = of('household-eu');
  const card = of('card-payment');
  return [
    {
      text: countryText(perYear / country.joules, `${country.title} (${country.year})`),
      source: country.source,
    },
    {
      text: `As much electricity as ${formatRough(perYear / household.joules)} households in the EU use.`,
      source: household.source,
    },
    {
      text: `A transaction takes ${times(perTransaction / card.joules)} the energy of ${card.title}.`,
      source: card.source,
    },
  ];
}

function countryText(ratio: number, country: string): string {
  return Math.abs(ratio - 1) < 0.1
    ? `About as much electricity as ${country} uses.`
    : `${times(ratio)} the electricity of ${country}.`;
}

function times(ratio: number): string {
  return ratio >= 1000 ? `${formatRough(ratio)} times` : `${formatNumber(ratio, 2)} times`;
}
