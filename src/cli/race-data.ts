// The real data that races are run from and held against.

import { readFile } from 'node:fs/promises';
import {
  type MachineModel,
  type NetworkYear,
  type PriceMonth,
  parseMachines,
  parseNetworkYears,
  parsePrices,
} from '../simulation/index.ts';

/** Machines, prices, and the real network by year. */
export interface RaceData {
  readonly machines: readonly MachineModel[];
  readonly prices: readonly PriceMonth[];
  readonly networkYears: readonly NetworkYear[];
}

/** @param folder - of the real data that the program ships. */
export async function readRaceData(folder: URL): Promise<RaceData> {
  const text = (name: string) => readFile(new URL(name, folder), 'utf8');
  const [machines, prices, years] = await Promise.all(
    ['mining_hardware.csv', 'btc_price_monthly.csv', 'btc_network_yearly.csv'].map(text),
  );
  return {
    machines: parseMachines(machines!),
    prices: parsePrices(prices!),
    networkYears: parseNetworkYears(years!),
  };
}
