// Time that passes as fast as the work in it is done: whoever sleeps is woken in order, with nothing in between.

import type { Timers } from '../src/miner/index.ts';

interface Sleeper {
  readonly atMs: number;
  /** Of two for the same moment the earlier comes first. */
  readonly order: number;
  readonly wake: () => void;
}

/** A clock and its sleepers. */
export class SimulatedTime implements Timers {
  nowMs = 0;
  /** A heap: the first to wake at its root. */
  readonly #sleepers: Sleeper[] = [];
  #order = 0;

  readonly clock = (): number => this.nowMs;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const abort = () => reject(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      this.#push(this.nowMs + ms, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
    });

  readonly every = (ms: number, callback: () => void): (() => void) => {
    let isOver = false;
    const next = () =>
      this.#push(this.nowMs + ms, () => {
        if (isOver) return;
        callback();
        next();
      });
    next();
    return () => {
      isOver = true;
    };
  };

  /** Lets time pass until a moment, milliseconds. */
  async passUntil(endMs: number): Promise<void> {
    for (;;) {
      // Everything that waits for nothing but its turn.
      await new Promise((resolve) => setImmediate(resolve));
      const first = this.#sleepers[0];
      if (first === undefined || first.atMs > endMs) break;
      this.#pop();
      this.nowMs = first.atMs;
      first.wake();
    }
    this.nowMs = endMs;
  }

  #push(atMs: number, wake: () => void): void {
    const heap = this.#sleepers;
    const sleeper = { atMs, order: this.#order++, wake };
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(sleeper, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = sleeper;
  }

  #pop(): void {
    const heap = this.#sleepers;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

function isBefore(one: Sleeper, other: Sleeper): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
