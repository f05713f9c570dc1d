/**
 * A chain in a directory, as Node keeps it: `chain.json` says what chain, `headers.dat` and `coinbases.dat` grow by a
 * record per block, `writer.lock` says who writes. Whatever is cut off is kept aside, and what is not understood is left
 * as it is.
 */
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { bytesFromHex } from '../../primitives/index.ts';
import { descriptionText } from './description.ts';
import { codeOf, explainFileError } from './file-errors.ts';
import {
  COINBASES_NAME,
  HEADERS_NAME,
  readIdentity,
  syncDirectory,
  syncNewDirectories,
  writeIdentity,
} from './identity-file.ts';
import { RecordFile } from './record-file.ts';
import {
  checkPreface,
  coinbaseRecord,
  copyOfBlock,
  type DataFileName,
  headerRecord,
  PREFACE_BYTES,
  preface,
} from './records.ts';
import { type DataFiles, inspect, wholeBlocks } from './recovery.ts';
import { type ChainDescription, type ChainStore, ChainStoreError, type StoredBlock } from './store.ts';
import { Turns } from './turns.ts';
import { lockDirectory, type WriterLock } from './writer-lock.ts';

/**
 * Opens a directory for reading and writing; makes it where it is missing. A block that was half-written when a
 * program was killed is dropped, with a notice.
 *
 * @param directory - Absolute, or from the working directory.
 * @throws {ChainStoreError} if the directory is in use, another program's, newer, damaged, or cannot be written.
 */
export async function openDirectoryStore(directory: string): Promise<ChainStore> {
  const path = resolve(directory);
  let lock: WriterLock | undefined;
  try {
    const firstNew = await makeDirectory(path);
    if (firstNew !== undefined) await syncNewDirectories(path, firstNew);
    // Before anything is written: it may be another program's directory.
    await readIdentity(path);
    lock = await lockDirectory(path);
    const store = new DirectoryStore(path, lock);
    await store.load();
    return store;
  } catch (error) {
    await lock?.release();
    throw explainFileError(error, `cannot open ${path}`);
  }
}

/**
 * Makes a directory and the missing ones above it. Node's own recursion does not end where a file system refuses a
 * name without saying that it is taken, as /proc does.
 *
 * @returns the topmost that was made; undefined where all were there.
 */
async function makeDirectory(path: string): Promise<string | undefined> {
  try {
    await mkdir(path);
    return path;
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(path)).isDirectory()) return undefined;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
  }
  const top = await makeDirectory(dirname(path));
  await mkdir(path);
  return top ?? path;
}

class DirectoryStore implements ChainStore {
  readonly notices: string[] = [];
  readonly #directory: string;
  readonly #lock: WriterLock;
  readonly #turns = new Turns();
  #description: ChainDescription | null = null;
  #files: DataFiles | null = null;
  #blockCount = 0;
  #closing: Promise<void> | null = null;
  /** Why nothing more is appended. */
  #broken: string | null = null;

  constructor(directory: string, lock: WriterLock) {
    this.#directory = directory;
    this.#lock = lock;
  }

  get description(): ChainDescription | null {
    return this.#description;
  }

  get blockCount(): number {
    return this.#blockCount;
  }

  /** Reads what the directory holds and sets it right. */
  async load(): Promise<void> {
    const description = await readIdentity(this.#directory);
    if (description === null) return;
    const genesis = bytesFromHex(description.genesisHeader);
    const headers = await this.#openFile(HEADERS_NAME, genesis);
    let coinbases: RecordFile | undefined;
    try {
      coinbases = await this.#openFile(COINBASES_NAME, genesis);
      await this.#recover({ headers, coinbases });
    } catch (error) {
      await Promise.all([headers.close(), coinbases?.close()]);
      throw error;
    }
    this.#files = { headers, coinbases };
    this.#description = description;
  }

  async #openFile(name: DataFileName, genesisHeader: Uint8Array): Promise<RecordFile> {
    const path = join(this.#directory, name);
    let file: RecordFile;
    try {
      file = await RecordFile.open(path);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      throw new ChainStoreError(`${path} is missing: restore it from a backup`, { cause: error });
    }
    try {
      checkPreface(await file.readFrom(0).take(PREFACE_BYTES), name, genesisHeader, path);
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async #recover(files: DataFiles): Promise<void> {
    const { blockCount, headersEnd, coinbasesEnd, fault, isTornTail } = await inspect(files);
    this.#blockCount = blockCount;
    if (fault === null) return;
    if (!isTornTail) {
      throw new ChainStoreError(
        `${this.#directory} is damaged at its block ${blockCount + 1} (${fault}), and more blocks follow: restore it from a backup or from an export; nothing was changed`,
      );
    }
    const kept = [
      await this.#keepAside(HEADERS_NAME, files.headers, headersEnd),
      await this.#keepAside(COINBASES_NAME, files.coinbases, coinbasesEnd),
    ].filter((sentence) => sentence !== null);
    await syncDirectory(this.#directory);
    await files.headers.cutTo(headersEnd);
    await files.coinbases.cutTo(coinbasesEnd);
    this.notices.push(
      `dropped what was left of block ${blockCount + 1}, which was not written to its end (${fault}): ${kept.join(' and ')}`,
    );
  }

  /** Copies a file's end into a new file beside it. */
  async #keepAside(name: DataFileName, file: RecordFile, offset: number): Promise<string | null> {
    const bytes = await file.readFrom(offset).take(file.sizeBytes - offset);
    if (bytes.length === 0) return null;
    for (let number = 1; ; number++) {
      const aside = `${name}.dropped-${number}`;
      try {
        const handle = await open(join(this.#directory, aside), 'wx');
        try {
          await handle.writeFile(bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        return `${bytes.length} bytes of ${name}, kept in ${aside}`;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
    }
  }

  async create(description: ChainDescription): Promise<void> {
    this.#checkOpen();
    await this.#turns.run(async () => {
      if (this.#description !== null) {
        throw new ChainStoreError(
          `${this.#directory} holds a chain already: open that one, or choose another directory`,
        );
      }
      const taken = JSON.parse(descriptionText(description)) as ChainDescription;
      const genesis = bytesFromHex(taken.genesisHeader);
      const made: RecordFile[] = [];
      try {
        for (const name of [HEADERS_NAME, COINBASES_NAME] as const) {
          made.push(await RecordFile.create(join(this.#directory, name), preface(name, genesis)));
        }
        await writeIdentity(this.#directory, taken);
      } catch (error) {
        await Promise.all(made.map((file) => file.close()));
        throw explainFileError(error, `cannot make a chain in ${this.#directory}`);
      }
      const [headers, coinbases] = made;
      this.#files = { headers: headers!, coinbases: coinbases! };
      this.#description = taken;
    });
  }

  async *readBlocks(): AsyncGenerator<StoredBlock, void> {
    this.#checkOpen();
    if (this.#files === null) return;
    const blocks = wholeBlocks(this.#files);
    const count = this.#blockCount;
    for (let place = 0; place < count; place++) {
      this.#checkOpen();
      let next: Awaited<ReturnType<typeof blocks.next>>;
      try {
        next = await blocks.next();
      } catch (error) {
        throw explainFileError(error, `cannot read ${this.#directory}`);
      }
      if (next.done) {
        throw new ChainStoreError(
          `${this.#directory} has changed at its block ${place + 1} (${next.value ?? 'it is missing'}): close it and restore it from a backup`,
        );
      }
      yield next.value;
    }
  }

  async append(block: StoredBlock): Promise<void> {
    this.#checkOpen();
    const copy = copyOfBlock(block);
    await this.#turns.run(() => this.#append(copy));
  }

  async #append(block: StoredBlock): Promise<void> {
    if (this.#files === null) throw new ChainStoreError('the store holds no chain yet: make one first');
    if (this.#broken !== null) throw new ChainStoreError(this.#broken);
    const { headers, coinbases } = this.#files;
    const place = this.#blockCount;
    const headersEnd = headers.sizeBytes;
    const coinbasesEnd = coinbases.sizeBytes;
    // Both are waited for also when one fails: nothing may be writing while the files are cut.
    const results = await Promise.allSettled([
      coinbases.append(coinbaseRecord(place, block)),
      headers.append(headerRecord(place, block.header)),
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed === undefined) {
      this.#blockCount++;
      return;
    }
    const reason = explainFileError(failed.reason, `cannot write to ${this.#directory}`);
    try {
      await headers.cutTo(headersEnd);
      await coinbases.cutTo(coinbasesEnd);
    } catch (error) {
      this.#broken = `${this.#directory} takes no more blocks, since a half-written one could not be removed: open it again`;
      throw new ChainStoreError(`${reason.message}; ${this.#broken}`, { cause: error });
    }
    throw reason;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#turns.run(async () => {
      try {
        await Promise.all([this.#files?.headers.close(), this.#files?.coinbases.close()]);
      } finally {
        await this.#lock.release();
      }
    }));
  }

  #checkOpen(): void {
    if (this.#closing !== null) throw new ChainStoreError('the store is closed: open it again');
  }
}
