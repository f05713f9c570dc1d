// What there is to see of mining for a node or a pool: plain data, the same for the terminal, the statistics and the page.

import type { SourceStatus } from '../../source/index.ts';
import type { EngineChoice } from '../benchmark-report.ts';
import type { Detected } from '../engine-host.ts';
import type { EngineSnapshot, MeterWindow, RateSeries, SessionNotice } from '../session/snapshot.ts';

/** Where it stands. */
export type RemoteState =
  /** Nothing hashes and nothing is connected. */
  | 'ready'
  /** Engines open, or their rate is being measured for a pool: `step` says which. */
  | 'starting'
  | 'mining'
  /** Engines are open and rest: by the user's wish, a hidden page or a battery. */
  | 'paused'
  /** Engines rest since there is no work, or none of them is left; `source` and `engines` say why. */
  | 'waiting'
  | 'stopping'
  /** It cannot go on; a notice says why. */
  | 'failed';

/** What the user sets; it may change while it goes on. */
export interface RemoteSettings {
  readonly engines: readonly EngineChoice[];
  /** Part of the time that engines are to hash, in [0.001, 1]. */
  readonly intensity: number;
}

/** What became of the shares. Each share found ends in exactly one of accepted, stale, rejected, unanswered, or is pending. */
export interface ShareTally {
  /** Verified by the reference hash. */
  readonly found: number;
  /** Credited, late ones not. */
  readonly accepted: number;
  /** Found for work that was replaced already, or refused as too late. */
  readonly stale: number;
  /** Of those, credited all the same. */
  readonly staleCredited: number;
  readonly rejected: number;
  /** Rejected ones by the other side's words, most frequent first, at most eight and `other reasons`. */
  readonly rejectedBy: readonly { readonly reason: string; readonly count: number }[];
  readonly unanswered: number;
  /** Sent, not answered yet. */
  readonly pending: number;
  /** Candidates that the reference hash refused; they are no shares. */
  readonly hardwareErrors: number;
  /** Sum of the proofs (expected hashes) of credited shares. */
  readonly acceptedProof: number;
  /** Shares that the hashes counted so far should have given. */
  readonly expected: number;
  /** Credited shares that met the network's target. */
  readonly blocks: number;
}

/** One share in the log. */
export interface ShareRow {
  /** Rises by one with each. */
  readonly id: number;
  /** Unix seconds. */
  readonly time: number;
  /** 64 hex digits, leading zeros first. */
  readonly hash: string;
  /** Difficulty that the hash would meet, and the one that was asked for. */
  readonly difficulty: number;
  readonly wantedDifficulty: number;
  readonly engine: string;
  readonly isBlock: boolean;
  readonly isLate: boolean;
  readonly verdict: 'pending' | 'accepted' | 'stale' | 'rejected' | 'unanswered';
  /** The other side's words; empty where it is accepted or pending. */
  readonly reason: string;
  /** From sending to the answer, milliseconds; null before it. */
  readonly answerMs: number | null;
}

/** Shares kept in the log. */
export const SHARE_LOG_ROWS = 100;

/** All that there is to see. */
export interface RemoteSnapshot {
  readonly state: RemoteState;
  /** What is being done while starting; empty otherwise. */
  readonly step: string;
  /** Null unless it is paused. */
  readonly pausedBy: 'user' | 'hidden' | 'battery' | null;
  /** Null before it is known, and where nobody asks for it. */
  readonly detected: Detected | null;
  readonly settings: RemoteSettings;
  /** Seconds since start, and those of them in which it mined. */
  readonly uptimeSec: number;
  readonly minedSec: number;
  /** Hashes per second of all engines over the last ten seconds of mining, counted. */
  readonly hashrateHps: number;
  /** What all shares found prove, and what the credited ones do, hashes per second since the start; null before one is expected. */
  readonly effectiveHps: number | null;
  readonly acceptedHps: number | null;
  readonly hashCount: number;
  /** After the end, as they were before it. */
  readonly engines: readonly EngineSnapshot[];
  readonly windows: readonly MeterWindow[];
  /** The last ten minutes second by second, and everything. */
  readonly recent: RateSeries;
  readonly whole: RateSeries;
  readonly shares: ShareTally;
  /** The hash with most work in it; null before the first share. */
  readonly bestShare: { readonly hash: string; readonly difficulty: number } | null;
  /** Newest last, at most {@link SHARE_LOG_ROWS}. */
  readonly log: readonly ShareRow[];
  readonly source: SourceStatus;
  /** The latest 20. */
  readonly notices: readonly SessionNotice[];
}
