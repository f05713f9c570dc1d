// A race in as few points as a picture can show: means over equal stretches of days.

import { DAY_SEC, type MetricId } from '../../../simulation/index.ts';
import type { ShownRace } from '../shown-race.ts';

/** More points than this no picture on a screen can tell apart. */
const MOST_POINTS = 320;

/** Equal stretches of a race's days, the same ones however many days are shown. */
export class Stretches {
  /** Unix seconds of each stretch's middle. */
  readonly sec: Float64Array;
  readonly #race: ShownRace;
  readonly #length: number;

  constructor(race: ShownRace) {
    this.#race = race;
    this.#length = Math.max(1, Math.ceil(race.facts.days / MOST_POINTS));
    const count = Math.ceil(race.days.length / this.#length);
    this.sec = Float64Array.from({ length: count }, (_, i) => {
      const [from, to] = this.#ends(i);
      return (race.facts.startDay + (from + to) / 2) * DAY_SEC;
    });
  }

  /** Means of a figure; days without a value do not count, a stretch of such days has none. */
  mean(id: MetricId, factor = 1): Float64Array {
    return this.meanOf(this.#race.days.figures[id], factor);
  }

  /** Means of any column. */
  meanOf(column: Float64Array, factor = 1): Float64Array {
    return this.sec.map((_, i) => {
      const [from, to] = this.#ends(i);
      let sum = 0;
      let count = 0;
      for (let day = from; day < to; day++) {
        const value = column[day]!;
        if (!Number.isFinite(value)) continue;
        sum += value;
        count++;
      }
      return count === 0 ? Number.NaN : (sum / count) * factor;
    });
  }

  /** Seconds per block of each stretch: its days over its blocks. */
  intervalSec(): Float64Array {
    const { blocks } = this.#race.days.figures;
    return this.sec.map((_, i) => {
      const [from, to] = this.#ends(i);
      let found = 0;
      for (let day = from; day < to; day++) found += blocks[day]!;
      return found === 0 ? Number.NaN : ((to - from) * DAY_SEC) / found;
    });
  }

  #ends(stretch: number): readonly [from: number, to: number] {
    const from = stretch * this.#length;
    return [from, Math.min(from + this.#length, this.#race.days.length)];
  }
}
