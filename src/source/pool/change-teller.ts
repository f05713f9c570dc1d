// Tells of changed work, but not more often than engines can follow: each change breaks off what they do, and a pool that
// sends a thousand jobs a second would leave them no time to hash.

import { rest } from '../rest.ts';
import type { SourceTimers } from '../timers.ts';
import type { WorkChange } from '../work-source.ts';

/** Shorter than anybody notices, longer than an engine takes to begin. */
const SPACE_MS = 20;

/** What a teller is handed. */
export interface ChangeTellerParts {
  readonly tell: (change: WorkChange) => void;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  readonly timers: Pick<SourceTimers, 'sleep'>;
  readonly signal: AbortSignal;
}

/** Passes changes on: the first at once, those that follow closely as one. That there is no work is told at once, always. */
export class ChangeTeller {
  readonly #parts: ChangeTellerParts;
  #toldMs = Number.NEGATIVE_INFINITY;
  #waiting: WorkChange | null = null;

  constructor(parts: ChangeTellerParts) {
    this.#parts = parts;
  }

  say(change: WorkChange): void {
    if (change === 'gone') {
      this.#waiting = null;
      this.#parts.tell(change);
    } else if (this.#waiting !== null) {
      if (change === 'replaced') this.#waiting = change;
    } else {
      const leftMs = this.#toldMs + SPACE_MS - this.#parts.clock();
      if (leftMs <= 0) this.#tell(change);
      else {
        this.#waiting = change;
        void this.#tellLater(leftMs);
      }
    }
  }

  async #tellLater(ms: number): Promise<void> {
    const { timers, signal } = this.#parts;
    await rest(ms, timers, signal);
    if (signal.aborted) return;
    const change = this.#waiting;
    this.#waiting = null;
    if (change !== null) this.#tell(change);
  }

  #tell(change: WorkChange): void {
    this.#toldMs = this.#parts.clock();
    this.#parts.tell(change);
  }
}
