// The page's end of a mining session, as elements see it.

import type { BlockDetail, MiningSettings, MiningSnapshot, TamperResult } from '../../miner/index.ts';

/** What belongs to a chain and cannot change while it lives. */
export type ChainChoice = Pick<MiningSettings, 'rule' | 'spacingSec' | 'windowBlocks'>;

/** What can change at any time. */
export type LiveChoice = Partial<Pick<MiningSettings, 'engines' | 'intensity' | 'rival'>>;

/** Shows a session and takes commands for it. */
export interface SessionClient {
  /** The latest; before the worker answers its state is `opening`. */
  readonly snapshot: MiningSnapshot;
  /** `own`: this tab's session. `watching`: another tab mines; this one shows it and cannot command. */
  readonly role: 'own' | 'watching';
  /** True where the other tab is gone and {@link takeOver} works. */
  readonly canTakeOver: boolean;
  /** Told about each snapshot, and when the role changes. @returns a function that ends it. */
  subscribe(listener: (snapshot: MiningSnapshot) => void): () => void;
  /** Begins hashing; only after the user's consent. */
  start(): void;
  stop(): void;
  pause(by: 'user' | 'hidden' | 'battery'): void;
  resume(): void;
  configure(change: LiveChoice): void;
  /** Ends the present chain, deletes it and begins one with these; mining goes on if it was on. */
  newChain(choice: ChainChoice): Promise<void>;
  /** @returns null where the height is not on the best chain. */
  readBlock(height: number): Promise<BlockDetail | null>;
  /** Computes only. */
  tamper(height: number, message: string): Promise<TamperResult>;
  /** Resolves when it has begun; the snapshot's `remine` follows it. */
  remine(height: number, message: string): Promise<void>;
  cancelRemine(): void;
  exportChain(): Promise<Uint8Array>;
  /** Replaces the chain. @throws {Error} with one sentence for people; nothing is then lost. */
  importChain(file: Uint8Array): Promise<void>;
  takeOver(): void;
  dismissNotice(id: number): void;
}
