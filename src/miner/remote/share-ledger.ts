// The books of shares: what was found, what was said of it, and what the hashes counted should have given.

import { difficultyFromTarget, displayHash, hashAsInteger } from '../../primitives/index.ts';
import type { ShareVerdict } from '../../source/index.ts';
import { cleanReason, ReasonTally } from './reason.ts';
import type { FoundShare } from './remote-miner.ts';
import { SHARE_LOG_ROWS, type ShareRow, type ShareTally } from './snapshot.ts';

/** What a ledger is handed. */
export interface LedgerParts {
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  /** The wall clock, Unix seconds. */
  readonly nowSec: () => number;
  /** Told of each share's row once its verdict is in. */
  readonly onVerdict?: (row: ShareRow) => void;
}

type Counts = { -readonly [K in keyof Omit<ShareTally, 'rejectedBy'>]: number };

/**
 * Keeps the books. A late share is stale from the first; where it is credited all the same, `staleCredited`,
 * `acceptedProof` and its row say so, and `accepted` does not.
 */
export class ShareLedger {
  readonly #parts: LedgerParts;
  readonly #reasons = new ReasonTally();
  readonly #waiting = new Set<Promise<void>>();
  readonly #counts: Counts = {
    found: 0,
    accepted: 0,
    stale: 0,
    staleCredited: 0,
    rejected: 0,
    unanswered: 0,
    pending: 0,
    hardwareErrors: 0,
    acceptedProof: 0,
    expected: 0,
    blocks: 0,
  };
  #foundProof = 0;
  #rows: readonly ShareRow[] = [];
  /** Null where it is out of date. */
  #tally: ShareTally | null = null;

  constructor(parts: LedgerParts) {
    this.#parts = parts;
  }

  /** The same object until something is counted. */
  get tally(): ShareTally {
    this.#tally ??= { ...this.#counts, rejectedBy: this.#reasons.list };
    return this.#tally;
  }

  /** Newest last; the same array until a row comes or changes. */
  get log(): readonly ShareRow[] {
    return this.#rows;
  }

  /** Sum of the proofs (expected hashes) of all shares found. */
  get foundProof(): number {
    return this.#foundProof;
  }

  /** Counts hashes. @param shares - that they should have given, on average. */
  expect(shares: number): void {
    this.#counts.expected += shares;
    this.#tally = null;
  }

  /** Counts a candidate that the reference hash refused. */
  addHardwareError(): void {
    this.#counts.hardwareErrors++;
    this.#tally = null;
  }

  /**
   * Enters a share; its verdict is entered when it comes.
   *
   * @param engine - name of the one that found it.
   */
  add(found: FoundShare, engine: string, answer: Promise<ShareVerdict>): void {
    const { share, order, proof, isBlock, isLate } = found;
    const value = hashAsInteger(share.hash);
    const row: ShareRow = {
      id: ++this.#counts.found,
      time: Math.floor(this.#parts.nowSec()),
      hash: displayHash(share.hash),
      difficulty: difficultyFromTarget(value > 0n ? value : 1n),
      wantedDifficulty: difficultyFromTarget(order.shareTarget),
      engine,
      isBlock,
      isLate,
      verdict: isLate ? 'stale' : 'pending',
      reason: '',
      answerMs: null,
    };
    this.#foundProof += proof;
    if (isLate) this.#counts.stale++;
    else this.#counts.pending++;
    this.#rows = [...this.#rows.slice(1 - SHARE_LOG_ROWS), row];
    this.#tally = null;
    const sentMs = this.#parts.clock();
    const waiting = answer.then((verdict) => {
      this.#waiting.delete(waiting);
      this.#enter(row, proof, verdict, this.#parts.clock() - sentMs);
    });
    this.#waiting.add(waiting);
  }

  /** Resolves when every share has its verdict. */
  async settled(): Promise<void> {
    await Promise.all(this.#waiting);
  }

  #enter(row: ShareRow, proof: number, verdict: ShareVerdict, answerMs: number): void {
    const counts = this.#counts;
    const isCredited = verdict.kind === 'accepted';
    const reason = isCredited ? '' : cleanReason(verdict.reason);
    if (isCredited) {
      counts.acceptedProof += proof;
      if (row.isBlock) counts.blocks++;
    }
    if (row.isLate) {
      if (isCredited) counts.staleCredited++;
    } else {
      counts.pending--;
      counts[verdict.kind]++;
      if (verdict.kind === 'rejected') this.#reasons.add(reason);
    }
    // A late share stays stale, unless it was credited after all.
    const isStale = row.isLate && !isCredited;
    const judged: ShareRow = { ...row, verdict: isStale ? 'stale' : verdict.kind, reason, answerMs };
    this.#rows = this.#rows.map((one) => (one.id === row.id ? judged : one));
    this.#tally = null;
    this.#parts.onVerdict?.(judged);
  }
}
