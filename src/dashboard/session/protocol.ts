// Everything that is said between a page and its session's worker, and between tabs.

import type { BlockDetail, RememberedSession, TamperResult } from '../../miner/index.ts';
import type { NewChain, PauseReason, SettingsChange } from './session-client.ts';
import type { SnapshotChange } from './snapshot-change.ts';

/** What a worker cannot look up itself, and what the page may force. */
export interface SessionOpening {
  /** Another name for each worker: it holds a lock of this name as long as it lives. */
  readonly lifeLock: string;
  /** The best GPU kernels by adapter, as they are remembered. */
  readonly tuned: Readonly<Record<string, string>>;
  readonly remembered: RememberedSession | null;
  /** A GPU kernel to use whatever was remembered; null for none. */
  readonly kernel: string | null;
  /** Times the GPU kernels again. */
  readonly retune: boolean;
}

/** Questions, with what they take and what is answered. */
export interface SessionCalls {
  readonly configure: { readonly takes: SettingsChange; readonly gives: null };
  readonly newChain: { readonly takes: NewChain; readonly gives: null };
  readonly readBlock: { readonly takes: number; readonly gives: BlockDetail | null };
  readonly tamper: {
    readonly takes: { readonly height: number; readonly message: string };
    readonly gives: TamperResult;
  };
  readonly remine: {
    readonly takes: { readonly height: number; readonly message: string };
    readonly gives: null;
  };
  readonly exportChain: { readonly takes: null; readonly gives: Uint8Array };
  readonly importChain: { readonly takes: Uint8Array; readonly gives: null };
}
export type SessionCall = keyof SessionCalls;

/** One question with what it takes. */
export type Question = {
  [Call in SessionCall]: { readonly call: Call; readonly takes: SessionCalls[Call]['takes'] };
}[SessionCall];

/** Told to a session. The first message is `open`. */
export type ToSession =
  | { readonly type: 'open'; readonly opening: SessionOpening }
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  | { readonly type: 'pause'; readonly by: PauseReason }
  | { readonly type: 'resume' }
  | { readonly type: 'cancel-remine' }
  | { readonly type: 'dismiss-notice'; readonly id: number }
  | { readonly type: 'ask'; readonly askId: number; readonly question: Question };

/** Told by a session. Each question has one answer. */
export type FromSession =
  /** It holds its lock: whoever is given the lock next knows that it is gone. */
  | { readonly type: 'alive' }
  | { readonly type: 'snapshot'; readonly change: SnapshotChange }
  | { readonly type: 'answered'; readonly askId: number; readonly answer: unknown }
  /** One sentence for people. */
  | { readonly type: 'refused'; readonly askId: number; readonly message: string }
  | { readonly type: 'remember'; readonly remembered: RememberedSession }
  /** A GPU kernel proved fastest on an adapter. */
  | { readonly type: 'tuned'; readonly adapter: string; readonly variant: string }
  /** It cannot go on. */
  | { readonly type: 'broken'; readonly message: string };

/** Told by the tab that mines to those that watch. */
export interface ToWatchers {
  readonly type: 'snapshot';
  /** Whether the change holds everything; else it builds on the one before, whose number is one less. */
  readonly isWhole: boolean;
  readonly number: number;
  readonly change: SnapshotChange;
}

/** Told by a tab that watches, every few seconds. */
export interface FromWatchers {
  readonly type: 'watch';
  /** It has nothing yet, or has missed a change. */
  readonly needsWhole: boolean;
}

/** Name of the channel between tabs. */
export const WATCH_CHANNEL = 'proofworks-session';
/** Name of the lock of the tab whose session it is. */
export const TAB_LOCK = 'proofworks-session-tab';
/** Name of the database that keeps the chain. */
export const CHAIN_DATABASE = 'proofworks-chain';

/** The end of a channel that speaks to a session's worker. */
export interface SessionPort {
  post(message: ToSession): void;
  /** Sets the one listener for messages. */
  onMessage(listener: (message: FromSession) => void): void;
  /** Sets the one listener for the worker's death. */
  onFailure(listener: (error: Error) => void): void;
  terminate(): void;
}
