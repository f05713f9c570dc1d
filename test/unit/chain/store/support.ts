// Directories with a chain in them, to be damaged.

import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { ChainStore, StoredBlock } from '../../../../src/chain/index.ts';
import { openDirectoryStore } from '../../../../src/chain/store/directory-store.ts';
import { DESCRIPTION, testBlocks } from '../../../contract/store-cases.ts';

export { DESCRIPTION, testBlock, testBlocks } from '../../../contract/store-cases.ts';

/** Directories for the tests of a file. */
export interface Workshop {
  /** A new name below the file's own directory. */
  readonly path: (name?: string) => string;
  /** A closed directory with so many blocks in it, made once and copied. */
  readonly chain: (blocks: number) => Promise<string>;
}

/** Makes a directory for the tests of a file, and removes it after them. */
export function workshop(): Workshop {
  let root: string;
  let next = 0;
  const made = new Map<number, Promise<string>>();
  const path = (name = 'chain') => join(root, `${next++}-${name}`);
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'proofworks-unit-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  return {
    path,
    async chain(blocks) {
      if (!made.has(blocks)) made.set(blocks, makeChain(path(), blocks));
      const copy = path();
      await cp(await made.get(blocks)!, copy, { recursive: true });
      return copy;
    },
  };
}

async function makeChain(directory: string, blocks: number): Promise<string> {
  const store = await openDirectoryStore(directory);
  await store.create(DESCRIPTION);
  for (const block of testBlocks(blocks)) await store.append(block);
  await store.close();
  return directory;
}

/** Opens a directory, uses it, closes it. */
export async function use<T>(directory: string, task: (store: ChainStore) => T | Promise<T>): Promise<T> {
  const store = await openDirectoryStore(directory);
  try {
    return await task(store);
  } finally {
    await store.close();
  }
}

/** @returns all blocks. */
export async function blocksOf(store: ChainStore): Promise<StoredBlock[]> {
  const blocks: StoredBlock[] = [];
  for await (const block of store.readBlocks()) blocks.push(block);
  return blocks;
}

/** Everything in a directory: names and bytes, to see that nothing was touched. */
export async function snapshot(directory: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of (await readdir(directory)).toSorted()) {
    const path = join(directory, name);
    files[name] = (await stat(path)).isFile() ? (await readFile(path)).toString('hex') : 'no file';
  }
  return files;
}
