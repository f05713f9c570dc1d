// What a mining session tells those who watch it, and what they may ask of it. Everything is plain data: it crosses
// threads and tabs as it is, and nobody who holds it can change the session.

import type { EngineChoice } from '../benchmark-report.ts';
import type { Detected } from '../engine-host.ts';

/** Where a session stands. */
export type SessionState =
  /** The stored chain is being read. */
  | 'opening'
  /** Nothing hashes. */
  | 'ready'
  /** Engines open, or the first difficulty is being calibrated: `step` says which. */
  | 'starting'
  | 'mining'
  /** Engines are open and rest: by the user's wish, a hidden page or a battery. */
  | 'paused'
  /** Every engine is out; they say when they are tried again. */
  | 'waiting'
  | 'stopping'
  /** The session cannot go on; a notice says why. */
  | 'failed';

/** What the user sets. Rule, spacing and window belong to a chain; the others change at any time. */
export interface MiningSettings {
  readonly rule: string;
  /** Whole seconds, from 1. */
  readonly spacingSec: number;
  /** The rule's window in blocks; null for the rule's laboratory window. */
  readonly windowBlocks: number | null;
  /** What is to hash; at least one part. */
  readonly engines: readonly EngineChoice[];
  /** Part of the time that engines are to hash, in [0.01, 1]. */
  readonly intensity: number;
  /** Hash rate of the simulated rival as a multiple of one's own; 0 for none, at most 600. */
  readonly rival: number;
}

/** One engine, whether it hashes or not. Rates are hashes per second over the last ten seconds. */
export interface EngineSnapshot {
  /** The choice's name, for example `wasm-simd x4`; stable while the choice is. */
  readonly id: string;
  readonly state: 'opening' | 'working' | 'lost';
  /** Device and kernel, as the engine describes itself; empty while it opens. */
  readonly adapter: string;
  readonly kernel: string;
  readonly isSoftware: boolean;
  readonly hashrateHps: number;
  /** What its shares of the last ten minutes prove; null while they are too few to say (fewer than one is expected). */
  readonly effectiveHps: number | null;
  readonly hashCount: number;
  readonly shares: number;
  readonly hardwareErrors: number;
  /** Part of the last ten seconds in which it really hashed, measured; null before the first second. */
  readonly measuredDuty: number | null;
  /** Why it is out, or that it works with fewer workers than it should; null while all is well. */
  readonly problem: string | null;
  /** Seconds until it is tried again; null where it is not. */
  readonly retrySec: number | null;
}

/** Hashes and time over a window that ends now, of all engines together. */
export interface MeterWindow {
  /** Length wanted, seconds; Infinity for the session's whole mining. */
  readonly windowSec: number;
  /** Seconds of mining that it really holds: less while the session is young. */
  readonly elapsedSec: number;
  readonly hashCount: number;
  /** Seconds at work, engines weighted by their parts of the rate at full power: times the watts then, it is the energy. */
  readonly activeSec: number;
  /** Sum of the proofs (expected hashes) of the shares found. */
  readonly shareProof: number;
  readonly shares: number;
}

/** Windows of the session's meter, seconds. */
export const SESSION_WINDOWS_SEC = [10, 60, 600, 3600, Number.POSITIVE_INFINITY] as const;

/** A series over mining time, thinned as it grows: never more than {@link SERIES_POINTS} points. */
export interface RateSeries {
  /** End of each point's slot, seconds of mining since the session began, ascending. */
  readonly atSec: Float64Array;
  /** Mean hashes per second in the slot, one row per engine id of `engines`. */
  readonly byEngine: readonly { readonly id: string; readonly hps: Float64Array }[];
  /** What shares in the slot prove, all engines; hashes per second. */
  readonly effectiveHps: Float64Array;
  /** Width of a slot, seconds; the last may be shorter. */
  readonly slotSec: number;
}

/** Most points of a series that is sent. */
export const SERIES_POINTS = 600;

/** Something that happened to the hash rate, for marks on charts. */
export interface SessionEvent {
  readonly atSec: number;
  /** Height of the chain then. */
  readonly height: number;
  /** For people, for example `intensity 50 %`, `rival of 5 ×`, `gpu is out`. */
  readonly text: string;
}

/** A block as lists and pictures show it. */
export interface BlockRow {
  readonly height: number;
  /** 64 hex digits as people write them: leading zeros first. */
  readonly hash: string;
  /** Header's time, Unix seconds. */
  readonly time: number;
  /** Seconds after the parent's time. */
  readonly intervalSec: number;
  readonly nBits: number;
  readonly difficulty: number;
  readonly nonce: number;
  readonly finder: 'you' | 'rival';
  /** Engine that found it, where this session knows. */
  readonly engine: string | null;
  /** Target / hash: at least 1 for a block that proves its own work. */
  readonly margin: number;
  /** Expected hashes. */
  readonly proof: number;
}

/** Blocks kept in a snapshot. */
export const SNAPSHOT_BLOCKS = 240;

/**
 * Intervals of the best chain by header times, which are whole seconds.
 */
export interface IntervalStatistics {
  readonly count: number;
  readonly meanSec: number | null;
  readonly sdSec: number | null;
  /** Blocks by interval: bin i holds intervals in [i * binSec, (i + 1) * binSec); the last holds all longer ones. */
  readonly bins: readonly number[];
  readonly binSec: number;
  /** For waits of 0, 1/2, 1, 3/2 … spacings: how many intervals were longer, and how much longer on average. */
  readonly furtherWait: readonly {
    readonly waitedSec: number;
    readonly count: number;
    readonly meanSec: number | null;
  }[];
}

/** What the rule is about to do. */
export interface RuleOutlook {
  readonly name: string;
  readonly title: string;
  readonly usedBy: string;
  readonly windowBlocks: number;
  readonly windowMeaning: string | null;
  /** Rules with periods: blocks of the running period that are there, and its length. */
  readonly period: { readonly done: number; readonly of: number } | null;
  /** Rules with periods: the next period's difficulty over this one's if blocks go on as in the last ten; else null. */
  readonly projectedFactor: number | null;
  /** Difficulty after the next block over this block's, by how long the next block takes. */
  readonly whatIf: readonly { readonly intervalSec: number; readonly factor: number }[];
}

/** The chain as it stands. */
export interface ChainSnapshot {
  readonly rule: RuleOutlook;
  readonly spacingSec: number;
  readonly height: number;
  /** Of the block being searched. */
  readonly target: bigint;
  readonly nBits: number;
  readonly difficulty: number;
  /** Expected hashes of the block being searched. */
  readonly proof: number;
  /** Difficulty by height, thinned to at most {@link SERIES_POINTS}; the last is the block being searched. */
  readonly difficulties: { readonly heights: Float64Array; readonly values: Float64Array };
  /** Mean interval of the blocks around those heights, seconds; NaN where none. */
  readonly intervals: Float64Array;
  /** Hash rate that the same stretch was mined with, one's own and the rival's, hashes per second; NaN before this session. */
  readonly networkHps: Float64Array;
  readonly statistics: IntervalStatistics;
  /** The newest last. */
  readonly blocks: readonly BlockRow[];
  /** Blocks found on this chain, by finder. */
  readonly yours: number;
  readonly rivals: number;
  /** Work of one's own blocks of this session and chain over the hashes counted until the newest block; null before it. */
  readonly luck: number | null;
  readonly staleBlocks: number;
  /** Where it is kept. */
  readonly kept: 'browser' | 'memory';
}

/** The search for the next block. */
export interface SearchSnapshot {
  /** Seconds of mining since the newest block. */
  readonly waitedSec: number;
  /** Expected seconds until the next block from now, rival included; null without a rate. */
  readonly expectedSec: number | null;
  /** Header time that is being searched, Unix seconds. */
  readonly time: number;
}

/** The best share of the session: the hash with most work in it. */
export interface BestShare {
  readonly hash: string;
  /** Difficulty that it would have met. */
  readonly difficulty: number;
  readonly atSec: number;
  readonly engine: string;
}

/** A rewriting of history under way. */
export interface RemineSnapshot {
  /** Height of the changed block. */
  readonly fromHeight: number;
  /** Blocks of the new branch so far. */
  readonly branchBlocks: number;
  /** Work of the new branch since the fork, and that of the old one, expected hashes. */
  readonly branchWork: number;
  readonly oldWork: number;
  /** Expected seconds until the new branch has more work; null without a rate. */
  readonly expectedSec: number | null;
}

/** Something to tell the user. */
export interface SessionNotice {
  /** Rises by one with each. */
  readonly id: number;
  readonly tone: 'note' | 'bad';
  readonly heading: string;
  readonly text: string;
}

/** All that there is to see of a session. */
export interface MiningSnapshot {
  readonly state: SessionState;
  /** What is being done while opening or starting; empty otherwise. */
  readonly step: string;
  /** Why it is paused; null unless it is. */
  readonly pausedBy: 'user' | 'hidden' | 'battery' | null;
  readonly detected: Detected | null;
  readonly settings: MiningSettings;
  /** Seconds of mining in this session. */
  readonly minedSec: number;
  /** Hashes per second of all engines over the last ten seconds of mining; while starting, of the calibration. */
  readonly hashrateHps: number;
  readonly engines: readonly EngineSnapshot[];
  readonly windows: readonly MeterWindow[];
  /** The last ten minutes second by second, and everything. */
  readonly recent: RateSeries;
  readonly whole: RateSeries;
  readonly events: readonly SessionEvent[];
  readonly chain: ChainSnapshot | null;
  readonly search: SearchSnapshot | null;
  readonly bestShare: BestShare | null;
  readonly remine: RemineSnapshot | null;
  /** The latest 20. */
  readonly notices: readonly SessionNotice[];
}

/** One block, byte for byte. */
export interface BlockDetail {
  readonly row: BlockRow;
  /** 80 bytes. */
  readonly header: Uint8Array;
  /** 32 bytes, hashing order. */
  readonly hash: Uint8Array;
  readonly target: bigint;
  /** The coinbase as serialised; null where it is no longer at hand. */
  readonly coinbase: Uint8Array | null;
  /** The text that the coinbase carries; null where it is not at hand. */
  readonly message: string | null;
}

/** What one changed block does to those after it. */
export interface TamperResult {
  /** From the changed block to the tip. */
  readonly blocks: readonly {
    readonly height: number;
    /** With its new contents or new parent, 80 bytes. */
    readonly header: Uint8Array;
    /** Hash of the header with its new contents or new parent, 64 hex digits, leading zeros first. */
    readonly hash: string;
    /** What a node would say first: `high-hash` where the proof is gone. */
    readonly verdict: 'high-hash' | 'valid';
    /** Chance that a header's hash meets its target by luck: how broken it is. */
    readonly margin: number;
  }[];
  /** Expected hashes to overtake the chain as it is now. */
  readonly work: number;
  /** Expected seconds at the present rate; null without one. */
  readonly expectedSec: number | null;
}
