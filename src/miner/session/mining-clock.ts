// The time that is mined: it stands still while nothing hashes.

/**
 * A running clock is read several times a second. Where it is not for so long, the machine was asleep (some platforms'
 * clocks run on meanwhile) and nothing hashed.
 */
const ASLEEP_MS = 5000;

/** A clock that can be stopped, and stands while the machine sleeps. It begins at 0, standing. */
export class MiningClock {
  readonly #clock: () => number;
  #doneMs = 0;
  /** When it was started last, by the clock that drives it; null while it stands. */
  #sinceMs: number | null = null;
  /** When it was read last, by the same clock. */
  #readMs = 0;

  /** @param clock - milliseconds from any origin, never backwards. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Milliseconds for which it has run; a function that can be handed on. */
  readonly now = (): number => {
    if (this.#sinceMs === null) return this.#doneMs;
    const atMs = this.#clock();
    if (atMs - this.#readMs > ASLEEP_MS) this.#sinceMs += atMs - this.#readMs;
    this.#readMs = atMs;
    return this.#doneMs + atMs - this.#sinceMs;
  };

  /** Lets it run or stand. */
  run(isRunning: boolean): void {
    if (isRunning === (this.#sinceMs !== null)) return;
    this.#doneMs = this.now();
    this.#readMs = this.#clock();
    this.#sinceMs = isRunning ? this.#readMs : null;
  }
}
