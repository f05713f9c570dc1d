/**
 * A chain in the browser's database, with the same promises as a directory: IndexedDB's transactions keep a block
 * whole, `durability: 'strict'` has it on the disk before it is announced, and a Web Lock, which the browser takes back
 * from a page that ends, lets one page write.
 */
import { HEADER_BYTES } from '../../primitives/index.ts';
import { copyOfDescription, takeDescription } from './description.ts';
import {
  type ChainSchema,
  type Connection,
  connect,
  deleteDatabase,
  explainDatabaseError,
  lockDatabase,
} from './indexed-db-connection.ts';
import { copyOfBlock, isCoinbaseLength } from './records.ts';
import {
  type ChainDescription,
  type ChainStore,
  ChainStoreError,
  DamagedStoreError,
  holdsNoChain,
  isClosed,
  replacedWhileRead,
  type StoredBlock,
} from './store.ts';
import { Turns } from './turns.ts';

const STRICT = { durability: 'strict' } as const;
const IDENTITY_KEY = 'chain';
/**
 * Blocks that are read or written at once: the browser copies them in one go, and the thread answers nobody meanwhile.
 * A transaction does not outlive the reader's own waiting, so each batch has one.
 */
const BATCH_BLOCKS = 100;

/**
 * Opens a database of this page's origin for reading and writing; makes it where it is missing.
 *
 * @param name - The database's, for example `proofworks-chain`.
 * @throws {ChainStoreError} if another page uses it, it is another program's or newer, or the browser keeps nothing;
 *   a {@link DamagedStoreError} if what it holds is no whole chain.
 */
export async function openIndexedDbStore(name: string): Promise<ChainStore> {
  const release = await lockDatabase(name);
  try {
    const connection = await connect(name);
    return await IndexedDbStore.load(name, connection, release);
  } catch (error) {
    await release();
    throw explainDatabaseError(error, `cannot open the database ${name}`);
  }
}

/**
 * Deletes a database, whatever it holds: the way out where a chain cannot be opened any more. Where it can, a store's
 * `replace` is safer.
 *
 * @throws {ChainStoreError} if another page uses it, or the browser cannot delete it.
 */
export async function deleteIndexedDbStore(name: string): Promise<void> {
  const release = await lockDatabase(name);
  try {
    await deleteDatabase(name);
  } catch (error) {
    throw explainDatabaseError(error, `cannot delete the database ${name}`);
  } finally {
    await release();
  }
}

class IndexedDbStore implements ChainStore {
  /** A transaction leaves nothing torn. */
  readonly notices: readonly string[] = [];
  readonly #name: string;
  readonly #connection: Connection;
  readonly #release: () => Promise<void>;
  readonly #turns = new Turns();
  #description: ChainDescription | null;
  #blockCount: number;
  /** Chains that were replaced: who reads one of them is to know. */
  #replaced = 0;
  #closing: Promise<void> | null = null;

  private constructor(
    name: string,
    connection: Connection,
    release: () => Promise<void>,
    description: ChainDescription | null,
    blockCount: number,
  ) {
    this.#name = name;
    this.#connection = connection;
    this.#release = release;
    this.#description = description;
    this.#blockCount = blockCount;
  }

  static async load(
    name: string,
    connection: Connection,
    release: () => Promise<void>,
  ): Promise<IndexedDbStore> {
    const { database } = connection;
    try {
      const reading = database.transaction(['identity', 'blocks']);
      const [identity, blockCount, last] = await Promise.all([
        reading.objectStore('identity').get(IDENTITY_KEY),
        reading.objectStore('blocks').count(),
        reading.objectStore('blocks').openKeyCursor(null, 'prev'),
        reading.done,
      ]);
      if (blockCount !== (last?.key ?? 0) || (identity === undefined && blockCount > 0)) {
        throw new DamagedStoreError(
          `the database ${name} is damaged (blocks are missing): import an export into another one`,
        );
      }
      const description = identity === undefined ? null : takeDescription(identity, `the database ${name}`);
      return new IndexedDbStore(name, connection, release, description, blockCount);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  get description(): ChainDescription | null {
    return this.#description;
  }

  get blockCount(): number {
    return this.#blockCount;
  }

  async create(description: ChainDescription): Promise<void> {
    this.#checkOpen();
    await this.#turns.run(async () => {
      if (this.#description !== null) {
        throw new ChainStoreError(
          `the database ${this.#name} holds a chain already: open that one, or choose another name`,
        );
      }
      const taken = copyOfDescription(description);
      await this.#write('identity', IDENTITY_KEY, taken);
      this.#description = taken;
    });
  }

  async *readBlocks(): AsyncGenerator<StoredBlock, void> {
    const count = this.#blockCount;
    const replaced = this.#replaced;
    for (let first = 1; first <= count; first += BATCH_BLOCKS) {
      this.#checkOpen();
      const last = Math.min(count, first + BATCH_BLOCKS - 1);
      let batch: readonly StoredBlock[];
      try {
        batch = await this.#connection.database.getAll('blocks', IDBKeyRange.bound(first, last));
      } catch (error) {
        throw this.#explain(error, 'cannot read');
      }
      if (replaced !== this.#replaced) throw replacedWhileRead();
      if (batch.length !== last - first + 1 || !batch.every(isBlock)) {
        throw new ChainStoreError(
          `the database ${this.#name} is damaged between its blocks ${first} and ${last}: import an export into another one`,
        );
      }
      yield* batch;
    }
  }

  async append(block: StoredBlock): Promise<void> {
    this.#checkOpen();
    const copy = copyOfBlock(block);
    await this.#turns.run(async () => {
      if (this.#description === null) {
        throw holdsNoChain();
      }
      await this.#write('blocks', this.#blockCount + 1, copy);
      this.#blockCount++;
    });
  }

  async replace(description: ChainDescription, blocks: readonly StoredBlock[] = []): Promise<void> {
    this.#checkOpen();
    const taken = copyOfDescription(description);
    const copies = blocks.map(copyOfBlock);
    await this.#turns.run(async () => {
      if (this.#description === null) {
        throw holdsNoChain();
      }
      try {
        await this.#rewrite(taken, copies);
      } catch (error) {
        throw this.#explain(error, 'cannot write to');
      }
      this.#description = taken;
      this.#blockCount = copies.length;
      this.#replaced++;
    });
  }

  /** One transaction: all of it is done, or nothing. */
  async #rewrite(description: ChainDescription, blocks: readonly StoredBlock[]): Promise<void> {
    const writing = this.#connection.database.transaction(['identity', 'blocks'], 'readwrite', STRICT);
    const store = writing.objectStore('blocks');
    const rewrite = async () => {
      await Promise.all([writing.objectStore('identity').put(description, IDENTITY_KEY), store.clear()]);
      for (let first = 0; first < blocks.length; first += BATCH_BLOCKS) {
        const batch = blocks.slice(first, first + BATCH_BLOCKS);
        await Promise.all(batch.map((block, i) => store.add(block, first + i + 1)));
      }
    };
    await Promise.all([rewrite(), writing.done]);
  }

  /** Puts a new record into a store; resolves when it is on the disk. */
  async #write<Name extends 'identity' | 'blocks'>(
    store: Name,
    key: ChainSchema[Name]['key'],
    value: ChainSchema[Name]['value'],
  ): Promise<void> {
    try {
      const writing = this.#connection.database.transaction(store, 'readwrite', STRICT);
      // The request may fail with the transaction or before it; whichever speaks first has the reason.
      await Promise.all([writing.store.add(value, key), writing.done]);
    } catch (error) {
      throw this.#explain(error, 'cannot write to');
    }
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#turns.run(async () => {
      this.#connection.database.close();
      await this.#release();
    }));
  }

  #explain(error: unknown, tried: string): ChainStoreError {
    if (this.#connection.isLost()) {
      return new ChainStoreError(
        `the database ${this.#name} was deleted or closed while it was open: reload the page`,
        { cause: error },
      );
    }
    return explainDatabaseError(error, `${tried} the database ${this.#name}`);
  }

  #checkOpen(): void {
    if (this.#closing !== null) throw isClosed();
  }
}

function isBlock(value: StoredBlock): boolean {
  const { header, coinbase } = value;
  return (
    header instanceof Uint8Array &&
    header.length === HEADER_BYTES &&
    coinbase instanceof Uint8Array &&
    isCoinbaseLength(coinbase.length)
  );
}
