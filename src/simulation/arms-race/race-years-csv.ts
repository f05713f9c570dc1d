/** The years of many races for spreadsheets: a line per seed and year. */
import { METRICS } from './metrics.ts';
import { csvHeading, csvLine, csvNumber } from './race-csv.ts';
import { type RaceYear, yearlyUnit } from './race-years.ts';
import type { Scenario } from './scenario.ts';

/**
 * Writes races of one scenario.
 *
 * @param commit - Of the program that ran them.
 * @returns Lines that end with CR LF, the heading first. The last cell of the first line is JSON with commit and scenario.
 */
export function raceYearsCsv(
  scenario: Scenario,
  races: readonly { readonly seed: number; readonly years: readonly RaceYear[] }[],
  commit: string,
): string {
  const heading = csvLine([
    'seed',
    'year',
    'days',
    ...METRICS.map(({ id }) => csvHeading(id, yearlyUnit(id))),
    'energy low (J)',
    'energy guess (J)',
    'energy high (J)',
    'run',
  ]);
  const rows = races.flatMap(({ seed, years }) => years.map((year) => ({ seed, ...year })));
  const lines = rows.map(({ seed, year, days, figures, energyJ }, i) =>
    csvLine([
      ...[seed, year, days].map(csvNumber),
      ...METRICS.map(({ id }) => csvNumber(figures[id] ?? Number.NaN)),
      ...[energyJ.low, energyJ.guess, energyJ.high].map(csvNumber),
      i === 0 ? JSON.stringify({ commit, scenario }) : '',
    ]),
  );
  return [heading, ...lines].join('');
}
