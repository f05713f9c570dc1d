// What is remembered of a pool from connection to connection: its session, and what it is better not asked.

import { equalBytes } from '../../primitives/index.ts';
import type { ConnectionEnd } from './stratum-connection.ts';
import type { Subscription } from './subscription.ts';

/** One pool's memory. */
export class PoolMemory {
  #sessionId: string | null = null;
  #extraNonce1: Uint8Array | null = null;
  #asksToConfigure = true;

  /** Session to take up again; null for none. */
  get sessionId(): string | null {
    return this.#sessionId;
  }

  get asksToConfigure(): boolean {
    return this.#asksToConfigure;
  }

  /** Notes a greeting that went well. @returns whether it took the last session up again. */
  note({ extraNonce1, sessionId }: Subscription): boolean {
    const isResumed = this.#extraNonce1 !== null && equalBytes(this.#extraNonce1, extraNonce1);
    this.#sessionId = sessionId;
    this.#extraNonce1 = extraNonce1;
    return isResumed;
  }

  /**
   * Learns from a greeting that failed: some pools hang up at a question that they do not know, or refuse a session that they
   * have forgotten. The next time it is left out, once.
   *
   * @returns whether another try is worth it at once.
   */
  learn({ asked, wish }: ConnectionEnd): boolean {
    // It left by a wish of its own, not in anger.
    if (wish !== null) return false;
    const isAskedLess = this.#asksToConfigure && asked === 'configure';
    this.#asksToConfigure = !isAskedLess;
    const isForgotten = this.#sessionId !== null && asked === 'subscribe';
    if (isForgotten) this.#sessionId = null;
    return isAskedLess || isForgotten;
  }
}
