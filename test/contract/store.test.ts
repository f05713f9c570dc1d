// The stores' contract in Node: a directory of real files, and memory alone. The page's stores keep it in browser.test.ts.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { MemoryStore } from '../../src/chain/index.ts';
import { openDirectoryStore } from '../../src/chain/store/directory-store.ts';
import { STORE_CASES, type StoreBench } from './store-cases.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'proofworks-store-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const bench: StoreBench = {
  isLasting: true,
  open: (place) => openDirectoryStore(join(root, 'deep', place)),
  async makeNewer(place) {
    const path = join(root, 'deep', place, 'chain.json');
    const json = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...json, format: 2 }));
  },
};

describe('store in a directory', () => {
  for (const { name, run } of STORE_CASES) {
    test(name, () => run(bench, STORE_CASES.findIndex((one) => one.name === name).toString()));
  }
});

describe('store in memory', () => {
  const inMemory: StoreBench = {
    isLasting: false,
    open: async () => new MemoryStore(),
    makeNewer: () => Promise.reject(new Error('nothing is kept')),
  };
  for (const { name, run, onlyLasting } of STORE_CASES) {
    if (onlyLasting !== true) test(name, () => run(inMemory, name));
  }
});
