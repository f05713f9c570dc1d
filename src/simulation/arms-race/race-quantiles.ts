/** Many races of one scenario, year by year: what the dice leave open. */
import { METRICS, type MetricId } from './metrics.ts';
import type { RaceYear } from './race-years.ts';

/** Where nine tenths of the seeds are, and their middle. */
export interface Spread {
  /** 5 % quantile. */
  readonly low: number;
  readonly median: number;
  /** 95 % quantile. */
  readonly high: number;
}

/** One year over all seeds. */
export interface SpreadYear {
  readonly year: number;
  readonly days: number;
  /** Null where no seed has a value. */
  readonly figures: Readonly<Record<MetricId, Spread | null>>;
  /** Joules of these days, best guess. */
  readonly energyJ: Spread;
}

/**
 * Gathers races of one scenario.
 *
 * @param races - The years of each seed's race; all have the same.
 * @throws {RangeError} if there is no race, or their years differ.
 */
export function spreadOfYears(races: readonly (readonly RaceYear[])[]): readonly SpreadYear[] {
  const [first] = races;
  if (first === undefined) throw new RangeError('"races" expected at least one');
  return first.map(({ year, days }, index) => {
    const seeds = races.map((years) => {
      const own = years[index];
      if (own?.year !== year || own.days !== days || years.length !== first.length) {
        throw new RangeError(`"races" expected the same years of all, got others in ${year}`);
      }
      return own;
    });
    return {
      year,
      days,
      figures: Object.fromEntries(
        METRICS.map(({ id }) => [id, spreadOf(seeds.flatMap(({ figures }) => figures[id] ?? []))] as const),
      ) as Record<MetricId, Spread | null>,
      energyJ: spreadOf(seeds.map(({ energyJ }) => energyJ.guess))!,
    };
  });
}

/** @returns The 5 %, 50 % and 95 % quantiles; null of nothing. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  return { low: quantile(sorted, 0.05), median: quantile(sorted, 0.5), high: quantile(sorted, 0.95) };
}

/**
 * A quantile, on the straight line between the two nearest values.
 *
 * @param sorted - Ascending, at least one.
 * @param part - In [0, 1].
 * @see Hyndman and Fan, "Sample quantiles in statistical packages" (1996), type 7
 */
function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const below = Math.floor(at);
  const low = sorted[below]!;
  return low + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - low);
}
