// What a platform offers for hashing; the browser and Node each hand in their own.

import type { HashEngine } from '../engine/index.ts';
import type { Adapter, EngineChoice, Machine } from './benchmark-report.ts';

/** What was found before anything hashes. */
export interface Detected {
  readonly machine: Machine;
  readonly adapter: Adapter | null;
  /** Why there is no adapter and how to turn one on, in one or two sentences; null where there is one. */
  readonly adapterProblem: string | null;
  readonly hasWasm: boolean;
  readonly hasWasmSimd: boolean;
}

/** Detects and opens engines on one platform. */
export interface EngineHost {
  detect(): Promise<Detected>;
  /**
   * Opens an engine; it has compiled, but not yet proved itself (see `selfTest`).
   *
   * @throws {EngineUnavailableError} if this machine cannot run it.
   */
  openEngine(choice: EngineChoice): Promise<HashEngine>;
}
