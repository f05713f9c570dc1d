/**
 * Another chain for a directory, in one step. Its files are written beside the present ones under names of their own;
 * the name of the last, `chain.json.next`, is the step: from then on they are the directory's, and whoever opens it
 * next moves those that are not in their places yet.
 */
import { access, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesFromHex, concatBytes } from '../../primitives/index.ts';
import { syncDirectory } from './directories.ts';
import { codeOf } from './file-errors.ts';
import { COINBASES_NAME, HEADERS_NAME, IDENTITY_NAME, writeIdentity } from './identity-file.ts';
import { RecordFile } from './record-file.ts';
import { coinbaseRecord, headerRecord, preface } from './records.ts';
import type { ChainDescription, StoredBlock } from './store.ts';

/** Records that are written and synced at once. */
const BATCH_BLOCKS = 1000;

const nextOf = (name: string) => `${name}.next`;

/**
 * Writes a chain beside the directory's own; when it is done, that chain is the directory's. When it fails, nothing has
 * changed.
 */
export async function writeReplacement(
  directory: string,
  description: ChainDescription,
  blocks: readonly StoredBlock[],
): Promise<void> {
  const genesis = bytesFromHex(description.genesisHeader);
  try {
    await writeRecords(
      join(directory, nextOf(HEADERS_NAME)),
      preface(HEADERS_NAME, genesis),
      blocks.map(({ header }, place) => headerRecord(place, header)),
    );
    await writeRecords(
      join(directory, nextOf(COINBASES_NAME)),
      preface(COINBASES_NAME, genesis),
      blocks.map((block, place) => coinbaseRecord(place, block)),
    );
    await writeIdentity(directory, description, nextOf(IDENTITY_NAME));
  } catch (error) {
    // Its name first: without it the others are nothing.
    await rm(join(directory, nextOf(IDENTITY_NAME)), { force: true });
    await dropUnfinished(directory);
    throw error;
  }
}

async function writeRecords(path: string, beginning: Uint8Array, records: readonly Uint8Array[]) {
  const file = await RecordFile.create(path, beginning);
  try {
    for (let first = 0; first < records.length; first += BATCH_BLOCKS) {
      await file.append(concatBytes(...records.slice(first, first + BATCH_BLOCKS)));
    }
  } finally {
    await file.close();
  }
}

/**
 * Moves a replacement's files to their places, those that are left; removes one that was not written to its end.
 *
 * @returns whether there was one that had not been finished, and is gone.
 */
export async function finishReplacement(directory: string): Promise<boolean> {
  if (!(await isThere(join(directory, nextOf(IDENTITY_NAME))))) return dropUnfinished(directory);
  for (const name of [HEADERS_NAME, COINBASES_NAME]) {
    const next = join(directory, nextOf(name));
    if (await isThere(next)) await rename(next, join(directory, name));
  }
  // The data before the name that says whose they are.
  await syncDirectory(directory);
  await rename(join(directory, nextOf(IDENTITY_NAME)), join(directory, IDENTITY_NAME));
  await syncDirectory(directory);
  return false;
}

async function dropUnfinished(directory: string): Promise<boolean> {
  let dropped = false;
  for (const name of [HEADERS_NAME, COINBASES_NAME].map(nextOf)) {
    if (!(await isThere(join(directory, name)))) continue;
    await rm(join(directory, name));
    dropped = true;
  }
  return dropped;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return false;
  }
}
