/** Verdicts about headers and blocks, in the words that Bitcoin's nodes use for the same faults. */

/** Why a header or block is refused. The words are those of Bitcoin Core's `BlockValidationState` and of BIP 22. */
export type RejectReason =
  /** The hash does not prove the work that nBits asks for, or nBits encodes no valid target. */
  | 'high-hash'
  /** The parent is not known. */
  | 'prev-blk-not-found'
  /** The parent is known and was refused. */
  | 'bad-prevblk'
  /** nBits is not what the retarget rule asks for. */
  | 'bad-diffbits'
  /** The time is not above the median of the last eleven. */
  | 'time-too-old'
  /** The time is more than two hours ahead. */
  | 'time-too-new'
  /** The first block of a period is too far before its parent (BIP 94). */
  | 'time-timewarp-attack'
  /** The version is too old for this height. */
  | 'bad-version'
  /** The block is known already. */
  | 'duplicate'
  /** The block is known already and was refused. */
  | 'duplicate-invalid'
  /** The merkle root in the header is not that of the transactions. */
  | 'bad-txnmrklroot'
  /** The first transaction is not a coinbase. */
  | 'bad-cb-missing'
  /** The coinbase's script is shorter than 2 or longer than 100 bytes. */
  | 'bad-cb-length'
  /** The coinbase's script does not begin with the block's height (BIP 34). */
  | 'bad-cb-height'
  /** The coinbase pays more than subsidy and fees. */
  | 'bad-cb-amount'
  /** The coinbase's witness is not one item of 32 bytes, though it commits to witnesses (BIP 141). */
  | 'bad-witness-nonce-size'
  /** The commitment is not that of the transactions' witnesses (BIP 141). */
  | 'bad-witness-merkle-match'
  /** There is a witness, but no commitment to it (BIP 141). */
  | 'unexpected-witness';

/** A refusal: not an exception, since bad blocks are part of normal life. */
export interface Rejection {
  readonly ok: false;
  readonly reason: RejectReason;
  /** What failed, as a sentence without its full stop. */
  readonly detail: string;
}

/** Makes a refusal. */
export function reject(reason: RejectReason, detail: string): Rejection {
  return { ok: false, reason, detail };
}
