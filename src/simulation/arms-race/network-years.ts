/** What the real network did, by year (`data/btc_network_yearly.csv`). */
import { readCsv } from '../csv-table.ts';

/** One year of the real network. */
export interface NetworkYear {
  readonly year: number;
  /** Mean of the year. */
  readonly hashrateHps: number;
  /** Means of Cambridge's index over the days that it has of the year; null where it has none. */
  readonly power: {
    /** The last days of the index's first year, the first days of its last. */
    readonly days: number;
    readonly minW: number;
    readonly guessW: number;
    readonly maxW: number;
  } | null;
}

/**
 * Reads the table.
 *
 * @param text - CSV with the columns year, avg_hashrate_ehs, cbeci_power_min_gw, cbeci_power_guess_gw,
 *   cbeci_power_max_gw and cbeci_days.
 * @returns Years in order, without gaps.
 * @throws {RangeError} with the line, if a year is missing, a figure is not above 0, or powers are not in order.
 */
export function parseNetworkYears(text: string): readonly NetworkYear[] {
  const years: NetworkYear[] = [];
  const names = [
    'year',
    'avg_hashrate_ehs',
    'cbeci_power_min_gw',
    'cbeci_power_guess_gw',
    'cbeci_power_max_gw',
    'cbeci_days',
  ] as const;
  for (const row of readCsv('the table of the network’s years', text, names)) {
    const positive = (name: (typeof names)[number]): number => {
      const value = row.number(name);
      return value !== null && value > 0
        ? value
        : row.fail(`a number above 0 as ${name}, got ${value ?? 'nothing'}`);
    };
    const year = positive('year');
    if (!Number.isInteger(year)) row.fail(`a whole year, got ${year}`);
    const last = years.at(-1)?.year;
    if (last !== undefined && year !== last + 1) row.fail(`the year ${last + 1}, got ${year}`);
    const power =
      row.text('cbeci_days') === ''
        ? null
        : {
            days: positive('cbeci_days'),
            minW: positive('cbeci_power_min_gw') * 1e9,
            guessW: positive('cbeci_power_guess_gw') * 1e9,
            maxW: positive('cbeci_power_max_gw') * 1e9,
          };
    if (power !== null) {
      if (power.days > 366) row.fail(`at most 366 as cbeci_days, got ${power.days}`);
      if (power.minW > power.guessW || power.guessW > power.maxW) {
        row.fail('cbeci_power_min_gw, cbeci_power_guess_gw and cbeci_power_max_gw in rising order');
      }
    }
    years.push({ year, hashrateHps: positive('avg_hashrate_ehs') * 1e18, power });
  }
  if (years.length === 0) throw new RangeError('the table of the network’s years has no year');
  return years;
}
