/** A chain that lasts as long as the program: for pages that may keep nothing, and to judge a chain before it is kept. */
import type { ChainFile } from './chain-file.ts';
import { copyOfDescription } from './description.ts';
import { PackedBlocks } from './packed-blocks.ts';
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
