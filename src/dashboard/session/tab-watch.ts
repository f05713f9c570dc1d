// A tab that watches another tab's session: it shows what it is told, and notices when the other is gone.

import type { MiningSnapshot } from '../../miner/index.ts';
import { type FromWatchers, TAB_LOCK, type ToWatchers } from './protocol.ts';
import { applyChange } from './snapshot-change.ts';

/** The other tab is told so often that somebody watches. */
const WATCH_MS = 2000;
/** A reload gives the lock back for a moment: it has to be free at so many looks. */
const FREE_LOOKS = 2;

/** The channel between tabs, as this one uses it. */
export interface WatchChannel {
  post(message: FromWatchers): void;
  onMessage(listener: (message: ToWatchers | FromWatchers) => void): void;
  close(): void;
}

/** What a watch is handed. */
export interface WatchParts {
  readonly channel: WatchChannel;
  readonly locks: Pick<LockManager, 'query'>;
  /** Calls back again and again; returns what ends it. */
  readonly every: (ms: number, callback: () => void) => () => void;
  readonly onSnapshot: (snapshot: MiningSnapshot) => void;
  /** Told when the other tab is gone, and when one is there again. */
  readonly onFree: (isFree: boolean) => void;
}

/** Watches until it is closed. */
export class TabWatch {
  readonly #parts: WatchParts;
  readonly #endLooks: () => void;
  #snapshot: MiningSnapshot | null = null;
  #number = 0;
  #freeLooks = 0;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    parts.channel.onMessage((message) => {
      if (message.type === 'snapshot') this.#receive(message);
    });
    this.#endLooks = parts.every(WATCH_MS, () => void this.#look());
    this.#post();
  }

  close(): void {
    this.#endLooks();
    this.#parts.channel.close();
  }

  #receive({ isWhole, number, change }: ToWatchers): void {
    const isNext = this.#snapshot !== null && number === this.#number + 1;
    if (!isWhole && !isNext) {
      // One was missed: the next look asks for everything.
      this.#snapshot = null;
      return;
    }
    this.#number = number;
    this.#snapshot = applyChange(isWhole ? null : this.#snapshot, change);
    this.#parts.onSnapshot(this.#snapshot);
  }

  async #look(): Promise<void> {
    this.#post();
    const { held = [] } = await this.#parts.locks.query();
    const wasFree = this.#freeLooks >= FREE_LOOKS;
    this.#freeLooks = held.some(({ name }) => name === TAB_LOCK) ? 0 : this.#freeLooks + 1;
    const isFree = this.#freeLooks >= FREE_LOOKS;
    // Another session's changes would build on another snapshot.
    if (this.#freeLooks > 0) this.#snapshot = null;
    if (isFree !== wasFree) this.#parts.onFree(isFree);
  }

  #post(): void {
    this.#parts.channel.post({ type: 'watch', needsWhole: this.#snapshot === null });
  }
}
