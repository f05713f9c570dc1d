// The page's end of a mining session: what elements see of it and may ask of it.

import type { BlockDetail, MiningSettings, MiningSnapshot, TamperResult } from '../../miner/index.ts';

/** Why a session rests. */
export type PauseReason = 'user' | 'hidden' | 'battery';

/** What changes while a session goes on. */
export type SettingsChange = Partial<Pick<MiningSettings, 'engines' | 'intensity' | 'rival'>>;

/** What a new chain is to be. */
export type NewChain = Pick<MiningSettings, 'rule' | 'spacingSec' | 'windowBlocks'>;

/**
 * A session seen from a page. Promises reject with an `Error` whose message is one sentence for people. Elements follow
 * it through a `SnapshotController`.
 */
export interface SessionClient {
  /** The latest; immutable. Before the session has answered its state is `opening`. */
  readonly snapshot: MiningSnapshot;
  /** `own`: this tab's session. `watching`: another tab mines; this one shows what that one shows and commands nothing. */
  readonly role: 'own' | 'watching';
  /** While it watches: the other tab is gone, and this one may take over. */
  readonly canTakeOver: boolean;
  /**
   * Calls back at each snapshot, and when role or `canTakeOver` changes.
   *
   * @returns what ends it.
   */
  subscribe(listener: (snapshot: MiningSnapshot) => void): () => void;
  /** Begins hashing; only after the user's consent. After a failure it makes another try. */
  start(): void;
  /** Ends hashing and closes the engines. */
  stop(): void;
  pause(by: PauseReason): void;
  resume(): void;
  /** Changes settings while it goes on. */
  configure(change: SettingsChange): void;
  /** Ends the present chain and begins another one: at once while it mines, else with the next start. */
  newChain(choice: NewChain): Promise<void>;
  /** @returns null where the best chain has no block of this height. */
  readBlock(height: number): Promise<BlockDetail | null>;
  /** Works out what another text in one of the last hundred blocks would do; changes nothing. */
  tamper(height: number, message: string): Promise<TamperResult>;
  /** Rewrites history from a block on. Resolves when that has begun; `snapshot.remine` tells how it goes. */
  remine(height: number, message: string): Promise<void>;
  cancelRemine(): void;
  /** @returns a chain file, as the command line's `chain import` reads it. */
  exportChain(): Promise<Uint8Array>;
  /** Puts an exported chain in the place of the present one; where it is refused, nothing is lost. */
  importChain(file: Uint8Array): Promise<void>;
  /** When it watches and the other tab is gone: the session is this tab's from here on. */
  takeOver(): void;
  dismissNotice(id: number): void;
}
