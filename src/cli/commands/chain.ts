// chain: look at a stored chain, write it to one file, read it from one.

import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type ChainStore,
  explainFileError,
  MemoryStore,
  readChainFile,
  type StoredBlock,
  writeChainFile,
} from '../../chain/index.ts';
import { openDirectoryStore } from '../../chain/store/directory-store.ts';
import {
  difficultyFromTarget,
  displayHash,
  formatCount,
  formatDifficulty,
  formatDuration,
} from '../../primitives/index.ts';
import { PrivateChain } from '../../source/index.ts';
import { readArguments, readDirectory } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import { ruleText } from '../mining/lines.ts';
import { makeFile, readWholeFile } from '../new-file.ts';
import { nativeHash, openStoredChain } from '../node-chain.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = { data: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
const ACTIONS = ['show', 'export', 'import'] as const;

export const chain: Command = {
  name: 'chain',
  summary: 'show, export or import a stored private chain',
  help: `proofworks chain show [options]
proofworks chain export FILE [options]
proofworks chain import FILE [options]

show prints what the stored chain is. export writes it to one new file; import reads such a file into a
directory that holds no chain yet. Every block is judged again in each.

  --data DIR       where the chain is kept (default: proofworks/chain below the user's data directory)
  --json           show: print one JSON object: rule, targetSpacingSec, windowBlocks, height, hash, difficulty,
                   chainwork`,
  run: runChain,
};

async function runChain(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, OPTIONS);
  const [action, file, ...rest] = positionals;
  const known = ACTIONS.find((name) => name === action);
  if (known === undefined || rest.length > 0 || (known === 'show') !== (file === undefined)) {
    throw new UsageError(
      `chain expected show, export FILE or import FILE, got ${positionals.join(' ') || 'nothing'}`,
    );
  }
  if (values.json && known !== 'show') throw new UsageError('--json is for chain show');
  const directory = readDirectory(values.data) ?? io.chainDirectory;
  if (known === 'export') await exportChain(directory, file!, io);
  else if (known === 'import') await importChain(directory, file!, io);
  else await show(directory, values.json, io);
  return 0;
}

async function show(directory: string, isJson: boolean, io: Io): Promise<void> {
  await withChain(directory, io, async (opened) => {
    const { tip, rule, ruleParameters } = opened;
    const { targetSpacingSec, windowBlocks } = ruleParameters;
    const difficulty = difficultyFromTarget(tip.target);
    if (isJson) {
      io.print(
        JSON.stringify({
          rule: rule.name,
          targetSpacingSec,
          windowBlocks,
          height: tip.height,
          hash: displayHash(tip.hash),
          difficulty,
          chainwork: tip.chainwork.toString(16).padStart(64, '0'),
        }),
      );
      return;
    }
    io.print(`rule        ${ruleText(rule, windowBlocks)} (${rule.title})`);
    io.print(`spacing     ${formatDuration(targetSpacingSec)}`);
    io.print(`height      ${formatCount(tip.height)}`);
    io.print(`last block  ${displayHash(tip.hash)}`);
    io.print(`difficulty  ${formatDifficulty(difficulty)}`);
    io.print(`chainwork   ${formatCount(tip.chainwork)} hashes expected`);
  });
}

async function exportChain(directory: string, file: string, io: Io): Promise<void> {
  await withChain(directory, io, async (opened, store) => {
    const blocks: StoredBlock[] = [];
    for await (const block of store.readBlocks()) blocks.push(block);
    await makeFile(file, ({ write }) => write(writeChainFile(store.description!, blocks)));
    io.notice(`${formatCount(blocks.length)} blocks up to height ${opened.tip.height} written to ${file}`);
  });
}

async function importChain(directory: string, file: string, io: Io): Promise<void> {
  const { description, blocks } = readChainFile(await readWholeFile(file));
  // Judged in memory before the first byte is stored: a bad file leaves the directory as it was.
  await PrivateChain.open({ store: new MemoryStore({ description, blocks }), hash: nativeHash });
  if (existsSync(directory)) await assertNoChain(directory);
  // Built beside its place and moved there whole: a stopped import leaves nothing that looks like a chain.
  const draft = `${resolve(directory)}.import-${process.pid}`;
  try {
    const store = await openDirectoryStore(draft);
    try {
      await store.create(description);
      for (const [i, block] of blocks.entries()) {
        io.signal.throwIfAborted();
        await store.append(block);
        if (i % 100 === 0) io.progress(`${formatCount(i)} of ${formatCount(blocks.length)} blocks`);
      }
    } finally {
      await store.close();
    }
    await rename(draft, resolve(directory)).catch((error: unknown) => {
      throw explainFileError(error, `cannot make ${directory}`);
    });
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    io.progress('');
  }
  io.notice(`${formatCount(blocks.length)} blocks read into ${directory}`);
}

/** @throws {UsageError} if there is a chain; {ChainStoreError} if the directory is somebody else's or in use. */
async function assertNoChain(directory: string): Promise<void> {
  const store = await openDirectoryStore(directory);
  await store.close();
  if (store.description !== null) {
    throw new UsageError(`${directory} holds a chain already: name another directory with --data`);
  }
}

async function withChain(
  directory: string,
  io: Io,
  use: (opened: PrivateChain, store: ChainStore) => Promise<void>,
): Promise<void> {
  const { store, chain: opened } = await openStoredChain(directory);
  try {
    for (const notice of store.notices) io.notice(notice);
    await use(opened, store);
  } finally {
    await store.close();
  }
}
