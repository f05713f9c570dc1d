/** A store that can be told to fail, for tests of what uses a store. */
import {
  type ChainDescription,
  type ChainStoreError,
  MemoryStore,
  type StoredBlock,
} from '../../../src/chain/index.ts';

export class FailingStore extends MemoryStore {
  /** Thrown by the next append or replacement, once. */
  failure: ChainStoreError | null = null;

  override async append(block: StoredBlock): Promise<void> {
    this.#fail();
    await super.append(block);
  }

  override async replace(description: ChainDescription, blocks?: readonly StoredBlock[]): Promise<void> {
    this.#fail();
    await super.replace(description, blocks);
  }

  #fail(): void {
    const { failure } = this;
    this.failure = null;
    if (failure !== null) throw failure;
  }
}
