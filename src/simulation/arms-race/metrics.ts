/**
 * The figures that a race has for each day, with their units. Everything that shows or writes figures goes by this
 * list.
 */

/** One figure. */
export interface Metric {
  readonly id: string;
  /** For a table's head. */
  readonly title: string;
  /** Of the value; empty for counts and parts. */
  readonly unit: string;
}

/** All figures, in the order in which files have them. A day's flows are of that day; the rest holds at its end. */
export const METRICS = [
  { id: 'priceUsd', title: 'Price of a coin', unit: 'USD' },
  { id: 'rewardBtc', title: 'Subsidy and fees of a block', unit: 'BTC' },
  { id: 'height', title: 'Height', unit: 'blocks' },
  { id: 'blocks', title: 'Blocks found', unit: 'blocks/d' },
  { id: 'meanIntervalSec', title: 'Mean interval', unit: 's' },
  { id: 'difficulty', title: 'Difficulty', unit: '' },
  { id: 'hashrateHps', title: 'Hash rate', unit: 'H/s' },
  { id: 'installedHps', title: 'Hash rate of all machines, on or off', unit: 'H/s' },
  { id: 'hashPriceUsdPerThDay', title: 'Income of 1 TH/s', unit: 'USD/d' },
  { id: 'powerLowW', title: 'Power, low', unit: 'W' },
  { id: 'powerGuessW', title: 'Power, best guess', unit: 'W' },
  { id: 'powerHighW', title: 'Power, high', unit: 'W' },
  { id: 'fleetJPerTh', title: 'Efficiency of the running machines', unit: 'J/TH' },
  { id: 'frontierJPerTh', title: 'Efficiency of the best machine released', unit: 'J/TH' },
  {
    id: 'breakEvenJPerTh',
    title: 'Efficiency that just pays at the mean price of electricity',
    unit: 'J/TH',
  },
  { id: 'meanPricePerKwhUsd', title: 'Mean price of electricity', unit: 'USD/kWh' },
  { id: 'machinePriceUsdPerTh', title: 'Cheapest machine on sale', unit: 'USD per TH/s' },
  { id: 'soldOutPart', title: 'Wanted machines that could not be had', unit: '' },
  { id: 'revenueUsd', title: 'Revenue', unit: 'USD/d' },
  { id: 'electricityUsd', title: 'Electricity', unit: 'USD/d' },
  { id: 'hardwareUsd', title: 'Machines bought', unit: 'USD/d' },
  { id: 'depreciationUsd', title: 'Wear of machines', unit: 'USD/d' },
  { id: 'profitUsd', title: 'Profit', unit: 'USD/d' },
  { id: 'capitalInUsd', title: 'Money put in', unit: 'USD/d' },
  { id: 'withdrawnUsd', title: 'Money taken out', unit: 'USD/d' },
  { id: 'cashUsd', title: 'Money of all miners', unit: 'USD' },
  { id: 'electricityPart', title: 'Electricity as a part of cost', unit: '' },
  { id: 'co2Grams', title: 'CO2', unit: 'g/d' },
  { id: 'eWasteKg', title: 'Machines thrown away', unit: 'kg/d' },
  { id: 'machinesBought', title: 'Machines bought', unit: '1/d' },
  { id: 'machinesFailed', title: 'Machines failed', unit: '1/d' },
  { id: 'machinesRetired', title: 'Machines given up', unit: '1/d' },
  { id: 'machinesOn', title: 'Machines running', unit: '' },
  { id: 'machinesOff', title: 'Machines switched off', unit: '' },
  { id: 'miners', title: 'Miners', unit: '' },
  { id: 'entered', title: 'Newcomers', unit: '1/d' },
  { id: 'left', title: 'Miners who left', unit: '1/d' },
  { id: 'hhi', title: 'Herfindahl-Hirschman index of miners', unit: '' },
  { id: 'gini', title: 'Gini coefficient of miners', unit: '' },
  { id: 'nakamotoMiners', title: 'Fewest miners above 50 %', unit: '' },
  { id: 'nakamotoPools', title: 'Fewest pools above 50 %', unit: '' },
  { id: 'largestMinerPart', title: 'Largest miner', unit: '' },
  { id: 'largestPoolPart', title: 'Largest pool', unit: '' },
  { id: 'largestRegionPart', title: 'Largest region', unit: '' },
  { id: 'largestVendorPart', title: 'Largest maker of machines', unit: '' },
  { id: 'cartelHardwareUsd', title: 'Machines for as much hash rate again', unit: 'USD' },
  { id: 'cartelPowerUsd', title: 'A day of electricity for them', unit: 'USD' },
] as const satisfies readonly Metric[];

/** A figure's name. */
export type MetricId = (typeof METRICS)[number]['id'];
