/** A race's figures as they are written, day by day. */
import { GENERATIONS } from './generation.ts';
import { METRICS, type MetricId } from './metrics.ts';
import type { RaceDays, RaceEvent } from './race.ts';

/** One array for each figure. */
export function createFigures(days: number): Record<MetricId, Float64Array> {
  return Object.fromEntries(METRICS.map(({ id }) => [id, new Float64Array(days)])) as Record<
    MetricId,
    Float64Array
  >;
}

export class RaceLedger {
  readonly figures: Record<MetricId, Float64Array>;
  readonly hashrateByGeneration: readonly Float64Array[];
  readonly hashrateByRegion: readonly Float64Array[];
  readonly events: RaceEvent[] = [];

  constructor(days: number, regions: number) {
    const columns = (count: number) => Array.from({ length: count }, () => new Float64Array(days));
    this.figures = createFigures(days);
    this.hashrateByGeneration = columns(GENERATIONS.length);
    this.hashrateByRegion = columns(regions);
  }

  /** Writes a day's figures. */
  write(day: number, figures: Readonly<Record<MetricId, number>>): void {
    for (const { id } of METRICS) this.figures[id][day] = figures[id];
  }

  /** Copies days out. */
  copy(firstDay: number, length: number): RaceDays {
    const cut = (column: Float64Array) => column.slice(firstDay, firstDay + length);
    return {
      firstDay,
      length,
      figures: Object.fromEntries(METRICS.map(({ id }) => [id, cut(this.figures[id])])) as Record<
        MetricId,
        Float64Array
      >,
      hashrateByGeneration: this.hashrateByGeneration.map(cut),
      hashrateByRegion: this.hashrateByRegion.map(cut),
      events: this.events.filter(({ day }) => day >= firstDay && day < firstDay + length),
    };
  }
}
