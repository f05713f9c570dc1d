// What a miner asks of any place that work comes from: headers to search, and somewhere to send what was found. A node and
// a pool look the same from here, so the miner does not change with the source.

/** A header to search, and what finds in it are worth. */
export interface SearchOrder {
  /** 80 bytes, as hashed; the nonce is ignored. */
  readonly header: Uint8Array;
  /** A hash at or below it is a share; in [1, 2^256). */
  readonly shareTarget: bigint;
  /** A hash at or below it is a block for the network; in [1, 2^256). */
  readonly blockTarget: bigint;
}

/** What became of a share that was handed to its source. */
export type ShareVerdict =
  /** Credited: the pool or node said so. */
  | { readonly kind: 'accepted' }
  /** Refused as too late, or not sent since nobody would take it any more. */
  | { readonly kind: 'stale'; readonly reason: string }
  /** Refused for another reason, in the other side's words. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** The connection ended, or a time limit was over, before the answer: nobody knows. */
  | { readonly kind: 'unanswered'; readonly reason: string };

/** How the work has changed. */
export type WorkChange =
  /** What was handed out before is still worth finishing. */
  | 'renewed'
  /** What was handed out before is worth nothing: it should be broken off at once. */
  | 'replaced'
  /** There is nothing to search for the time being: `next` gives null. */
  | 'gone';

/** What a source is told when it is opened. */
export interface SourceOpening {
  /** Hashes per second of the one who asks, measured; 0 where nobody knows. */
  readonly hashrateHps: () => number;
  readonly onWork: (change: WorkChange) => void;
  /** Something that a person should know, in one clear sentence without any secret. */
  readonly onNotice: (tone: 'note' | 'bad', text: string) => void;
}

/** Where work comes from and shares go. */
export interface WorkSource {
  /** Connects, and stays connected as well as it can until `close`. Called once. */
  open(opening: SourceOpening): void;
  /** Another header each time, so that nothing is searched twice; null while there is nothing to search. */
  next(): SearchOrder | null;
  /** Whether a share of this order is in time: no other work has replaced it since. */
  isCurrent(order: SearchOrder): boolean;
  /**
   * Sends a share.
   *
   * @param order - One that `next` gave.
   * @param nonce - u32.
   * @param hash - 32 bytes, hashing order; it meets the order's share target.
   * @returns what became of it; never rejects.
   */
  submit(order: SearchOrder, nonce: number, hash: Uint8Array): Promise<ShareVerdict>;
  /** Ends everything; what is under way is `unanswered`. */
  close(): Promise<void>;
  /** The source as it stands, plain data. */
  readonly status: SourceStatus;
}

/** A source as it stands. */
export type SourceStatus = PoolStatus | NodeStatus;

/** Where a source's line stands. */
export type LineState =
  | 'closed'
  /** A connection is being made. */
  | 'connecting'
  /** Connected, but no work has come yet. */
  | 'greeting'
  | 'working'
  /** Cut off; it is tried again in `retrySec`. */
  | 'waiting';

/** What both kinds of source tell. */
interface CommonStatus {
  readonly state: LineState;
  /** Without name or password. */
  readonly url: string;
  /** Why it is not working, in one sentence; null while all is well. */
  readonly problem: string | null;
  /** Seconds until it is tried again; null where it is not waiting. */
  readonly retrySec: number | null;
  /** Milliseconds that the last request took; null before the first. */
  readonly latencyMs: number | null;
  /** Times that the line was cut. */
  readonly cuts: number;
  /** Work that came, counted. */
  readonly jobs: number;
}

/** A pool as it stands. */
export interface PoolStatus extends CommonStatus {
  readonly kind: 'pool';
  /** Which of the pools named, from 0; the first is preferred. */
  readonly poolIndex: number;
  readonly user: string;
  /** Of the newest job; null before there is one. */
  readonly difficulty: number | null;
  /** Header version bits that the pool lets be rolled, u32, 0 for none; null where nothing is agreed on yet. */
  readonly versionMask: number | null;
  /** Whether a session was taken up again after the last cut. */
  readonly isResumed: boolean;
  /** The pool's last message to people; null for none. */
  readonly message: string | null;
  /** Null while there is none. */
  readonly job: PoolJobStatus | null;
}

/** A pool's job, for those who want to see it. */
export interface PoolJobStatus {
  readonly jobId: string;
  /** The newest header handed out, 80 bytes, nonce 0; before one was, the job's first. */
  readonly header: Uint8Array;
  /** Version bits that are rolled in this job's headers, u32; 0 for none. */
  readonly rollableBits: number;
  /** Bytes of the coinbase before and after the extra nonces. */
  readonly coinbase1: Uint8Array;
  readonly coinbase2: Uint8Array;
  readonly extraNonce1: Uint8Array;
  /** As in `header`; exactly as long as the pool announced. */
  readonly extraNonce2: Uint8Array;
  /** Merkle branch of the coinbase, 32-byte hashes in hashing order, leaves first. */
  readonly branch: readonly Uint8Array[];
  /** Of the share, and of the block. */
  readonly difficulty: number;
  readonly networkDifficulty: number;
  readonly isClean: boolean;
}

/** A node as it stands. */
export interface NodeStatus extends CommonStatus {
  readonly kind: 'node';
  /** Height of the block being searched; null before the first template. */
  readonly height: number | null;
  readonly networkDifficulty: number | null;
  /** Transactions in it beside the coinbase. */
  readonly transactions: number;
  /** What its coinbase pays, satoshi. */
  readonly valueSats: bigint;
  readonly address: string;
  readonly hasSegwit: boolean;
  /** Whether the node tells of new blocks at once (`longpollid`). */
  readonly hasLongPoll: boolean;
  /** Blocks that the node took, newest last, at most 20: displayed hash and height. */
  readonly blocks: readonly { readonly hash: string; readonly height: number }[];
}
