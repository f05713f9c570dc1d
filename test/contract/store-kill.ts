// A program appends as fast as it can, or puts one chain in another's place, and is killed at any moment: every block
// that it announced is there, and one chain or the other.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDirectoryStore } from '../../src/chain/store/directory-store.ts';
import { delay } from './check.ts';
import { createDice } from './fixtures.ts';
import { checkBlocks, checkIsInTurn, testBlock } from './store-cases.ts';
import { buildStoreChild, startStoreChild } from './store-child/start.ts';

/** From its first instruction on; a start takes about 100 ms. */
const LATEST_KILL_MS = 400;
/** A chain of some thousand blocks is enough; then the next kill meets a new directory. */
const KILLS_PER_CHAIN = 10;

/** Kills so many programs, the same moments in every run as far as a clock can repeat them. */
export function testKills(kills: number, seed: number): void {
  test(`keeps every announced block through ${kills} kills`, async () => {
    const program = await buildStoreChild(`kill-${kills}`);
    const root = await mkdtemp(join(tmpdir(), 'proofworks-kill-'));
    const dice = createDice(seed);
    const seen = { killed: 0, blocks: 0, torn: 0, early: 0 };
    try {
      let known = 0;
      for (let kill = 0; kill < kills; kill++) {
        if (kill % KILLS_PER_CHAIN === 0) known = 0;
        const directory = join(root, `chain-${Math.floor(kill / KILLS_PER_CHAIN)}`);
        const child = startStoreChild(program, ['append', directory]);
        // Mostly while it appends, now and then while it starts, makes its chain or opens it.
        if (kill % 4 !== 3) await child.said('open');
        await delay(dice() % (kill % 4 === 3 ? LATEST_KILL_MS / 2 : LATEST_KILL_MS));
        child.process.kill('SIGKILL');
        await child.ended;
        expect(child.process.signalCode, child.lines.slice(-2).join()).toBe('SIGKILL');
        if (!child.lines.includes('open')) seen.early++;
        const announced = Number(child.lines.findLast((line) => /^[0-9]+$/u.test(line)) ?? known);

        const store = await openDirectoryStore(directory);
        try {
          // One block may have been kept whose announcement the kill cut off.
          expect(store.blockCount).toBeGreaterThanOrEqual(announced);
          expect(store.blockCount).toBeLessThanOrEqual(announced + 1);
          const expected = Array.from({ length: store.blockCount }, (_, i) => testBlock(i + 1));
          await checkBlocks(store, expected, `after kill ${kill + 1}`);
          for (const notice of store.notices) expect(notice).toMatch(/^dropped what was left of block/u);
          seen.torn += store.notices.length;
          seen.killed++;
          seen.blocks += store.blockCount - known;
          known = store.blockCount;
        } finally {
          await store.close();
        }
      }
      // Else nothing was tried.
      expect(seen.killed).toBe(kills);
      expect(seen.blocks).toBeGreaterThan(kills);
      console.log(
        `${seen.killed} kills, ${seen.early} of them before the store was open; ${seen.blocks} blocks, ${seen.torn} torn tails`,
      );
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
}

/** Kills so many programs while each puts one chain in the place of another. */
export function testReplacementKills(kills: number, seed: number): void {
  test(`holds one whole chain or the other through ${kills} kills`, async () => {
    const program = await buildStoreChild(`replacement-kill-${kills}`);
    const root = await mkdtemp(join(tmpdir(), 'proofworks-replacement-'));
    const directory = join(root, 'chain');
    const dice = createDice(seed);
    let turns = 0;
    try {
      for (let kill = 1; kill <= kills; kill++) {
        const child = startStoreChild(program, ['replace', directory]);
        // Every other one has taken a turn by then, however long that takes.
        await child.said(kill % 2 === 0 ? 'turn 1' : 'open');
        await delay(dice() % 100);
        child.process.kill('SIGKILL');
        await child.ended;
        expect(child.process.signalCode, child.lines.slice(-2).join()).toBe('SIGKILL');
        turns += child.lines.filter((line) => line.startsWith('turn ')).length;
        const store = await openDirectoryStore(directory);
        try {
          await checkIsInTurn(store, `after kill ${kill}`);
          for (const notice of store.notices) expect(notice).toMatch(/^removed what was left of another/u);
        } finally {
          await store.close();
        }
      }
      // Else nothing was tried.
      expect(turns).toBeGreaterThanOrEqual(Math.floor(kills / 2));
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
}
