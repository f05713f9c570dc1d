// Files that a command makes: never over another one, and none left behind when it fails.

import { open, readFile, unlink } from 'node:fs/promises';
import { explainFileError } from '../chain/index.ts';
import { UsageError } from './usage-error.ts';

/** A file that this program has just made. */
export interface NewFile {
  /** Fills it; when this resolves, it is on the disk. */
  readonly write: (contents: string | Uint8Array) => Promise<void>;
}

/**
 * Makes a file, lets `fill` write it, and removes it again if that fails.
 *
 * @throws {UsageError} if there is one already.
 * @throws {ChainStoreError} if the file cannot be made or written.
 */
export async function makeFile(path: string, fill: (file: NewFile) => Promise<void>): Promise<void> {
  const handle = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') {
      throw new UsageError(`${path} exists already and is not overwritten: name a new file`);
    }
    throw explainFileError(error, `cannot write ${path}`);
  });
  try {
    await fill({
      write: async (contents) => {
        try {
          await handle.writeFile(contents);
          await handle.sync();
        } catch (error) {
          throw explainFileError(error, `cannot write ${path}`);
        }
      },
    });
    await handle.close();
  } catch (error) {
    await handle.close();
    await unlink(path);
    throw error;
  }
}

/** @throws {ChainStoreError} if the file cannot be read, in one sentence. */
export async function readWholeFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw explainFileError(error, `cannot read ${path}`);
  }
}
