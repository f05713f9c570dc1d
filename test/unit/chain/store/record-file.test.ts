// Appends that fail: on a real device that is always full, and on a file whose system calls fail on purpose.

import { existsSync } from 'node:fs';
import { type FileHandle, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { explainFileError } from '../../../../src/chain/store/file-errors.ts';
import { RecordFile, type RecordHandle } from '../../../../src/chain/store/record-file.ts';
import { blocksOf, testBlock, testBlocks, use, workshop } from './support.ts';

const { chain, path } = workshop();

const bytesOf = (...values: number[]) => Uint8Array.from(values);

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as the test wants it`), { code });
}

/** A file's handle whose calls the test replaces. */
async function handleOf(file: string): Promise<{ [Name in keyof RecordHandle]: RecordHandle[Name] }> {
  const handle = await open(file, 'r+');
  return {
    read: handle.read.bind(handle),
    write: handle.write.bind(handle),
    datasync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
}

describe('a record file', () => {
  it('appends, cuts and reads, in pieces of any size', async () => {
    const name = path();
    const file = await RecordFile.create(name, bytesOf(1, 2));
    await file.append(new Uint8Array(300_000).fill(7));
    await file.append(bytesOf(3, 4));
    expect(file.sizeBytes).toBe(300_004);
    const reader = file.readFrom(1);
    expect(await reader.take(1)).toEqual(bytesOf(2));
    expect((await reader.take(300_000)).every((byte) => byte === 7)).toBe(true);
    expect(await reader.take(5)).toEqual(bytesOf(3, 4));
    expect(await reader.take(5)).toEqual(bytesOf());
    await file.cutTo(1);
    await file.append(bytesOf(9));
    await file.close();
    expect(new Uint8Array(await readFile(name))).toEqual(bytesOf(1, 9));
  });

  it('goes on where a short write stopped', async () => {
    const name = path();
    await writeFile(name, '');
    const handle = await handleOf(name);
    const write = handle.write as FileHandle['write'];
    handle.write = ((bytes: Uint8Array, offset: number, length: number, position: number) =>
      write(bytes, offset, Math.min(length, 3), position)) as FileHandle['write'];
    const file = new RecordFile(handle, 0);
    await file.append(bytesOf(1, 2, 3, 4, 5, 6, 7));
    await file.close();
    expect(new Uint8Array(await readFile(name))).toEqual(bytesOf(1, 2, 3, 4, 5, 6, 7));
  });

  it.runIf(existsSync('/dev/full'))(
    'on a full disk fails, keeps its size, and the sentence says so',
    async () => {
      const file = new RecordFile(await open('/dev/full', 'r+'), 0);
      const error = await file.append(new Uint8Array(84)).catch((reason: unknown) => reason);
      await file.close();
      expect(file.sizeBytes).toBe(0);
      expect(explainFileError(error, 'cannot write to /data/chain').message).toBe(
        'cannot write to /data/chain: the disk is full; make room and try again',
      );
    },
  );
});

describe('the sentence for a failure', () => {
  it('leaves a sentence as it is, and our own mistakes to themselves', () => {
    const sentence = explainFileError(systemError('EIO'), 'cannot open a');
    expect(explainFileError(sentence, 'cannot open b')).toBe(sentence);
    expect(sentence.cause).toMatchObject({ code: 'EIO' });
    expect(() => explainFileError(new TypeError('ours'), 'cannot open a')).toThrow(TypeError);
    expect(explainFileError(systemError('EXDEV'), 'cannot open a').message).toBe(
      'cannot open a: EXDEV: as the test wants it',
    );
  });
});

/** What fails: an error code, or null for nothing. */
interface Faults {
  /** A write of this many bytes goes in by half, then fails. */
  writeBytes: number | null;
  datasync: string | null;
  truncate: string | null;
}

/** Lets a task make the system's calls fail, below everything that is ours. */
async function withFaults(file: string, task: (faults: Faults) => Promise<void>): Promise<void> {
  const faults: Faults = { writeBytes: null, datasync: null, truncate: null };
  const handle = await open(file, 'r');
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const { write, datasync, truncate } = prototype;
  const spies = [
    vi.spyOn(prototype, 'write').mockImplementation(async function (this: FileHandle, ...all: unknown[]) {
      const [bytes, offset, length, at] = all as [Uint8Array, number, number, number];
      if (bytes.length !== faults.writeBytes) return Reflect.apply(write, this, all);
      if (offset > 0) throw systemError('ENOSPC');
      return Reflect.apply(write, this, [bytes, 0, length >> 1, at]);
    } as FileHandle['write']),
    vi.spyOn(prototype, 'datasync').mockImplementation(async function (this: FileHandle) {
      if (faults.datasync !== null) throw systemError(faults.datasync);
      return datasync.call(this);
    }),
    vi.spyOn(prototype, 'truncate').mockImplementation(async function (this: FileHandle, length) {
      if (faults.truncate !== null) throw systemError(faults.truncate);
      return truncate.call(this, length);
    }),
  ];
  try {
    await task(faults);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const HEADER_RECORD = 84;
const FAILING = testBlock(50);

describe('a store whose append fails', () => {
  it.each([
    ['coinbases', FAILING.coinbase.length + 8],
    ['headers', HEADER_RECORD],
  ])(
    'in the %s has the block nowhere, and takes the next one when there is room',
    async (_what, writeBytes) => {
      const directory = await chain(3);
      await withFaults(join(directory, 'headers.dat'), async (faults) => {
        await use(directory, async (store) => {
          await store.append(testBlock(4));
          faults.writeBytes = writeBytes;
          const failing = store.append(FAILING);
          const queued = store.append(FAILING);
          await expect(failing).rejects.toMatchObject({
            name: 'ChainStoreError',
            message: `cannot write to ${directory}: the disk is full; make room and try again`,
          });
          await expect(queued).rejects.toThrow('the disk is full');
          expect(store.blockCount).toBe(4);
          expect(await blocksOf(store)).toEqual(testBlocks(4));
          faults.writeBytes = null;
          await store.append(testBlock(5));
          expect(await blocksOf(store)).toEqual(testBlocks(5));
        });
      });
      await use(directory, async (store) => {
        expect(store.notices).toEqual([]);
        expect(await blocksOf(store)).toEqual(testBlocks(5));
      });
    },
  );

  it.each([
    ['truncate', { writeBytes: HEADER_RECORD, truncate: 'EIO' }],
    ['sync', { datasync: 'EIO' }],
  ])(
    'and cannot be undone (no %s) says so, takes no more, and is right again when it is opened again',
    async (_what, broken) => {
      const directory = await chain(3);
      await withFaults(join(directory, 'headers.dat'), async (faults) => {
        await use(directory, async (store) => {
          await store.append(testBlock(4));
          Object.assign(faults, broken);
          await expect(store.append(FAILING)).rejects.toThrow(
            /^cannot write to .*; .*takes no more blocks, since a half-written one could not be removed: open it again$/u,
          );
          Object.assign(faults, { writeBytes: null, datasync: null, truncate: null });
          await expect(store.append(testBlock(51))).rejects.toThrow('takes no more blocks');
          expect(await blocksOf(store)).toEqual(testBlocks(4));
        });
      });
      await use(directory, async (store) => {
        expect(store.notices).toHaveLength(1);
        expect(await blocksOf(store)).toEqual(testBlocks(4));
      });
    },
  );
});
