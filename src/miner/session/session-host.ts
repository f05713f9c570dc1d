// What a session is handed by the place where it runs: a browser's worker, or a test's own time and engines.

import type { ChainStore } from '../../chain/index.ts';
import type { EngineHost } from '../engine-host.ts';
import type { Timers } from '../timers.ts';
import type { MiningSettings } from './snapshot.ts';

/** What is remembered from visit to visit beside the chain. */
export interface RememberedSession {
  /** How long the block after this one (its hash, 64 hex digits) has been searched, seconds; null for nothing yet. */
  readonly searched: { readonly after: string; readonly seconds: number } | null;
  readonly settings: Pick<MiningSettings, 'engines' | 'intensity' | 'rival'> | null;
}

/** Remembers it: where nothing can be kept, it forgets. */
export interface SessionMemory {
  /** @returns null where nothing, or nothing legible, was kept. */
  read(): Promise<RememberedSession | null>;
  write(remembered: RememberedSession): Promise<void>;
}

/** Everything outside a session. */
export interface SessionHost {
  readonly engines: EngineHost;
  readonly memory: SessionMemory;
  /** Milliseconds from any origin, never backwards. */
  readonly clock: () => number;
  /** The wall clock, Unix seconds. */
  readonly nowSec: () => number;
  readonly timers: Timers;
  /** Another number for each run, in [0, 2^32). */
  readonly randomU32: () => number;
  /**
   * Opens the place where the chain is kept.
   *
   * @throws {ChainStoreError} if there is none, in one sentence.
   */
  openStore(): Promise<ChainStore>;
  /**
   * Deletes what is kept there, where it cannot be opened any more.
   *
   * @throws {ChainStoreError} if it cannot be.
   */
  deleteStore(): Promise<void>;
  /** Double SHA-256 of 80 bytes, for a platform that has a faster one. */
  readonly hash?: (header: Uint8Array) => Uint8Array;
}
