/**
 * `chain.json`: what chain a directory keeps. It is written last and at once, so a directory that has it has its data
 * files too, and one that has not is new.
 */
import { open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hexFromBytes } from '../../primitives/index.ts';
import { checkFormat, checksum, descriptionText, STORE_FORMAT, takeDescription } from './description.ts';
import { syncDirectory } from './directories.ts';
import { codeOf } from './file-errors.ts';
import { PREFACE_BYTES } from './records.ts';
import { type ChainDescription, ChainStoreError } from './store.ts';
import { LOCK_NAME } from './writer-lock.ts';

const PROGRAM = 'Proofworks';
/** Name of the file. */
export const IDENTITY_NAME = 'chain.json';
const DRAFT_NAME = 'chain.json.new';
/** Names of the data files. */
export const HEADERS_NAME = 'headers.dat';
export const COINBASES_NAME = 'coinbases.dat';

const sumOf = (text: string) => hexFromBytes(checksum(new TextEncoder().encode(text)));

/**
 * Reads what chain a directory keeps; writes nothing.
 *
 * @returns null for a directory in which a chain can be made.
 * @throws {ChainStoreError} if the directory is another program's, a newer Proofworks', or damaged.
 */
export async function readIdentity(directory: string): Promise<ChainDescription | null> {
  const path = join(directory, IDENTITY_NAME);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    await checkIsNew(directory);
    return null;
  }
  let json: { program?: unknown; format?: unknown; checksum?: unknown; description?: unknown } | null;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ChainStoreError(`${path} is not whole: restore it from a backup, or choose another directory`, {
      cause: error,
    });
  }
  if (json?.program !== PROGRAM) {
    throw new ChainStoreError(`${path} was not made by Proofworks: choose another directory`);
  }
  checkFormat(json.format, path);
  const description = takeDescription(json.description, path);
  if (json.checksum !== sumOf(descriptionText(description))) {
    throw new ChainStoreError(
      `${path} is damaged (it does not match its checksum): restore it from a backup`,
    );
  }
  return description;
}

/** @throws {ChainStoreError} if the directory holds anything but what a chain that was never finished leaves. */
async function checkIsNew(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name === DRAFT_NAME || name.startsWith(LOCK_NAME)) continue;
    if (name !== HEADERS_NAME && name !== COINBASES_NAME) {
      throw new ChainStoreError(
        `${directory} holds other files (${name}) and no chain: choose an empty or a new directory`,
      );
    }
    if ((await stat(join(directory, name))).size > PREFACE_BYTES) {
      throw new ChainStoreError(
        `${directory} holds blocks, but ${IDENTITY_NAME} is missing: restore it from a backup, or choose another directory`,
      );
    }
  }
}

/**
 * Makes a directory a chain's: from here on it is one.
 *
 * @param name - Another name, for a chain that is not the directory's yet.
 */
export async function writeIdentity(
  directory: string,
  description: ChainDescription,
  name = IDENTITY_NAME,
): Promise<void> {
  const text = descriptionText(description);
  const json = {
    program: PROGRAM,
    format: STORE_FORMAT,
    checksum: sumOf(text),
    description: JSON.parse(text) as ChainDescription,
  };
  const draft = join(directory, DRAFT_NAME);
  const file = await open(draft, 'w');
  try {
    await file.writeFile(`${JSON.stringify(json, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(directory, name));
  await syncDirectory(directory);
}
