// The newest seconds of a history, one slot each: what is older than the ring is long is forgotten.

import { spread } from './spread.ts';

/** Totals by second, in named rows on one time axis that begins at 0. */
export class SecondRing {
  readonly #capacity: number;
  readonly #rows = new Map<string, Float64Array>();
  /** The newest second that has a slot. */
  #newest = 0;

  /** @param capacity - seconds that it holds. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Names of the rows, in the order in which they came. */
  get names(): readonly string[] {
    return [...this.#rows.keys()];
  }

  /** Lets the time axis reach a moment; an earlier one changes nothing. */
  reach(nowSec: number): void {
    const second = Math.floor(nowSec);
    const fresh = Math.min(second - this.#newest, this.#capacity);
    for (let i = 0; i < fresh; i++) {
      const slot = (second - i) % this.#capacity;
      for (const row of this.#rows.values()) row[slot] = 0;
    }
    this.#newest = Math.max(this.#newest, second);
  }

  /**
   * Adds an amount that came about evenly over a stretch of time, or at one moment; what lies before the ring goes to
   * its oldest second.
   *
   * @param toSec - not before `fromSec`; the axis is made to reach it.
   */
  add(name: string, fromSec: number, toSec: number, amount: number): void {
    this.reach(toSec);
    let row = this.#rows.get(name);
    if (row === undefined) this.#rows.set(name, (row = new Float64Array(this.#capacity)));
    const totals = row;
    const oldest = Math.max(0, this.#newest - this.#capacity + 1);
    spread(Math.max(oldest, fromSec), Math.max(oldest, toSec), amount, 1, (second, part) => {
      const slot = Math.max(second, oldest) % this.#capacity;
      totals[slot] = totals[slot]! + part;
    });
  }

  /**
   * Sums up a row over [fromSec, toSec), a second that is touched in part in proportion.
   *
   * @param fromSec - what lies before the ring counts for nothing.
   */
  sum(name: string, fromSec: number, toSec: number): number {
    const row = this.#rows.get(name);
    if (row === undefined) return 0;
    const oldest = Math.max(0, this.#newest - this.#capacity + 1);
    const endSec = Math.min(toSec, this.#newest + 1);
    let total = 0;
    for (let second = Math.max(oldest, Math.floor(fromSec)); second < endSec; second++) {
      const part = Math.min(second + 1, endSec) - Math.max(second, fromSec);
      const amount = row[second % this.#capacity]!;
      total += part >= 1 ? amount : amount * part;
    }
    return total;
  }

  /**
   * Reads whole seconds.
   *
   * @param first - not before the ring's oldest second.
   * @param count - seconds from there on, up to the newest.
   */
  totals(name: string, first: number, count: number): Float64Array {
    const row = this.#rows.get(name);
    const read = new Float64Array(count);
    if (row !== undefined) for (let i = 0; i < count; i++) read[i] = row[(first + i) % this.#capacity]!;
    return read;
  }

  /** Forgets rows that hold nothing any more, unless they are to be kept. */
  prune(isKept: (name: string) => boolean): void {
    for (const [name, row] of this.#rows) {
      if (!isKept(name) && row.every((amount) => amount === 0)) this.#rows.delete(name);
    }
  }
}
