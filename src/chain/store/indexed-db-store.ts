/**
 * A chain in the browser's database, with the same promises as a directory: IndexedDB's transactions keep a block
 * whole, `durability: 'strict'` has it on the disk before it is announced, and a Web Lock, which the browser takes back
 * from a page that ends, lets one page write.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { HEADER_BYTES } from '../../primitives/index.ts';
import { descriptionText, STORE_FORMAT, takeDescription } from './description.ts';
import { copyOfBlock, isCoinbaseLength } from './records.ts';
import { type ChainDescription, type ChainStore, ChainStoreError, type StoredBlock } from './store.ts';
import { Turns } from './turns.ts';

interface Schema extends DBSchema {
  /** One record, under `chain`. */
  identity: { key: string; value: ChainDescription };
  /** Keys count the blocks from 1. */
  blocks: { key: number; value: StoredBlock };
}

type Database = IDBPDatabase<Schema>;

const STRICT = { durability: 'strict' } as const;
const IDENTITY_KEY = 'chain';
/** Blocks that are read at once: a transaction does not outlive the reader's own waiting. */
const BATCH_BLOCKS = 1000;

/** How long a lock is waited for: a tab that was closed or reloaded still has it for a moment. */
const PATIENCE_MS = 500;

/** What browsers say (DOMException names), and what to do about it. */
const REASONS: Readonly<Record<string, string>> = {
  QuotaExceededError: 'the browser has no more room for this page; free disk space, then try again',
  SecurityError: 'the browser lets this page keep nothing; allow it to store data',
  UnknownError: 'the browser could not use its disk; check that there is room, then reload the page',
  InvalidStateError: 'the browser closed the database; reload the page',
  AbortError: 'the browser broke off; check that there is room on the disk, then try again',
  TransactionInactiveError: 'the browser ended the transaction early; try again',
};

/**
 * Opens a database of this page's origin for reading and writing; makes it where it is missing.
 *
 * @param name - The database's, for example `proofworks-chain`.
 * @throws {ChainStoreError} if another page uses it, it is another program's or newer, or the browser keeps nothing.
 */
export async function openIndexedDbStore(name: string): Promise<ChainStore> {
  const release = await lock(name);
  try {
    const connection = await connect(name);
    return await IndexedDbStore.load(name, connection, release);
  } catch (error) {
    await release();
    throw explain(error, `cannot open the database ${name}`);
  }
}

/** @returns what gives the lock back, and resolves when it is free. */
async function lock(name: string): Promise<() => Promise<void>> {
  const { locks } = navigator;
  // Typed as always there; a page without a secure context has none.
  if ((locks as LockManager | undefined) === undefined) {
    throw new ChainStoreError(
      'the browser keeps chains only for pages from https or localhost: open the page from there',
    );
  }
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const held = locks.request(`proofworks-chain:${name}`, { signal }, () => {
      return new Promise<void>((free) => {
        resolve(async () => {
          free();
          await held;
        });
      });
    });
    held.catch((error: unknown) => {
      if (error !== signal.reason) return reject(explain(error, `cannot lock the database ${name}`));
      reject(
        new ChainStoreError(
          `the database ${name} is in use by another tab or by this page already: close that one first`,
        ),
      );
    });
  });
}

/** A database, and why the browser took it away. */
interface Connection {
  readonly database: Database;
  readonly isLost: () => boolean;
}

async function connect(name: string): Promise<Connection> {
  let isLost = false;
  let onBlocked = (_error: ChainStoreError) => {};
  const blocked = new Promise<never>((_, reject) => {
    onBlocked = reject;
  });
  const opening = openDB<Schema>(name, STORE_FORMAT, {
    upgrade(database, oldVersion) {
      // A version of ours has both already; there is no older one.
      if (oldVersion > 0) return;
      database.createObjectStore('identity');
      database.createObjectStore('blocks');
    },
    blocked: () =>
      onBlocked(
        new ChainStoreError(`the database ${name} is being deleted or renewed: close the page’s other tabs`),
      ),
    // Another page deletes or renews it: standing in its way would hang that page.
    blocking: (_current, _wanted, event) => {
      isLost = true;
      (event.target as IDBDatabase).close();
    },
    terminated: () => {
      isLost = true;
    },
  });
  let database: Database;
  try {
    database = await Promise.race([opening, blocked]);
  } catch (error) {
    // It may open later all the same; nobody waits for it then.
    opening.then(
      (late) => late.close(),
      () => {},
    );
    if ((error as DOMException).name !== 'VersionError') throw error;
    const found = (await indexedDB.databases()).find((one) => one.name === name)?.version;
    throw new ChainStoreError(
      `the database ${name} was made by a newer Proofworks (format ${found ?? 'unknown'}; this one reads ${STORE_FORMAT}): reload the page, or update Proofworks`,
      { cause: error },
    );
  }
  const stores = database.objectStoreNames;
  if (!stores.contains('identity') || !stores.contains('blocks')) {
    database.close();
    throw new ChainStoreError(`the database ${name} is another program’s: choose another name`);
  }
  return { database, isLost: () => isLost };
}

/** @throws the error if it does not come from the browser: then it is a mistake of ours. */
function explain(error: unknown, what: string): ChainStoreError {
  if (error instanceof ChainStoreError) return error;
  // QuotaExceededError is becoming a class of its own, no DOMException of that name.
  const { name, message } = error as DOMException;
  if (!(error instanceof DOMException) && !(name in REASONS)) throw error;
  return new ChainStoreError(`${what}: ${REASONS[name] ?? message}`, { cause: error });
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
        throw new ChainStoreError(
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
      const taken = JSON.parse(descriptionText(description)) as ChainDescription;
      await this.#write('identity', IDENTITY_KEY, taken);
      this.#description = taken;
    });
  }

  async *readBlocks(): AsyncGenerator<StoredBlock, void> {
    const count = this.#blockCount;
    for (let first = 1; first <= count; first += BATCH_BLOCKS) {
      this.#checkOpen();
      const last = Math.min(count, first + BATCH_BLOCKS - 1);
      let batch: readonly StoredBlock[];
      try {
        batch = await this.#connection.database.getAll('blocks', IDBKeyRange.bound(first, last));
      } catch (error) {
        throw this.#explain(error, 'cannot read');
      }
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
        throw new ChainStoreError('the store holds no chain yet: make one first');
      }
      await this.#write('blocks', this.#blockCount + 1, copy);
      this.#blockCount++;
    });
  }

  /** Puts a new record into a store; resolves when it is on the disk. */
  async #write<Name extends 'identity' | 'blocks'>(
    store: Name,
    key: Schema[Name]['key'],
    value: Schema[Name]['value'],
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
    return explain(error, `${tried} the database ${this.#name}`);
  }

  #checkOpen(): void {
    if (this.#closing !== null) throw new ChainStoreError('the store is closed: open it again');
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
