// A store that goes on in memory when the one behind it fails: a full disk is no reason to stop mining.

import {
  type ChainDescription,
  type ChainStore,
  ChainStoreError,
  MemoryStore,
  type StoredBlock,
} from '../../chain/index.ts';

/** Keeps a chain as long as it can, and what comes after that in memory. */
export class ForgivingStore implements ChainStore {
  readonly #store: ChainStore;
  readonly #onFailure: (error: ChainStoreError) => void;
  /** Blocks since the store failed; null while it works. */
  #rest: MemoryStore | null = null;

  /** @param onFailure - told once, when the store does not take a block. */
  constructor(store: ChainStore, onFailure: (error: ChainStoreError) => void) {
    this.#store = store;
    this.#onFailure = onFailure;
  }

  /** Whether the store behind it still takes blocks. */
  get isKeeping(): boolean {
    return this.#rest === null;
  }

  get notices(): readonly string[] {
    return this.#store.notices;
  }

  get description(): ChainDescription | null {
    return this.#store.description;
  }

  get blockCount(): number {
    return this.#store.blockCount + (this.#rest?.blockCount ?? 0);
  }

  create(description: ChainDescription): Promise<void> {
    return this.#store.create(description);
  }

  async *readBlocks(): AsyncGenerator<StoredBlock, void> {
    yield* this.#store.readBlocks();
    if (this.#rest !== null) yield* this.#rest.readBlocks();
  }

  async append(block: StoredBlock): Promise<void> {
    if (this.#rest === null) {
      try {
        await this.#store.append(block);
        return;
      } catch (error) {
        const { description } = this;
        // Anything else is a mistake of ours.
        if (!(error instanceof ChainStoreError) || description === null) throw error;
        this.#rest = new MemoryStore({ description, blocks: [] });
        this.#onFailure(error);
      }
    }
    await this.#rest.append(block);
  }

  /** A store that had failed is tried again: another chain may have room. */
  async replace(description: ChainDescription, blocks?: readonly StoredBlock[]): Promise<void> {
    await this.#store.replace(description, blocks);
    this.#rest = null;
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}
