/**
 * A race for spreadsheets: RFC 4180, a line per day, plain numbers. A number is written with as many digits as it takes
 * to read the same number back, which is the same text on every platform; what has no value that day is an empty cell.
 */
import { dateOfDay } from './calendar.ts';
import { GENERATIONS } from './generation.ts';
import { METRICS, type Metric } from './metrics.ts';
import type { RaceDays, RaceFacts } from './race.ts';

/** Days per piece: some milliseconds. */
const DAYS_AT_ONCE = 200;

/**
 * Writes a race.
 *
 * @param days - Any days of it.
 * @param commit - Of the program that ran it.
 * @returns Lines that end with CR LF, the heading first. The last cell of the first day is JSON with all that reproduces
 *   the race: commit, seed and scenario.
 */
export function raceCsv(facts: RaceFacts, days: RaceDays, commit: string): string {
  return [...raceCsvPieces(facts, days, commit)].join('');
}

/** The same text in pieces, for a page that must not stand still while it is written. */
export function* raceCsvPieces(facts: RaceFacts, days: RaceDays, commit: string): Generator<string> {
  const columns = [
    ...METRICS.map(({ id }) => days.figures[id]),
    ...days.hashrateByGeneration,
    ...days.hashrateByRegion,
  ];
  const labels = new Map<number, string[]>();
  for (const { day, label } of days.events) labels.set(day, [...(labels.get(day) ?? []), label]);
  const { scenario, seed } = facts;

  yield csvLine(headings(facts));
  for (let from = 0; from < days.length; from += DAYS_AT_ONCE) {
    const lines: string[] = [];
    for (let i = from; i < Math.min(from + DAYS_AT_ONCE, days.length); i++) {
      const day = days.firstDay + i;
      lines.push(
        csvLine([
          dateOfDay(facts.startDay + day),
          ...columns.map((column) => csvNumber(column[i]!)),
          (labels.get(day) ?? []).join('; '),
          i === 0 ? JSON.stringify({ commit, seed, scenario }) : '',
        ]),
      );
    }
    yield lines.join('');
  }
}

/** @returns A number's shortest text that reads back as the same number; nothing for what is not finite. */
export function csvNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}

/** @returns The cells as a line, quoted where they must be. */
export function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(',')}\r\n`;
}

/** @returns A column's heading: what it is, and its unit in brackets. */
export function csvHeading(name: string, unit: string): string {
  return unit === '' ? name : `${name} (${unit})`;
}

function headings(facts: RaceFacts): readonly string[] {
  return [
    'date',
    ...METRICS.map(({ id, unit }: Metric) => csvHeading(id, unit)),
    ...GENERATIONS.map(({ id }) => csvHeading(`generation ${id}`, 'H/s')),
    ...facts.regions.map((name) => csvHeading(`region ${name}`, 'H/s')),
    'events',
    'run',
  ];
}
