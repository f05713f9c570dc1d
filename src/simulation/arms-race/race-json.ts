/**
 * A race as one JSON object: all that reproduces it, its years, its events, and how near it came to history. The days
 * are for `race-csv.ts`.
 */
import { dateOfDay } from './calendar.ts';
import { GENERATIONS } from './generation.ts';
import type { RaceDays, RaceFacts } from './race.ts';
import type { HistoryComparison } from './race-history.ts';
import { type RaceYear, raceYears, type YearFigure, yearFigures } from './race-years.ts';
import type { Scenario } from './scenario.ts';

/** What a file says of a race. Figures without a value are null. */
export interface RaceJson {
  /** Of the program that ran it. */
  readonly commit: string;
  readonly seed: number;
  /** Complete. */
  readonly scenario: Scenario;
  /** First and last day that is summed up, as YYYY-MM-DD. */
  readonly from: string;
  readonly until: string;
  readonly generations: readonly string[];
  readonly regions: readonly string[];
  readonly landauerJPerTh: number;
  /** What the years' figures are. */
  readonly figures: readonly YearFigure[];
  readonly years: readonly RaceYear[];
  readonly events: readonly {
    readonly date: string;
    readonly kind: string;
    readonly label: string;
    readonly text: string;
  }[];
  /** Null for scenarios that are not history. */
  readonly history: HistoryComparison | null;
}

/**
 * Says what a race was.
 *
 * @param days - Any days of it.
 * @param commit - Of the program that ran it.
 * @param history - Where the scenario is history.
 */
export function raceJson(
  facts: RaceFacts,
  days: RaceDays,
  commit: string,
  history: HistoryComparison | null,
): RaceJson {
  const dateOf = (day: number) => dateOfDay(facts.startDay + day);
  return {
    commit,
    seed: facts.seed,
    scenario: facts.scenario,
    from: dateOf(days.firstDay),
    until: dateOf(days.firstDay + days.length - 1),
    generations: GENERATIONS.map(({ id }) => id),
    regions: facts.regions,
    landauerJPerTh: facts.landauerJPerTh,
    figures: yearFigures(),
    years: raceYears(facts, days),
    events: days.events.map(({ day, kind, label, text }) => ({ date: dateOf(day), kind, label, text })),
    history,
  };
}
