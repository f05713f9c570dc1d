// The smallest miner that a work source can have: one header at a time, searched on the caller's own thread, with the books of
// what became of its shares. For tests of sources, and for many clients in one process.

import {
  createHeaderHasher,
  type HeaderHasher,
  hashHeader,
  midstateOfHeader,
  tailOfHeader,
} from '../../src/primitives/index.ts';
import type { SearchOrder, ShareVerdict, SourceOpening, WorkSource } from '../../src/source/index.ts';

/** How it searches. */
export interface TinyMinerOptions {
  /** Hashes between two looks at the rest of the world. */
  readonly hashesPerTurn?: number;
  /** Milliseconds of rest after each turn; none means that it only lets others have theirs. */
  readonly restMs?: number;
  /** Told to the pool; 0, nothing, unless told. */
  readonly hashrateHps?: number;
  /** A hash above it is passed over, even if the pool would take it. */
  readonly ownTarget?: bigint;
}

/** Shares, each counted once as found and once by what became of it. */
export type TinyTally = Record<'found' | 'blocks' | ShareVerdict['kind'], number>;

/** A header that is being searched. */
interface Search {
  readonly order: SearchOrder;
  readonly hasher: HeaderHasher;
  /** No hash whose top word is above it is a share. */
  readonly topWord: number;
}

/** Mines until it is stopped. */
export class TinyMiner {
  readonly tally: TinyTally = { found: 0, blocks: 0, accepted: 0, stale: 0, rejected: 0, unanswered: 0 };
  /** Verdicts that were no acceptance, in the words that came with them. */
  readonly reasons: string[] = [];
  readonly notices: string[] = [];
  readonly changes: string[] = [];
  hashes = 0;
  /** While it does it searches nothing, but stays connected. */
  isResting = false;
  readonly #source: WorkSource;
  readonly #options: TinyMinerOptions;
  #search: { readonly order: SearchOrder; readonly hasher: HeaderHasher; readonly topWord: number } | null =
    null;
  #nonce = 0;
  #isStopped = false;
  readonly #pending = new Set<Promise<unknown>>();
  readonly #done: Promise<void>;

  /** Opens the source and begins. */
  constructor(source: WorkSource, options: TinyMinerOptions = {}) {
    this.#source = source;
    this.#options = options;
    const opening: SourceOpening = {
      hashrateHps: () => options.hashrateHps ?? 0,
      onWork: (change) => {
        this.changes.push(change);
        // A turn is so short that nothing is worth finishing.
        this.#search = null;
      },
      onNotice: (_, text) => this.notices.push(text),
    };
    source.open(opening);
    this.#done = this.#mine();
  }

  /** Resolves when every share that was found has its verdict. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
  }

  /** Stops searching, waits for the verdicts, and closes the source. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#done;
    await Promise.race([this.settled(), rest(5_000)]);
    await this.#source.close();
    await this.settled();
  }

  async #mine(): Promise<void> {
    const { hashesPerTurn = 500, restMs } = this.#options;
    while (!this.#isStopped) {
      const search = this.isResting ? null : (this.#search ?? this.#begin());
      if (search !== null) this.#turn(search, hashesPerTurn);
      const waitMs = restMs ?? (search === null ? 5 : null);
      await (waitMs === null ? new Promise(setImmediate) : rest(waitMs));
    }
  }

  #begin(): Search | null {
    const order = this.#source.next();
    if (order === null) return null;
    const { header, shareTarget } = order;
    const hasher = createHeaderHasher(midstateOfHeader(header), tailOfHeader(header));
    this.#nonce = 0;
    this.#search = { order, hasher, topWord: Number(shareTarget >> 224n) };
    return this.#search;
  }

  #turn({ order, hasher, topWord }: Search, count: number): void {
    const end = this.#nonce + count;
    this.hashes += count;
    for (; this.#nonce < end; this.#nonce++) {
      if (hasher.topWord(this.#nonce) <= topWord) this.#look(order, this.#nonce);
    }
  }

  #look(order: SearchOrder, nonce: number): void {
    const header = Uint8Array.from(order.header);
    new DataView(header.buffer).setUint32(76, nonce, true);
    const hash = hashHeader(header);
    const value = BigInt(`0x${Buffer.from(hash).reverse().toString('hex')}`);
    const { ownTarget = order.shareTarget } = this.#options;
    if (value > order.shareTarget || value > ownTarget) return;
    this.tally.found++;
    if (value <= order.blockTarget) this.tally.blocks++;
    const answer = this.#source.submit(order, nonce, hash).then((verdict) => {
      this.tally[verdict.kind]++;
      if (verdict.kind !== 'accepted') this.reasons.push(`${verdict.kind}: ${verdict.reason}`);
    });
    this.#pending.add(answer);
    void answer.then(() => this.#pending.delete(answer));
  }
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
