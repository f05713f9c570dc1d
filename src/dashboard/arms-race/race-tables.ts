// The tables of machines and prices, which lie beside the built page and are fetched when the arms race is looked at.

import type { RaceTables } from './worker/protocol.ts';

const MACHINES = new URL('../../../data/mining_hardware.csv', import.meta.url);
const PRICES = new URL('../../../data/btc_price_monthly.csv', import.meta.url);
const NETWORK = new URL('../../../data/btc_network_yearly.csv', import.meta.url);

/**
 * Fetches both tables from the page's own host.
 *
 * @throws {Error} with one sentence if the host does not have them, or cannot be reached.
 */
export async function fetchRaceTables(signal: AbortSignal): Promise<RaceTables> {
  const [machines, prices] = await Promise.all([
    fetchText(MACHINES, 'table of machines', signal),
    fetchText(PRICES, 'table of prices', signal),
  ]);
  return { machines, prices };
}

/**
 * Fetches the table of the real network's years.
 *
 * @throws {Error} as {@link fetchRaceTables}.
 */
export function fetchNetworkYears(signal: AbortSignal): Promise<string> {
  return fetchText(NETWORK, 'table of the network’s years', signal);
}

async function fetchText(address: URL, what: string, signal: AbortSignal): Promise<string> {
  let response: Response;
  try {
    response = await fetch(address, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(`The ${what} could not be fetched`, { cause: error });
  }
  if (!response.ok) throw new Error(`The page’s host has no ${what}: it answered ${response.status}`);
  return response.text();
}
