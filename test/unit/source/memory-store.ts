/** A store that forgets, for tests of what uses a store: it can be told to fail. */
import {
  type ChainDescription,
  type ChainStore,
  ChainStoreError,
  type StoredBlock,
} from '../../../src/chain/index.ts';

export class MemoryStore implements ChainStore {
  readonly notices: readonly string[] = [];
  description: ChainDescription | null = null;
  readonly blocks: StoredBlock[] = [];
  /** Thrown by the next append, once. */
  failure: ChainStoreError | null = null;
  closings = 0;

  get blockCount(): number {
    return this.blocks.length;
  }

  async create(description: ChainDescription): Promise<void> {
    if (this.description !== null) throw new ChainStoreError('there is a chain already');
    this.description = description;
  }

  async *readBlocks(): AsyncIterable<StoredBlock> {
    yield* this.blocks;
  }

  async append(block: StoredBlock): Promise<void> {
    const { failure } = this;
    this.failure = null;
    if (failure !== null) throw failure;
    this.blocks.push(block);
  }

  async close(): Promise<void> {
    this.closings++;
  }
}
