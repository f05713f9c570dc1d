// A program that writes a chain's directory, to be killed, starved or raced: `append DIRECTORY`, `replace DIRECTORY`,
// `hold DIRECTORY`, `race DIRECTORY LOG MANNER`. It runs the stores' own code.

import { appendFileSync, writeSync } from 'node:fs';
import { openDirectoryStore } from '../../../src/chain/store/directory-store.ts';
import { chainInTurn, DESCRIPTION, testBlock } from '../store-cases.ts';

/** At once and whole: what was said before the kill was said. */
const say = (line: string) => void writeSync(1, `${line}\n`);

/** Appends blocks 1, 2, … after those that are there, and says each number when it is kept. */
async function append(directory: string): Promise<void> {
  const store = await openDirectoryStore(directory);
  for (const notice of store.notices) say(`notice ${notice}`);
  if (store.description === null) await store.create(DESCRIPTION);
  say('open');
  for (;;) {
    await store.append(testBlock(store.blockCount + 1));
    say(String(store.blockCount));
  }
}

/** Puts two chains in each other's place without end, and says whose turn it is when one is kept. */
async function replace(directory: string): Promise<void> {
  const store = await openDirectoryStore(directory);
  if (store.description === null) await store.create(DESCRIPTION);
  // Made before the turns: kills are to meet the writing, and random blocks take a cold program longer than it does.
  const chains = [chainInTurn(0), chainInTurn(1)] as const;
  say('open');
  for (let turn = 1; ; turn++) {
    const { description, blocks } = chains[turn % 2]!;
    await store.replace(description, blocks);
    say(`turn ${turn}`);
  }
}

/** Holds the directory until it is killed. */
async function hold(directory: string): Promise<void> {
  const store = await openDirectoryStore(directory);
  say('open');
  await new Promise((resolve) => setTimeout(resolve, 600_000));
  await store.close();
}

/**
 * Tries to open the directory until it may, and writes down when it came in and when it went out. It ends as a killed
 * program does, with its lock left behind, or, the `tidy` one, closes first.
 *
 * @param log - A file that all share; a line is appended at once.
 */
async function race(directory: string, log: string, manner: string): Promise<void> {
  say('open');
  for (;;) {
    try {
      const store = await openDirectoryStore(directory);
      appendFileSync(log, `in ${process.pid}\n`);
      await new Promise((resolve) => setTimeout(resolve, 3));
      appendFileSync(log, `out ${process.pid}\n`);
      if (manner === 'tidy') await store.close();
      process.kill(process.pid, 'SIGKILL');
    } catch (error) {
      if (!/is in use by/u.test((error as Error).message)) throw error;
    }
  }
}

const [, , command, directory, log, manner] = process.argv;
const commands: Readonly<Record<string, () => Promise<void>>> = {
  append: () => append(directory!),
  replace: () => replace(directory!),
  hold: () => hold(directory!),
  race: () => race(directory!, log!, manner!),
};
commands[command!]!().then(
  () => process.exit(0),
  (error: unknown) => {
    say(`failed ${(error as Error).name}: ${(error as Error).message}`);
    process.exit(1);
  },
);
