// Lets notices through, but not a flood of them: a hostile pool can make mistakes a thousand times a second.

const WINDOW_MS = 60_000;
const MOST_IN_WINDOW = 30;

/** Passes notices on: the same text once a minute, thirty a minute in all. */
export class NoticeGate {
  readonly #clock: () => number;
  readonly #told = new Map<string, number>();

  /** @param clock - milliseconds from any origin. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Whether to tell this now; it is taken as told then. */
  lets(text: string): boolean {
    const nowMs = this.#clock();
    for (const [told, atMs] of this.#told) if (nowMs - atMs >= WINDOW_MS) this.#told.delete(told);
    if (this.#told.has(text) || this.#told.size >= MOST_IN_WINDOW) return false;
    this.#told.set(text, nowMs);
    return true;
  }
}
