// What of a node's templates is searched, until it is too old: headers that are never the same twice, and for each of them
// what its block is made of.

import { rest } from '../rest.ts';
import type { SourceTimers } from '../timers.ts';
import type { SearchOrder } from '../work-source.ts';
import type { NodeTemplate } from './block-template.ts';
import { type CoinbaseWishes, type NodeJob, TemplateWork } from './template-work.ts';

/** What a shelf needs, and whom it tells. */
export interface ShelfParts {
  readonly wishes: CoinbaseWishes;
  /** In [0, 2^64). */
  readonly firstExtraNonce: bigint;
  /** Milliseconds of a clock that nobody sets. */
  readonly clock: () => number;
  readonly timers: SourceTimers;
  /** The work became too old, and is not there any more. */
  readonly onExpiry: () => void;
}

/** Keeps the work of one template. */
export class WorkShelf {
  readonly #parts: ShelfParts;
  readonly #jobs = new WeakMap<SearchOrder, { readonly job: NodeJob; readonly era: number }>();
  #work: TemplateWork | null = null;
  #cameMs = 0;
  #extraNonce: bigint;
  /** Rises where the node says that older work on the same tip is worth nothing. */
  #era = 0;
  /** Ends the wait for the moment when the work is too old. */
  #wait = new AbortController();

  constructor(parts: ShelfParts) {
    this.#parts = parts;
    this.#extraNonce = parts.firstExtraNonce;
  }

  /** Null while there is nothing to search. */
  get template(): NodeTemplate | null {
    return this.#work?.template ?? null;
  }

  /**
   * Takes the place of what was there.
   *
   * @throws {TemplateError} if no coinbase can be made of the template; what was there stays.
   */
  put(template: NodeTemplate): void {
    const work = new TemplateWork(
      template,
      this.#parts.wishes,
      this.#work?.nextExtraNonce ?? this.#extraNonce,
    );
    this.#work = work;
    this.#extraNonce = work.nextExtraNonce;
    this.#cameMs = this.#parts.clock();
    if (!template.submitOld) this.#era++;
    this.keepFor(Number.POSITIVE_INFINITY);
  }

  /** @param ms - Since the template came; no longer than the template itself allows. */
  keepFor(ms: number): void {
    this.#wait.abort();
    const work = this.#work;
    if (work === null) return;
    const { expiresSec } = work.template;
    const mostMs = Math.min(ms, expiresSec === null ? Number.POSITIVE_INFINITY : expiresSec * 1000);
    if (mostMs === Number.POSITIVE_INFINITY) return;
    const wait = new AbortController();
    this.#wait = wait;
    const leftMs = Math.max(0, this.#cameMs + mostMs - this.#parts.clock());
    void rest(leftMs, this.#parts.timers, wait.signal).then(() => {
      if (wait.signal.aborted) return;
      this.clear();
      this.#parts.onExpiry();
    });
  }

  clear(): void {
    this.#wait.abort();
    if (this.#work !== null) this.#extraNonce = this.#work.nextExtraNonce;
    this.#work = null;
  }

  /** Another header each time; null while there is nothing to search. */
  next(): SearchOrder | null {
    const job = this.#work?.next((this.#parts.clock() - this.#cameMs) / 1000);
    if (job === undefined) return null;
    const { target } = job.template;
    const order = { header: job.header, shareTarget: target, blockTarget: target };
    this.#jobs.set(order, { job, era: this.#era });
    return order;
  }

  /** A block that nobody will look for; null while there is nothing to search. */
  sample(): NodeJob | null {
    return this.#work?.next(0) ?? null;
  }

  /** What an order's block is made of; undefined where the order is not of this shelf. */
  jobOf(order: SearchOrder): NodeJob | undefined {
    return this.#jobs.get(order)?.job;
  }

  /** Whether an order is of this tip, and the node has not called it worthless. */
  isOn(order: SearchOrder, tip: string | null): boolean {
    const known = this.#jobs.get(order);
    return known !== undefined && known.era === this.#era && known.job.template.previousBlock === tip;
  }
}
