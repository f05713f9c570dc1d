// Shares that were cut off from their pool: held until the session is taken up again, or nobody will ever know.

import type { ShareVerdict } from '../work-source.ts';
import type { PoolOrder } from './pool-work.ts';

/** A session that is not taken up for so long is over. */
const KEPT_MS = 120_000;
/** More than a miner lets wait for their answers. */
const MOST_KEPT = 1024;

/** A share that has no answer yet. */
export interface KeptShare {
  readonly order: PoolOrder;
  readonly nonce: number;
  /** Whether it was sent before the cut. */
  readonly wasSent: boolean;
  readonly settle: (verdict: ShareVerdict) => void;
}

/** Holds shares. */
export class KeptShares {
  readonly #clock: () => number;
  #kept: (KeptShare & { readonly sinceMs: number })[] = [];

  /** @param clock - milliseconds from any origin. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Holds a share. @returns its verdict, some time. */
  hold(order: PoolOrder, nonce: number, wasSent: boolean): Promise<ShareVerdict> {
    return new Promise((settle) => {
      this.#kept.push({ order, nonce, wasSent, settle, sinceMs: this.#clock() });
      if (this.#kept.length > MOST_KEPT) giveUp(this.#kept.shift()!);
    });
  }

  /** Takes out all for which the new line stands for the same session; the others are given up. */
  release(isSameSession: (order: PoolOrder) => boolean): readonly KeptShare[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept.filter((share) => {
      if (isSameSession(share.order)) return true;
      giveUp(share);
      return false;
    });
  }

  /** Gives up what is too old. */
  sweep(): void {
    const nowMs = this.#clock();
    const isOld = ({ sinceMs }: { readonly sinceMs: number }) => nowMs - sinceMs >= KEPT_MS;
    for (const share of this.#kept) if (isOld(share)) giveUp(share);
    this.#kept = this.#kept.filter((share) => !isOld(share));
  }

  /** Gives up all. */
  clear(): void {
    for (const share of this.#kept.splice(0)) giveUp(share);
  }
}

function giveUp({ wasSent, settle }: KeptShare): void {
  settle(
    wasSent
      ? { kind: 'unanswered', reason: 'the connection was cut before the answer' }
      : { kind: 'stale', reason: 'the connection was cut before it could be sent' },
  );
}
