/** A store that can be told to fail, for tests of what uses a store. */
import { type ChainStoreError, MemoryStore, type StoredBlock } from '../../../src/chain/index.ts';

export class FailingStore extends MemoryStore {
  /** Thrown by the next append, once. */
  failure: ChainStoreError | null = null;

  override async append(block: StoredBlock): Promise<void> {
    const { failure } = this;
    this.failure = null;
    if (failure !== null) throw failure;
    await super.append(block);
  }
}
