// Another chain in a directory's place: broken off anywhere, the whole old chain is there or the whole new one.

import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChainDescription, StoredBlock } from '../../../../src/chain/index.ts';
import { openDirectoryStore } from '../../../../src/chain/store/directory-store.ts';
import { writeReplacement } from '../../../../src/chain/store/replacement.ts';
import { OTHER_DESCRIPTION } from '../../../contract/store-cases.ts';
import { blocksOf, DESCRIPTION, testBlock, testBlocks, use, workshop } from './support.ts';

const { chain } = workshop();

const OLD = testBlocks(3);
const NEW = testBlocks(9).slice(4);
const DATA = ['headers.dat', 'coinbases.dat'];

async function expectHolds(
  directory: string,
  description: ChainDescription,
  blocks: readonly StoredBlock[],
  notices: readonly string[] = [],
): Promise<void> {
  await use(directory, async (store) => {
    expect(store.notices).toEqual(notices);
    expect(store.description).toEqual(description);
    expect(await blocksOf(store)).toEqual(blocks);
    await store.append(testBlock(20));
  });
  await use(directory, async (store) => {
    expect(store.notices).toEqual([]);
    expect(await blocksOf(store)).toEqual([...blocks, testBlock(20)]);
  });
  expect((await readdir(directory)).toSorted()).toEqual(['chain.json', 'coinbases.dat', 'headers.dat']);
}

/** A directory whose new chain is written, and not one of its files moved. */
async function written(): Promise<string> {
  const directory = await chain(3);
  await writeReplacement(directory, OTHER_DESCRIPTION, NEW);
  return directory;
}

describe('broken off', () => {
  it('before the new chain is whole, the old one is there, and the rest is gone with a notice', async () => {
    const notice =
      'removed what was left of another chain, which was not written to its end: the one before it is still here';
    for (const names of [[DATA[0]!], DATA]) {
      for (const bytes of [0, 5, 16, 150]) {
        const directory = await chain(3);
        for (const name of names) await writeFile(join(directory, `${name}.next`), new Uint8Array(bytes));
        await expectHolds(directory, DESCRIPTION, OLD, [notice]);
      }
    }
    // The last step but one: only the name is missing.
    const directory = await written();
    await rm(join(directory, 'chain.json.next'));
    await expectHolds(directory, DESCRIPTION, OLD, [notice]);
  });

  it('after it is whole, it is the one that is there, however many of its files were moved', async () => {
    for (let moved = 0; moved <= DATA.length; moved++) {
      const directory = await written();
      for (const name of DATA.slice(0, moved)) {
        await rename(join(directory, `${name}.next`), join(directory, name));
      }
      await expectHolds(directory, OTHER_DESCRIPTION, NEW);
    }
  });
});

describe('that cannot be written', () => {
  it('leaves the old chain, which goes on', async () => {
    const directory = await chain(3);
    // A directory in the place of each file in turn.
    for (const name of [...DATA.map((one) => `${one}.next`), 'chain.json.new', 'chain.json.next']) {
      const store = await openDirectoryStore(directory);
      await mkdir(join(directory, name, 'deeper'), { recursive: true });
      await expect(store.replace(OTHER_DESCRIPTION, NEW)).rejects.toThrow(/^cannot write to /u);
      await rm(join(directory, name), { recursive: true });
      expect(store.description).toEqual(DESCRIPTION);
      expect((await blocksOf(store)).slice(0, 3)).toEqual(OLD);
      await store.append(testBlock(10));
      await store.close();
    }
    await use(directory, async (store) => {
      expect(await blocksOf(store)).toHaveLength(7);
      // The control.
      await store.replace(OTHER_DESCRIPTION, NEW);
    });
    await expectHolds(directory, OTHER_DESCRIPTION, NEW);
  });
});
