// Questions to a pool and their answers: by number, each with a time limit, since some are never answered.

import type { PoolError } from './messages.ts';

/** How a question ended. */
export type Answer =
  | {
      readonly kind: 'answered';
      readonly result: unknown;
      readonly error: PoolError | null;
      readonly tookMs: number;
    }
  /** The time limit was over. */
  | { readonly kind: 'overdue' }
  /** The line was cut. */
  | { readonly kind: 'cut' };

interface Open {
  readonly sentMs: number;
  readonly limitMs: number;
  readonly settle: (answer: Answer) => void;
}

/** Questions under way. */
export class Requests {
  readonly #clock: () => number;
  readonly #open = new Map<number, Open>();
  #nextId = 1;

  /** @param clock - milliseconds from any origin. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** When the oldest open question was sent; Infinity for none. */
  get oldestMs(): number {
    let oldest = Number.POSITIVE_INFINITY;
    for (const { sentMs } of this.#open.values()) oldest = Math.min(oldest, sentMs);
    return oldest;
  }

  /** Opens a question. @returns its number, and the promise of its end, which never rejects. */
  open(limitMs: number): { readonly id: number; readonly answer: Promise<Answer> } {
    const id = this.#nextId++;
    const answer = new Promise<Answer>((settle) => {
      this.#open.set(id, { sentMs: this.#clock(), limitMs, settle });
    });
    return { id, answer };
  }

  /** An answer came. Late ones, and those that nobody asked for, are dropped. */
  take(id: number, result: unknown, error: PoolError | null): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    this.#open.delete(id);
    open.settle({ kind: 'answered', result, error, tookMs: this.#clock() - open.sentMs });
  }

  /** Ends those whose time is over. */
  check(): void {
    const nowMs = this.#clock();
    for (const [id, { sentMs, limitMs, settle }] of this.#open) {
      if (nowMs - sentMs < limitMs) continue;
      this.#open.delete(id);
      settle({ kind: 'overdue' });
    }
  }

  /** Ends all. */
  cut(): void {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { settle } of open) settle({ kind: 'cut' });
  }
}
