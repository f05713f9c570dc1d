// Intervals between blocks, counted so that each new one costs the same however many there are.

import type { IntervalStatistics } from './snapshot.ts';

/** The histogram reaches so many spacings; of an exponential, one interval in 400 is longer. */
const BINS_SPACINGS = 6;
const BINS_PER_SPACING = 5;
/** Waits that are asked about, spacings: 0, 1/2, 1 … */
const WAITS_PER_SPACING = 2;
const WAITS_SPACINGS = 4;

/** Counts the intervals of one chain. */
export class IntervalTally {
  readonly #binSec: number;
  readonly #bins: number[];
  readonly #waits: { readonly waitedSec: number; count: number; sumSec: number }[];
  #count = 0;
  #meanSec = 0;
  /** Sum of squares about the mean (Welford 1962). */
  #squares = 0;

  /** @param spacingSec - whole seconds, as intervals are. */
  constructor(spacingSec: number) {
    this.#binSec = Math.max(1, Math.round(spacingSec / BINS_PER_SPACING));
    this.#bins = new Array(Math.ceil((BINS_SPACINGS * spacingSec) / this.#binSec) + 1).fill(0);
    this.#waits = Array.from({ length: WAITS_SPACINGS * WAITS_PER_SPACING + 1 }, (_, i) => ({
      waitedSec: (i * spacingSec) / WAITS_PER_SPACING,
      count: 0,
      sumSec: 0,
    }));
  }

  /** @param intervalSec - whole seconds; below 0 where a block claims to be older than its parent. */
  add(intervalSec: number): void {
    const bin = Math.min(this.#bins.length - 1, Math.max(0, Math.floor(intervalSec / this.#binSec)));
    this.#bins[bin] = this.#bins[bin]! + 1;
    this.#count++;
    const offMean = intervalSec - this.#meanSec;
    this.#meanSec += offMean / this.#count;
    this.#squares += offMean * (intervalSec - this.#meanSec);
    for (const wait of this.#waits) {
      if (intervalSec <= wait.waitedSec) continue;
      wait.count++;
      wait.sumSec += intervalSec - wait.waitedSec;
    }
  }

  statistics(): IntervalStatistics {
    return {
      count: this.#count,
      meanSec: this.#count === 0 ? null : this.#meanSec,
      sdSec: this.#count < 2 ? null : Math.sqrt(this.#squares / (this.#count - 1)),
      bins: [...this.#bins],
      binSec: this.#binSec,
      furtherWait: this.#waits.map(({ waitedSec, count, sumSec }) => ({
        waitedSec,
        count,
        meanSec: count === 0 ? null : sumSec / count,
      })),
    };
  }
}
