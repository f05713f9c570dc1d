// Races without a model: days whose figures a test makes up.

import {
  DEFAULT_SCENARIO,
  dayOfDate,
  GENERATIONS,
  METRICS,
  type MetricId,
  type RaceDays,
  type RaceEvent,
  type RaceFacts,
  type RaceScenario,
} from '../../../../src/simulation/index.ts';

/** What a test says of its race; figures it does not name are 0. */
export interface HandMade {
  readonly from: string;
  readonly until: string;
  readonly scenario?: Partial<RaceScenario>;
  readonly regions?: readonly string[];
  /** By day of the race, from 0. */
  readonly figures?: Partial<Record<MetricId, (day: number) => number>>;
  readonly byGeneration?: (generation: number, day: number) => number;
  readonly byRegion?: (region: number, day: number) => number;
  readonly events?: readonly RaceEvent[];
}

export function handMade({
  from,
  until,
  scenario = {},
  regions = ['North', 'South'],
  figures = {},
  byGeneration = () => 0,
  byRegion = () => 0,
  events = [],
}: HandMade): { readonly facts: RaceFacts; readonly days: RaceDays } {
  const startDay = dayOfDate(from);
  const length = dayOfDate(until) - startDay + 1;
  const column = (value: (day: number) => number) => Float64Array.from({ length }, (_, day) => value(day));
  return {
    facts: {
      scenario: { ...DEFAULT_SCENARIO, from, until, events: [], ...scenario },
      seed: 7,
      startDay,
      days: length,
      regions,
      machines: [],
      landauerJPerTh: 2.2e-4,
    },
    days: {
      firstDay: 0,
      length,
      figures: Object.fromEntries(
        METRICS.map(({ id }) => [id, column(figures[id] ?? (() => 0))] as const),
      ) as Record<MetricId, Float64Array>,
      hashrateByGeneration: GENERATIONS.map((_, generation) =>
        column((day) => byGeneration(generation, day)),
      ),
      hashrateByRegion: regions.map((_, region) => column((day) => byRegion(region, day))),
      events,
    },
  };
}
