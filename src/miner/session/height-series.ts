// Difficulty, intervals and hash rate along a chain, thinned by height as it grows.

import { SlotSeries } from './slot-series.ts';
import { type ChainSnapshot, SERIES_POINTS } from './snapshot.ts';

/** Leaves room for the block that is being searched. */
const CAPACITY = SERIES_POINTS - 2;

const DIFFICULTY = 'difficulty';
const INTERVAL = 'interval';
const HASHES = 'hashes';
const SECONDS = 'seconds';

/** Series of one chain. Heights are those of blocks, from 1. */
export class HeightSeries {
  #blocks = new SlotSeries(CAPACITY);
  /** What this session has mined; kept apart, since it outlives a rewritten history. */
  readonly #mined = new SlotSeries(CAPACITY);
  #tipHeight = 0;

  /** Forgets the blocks, not what they were mined with. */
  clear(): void {
    this.#blocks = new SlotSeries(CAPACITY);
    this.#tipHeight = 0;
  }

  /** The next block of the chain. */
  push(difficulty: number, intervalSec: number): void {
    const height = ++this.#tipHeight;
    this.#blocks.add(DIFFICULTY, height - 1, height, difficulty);
    this.#blocks.add(INTERVAL, height - 1, height, intervalSec);
  }

  /**
   * What the block at a height was mined with.
   *
   * @param hashCount - one's own and the rival's.
   */
  addMined(height: number, hashCount: number, seconds: number): void {
    this.#mined.add(HASHES, height - 1, height, hashCount);
    this.#mined.add(SECONDS, height - 1, height, seconds);
  }

  /** @param searched - difficulty of the block after the newest. */
  read(searched: number): Pick<ChainSnapshot, 'difficulties' | 'intervals' | 'networkHps'> {
    const { slotSec: width } = this.#blocks;
    const slots = Math.ceil(this.#tipHeight / width);
    const heights = new Float64Array(slots + 1);
    const values = this.#blocks.totals(DIFFICULTY);
    const intervals = this.#blocks.totals(INTERVAL);
    const read = {
      values: new Float64Array(slots + 1),
      intervals: new Float64Array(slots + 1).fill(Number.NaN),
    };
    const networkHps = new Float64Array(slots + 1).fill(Number.NaN);
    const hashes = this.#mined.totals(HASHES);
    const seconds = this.#mined.totals(SECONDS);
    for (let i = 0; i < slots; i++) {
      const end = Math.min((i + 1) * width, this.#tipHeight);
      const blocks = end - i * width;
      heights[i] = end;
      read.values[i] = values[i]! / blocks;
      read.intervals[i] = intervals[i]! / blocks;
      const mined = Math.floor((end - 1) / this.#mined.slotSec);
      if ((seconds[mined] ?? 0) > 0) networkHps[i] = hashes[mined]! / seconds[mined]!;
    }
    heights[slots] = this.#tipHeight + 1;
    read.values[slots] = searched;
    return { difficulties: { heights, values: read.values }, intervals: read.intervals, networkHps };
  }
}
