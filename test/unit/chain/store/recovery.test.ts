// Directories that were torn or damaged: at most the one block that was being written is dropped, and kept aside;
// everything else is refused and left as it is.

import { copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDirectoryStore } from '../../../../src/chain/store/directory-store.ts';
import { concatBytes } from '../../../../src/primitives/index.ts';
import { blocksOf, DESCRIPTION, snapshot, testBlock, testBlocks, use, workshop } from './support.ts';

const { chain, path } = workshop();

const PREFACE = 16;
const HEADER_RECORD = 84;
const BLOCKS = 4;
const LAST = testBlocks(BLOCKS).at(-1)!;
const HEADERS_END = PREFACE + BLOCKS * HEADER_RECORD;
const COINBASE_RECORD = LAST.coinbase.length + 8;
const COINBASES_END = PREFACE + testBlocks(BLOCKS).reduce((sum, block) => sum + block.coinbase.length + 8, 0);

const headersOf = (directory: string) => join(directory, 'headers.dat');
const coinbasesOf = (directory: string) => join(directory, 'coinbases.dat');

/** Cuts both files to what a program might have written of its fourth block. */
async function torn(headerBytes: number, coinbaseBytes: number): Promise<string> {
  const directory = await chain(BLOCKS);
  await truncate(headersOf(directory), HEADERS_END - HEADER_RECORD + headerBytes);
  await truncate(coinbasesOf(directory), COINBASES_END - COINBASE_RECORD + coinbaseBytes);
  return directory;
}

async function flip(file: string, offset: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[offset]! ^= 0x10;
  await writeFile(file, bytes);
}

/** Opens, and expects the first three blocks, a notice, the rest aside, and that the chain goes on. */
async function expectDropped(directory: string): Promise<string> {
  const before = {
    headers: await readFile(headersOf(directory)),
    coinbases: await readFile(coinbasesOf(directory)),
  };
  const notice = await use(directory, async (store) => {
    expect(await blocksOf(store)).toEqual(testBlocks(BLOCKS - 1));
    expect(store.notices).toHaveLength(1);
    await store.append(testBlock(99));
    return store.notices[0]!;
  });
  for (const [name, bytes, end] of [
    ['headers.dat', before.headers, HEADERS_END - HEADER_RECORD],
    ['coinbases.dat', before.coinbases, COINBASES_END - COINBASE_RECORD],
  ] as const) {
    const rest = bytes.subarray(end);
    const words = `${rest.length} bytes of ${name}, kept in ${name}.dropped-1`;
    if (rest.length === 0) expect(notice).not.toContain(name);
    else {
      expect(notice).toContain(words);
      expect(await readFile(join(directory, `${name}.dropped-1`))).toEqual(rest);
    }
  }
  await use(directory, async (store) => {
    expect(store.notices).toEqual([]);
    expect(await blocksOf(store)).toEqual([...testBlocks(BLOCKS - 1), testBlock(99)]);
  });
  return notice;
}

async function expectRefused(directory: string, words: string | RegExp): Promise<void> {
  const before = await snapshot(directory);
  await expect(openDirectoryStore(directory)).rejects.toThrow(words);
  await expect(openDirectoryStore(directory)).rejects.toMatchObject({ name: 'ChainStoreError' });
  expect(await snapshot(directory)).toEqual(before);
}

describe('a torn tail', () => {
  it('at every byte of the header, with and without the coinbase', async () => {
    for (let bytes = 0; bytes < HEADER_RECORD; bytes++) {
      const others = bytes === 0 ? [COINBASE_RECORD] : [0, bytes % COINBASE_RECORD, COINBASE_RECORD];
      await Promise.all(others.map(async (other) => expectDropped(await torn(bytes, other))));
    }
  }, 30_000);

  it('at every byte of the coinbase, with and without the header', async () => {
    for (let bytes = 0; bytes < COINBASE_RECORD; bytes++) {
      const others = bytes === 0 ? [HEADER_RECORD] : [0, HEADER_RECORD];
      await Promise.all(others.map(async (other) => expectDropped(await torn(other, bytes))));
    }
  }, 30_000);

  it('is none where all of the block or nothing of it was written', async () => {
    for (const [directory, blocks] of [
      [await torn(HEADER_RECORD, COINBASE_RECORD), BLOCKS],
      [await torn(0, 0), BLOCKS - 1],
    ] as const) {
      await use(directory, async (store) => {
        expect(store.notices).toEqual([]);
        expect(await blocksOf(store)).toEqual(testBlocks(blocks));
      });
    }
  });

  it('is a block of which only the lengths of the files reached the disk', async () => {
    const directory = await torn(0, 0);
    await truncate(headersOf(directory), HEADERS_END);
    await truncate(coinbasesOf(directory), COINBASES_END);
    expect(await expectDropped(directory)).toContain('a header that does not match its checksum');
  });

  it('may be the first block', async () => {
    const directory = await chain(1);
    await truncate(headersOf(directory), PREFACE + 1);
    await use(directory, (store) => {
      expect(store.blockCount).toBe(0);
      expect(store.notices[0]).toMatch(
        /^dropped what was left of block 1, which was not written to its end \(a header that ends too early\)/u,
      );
    });
  });

  it('overwrites nothing that was kept aside before', async () => {
    const directory = await torn(10, 0);
    await writeFile(join(directory, 'headers.dat.dropped-1'), 'older');
    await use(directory, (store) => expect(store.notices[0]).toContain('kept in headers.dat.dropped-2'));
    expect(await readFile(join(directory, 'headers.dat.dropped-1'), 'utf8')).toBe('older');
    expect((await readFile(join(directory, 'headers.dat.dropped-2'))).length).toBe(10);
  });
});

describe('damage', () => {
  it('in any byte of a block that others follow is refused', async () => {
    const places: (readonly [string, number])[] = [];
    for (let i = 0; i < HEADER_RECORD; i++) places.push(['headers.dat', PREFACE + HEADER_RECORD + i]);
    const second = PREFACE + testBlock(1).coinbase.length + 8;
    for (let i = 0; i < testBlock(2).coinbase.length + 8; i++) places.push(['coinbases.dat', second + i]);
    const directory = await chain(BLOCKS);
    for (const [name, offset] of places) {
      await flip(join(directory, name), offset);
      await expect(openDirectoryStore(directory), `${name} ${offset}`).rejects.toThrow(
        `${directory} is damaged at its block 2 (`,
      );
      await flip(join(directory, name), offset);
    }
    await expectRefusedAfterFlip(directory, 'headers.dat', PREFACE + HEADER_RECORD);
    await use(directory, (store) => expect(store.notices).toEqual([]));
  });

  it('in any byte of the last block drops that block, and keeps it', async () => {
    for (let i = 0; i < HEADER_RECORD; i++) {
      const directory = await chain(BLOCKS);
      await flip(headersOf(directory), HEADERS_END - HEADER_RECORD + i);
      await expectDropped(directory);
    }
    for (let i = 0; i < COINBASE_RECORD; i++) {
      const directory = await chain(BLOCKS);
      await flip(coinbasesOf(directory), COINBASES_END - COINBASE_RECORD + i);
      await expectDropped(directory);
    }
  }, 30_000);

  it('in any byte of the beginnings is refused', async () => {
    for (const name of ['headers.dat', 'coinbases.dat']) {
      for (let i = 0; i < PREFACE; i++) {
        const directory = await chain(1);
        await flip(join(directory, name), i);
        await expectRefused(directory, join(directory, name));
      }
    }
  });

  async function expectRefusedAfterFlip(directory: string, name: string, offset: number): Promise<void> {
    await flip(join(directory, name), offset);
    await expectRefused(directory, 'restore it from a backup or from an export; nothing was changed');
    await flip(join(directory, name), offset);
  }

  it('is a file that lost more than one block', async () => {
    const fewer = await chain(BLOCKS);
    await truncate(headersOf(fewer), HEADERS_END - 2 * HEADER_RECORD);
    await expectRefused(fewer, 'damaged at its block 3 (a coinbase without its header)');
    const less = await chain(BLOCKS);
    await truncate(coinbasesOf(less), PREFACE);
    await expectRefused(less, 'damaged at its block 1 (a header without its coinbase)');
    const cut = await chain(BLOCKS);
    await truncate(coinbasesOf(cut), PREFACE - 1);
    await expectRefused(cut, `${coinbasesOf(cut)} is cut short at its beginning`);
    const gone = await chain(BLOCKS);
    await rm(headersOf(gone));
    await expectRefused(gone, `${headersOf(gone)} is missing: restore it from a backup`);
  });

  it('is a file in the other’s place, of another chain, or with its blocks in another order', async () => {
    const swapped = await chain(BLOCKS);
    const spare = path('spare');
    await copyFile(headersOf(swapped), spare);
    await copyFile(coinbasesOf(swapped), headersOf(swapped));
    await copyFile(spare, coinbasesOf(swapped));
    await expectRefused(swapped, 'is not a file of that kind that Proofworks made');

    const other = path();
    await use(other, async (store) => {
      await store.create({ ...DESCRIPTION, genesisHeader: 'ab'.repeat(80) });
      for (const block of testBlocks(BLOCKS)) await store.append(block);
    });
    const mixed = await chain(BLOCKS);
    await copyFile(coinbasesOf(other), coinbasesOf(mixed));
    await expectRefused(mixed, `${coinbasesOf(mixed)} belongs to another chain than its directory`);

    const branch = path();
    await use(branch, async (store) => {
      await store.create(DESCRIPTION);
      for (const block of testBlocks(BLOCKS + 1).slice(1)) await store.append(block);
    });
    const joined = await chain(BLOCKS);
    await copyFile(coinbasesOf(branch), coinbasesOf(joined));
    await expectRefused(joined, 'damaged at its block 1 (a coinbase that does not match its checksum)');

    const shuffled = await chain(BLOCKS);
    const bytes = await readFile(headersOf(shuffled));
    const record = (i: number) =>
      bytes.subarray(PREFACE + i * HEADER_RECORD, PREFACE + (i + 1) * HEADER_RECORD);
    const parts = [bytes.subarray(0, PREFACE), record(0), record(2), record(1), record(3)];
    await writeFile(headersOf(shuffled), concatBytes(...parts));
    await expectRefused(shuffled, 'damaged at its block 2 (a header that does not match its checksum)');
  });

  it('that comes while a store is open is noticed when it is read', async () => {
    const directory = await chain(BLOCKS);
    await use(directory, async (store) => {
      await flip(headersOf(directory), PREFACE + 5);
      await expect(blocksOf(store)).rejects.toThrow(
        'has changed at its block 1 (a header that does not match',
      );
    });
  });
});
