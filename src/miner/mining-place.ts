// Where the next block goes: on the chain's tip, or on a branch that rewrites what is there already.

import { type BlockTemplate, FUTURE_LIMIT_SEC, type HeaderNode } from '../chain/index.ts';
import { equalBytes } from '../primitives/index.ts';
import type { PrivateChain } from '../source/index.ts';

/** What history is to be rewritten to. */
export interface RemineOrder {
  /** The block that stays; the branch begins after it. */
  readonly parent: HeaderNode;
  /** Text of the branch's first coinbase. */
  readonly message: string;
}

/** A branch under way. */
export interface Remining extends RemineOrder {
  /** Its newest block; the parent while there is none. */
  readonly tip: HeaderNode;
}

/**
 * Follows the place. A branch's clock begins at its parent's time and runs while the branch is mined; the chain's own
 * stands still meanwhile, and goes on where it was if the branch is given up.
 */
export class MiningPlace {
  readonly #chain: PrivateChain;
  readonly #chainTime: () => number;
  readonly #nowSec: () => number;
  #remining: Remining | null = null;
  /** Added to the clock that was handed in, seconds. */
  #offsetSec = 0;
  /** What the offset was before the branch, and where the clock stood. */
  #before = { offsetSec: 0, clockSec: 0 };

  /**
   * @param chainTime - Unix seconds, never backwards.
   * @param nowSec - what others would judge a block's time by, Unix seconds.
   */
  constructor(chain: PrivateChain, chainTime: () => number, nowSec: () => number) {
    this.#chain = chain;
    this.#chainTime = chainTime;
    this.#nowSec = nowSec;
  }

  /** The block that the next one follows. */
  get parent(): HeaderNode {
    return this.#remining?.tip ?? this.#chain.tip;
  }

  /** The branch under way; null where the tip is mined on. */
  get remining(): Remining | null {
    return this.#remining;
  }

  /** The time for headers, Unix seconds: a clock that is too far ahead to be believed waits for that of the others. */
  get timeSec(): number {
    return Math.min(this.#clockSec, this.#nowSec() + FUTURE_LIMIT_SEC);
  }

  get #clockSec(): number {
    return this.#chainTime() + this.#offsetSec;
  }

  /** @param rival - a rival's rate over one's own; none helps to rewrite history. */
  template(rival: number): BlockTemplate {
    const remining = this.#remining;
    if (remining === null) return this.#chain.template(this.timeSec, { rival });
    const { parent, tip, message } = remining;
    // The later blocks of a branch say what they said before: nothing.
    return this.#chain.template(this.timeSec, { parent: tip, ...(tip === parent ? { message } : {}) });
  }

  /** Begins a branch; one that is under way is given up. */
  remine(order: RemineOrder): void {
    this.cancel();
    this.#before = { offsetSec: this.#offsetSec, clockSec: this.#clockSec };
    this.#offsetSec += order.parent.time - this.#clockSec;
    this.#remining = { ...order, tip: order.parent };
  }

  /** Gives a branch up. */
  cancel(): void {
    if (this.#remining === null) return;
    this.#remining = null;
    this.#offsetSec = this.#before.offsetSec;
    this.#offsetSec += this.#before.clockSec - this.#clockSec;
  }

  /** A block was added: the branch goes on from it, or is over where it has become the best chain. */
  follow(block: HeaderNode): void {
    // A block of the old chain may have been on its way.
    if (this.#remining === null || block.parent === null) return;
    if (!equalBytes(block.parent.hash, this.#remining.tip.hash)) return;
    this.#remining = this.#chain.isBest(block) ? null : { ...this.#remining, tip: block };
  }
}
