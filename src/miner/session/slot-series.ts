// A whole history in a fixed number of slots: when they are full, neighbours join and the slots are twice as wide.
// Slots hold totals, never averages, so that joining changes no sum.

import { spread } from './spread.ts';

/** Totals by slot, in named rows on one time axis that begins at 0. */
export class SlotSeries {
  readonly #capacity: number;
  readonly #rows = new Map<string, Float64Array>();
  #slotSec: number;
  #endSec = 0;

  /**
   * @param capacity - most slots; an even number.
   * @param slotSec - their width at the beginning, seconds.
   */
  constructor(capacity: number, slotSec = 1) {
    if (!Number.isInteger(capacity / 2) || capacity < 2) {
      throw new RangeError(`"capacity" expected an even number from 2, got ${capacity}`);
    }
    this.#capacity = capacity;
    this.#slotSec = slotSec;
  }

  /** Width of a slot, seconds: the first width times a power of two. */
  get slotSec(): number {
    return this.#slotSec;
  }

  /** Slots that have begun: one at least where anything was added. */
  get length(): number {
    return Math.max(this.#rows.size > 0 ? 1 : 0, Math.ceil(this.#endSec / this.#slotSec));
  }

  /** Names of the rows, in the order in which they came. */
  get names(): readonly string[] {
    return [...this.#rows.keys()];
  }

  /** Lets the time axis reach a moment; an earlier one changes nothing. */
  reach(nowSec: number): void {
    this.#endSec = Math.max(this.#endSec, nowSec);
    while (this.#endSec > this.#capacity * this.#slotSec) this.#join();
  }

  /**
   * Adds an amount that came about evenly over a stretch of time, or at one moment.
   *
   * @param toSec - not before `fromSec`; the axis is made to reach it.
   */
  add(name: string, fromSec: number, toSec: number, amount: number): void {
    this.reach(toSec);
    let row = this.#rows.get(name);
    if (row === undefined) this.#rows.set(name, (row = new Float64Array(this.#capacity)));
    const totals = row;
    spread(Math.max(0, fromSec), Math.max(0, toSec), amount, this.#slotSec, (slot, part) => {
      totals[slot] = totals[slot]! + part;
    });
  }

  /** @returns the totals of a row's slots, a copy of `length` numbers. */
  totals(name: string): Float64Array {
    const row = this.#rows.get(name) ?? new Float64Array(this.#capacity);
    return row.slice(0, this.length);
  }

  /** Adds one row to another and forgets it. */
  merge(name: string, into: string): void {
    const from = this.#rows.get(name);
    if (from === undefined || name === into) return;
    this.#rows.delete(name);
    const to = this.#rows.get(into);
    if (to === undefined) this.#rows.set(into, from);
    else for (let i = 0; i < to.length; i++) to[i] = to[i]! + from[i]!;
  }

  #join(): void {
    const half = this.#capacity / 2;
    for (const row of this.#rows.values()) {
      for (let i = 0; i < half; i++) row[i] = row[2 * i]! + row[2 * i + 1]!;
      row.fill(0, half);
    }
    this.#slotSec *= 2;
  }
}
