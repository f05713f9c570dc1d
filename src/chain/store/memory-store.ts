/** A chain that lasts as long as the program: for pages that may keep nothing, and to judge a chain before it is kept. */
import { HEADER_BYTES, readU32LE, writeU32LE } from '../../primitives/index.ts';
import type { ChainFile } from './chain-file.ts';
import { copyOfDescription } from './description.ts';
import { assertBlock } from './records.ts';
import {
  type ChainDescription,
  type ChainStore,
  ChainStoreError,
  holdsNoChain,
  isClosed,
  replacedWhileRead,
  type StoredBlock,
} from './store.ts';

const LENGTH_BYTES = 4;
const FRAME_BYTES = LENGTH_BYTES + HEADER_BYTES;
/** An array costs a few hundred bytes beside what it holds: blocks stand in long rows. */
const ROW_BYTES = 2 ** 16;

/** Keeps nothing beyond itself and has no lock: there is nobody to share with. */
export class MemoryStore implements ChainStore {
  readonly notices: readonly string[] = [];
  #description: ChainDescription | null = null;
  #blocks = new PackedBlocks();
  #isClosed = false;

  /**
   * @param chain - What it holds from the beginning; nothing where absent.
   * @throws {RangeError} if the description or a block is no such thing.
   */
  constructor(chain?: ChainFile) {
    if (chain === undefined) return;
    this.#description = copyOfDescription(chain.description);
    this.#blocks = packed(chain.blocks);
  }

  get description(): ChainDescription | null {
    return this.#description;
  }

  get blockCount(): number {
    return this.#blocks.count;
  }

  async create(description: ChainDescription): Promise<void> {
    this.#checkOpen();
    if (this.#description !== null) {
      throw new ChainStoreError('the store holds a chain already: open that one, or take another store');
    }
    this.#description = copyOfDescription(description);
  }

  async *readBlocks(): AsyncGenerator<StoredBlock, void> {
    this.#checkOpen();
    const blocks = this.#blocks;
    for (const block of blocks.read(blocks.count)) {
      this.#checkOpen();
      if (blocks !== this.#blocks) throw replacedWhileRead();
      yield block;
    }
  }

  async append(block: StoredBlock): Promise<void> {
    this.#checkOpen();
    assertBlock(block);
    if (this.#description === null) throw holdsNoChain();
    this.#blocks.push(block);
  }

  async replace(description: ChainDescription, blocks: readonly StoredBlock[] = []): Promise<void> {
    this.#checkOpen();
    const next = { description: copyOfDescription(description), blocks: packed(blocks) };
    if (this.#description === null) throw holdsNoChain();
    this.#description = next.description;
    this.#blocks = next.blocks;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #checkOpen(): void {
    if (this.#isClosed) throw isClosed();
  }
}

function packed(blocks: readonly StoredBlock[]): PackedBlocks {
  const all = new PackedBlocks();
  for (const block of blocks) {
    assertBlock(block);
    all.push(block);
  }
  return all;
}

/** Blocks one behind the other. */
interface Row {
  readonly bytes: Uint8Array;
  /** Bytes that are taken. */
  taken: number;
  blocks: number;
}

/** Blocks in rows: length of the coinbase, header, coinbase. A block lies in one row. */
class PackedBlocks {
  readonly #rows: Row[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  push({ header, coinbase }: StoredBlock): void {
    const row = this.#rowWithRoom(FRAME_BYTES + coinbase.length);
    const { bytes, taken } = row;
    writeU32LE(bytes, taken, coinbase.length);
    bytes.set(header, taken + LENGTH_BYTES);
    bytes.set(coinbase, taken + FRAME_BYTES);
    row.taken += FRAME_BYTES + coinbase.length;
    row.blocks++;
    this.#count++;
  }

  /** Reads the first blocks; each is a copy. */
  *read(count: number): Generator<StoredBlock, void> {
    let left = count;
    for (const { bytes, blocks } of this.#rows) {
      let at = 0;
      for (let place = 0; place < blocks && left > 0; place++, left--) {
        const coinbaseAt = at + FRAME_BYTES;
        const end = coinbaseAt + readU32LE(bytes, at);
        yield { header: bytes.slice(at + LENGTH_BYTES, coinbaseAt), coinbase: bytes.slice(coinbaseAt, end) };
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
