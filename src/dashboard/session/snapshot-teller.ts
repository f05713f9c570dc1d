// Snapshots on their way out: to the page whose session it is, and to other tabs while some watch.

import type { MiningSnapshot } from '../../miner/index.ts';
import type { FromSession, ToWatchers } from './protocol.ts';
import { changeOf } from './snapshot-change.ts';

/** A tab that watches says so every few seconds; one that has been silent for so long is gone. */
const WATCHED_MS = 6000;

/** What a teller is handed. */
export interface TellerParts {
  readonly post: (message: FromSession) => void;
  readonly postToWatchers: (message: ToWatchers) => void;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
}

/** Tells a page, and those who watch, of each snapshot; only what is new in it. */
export class SnapshotTeller {
  readonly #parts: TellerParts;
  #told: MiningSnapshot | null = null;
  #latest: MiningSnapshot | null = null;
  #shown: MiningSnapshot | null = null;
  #number = 0;
  #watchedMs = Number.NEGATIVE_INFINITY;

  constructor(parts: TellerParts) {
    this.#parts = parts;
  }

  tell(snapshot: MiningSnapshot): void {
    this.#latest = snapshot;
    this.#parts.post({ type: 'snapshot', change: changeOf(this.#told, snapshot) });
    this.#told = snapshot;
    if (this.#shown !== null) this.#show(snapshot);
  }

  /** A tab watches. */
  onWatch(needsWhole: boolean): void {
    this.#watchedMs = this.#parts.clock();
    if (this.#latest === null || (this.#shown !== null && !needsWhole)) return;
    this.#shown = null;
    this.#show(this.#latest);
  }

  #show(snapshot: MiningSnapshot): void {
    if (this.#parts.clock() - this.#watchedMs > WATCHED_MS) {
      this.#shown = null;
      return;
    }
    this.#parts.postToWatchers({
      type: 'snapshot',
      isWhole: this.#shown === null,
      number: ++this.#number,
      change: changeOf(this.#shown, snapshot),
    });
    this.#shown = snapshot;
  }
}
