// The time that is mined: it stands still while nothing hashes.

/** A clock that can be stopped. It begins at 0, standing. */
export class MiningClock {
  readonly #clock: () => number;
  #doneMs = 0;
  /** When it was started last, by the clock that drives it; null while it stands. */
  #sinceMs: number | null = null;

  /** @param clock - milliseconds from any origin, never backwards. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Milliseconds for which it has run; a function that can be handed on. */
  readonly now = (): number => this.#doneMs + (this.#sinceMs === null ? 0 : this.#clock() - this.#sinceMs);

  /** Lets it run or stand. */
  run(isRunning: boolean): void {
    if (isRunning === (this.#sinceMs !== null)) return;
    this.#doneMs = this.now();
    this.#sinceMs = isRunning ? this.#clock() : null;
  }
}
