// Who hashes what: ranges that tile a job's 2^32 nonces exactly, then the next job.

import type { NonceRange, Work } from '../engine/index.ts';

/** Nonces of one job. */
export const NONCES_PER_WORK = 2 ** 32;

/** A range of one job's nonces, given to one engine. */
export interface Assignment {
  readonly work: Work;
  readonly range: NonceRange;
}

/** Hands out every nonce once. */
export class NonceSpace {
  readonly #nextWork: () => Work | null;
  readonly #returned: Assignment[] = [];
  /** Works that are still worth searching. */
  #current = new WeakSet<Work>();
  #work: Work | null = null;
  #next = NONCES_PER_WORK;

  /** @param nextWork - makes a fresh job: the next extra nonce, or time; null while there is nothing to search. */
  constructor(nextWork: () => Work | null) {
    this.#nextWork = nextWork;
  }

  /** Whether there is something to take; where the job in hand is used up, a fresh one is asked for. */
  hasWork(): boolean {
    if (this.#returned.length > 0) return true;
    if (this.#work !== null && this.#next < NONCES_PER_WORK) return true;
    this.#work = this.#nextWork();
    if (this.#work === null) return false;
    this.#current.add(this.#work);
    this.#next = 0;
    return true;
  }

  /**
   * Takes the next nonces: at most `count`, fewer at the end of a job or of a range that was given back.
   *
   * @throws {RangeError} unless `count` is a whole number from 1, and where `hasWork` says no.
   */
  take(count: number): Assignment {
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(`"count" expected a whole number from 1, got ${count}`);
    }
    if (!this.hasWork()) throw new RangeError('nothing can be taken while there is no work');
    const returned = this.#returned.pop();
    if (returned !== undefined) {
      const { work, range } = returned;
      const taken = Math.min(count, range.count);
      if (taken < range.count) {
        this.#returned.push({ work, range: { start: range.start + taken, count: range.count - taken } });
      }
      return { work, range: { start: range.start, count: taken } };
    }
    const range = { start: this.#next, count: Math.min(count, NONCES_PER_WORK - this.#next) };
    this.#next += range.count;
    return { work: this.#work!, range };
  }

  /** Gives back what an engine could not finish: the next one to ask gets it. */
  giveBack(assignment: Assignment): void {
    if (assignment.range.count > 0 && this.#current.has(assignment.work)) this.#returned.push(assignment);
  }

  /** Forgets all work: the next to ask gets a fresh job, because the old ones are stale. */
  replaceWork(): void {
    this.#returned.length = 0;
    this.#current = new WeakSet();
    this.#work = null;
  }
}
