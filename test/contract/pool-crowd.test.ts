// Two hundred miners at one pool: every share has one end, and both sides' books are equal.

import { expect, test } from 'vitest';
import { mine, startPool, WAIT } from './pool-harness.ts';

const CLIENTS = 200;
/** Shares until it is enough. */
const SHARES = 400;

test(`${CLIENTS} clients: no share is lost, and each has mined`, async () => {
  const pool = await startPool();
  const miners = Array.from({ length: CLIENTS }, () =>
    mine([pool.port], undefined, { hashesPerTurn: 40, restMs: 100 }),
  );
  await expect.poll(() => pool.connections.length, WAIT).toBe(CLIENTS);
  await expect
    .poll(() => pool.credited.length >= SHARES && miners.every(({ miner }) => miner.tally.accepted > 0), {
      ...WAIT,
      timeout: 60_000,
    })
    .toBe(true);
  for (const { miner } of miners) miner.isResting = true;
  await Promise.all(miners.map(({ miner }) => miner.settled()));
  // All at once: one after the other takes each its turn's rest.
  await Promise.all(miners.map(({ miner }) => miner.stop()));
  const tally = { found: 0, accepted: 0, stale: 0, rejected: 0, unanswered: 0 };
  for (const { miner } of miners) {
    for (const kind of ['found', 'accepted', 'stale', 'rejected', 'unanswered'] as const) {
      tally[kind] += miner.tally[kind];
    }
  }
  expect(tally).toMatchObject({ rejected: 0, unanswered: 0, found: tally.accepted + tally.stale });
  expect(pool.credited).toHaveLength(tally.accepted);
  expect(new Set(pool.credited.map(({ connection }) => connection)).size).toBe(CLIENTS);
});
