// What the tests of mining for a pool have in common: one chain, pools on it, miners of them, and what is asked of the books.

import { afterEach, beforeAll, expect } from 'vitest';
import { REAL_TIMERS } from '../../src/miner/index.ts';
import { type PoolAccount, PoolSource, parsePoolAddress, type SourceTimers } from '../../src/source/index.ts';
import { connectTcp } from '../../src/source/pool/tcp-socket.ts';
import { QUICK_BITS, TestChain } from '../pool/chain.ts';
import type { PoolOptions } from '../pool/options.ts';
import { TestPool } from '../pool/test-pool.ts';
import { TinyMiner, type TinyMinerOptions } from '../pool/tiny-miner.ts';

/** 128 hashes for a share; a block at {@link QUICK_BITS} takes 512. */
export const DIFFICULTY = 2 ** -25;

/** The platform's, but nobody waits longer than it takes to see that he would. */
export const QUICK_TIMERS: SourceTimers = {
  sleep: (ms, signal) => REAL_TIMERS.sleep(Math.min(ms, 5), signal),
  every: (ms, callback) => REAL_TIMERS.every(Math.min(ms, 100), callback),
};

let chain: TestChain;
/** Called after each test, last first. */
export const closers: (() => unknown)[] = [];

beforeAll(async () => {
  chain = await TestChain.open(QUICK_BITS);
  await chain.mine(120);
  await chain.addTransactions(5);
  return () => chain.close();
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A pool on the file's chain. */
export async function startPool(options: Partial<PoolOptions> & { port?: number } = {}): Promise<TestPool> {
  const pool = await TestPool.start({ chain, difficulty: DIFFICULTY, honoursSuggestion: false, ...options });
  closers.push(() => pool.close());
  return pool;
}

function account(port: number, user = 'ann'): PoolAccount {
  return {
    address: parsePoolAddress(`stratum+tcp://127.0.0.1:${port}`).address,
    user,
    password: 'secret-word',
  };
}

/** A source that mines for pools on this machine, in order. */
export function sourceFor(
  ports: readonly number[],
  timers: SourceTimers = REAL_TIMERS,
  clock = () => performance.now(),
): PoolSource {
  return new PoolSource({
    pools: ports.map((port) => account(port)),
    connect: connectTcp,
    clock,
    timers,
    random: Math.random,
    agent: 'proofworks/test',
  });
}

/** A miner that is stopped after the test. */
export function mine(
  ports: readonly number[],
  timers?: SourceTimers,
  options?: TinyMinerOptions,
  clock?: () => number,
) {
  const source = sourceFor(ports, timers, clock);
  const miner = new TinyMiner(source, { restMs: 1, hashesPerTurn: 200, ...options });
  closers.push(() => miner.stop());
  return { source, miner };
}

/** How long a test waits for what must come. */
export const WAIT = { timeout: 20_000, interval: 20 };

/** Every share has one end, and the pool's ledger says the same. */
export function expectSameBooks(miner: TinyMiner, pools: readonly TestPool[]): void {
  const { found, accepted, stale, rejected, unanswered, blocks } = miner.tally;
  const sum = (count: (pool: TestPool) => number) => pools.reduce((total, pool) => total + count(pool), 0);
  expect(found).toBe(accepted + stale + rejected + unanswered);
  expect(sum(({ credited }) => credited.length)).toBe(accepted);
  expect({ rejected, unanswered, reasons: miner.reasons }).toMatchObject({ rejected: 0, unanswered: 0 });
  const own = sum(({ ledger }) => ledger.blocks.length + ledger.lostBlocks.length);
  expect(own).toBeLessThanOrEqual(blocks);
  expect(blocks - own).toBeLessThanOrEqual(stale);
}
