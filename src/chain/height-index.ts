/** Finds a block's height by its hash in a dozen bytes a block: a table of heights, hashed by what hashes are already. */
import { readU32LE } from '../primitives/index.ts';

/** What the index is about: hashes by height. */
export interface HashColumn {
  /** The first four bytes of a block's hash, little-endian. */
  hashWordAt(height: number): number;
  isHashAt(height: number, hash: Uint8Array): boolean;
}

const FIRST_SLOTS = 1024;
/** Above it rows of taken places grow long. */
const MAX_LOAD = 2 / 3;

/** An open table with linear probing. Heights are added and never taken out. */
export class HeightIndex {
  readonly #column: HashColumn;
  /** Height + 1, or 0 where a place is free. */
  #slots = new Uint32Array(FIRST_SLOTS);
  #count = 0;

  constructor(column: HashColumn) {
    this.#column = column;
  }

  /** @param height - One whose hash the column knows. */
  add(height: number): void {
    if (this.#count >= this.#slots.length * MAX_LOAD) this.#grow();
    this.#put(height);
    this.#count++;
  }

  /**
   * @param hash - 32 bytes, hashing order.
   * @returns its height; undefined where it was not added.
   */
  find(hash: Uint8Array): number | undefined {
    const mask = this.#slots.length - 1;
    // The end of the hash has the zeros of the proof; its beginning is as good as dice.
    for (let place = readU32LE(hash, 0) & mask; this.#slots[place] !== 0; place = (place + 1) & mask) {
      const height = this.#slots[place]! - 1;
      if (this.#column.isHashAt(height, hash)) return height;
    }
    return undefined;
  }

  #put(height: number): void {
    const mask = this.#slots.length - 1;
    let place = this.#column.hashWordAt(height) & mask;
    while (this.#slots[place] !== 0) place = (place + 1) & mask;
    this.#slots[place] = height + 1;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(2 * old.length);
    for (const entry of old) if (entry !== 0) this.#put(entry - 1);
  }
}
