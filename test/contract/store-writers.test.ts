// A directory and several programs: who writes, who is refused, who follows a program that was killed, and what a
// program does when the system lets it write no further.

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDirectoryStore } from '../../src/chain/store/directory-store.ts';
import { checkBlocks, DESCRIPTION, testBlocks } from './store-cases.ts';
import { buildStoreChild, startStoreChild } from './store-child/start.ts';

let root: string;
let program: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'proofworks-writers-'));
  program = await buildStoreChild('writers');
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('refuses a second program and names the first; after its kill opens at once', async () => {
  const directory = join(root, 'second');
  const child = startStoreChild(program, ['hold', directory]);
  await child.said('open');
  await expect(openDirectoryStore(directory)).rejects.toThrow(
    `${directory} is in use by process ${child.process.pid}: stop it, or choose another directory`,
  );
  const second = startStoreChild(program, ['hold', directory]);
  await second.ended;
  expect(second.lines).toEqual([
    expect.stringContaining(`failed ChainStoreError: ${directory} is in use by process ${child.process.pid}`),
  ]);
  child.process.kill('SIGKILL');
  await child.ended;
  const begun = performance.now();
  const store = await openDirectoryStore(directory);
  expect(performance.now() - begun).toBeLessThan(500);
  await store.close();
  expect(await readdir(directory)).toEqual([]);
});

test('believes no number that another process has by now', async () => {
  const directory = join(root, 'reused');
  const store = await openDirectoryStore(directory);
  const lock = JSON.parse(await readFile(join(directory, 'writer.lock'), 'utf8'));
  await store.close();
  const path = join(directory, 'writer.lock');
  // The control: the lock as it was is believed.
  await writeFile(path, JSON.stringify(lock));
  await expect(openDirectoryStore(directory)).rejects.toThrow('in use by this very process');
  if (lock.started !== null) {
    await writeFile(path, JSON.stringify({ ...lock, started: `${lock.started}0` }));
    await (await openDirectoryStore(directory)).close();
  }
  await writeFile(path, JSON.stringify({ ...lock, host: 'elsewhere.example' }));
  await expect(openDirectoryStore(directory)).rejects.toThrow(
    `in use by process ${process.pid} on elsewhere.example: stop it; if it is gone, delete writer.lock there`,
  );
  await writeFile(path, '');
  await expect(openDirectoryStore(directory)).rejects.toThrow('delete it if no Proofworks is running');
});

test('lets one of many programs follow a dead one, and never two write', async () => {
  for (let round = 0; round < 4; round++) {
    const directory = join(root, `race-${round}`);
    const log = join(root, `race-${round}.log`);
    await writeFile(log, '');
    const holder = startStoreChild(program, ['hold', directory]);
    await holder.said('open');
    const racers = Array.from({ length: 8 }, (_, i) =>
      startStoreChild(program, ['race', directory, log, i % 3 === 2 ? 'tidy' : 'dirty']),
    );
    await Promise.all(racers.map(({ said }) => said('open')));
    expect(await readFile(log, 'utf8')).toBe('');
    holder.process.kill('SIGKILL');
    await Promise.all(racers.map(({ ended }) => ended));
    for (const { lines } of racers) expect(lines).toEqual(['open']);

    const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
    const pids = lines.filter((line) => line.startsWith('in ')).map((line) => line.slice(3));
    expect(pids.toSorted()).toEqual(racers.map((racer) => String(racer.process.pid)).toSorted());
    expect(lines).toEqual(pids.flatMap((pid) => [`in ${pid}`, `out ${pid}`]));
    const store = await openDirectoryStore(directory);
    expect(await readdir(directory)).toEqual(['writer.lock']);
    await store.close();
  }
});

test.runIf(process.platform === 'linux')(
  'cuts a block off that only went in by half, and goes on when there is room',
  async () => {
    const directory = join(root, 'limit');
    // 16 blocks of 512 bytes: the write that would go beyond is a short one, the next fails.
    const child = startStoreChild(program, ['append', directory], 'ulimit -S -f 16;');
    await child.ended;
    expect(child.lines.at(-1)).toBe(
      `failed ChainStoreError: cannot write to ${directory}: the file may not grow further; raise the limit on file sizes`,
    );
    const announced = Number(child.lines.at(-2));
    expect(announced).toBeGreaterThan(20);
    expect((await stat(join(directory, 'headers.dat'))).size).toBe(16 + 84 * announced);
    const store = await openDirectoryStore(directory);
    try {
      expect(store.notices).toEqual([]);
      await checkBlocks(store, testBlocks(announced), 'after the limit');
      expect(store.description).toEqual(DESCRIPTION);
      await store.append(testBlocks(announced + 1).at(-1)!);
      await checkBlocks(store, testBlocks(announced + 1), 'with room again');
    } finally {
      await store.close();
    }
  },
);
