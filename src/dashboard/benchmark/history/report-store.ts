// Benchmarks kept in this browser: a database of reports, the newest first, a bounded number of them.

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type BenchmarkReport, readReport } from '../../../miner/index.ts';

/** The database's name. */
export const HISTORY_NAME = 'proofworks-benchmarks';
/** More are not kept: the oldest give way. */
export const MOST_KEPT = 200;

const FORMAT = 1;

/** A kept benchmark. */
export interface KeptReport {
  /** Unique, never used again. */
  readonly id: string;
  /** A name that a person gave; empty where none did. */
  readonly name: string;
  /** Measured here, or read from a file. */
  readonly origin: 'measured' | 'imported';
  /** When it was kept, milliseconds since 1970: the order of the list. */
  readonly keptMs: number;
  readonly report: BenchmarkReport;
}

interface Schema extends DBSchema {
  reports: { key: string; value: KeptReport; indexes: { kept: number } };
}

/** What browsers say (DOMException names), and what it means here. */
const REASONS: Readonly<Record<string, string>> = {
  QuotaExceededError: 'the browser has no more room for this page',
  SecurityError: 'the browser lets this page keep nothing',
  VersionError: 'they were kept by a newer Proofworks',
  UnknownError: 'the browser could not use its disk',
  InvalidStateError: 'the browser closed the database',
};

/** The browser does not keep reports; its message says why, without a full stop. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
}

/** Reports in IndexedDB. Every call may throw a {@link HistoryError}. */
export class ReportStore {
  readonly #database: Promise<IDBPDatabase<Schema>>;

  constructor(name = HISTORY_NAME) {
    this.#database = open(name);
    // Whoever calls next is told; until then nobody has to listen.
    this.#database.catch(() => {});
  }

  /** All kept reports, the newest first; records that are no reports are left out. */
  async list(): Promise<readonly KeptReport[]> {
    const found = await this.#do((database) => database.getAllFromIndex('reports', 'kept'));
    return found.reverse().flatMap((kept) => {
      const read = readReport(kept.report);
      return read.ok ? [{ ...kept, report: read.report }] : [];
    });
  }

  /** Keeps a report, or a changed name; the oldest beyond {@link MOST_KEPT} give way. */
  async put(kept: KeptReport): Promise<void> {
    await this.#do(async (database) => {
      const writing = database.transaction('reports', 'readwrite');
      // Where a step fails it says why; that the whole is then undone is no news.
      writing.done.catch(() => {});
      await writing.store.put(kept);
      const surplus = (await writing.store.count()) - MOST_KEPT;
      if (surplus > 0) {
        for (const key of await writing.store.index('kept').getAllKeys(null, surplus)) {
          await writing.store.delete(key);
        }
      }
      await writing.done;
    });
  }

  async remove(id: string): Promise<void> {
    await this.#do((database) => database.delete('reports', id));
  }

  async #do<T>(use: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await use(await this.#database);
    } catch (error) {
      const { name, message } = error as Error;
      throw new HistoryError(REASONS[name] ?? message, { cause: error });
    }
  }
}

async function open(name: string): Promise<IDBPDatabase<Schema>> {
  if (!('indexedDB' in globalThis)) throw new HistoryError('this browser has no database for pages');
  return openDB<Schema>(name, FORMAT, {
    upgrade(database) {
      database.createObjectStore('reports', { keyPath: 'id' }).createIndex('kept', 'keptMs');
    },
    // Another page deletes or renews it: standing in its way would hang that page.
    blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
  });
}
