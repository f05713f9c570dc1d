// Directories that are none of ours, newer, half-made, or not to be written: one sentence, and nothing is touched.

import { chmod, chown, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDirectoryStore } from '../../../../src/chain/store/directory-store.ts';
import { blocksOf, DESCRIPTION, snapshot, testBlock, testBlocks, use, workshop } from './support.ts';

const { chain, path } = workshop();

async function expectRefused(directory: string, words: string | RegExp): Promise<void> {
  const before = await snapshot(directory);
  const error = await openDirectoryStore(directory).then(
    () => null,
    (reason: Error) => reason,
  );
  expect(error).toMatchObject({ name: 'ChainStoreError', message: expect.stringMatching(words) });
  expect(error!.message).not.toContain('\n');
  expect(await snapshot(directory)).toEqual(before);
}

async function editIdentity(
  directory: string,
  edit: (json: Record<string, unknown>) => unknown,
): Promise<void> {
  const file = join(directory, 'chain.json');
  await writeFile(file, JSON.stringify(edit(JSON.parse(await readFile(file, 'utf8')))));
}

describe('a directory', () => {
  it('has four files while it is open, three when it is closed', async () => {
    const directory = join(path(), 'deep', 'er');
    await use(directory, async (store) => {
      await store.create(DESCRIPTION);
      expect(await readdir(directory)).toEqual(['chain.json', 'coinbases.dat', 'headers.dat', 'writer.lock']);
    });
    expect(await readdir(directory)).toEqual(['chain.json', 'coinbases.dat', 'headers.dat']);
  });

  it('has the documented bytes', async () => {
    const directory = await chain(1);
    const {
      'headers.dat': headers,
      'coinbases.dat': coinbases,
      'chain.json': identity,
    } = await snapshot(directory);
    expect(headers).toMatchSnapshot('headers.dat');
    expect(coinbases).toMatchSnapshot('coinbases.dat');
    expect(Buffer.from(identity!, 'hex').toString()).toMatchSnapshot('chain.json');
  });

  it('of another program is refused', async () => {
    const directory = path();
    await mkdir(directory);
    await writeFile(join(directory, 'thesis.txt'), 'precious');
    await expectRefused(
      directory,
      /holds other files \(thesis\.txt\) and no chain: choose an empty or a new/u,
    );
    await writeFile(join(directory, 'chain.json'), '{"format":1}');
    await expectRefused(directory, /chain\.json was not made by Proofworks: choose another directory$/u);
    await writeFile(join(directory, 'chain.json'), 'null');
    await expectRefused(directory, /chain\.json was not made by Proofworks/u);
    await writeFile(join(directory, 'chain.json'), '');
    await expectRefused(directory, /chain\.json is not whole: restore it from a backup, or choose/u);
  });

  it('is no file, and lies under no file', async () => {
    const file = path();
    await writeFile(file, 'text');
    await expect(openDirectoryStore(file)).rejects.toThrow(
      `cannot open ${file}: a file has that name; choose a directory`,
    );
    await expect(openDirectoryStore(join(file, 'chain'))).rejects.toThrow('a part of that path is a file');
    expect(await readFile(file, 'utf8')).toBe('text');
  });

  it('of a newer Proofworks is refused', async () => {
    const directory = await chain(2);
    await editIdentity(directory, (json) => ({ ...json, format: 2, description: 'what it will be' }));
    await expectRefused(
      directory,
      /chain\.json was made by a newer Proofworks \(format 2; this one reads 1\): update Proofworks$/u,
    );
    for (const name of ['headers.dat', 'coinbases.dat']) {
      const other = await chain(2);
      const bytes = await readFile(join(other, name));
      bytes[8] = 2;
      await writeFile(join(other, name), bytes);
      await expectRefused(other, new RegExp(`${name} was made by a newer Proofworks`, 'u'));
    }
  });

  it('with a torn or changed chain.json is refused, wherever it was cut', async () => {
    const whole = await readFile(join(await chain(2), 'chain.json'));
    // All but the line's end.
    for (let bytes = 0; bytes < whole.length - 1; bytes += 7) {
      const directory = await chain(2);
      await truncate(join(directory, 'chain.json'), bytes);
      await expectRefused(directory, /chain\.json is not whole/u);
    }
    for (const edit of [
      (json: Record<string, unknown>) => ({ ...json, format: 'one' }),
      (json: Record<string, unknown>) => ({ ...json, format: 0 }),
      (json: Record<string, unknown>) => ({ ...json, checksum: '00000000' }),
      (json: Record<string, unknown>) => ({ ...json, description: { ...DESCRIPTION, windowBlocks: 2015 } }),
      (json: Record<string, unknown>) => ({ ...json, description: { ...DESCRIPTION, powLimit: 'f' } }),
      (json: Record<string, unknown>) => ({ ...json, description: null }),
    ]) {
      const directory = await chain(2);
      await editIdentity(directory, edit);
      await expectRefused(directory, /chain\.json is damaged \(.*\): restore it from a backup$/u);
    }
    const directory = await chain(2);
    await editIdentity(directory, (json) => json);
    await use(directory, (store) => expect(store.blockCount).toBe(2));
  });

  it('with blocks but no chain.json is refused', async () => {
    const directory = await chain(2);
    await rename(join(directory, 'chain.json'), path('aside'));
    await expectRefused(directory, /holds blocks, but chain\.json is missing: restore it/u);
  });

  it('whose making was broken off at any step is new', async () => {
    const whole = await chain(0);
    const files = ['headers.dat', 'coinbases.dat', 'chain.json.new'];
    const bytes = await readFile(join(whole, 'headers.dat'));
    for (let step = 0; step <= files.length; step++) {
      for (const part of [0, 5, bytes.length]) {
        const directory = path();
        await mkdir(directory);
        for (const [i, name] of files.slice(0, step).entries()) {
          await writeFile(join(directory, name), i === step - 1 ? bytes.subarray(0, part) : bytes);
        }
        await use(directory, async (store) => {
          expect(store.description).toBeNull();
          await store.create(DESCRIPTION);
          await store.append(testBlock(1));
        });
        await use(directory, async (store) => expect(await blocksOf(store)).toEqual([testBlock(1)]));
      }
    }
  });

  const canBeSomebody = process.platform !== 'win32';

  it.runIf(canBeSomebody)('that this user may not write is refused', async () => {
    const nobody = 65_534;
    const directory = await chain(2);
    const empty = path();
    await mkdir(empty);
    const isRoot = process.geteuid!() === 0;
    if (isRoot) for (const one of [directory, empty]) await chown(one, nobody, nobody);
    const before = await snapshot(directory);
    for (const one of [directory, empty]) await chmod(one, 0o555);
    await chmod(join(directory, '..'), 0o755);
    // Permissions do not bind root.
    if (isRoot) process.seteuid!(nobody);
    try {
      for (const one of [directory, empty, join(empty, 'deeper')]) {
        await expect(openDirectoryStore(one)).rejects.toThrow(
          `cannot open ${one}: this user may not read and write there; change its owner or permissions, or choose`,
        );
      }
    } finally {
      if (isRoot) process.seteuid!(0);
      for (const one of [directory, empty]) await chmod(one, 0o755);
    }
    expect(await snapshot(directory)).toEqual(before);
    await use(directory, async (store) => expect(await blocksOf(store)).toEqual(testBlocks(2)));
    await rm(empty, { recursive: true });
  });
});
