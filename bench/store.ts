// How many blocks per second does a directory keep, each on the disk before the next? Beside it what the same disk
// does without a store: two files, two appends, two fdatasync.

import { mkdtemp, open, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openDirectoryStore } from '../src/chain/store/directory-store.ts';
import { medianInterval } from '../src/miner/index.ts';
import { hexFromBytes } from '../src/primitives/index.ts';
import type { Findings } from './measure.ts';

const ROUNDS = 9;
const BLOCKS = 500;
/** A private chain's coinbase with witness has about this many. */
const COINBASE_BYTES = 180;
const HEADER_RECORD_BYTES = 84;
const COINBASE_RECORD_BYTES = COINBASE_BYTES + 8;

const header = new Uint8Array(80).fill(1);
const coinbase = new Uint8Array(COINBASE_BYTES).fill(2);

/** @returns calls of `append` per second, one after the other. */
async function rate(append: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  for (let block = 0; block < BLOCKS; block++) await append();
  return (BLOCKS / (performance.now() - begun)) * 1000;
}

/** The store and the bare disk take turns, on the disk that holds the working directory. */
export async function storeRates(): Promise<Findings> {
  const root = await mkdtemp(join(resolve('.'), 'bench-store-'));
  try {
    const store = await openDirectoryStore(join(root, 'chain'));
    await store.create({
      rule: 'bitcoin',
      targetSpacingSec: 600,
      windowBlocks: 2016,
      powLimit: 'f'.repeat(64),
      genesisHeader: hexFromBytes(header),
      genesisCoinbase: hexFromBytes(coinbase),
    });
    const files = [await open(join(root, 'one'), 'a'), await open(join(root, 'other'), 'a')] as const;
    const records = [new Uint8Array(HEADER_RECORD_BYTES), new Uint8Array(COINBASE_RECORD_BYTES)] as const;
    const bare = () =>
      Promise.all(
        files.map(async (file, i) => {
          await file.write(records[i]!);
          await file.datasync();
        }),
      );
    const kept = () => store.append({ header, coinbase });
    await rate(kept);
    await rate(bare);
    const rounds: { store: number; bare: number }[] = [];
    for (let round = 0; round < ROUNDS; round++)
      rounds.push({ store: await rate(kept), bare: await rate(bare) });
    await Promise.all([store.close(), ...files.map((file) => file.close())]);
    const blocksPerSecond = medianInterval(rounds.map((round) => round.store));
    return {
      figures: [
        { what: 'blocks kept per second, each on the disk', value: blocksPerSecond.median, atLeast: 300 },
        {
          what: 'the same against two bare appends with fdatasync',
          value: medianInterval(rounds.map((round) => round.store / round.bare)).median,
        },
      ],
      details: {
        blocksPerRound: BLOCKS,
        blocksPerSecond,
        bareAppendsPerSecond: medianInterval(rounds.map((round) => round.bare)),
        rounds,
      },
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
