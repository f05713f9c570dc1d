/** The way to a chain's database: its lock, its connection, and what a browser's errors mean. */
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import { STORE_FORMAT } from './description.ts';
import { type ChainDescription, ChainStoreError, type StoredBlock } from './store.ts';

/** What a chain's database holds. */
export interface ChainSchema extends DBSchema {
  /** One record, under `chain`. */
  identity: { key: string; value: ChainDescription };
  /** Keys count the blocks from 1. */
  blocks: { key: number; value: StoredBlock };
}

type Database = IDBPDatabase<ChainSchema>;

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
 * Waits for the right to write.
 *
 * @returns what gives the lock back, and resolves when it is free.
 * @throws {ChainStoreError} if another page, or this one, has it.
 */
export async function lockDatabase(name: string): Promise<() => Promise<void>> {
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
      if (error !== signal.reason)
        return reject(explainDatabaseError(error, `cannot lock the database ${name}`));
      reject(
        new ChainStoreError(
          `the database ${name} is in use by another tab or by this page already: close that one first`,
        ),
      );
    });
  });
}

/** A database, and why the browser took it away. */
export interface Connection {
  readonly database: Database;
  readonly isLost: () => boolean;
}

/**
 * Opens a database; makes it where it is missing.
 *
 * @throws {ChainStoreError} if it is another program's or newer, and what the browser throws.
 */
export async function connect(name: string): Promise<Connection> {
  let isLost = false;
  let onBlocked = (_error: ChainStoreError) => {};
  const blocked = new Promise<never>((_, reject) => {
    onBlocked = reject;
  });
  const opening = openDB<ChainSchema>(name, STORE_FORMAT, {
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

/**
 * Deletes a database; the lock is its caller's.
 *
 * @throws {ChainStoreError} if another page holds on to it, and what the browser throws.
 */
export async function deleteDatabase(name: string): Promise<void> {
  let onBlocked = (_error: ChainStoreError) => {};
  const blocked = new Promise<never>((_, reject) => {
    onBlocked = reject;
  });
  const deleting = deleteDB(name, {
    blocked: () =>
      onBlocked(new ChainStoreError(`the database ${name} is in use elsewhere: close the page’s other tabs`)),
  });
  // It may fail later all the same; nobody waits for it then.
  deleting.catch(() => {});
  await Promise.race([deleting, blocked]);
}

/**
 * Says in one sentence why a database did not do what it was asked.
 *
 * @param what - What was tried, for the sentence.
 * @throws the error if it does not come from the browser: then it is a mistake of ours.
 */
export function explainDatabaseError(error: unknown, what: string): ChainStoreError {
  if (error instanceof ChainStoreError) return error;
  // QuotaExceededError is becoming a class of its own, no DOMException of that name.
  const { name, message } = error as DOMException;
  if (!(error instanceof DOMException) && !(name in REASONS)) throw error;
  return new ChainStoreError(`${what}: ${REASONS[name] ?? message}`, { cause: error });
}
