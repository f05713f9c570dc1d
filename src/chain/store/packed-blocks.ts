/**
 * Blocks in as little memory as they allow without being compressed: an array costs a few hundred bytes beside what it
 * holds, so they stand in long rows; and one miner's coinbases differ in height and extra nonce, so of each only what
 * the one before does not have.
 */
import { concatBytes, HEADER_BYTES, readU32LE, writeU32LE } from '../../primitives/index.ts';
import type { StoredBlock } from './store.ts';

const ROW_BYTES = 2 ** 16;
/** Length of what differs (u32), and of what is as before in front of it and behind it (a byte each). */
const FRAME_BYTES = 6;
const MOST_SHARED = 0xff;

const NOTHING = new Uint8Array(0);

/** Blocks one behind the other. */
interface Row {
  readonly bytes: Uint8Array;
  /** Bytes that are taken. */
  taken: number;
  blocks: number;
}

/** Blocks in the order in which they came; it only grows. */
export class PackedBlocks {
  readonly #rows: Row[] = [];
  #count = 0;
  #lastCoinbase: Uint8Array = NOTHING;

  get count(): number {
    return this.#count;
  }

  /** @param block - With a header of 80 bytes. */
  push({ header, coinbase }: StoredBlock): void {
    const before = sharedLength(this.#lastCoinbase, coinbase);
    const behind = sharedLength(
      this.#lastCoinbase.subarray(before).toReversed(),
      coinbase.subarray(before).toReversed(),
    );
    const differs = coinbase.subarray(before, coinbase.length - behind);
    const row = this.#rowWithRoom(FRAME_BYTES + HEADER_BYTES + differs.length);
    writeU32LE(row.bytes, row.taken, differs.length);
    row.bytes[row.taken + 4] = before;
    row.bytes[row.taken + 5] = behind;
    row.bytes.set(header, row.taken + FRAME_BYTES);
    row.bytes.set(differs, row.taken + FRAME_BYTES + HEADER_BYTES);
    row.taken += FRAME_BYTES + HEADER_BYTES + differs.length;
    row.blocks++;
    this.#count++;
    this.#lastCoinbase = new Uint8Array(coinbase);
  }

  /** Reads the first blocks; each is a copy. */
  *read(count: number): Generator<StoredBlock, void> {
    let left = count;
    let last: Uint8Array = NOTHING;
    for (const { bytes, blocks } of this.#rows) {
      let at = 0;
      for (let place = 0; place < blocks && left > 0; place++, left--) {
        const differsAt = at + FRAME_BYTES + HEADER_BYTES;
        const end = differsAt + readU32LE(bytes, at);
        const behind = bytes[at + 5]!;
        last = concatBytes(
          last.subarray(0, bytes[at + 4]),
          bytes.subarray(differsAt, end),
          last.subarray(last.length - behind),
        );
        yield { header: bytes.slice(at + FRAME_BYTES, differsAt), coinbase: last.slice() };
        at = end;
      }
    }
  }

  #rowWithRoom(bytes: number): Row {
    const last = this.#rows.at(-1);
    if (last !== undefined && last.taken + bytes <= last.bytes.length) return last;
    const row = { bytes: new Uint8Array(Math.max(ROW_BYTES, bytes)), taken: 0, blocks: 0 };
    this.#rows.push(row);
    return row;
  }
}

/** How many bytes two arrays have in common from the beginning, as far as a byte counts. */
function sharedLength(one: Uint8Array, other: Uint8Array): number {
  const most = Math.min(one.length, other.length, MOST_SHARED);
  let length = 0;
  while (length < most && one[length] === other[length]) length++;
  return length;
}
