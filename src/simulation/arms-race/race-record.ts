/** A race's days put together again, as they come from where they are computed. */
import { GENERATIONS } from './generation.ts';
import { METRICS, type MetricId } from './metrics.ts';
import type { RaceDays, RaceEvent, RaceFacts } from './race.ts';
import { createFigures } from './race-ledger.ts';

export class RaceRecord {
  readonly facts: RaceFacts;
  readonly #figures: Record<MetricId, Float64Array>;
  readonly #byGeneration: readonly Float64Array[];
  readonly #byRegion: readonly Float64Array[];
  readonly #events: RaceEvent[] = [];
  #length = 0;

  constructor(facts: RaceFacts) {
    this.facts = facts;
    const columns = (count: number) => Array.from({ length: count }, () => new Float64Array(facts.days));
    this.#figures = createFigures(facts.days);
    this.#byGeneration = columns(GENERATIONS.length);
    this.#byRegion = columns(facts.regions.length);
  }

  /** Days that are there. */
  get length(): number {
    return this.#length;
  }

  /** All of them: views, which hold as long as this does. */
  get days(): RaceDays {
    const cut = (column: Float64Array) => column.subarray(0, this.#length);
    return {
      firstDay: 0,
      length: this.#length,
      figures: Object.fromEntries(METRICS.map(({ id }) => [id, cut(this.#figures[id])])) as Record<
        MetricId,
        Float64Array
      >,
      hashrateByGeneration: this.#byGeneration.map(cut),
      hashrateByRegion: this.#byRegion.map(cut),
      events: [...this.#events],
    };
  }

  /**
   * Adds the next days.
   *
   * @throws {RangeError} if they are not the next, or too many.
   */
  append(days: RaceDays): void {
    if (days.firstDay !== this.#length || days.firstDay + days.length > this.facts.days) {
      throw new RangeError(
        `"days" expected days from ${this.#length} on, at most to ${this.facts.days}, got ${days.length} from ${days.firstDay} on`,
      );
    }
    for (const { id } of METRICS) this.#figures[id].set(days.figures[id], days.firstDay);
    const write = (to: readonly Float64Array[], from: readonly Float64Array[]) => {
      for (const [i, column] of from.entries()) to[i]!.set(column, days.firstDay);
    };
    write(this.#byGeneration, days.hashrateByGeneration);
    write(this.#byRegion, days.hashrateByRegion);
    this.#events.push(...days.events);
    this.#length += days.length;
  }
}
