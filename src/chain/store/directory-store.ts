/**
 * A chain in a directory, as Node keeps it: `chain.json` says what chain, `headers.dat` and `coinbases.dat` grow by a
 * record per block, `writer.lock` says who writes. Whatever is cut off is kept aside, and what is not understood is left
 * as it is.
 */
import { join, resolve } from 'node:path';
import { bytesFromHex } from '../../primitives/index.ts';
import { copyOfDescription } from './description.ts';
import { makeDirectory, syncDirectory, syncNewDirectories } from './directories.ts';
import { codeOf, explainFileError } from './file-errors.ts';
import { COINBASES_NAME, HEADERS_NAME, readIdentity, writeIdentity } from './identity-file.ts';
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
import { type DataFiles, inspect, keepAside, wholeBlocks } from './recovery.ts';
import { finishReplacement, writeReplacement } from './replacement.ts';
import {
  type ChainDescription,
  type ChainStore,
  ChainStoreError,
  holdsNoChain,
  isClosed,
  replacedWhileRead,
  type StoredBlock,
} from './store.ts';
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

class DirectoryStore implements ChainStore {
  readonly notices: string[] = [];
  readonly #directory: string;
  readonly #lock: WriterLock;
  readonly #turns = new Turns();
  #description: ChainDescription | null = null;
  #files: DataFiles | null = null;
  #blockCount = 0;
  #closing: Promise<void> | null = null;
  /** Chains that were replaced: who reads one of them is to know. */
  #replaced = 0;
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
    if (await finishReplacement(this.#directory)) {
      this.notices.push(
        'removed what was left of another chain, which was not written to its end: the one before it is still here',
      );
    }
    const description = await readIdentity(this.#directory);
    if (description === null) return;
    const files = await this.#openFiles(description);
    try {
      await this.#recover(files);
    } catch (error) {
      await closeFiles(files);
      throw error;
    }
    this.#files = files;
    this.#description = description;
  }

  async #openFiles({ genesisHeader }: ChainDescription): Promise<DataFiles> {
    const genesis = bytesFromHex(genesisHeader);
    const headers = await this.#openFile(HEADERS_NAME, genesis);
    try {
      return { headers, coinbases: await this.#openFile(COINBASES_NAME, genesis) };
    } catch (error) {
      await headers.close();
      throw error;
    }
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
      await keepAside(this.#directory, HEADERS_NAME, files.headers, headersEnd),
      await keepAside(this.#directory, COINBASES_NAME, files.coinbases, coinbasesEnd),
    ].filter((sentence) => sentence !== null);
    await syncDirectory(this.#directory);
    await files.headers.cutTo(headersEnd);
    await files.coinbases.cutTo(coinbasesEnd);
    this.notices.push(
      `dropped what was left of block ${blockCount + 1}, which was not written to its end (${fault}): ${kept.join(' and ')}`,
    );
  }

  async create(description: ChainDescription): Promise<void> {
    this.#checkOpen();
    await this.#turns.run(async () => {
      if (this.#description !== null) {
        throw new ChainStoreError(
          `${this.#directory} holds a chain already: open that one, or choose another directory`,
        );
      }
      const taken = copyOfDescription(description);
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
    const replaced = this.#replaced;
    for (let place = 0; place < count; place++) {
      this.#checkOpen();
      if (replaced !== this.#replaced) throw replacedWhileRead();
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
    if (this.#files === null) throw holdsNoChain();
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

  async replace(description: ChainDescription, blocks: readonly StoredBlock[] = []): Promise<void> {
    this.#checkOpen();
    const taken = copyOfDescription(description);
    const copies = blocks.map(copyOfBlock);
    await this.#turns.run(() => this.#replace(taken, copies));
  }

  async #replace(description: ChainDescription, blocks: readonly StoredBlock[]): Promise<void> {
    if (this.#files === null) throw holdsNoChain();
    try {
      await writeReplacement(this.#directory, description, blocks);
    } catch (error) {
      throw explainFileError(error, `cannot write to ${this.#directory}`);
    }
    // From here on the directory is the new chain's, whatever happens.
    this.#replaced++;
    try {
      await closeFiles(this.#files);
      await finishReplacement(this.#directory);
      this.#files = await this.#openFiles(description);
    } catch (error) {
      this.#broken = `${this.#directory} holds the other chain now, but could not be read: open it again`;
      throw explainFileError(error, this.#broken);
    }
    this.#description = description;
    this.#blockCount = blocks.length;
    this.#broken = null;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#turns.run(async () => {
      try {
        if (this.#files !== null) await closeFiles(this.#files);
      } finally {
        await this.#lock.release();
      }
    }));
  }

  #checkOpen(): void {
    if (this.#closing !== null) throw isClosed();
  }
}

async function closeFiles({ headers, coinbases }: DataFiles): Promise<void> {
  await Promise.all([headers.close(), coinbases.close()]);
}
