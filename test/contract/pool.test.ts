// Mining for the test pool over real sockets: what it credits is what the miner counts, whatever the pool's habits. Blocks
// land in bcoin's chain.

import { pathToFileURL } from 'node:url';
import { describe, expect, inject, test } from 'vitest';
import { createNodeHost } from '../../src/cli/node-host.ts';
import { REAL_TIMERS, RemoteSession } from '../../src/miner/index.ts';
import { targetFromDifficulty } from '../../src/primitives/index.ts';
import { HARD_BITS, TestChain } from '../pool/chain.ts';
import type { PoolOptions } from '../pool/options.ts';
import { loadRecording, RECORDINGS } from '../pool/recording.ts';
import { Replay } from '../pool/replay.ts';
import { TestPool } from '../pool/test-pool.ts';
import { closers, DIFFICULTY, expectSameBooks, mine, sourceFor, startPool, WAIT } from './pool-harness.ts';

describe('habits of pools', () => {
  const cases: readonly (Partial<PoolOptions> & { readonly name: string })[] = [
    { name: 'bits replaced, as BIP 310 has it' },
    { name: 'bits ORed, as ckpool does', versionRule: 'or' },
    { name: 'bits XORed, as public-pool does', versionRule: 'xor' },
    { name: 'a version that has a bit of the mask, replaced', versionBits: 0x4000 },
    { name: 'a version that has a bit of the mask, ORed', versionRule: 'or', versionBits: 0x4000 },
    { name: 'a version that has a bit of the mask, XORed', versionRule: 'xor', versionBits: 0x4000 },
    { name: 'no version rolling', versionMask: null },
    { name: 'a mask of one bit', versionMask: 0x2000 },
    { name: 'configure unknown and unanswered', silentTo: ['mining.configure', 'mining.suggest_difficulty'] },
    { name: 'no extra nonce 2', extraNonce2Bytes: 0 },
    { name: 'an extra nonce 2 of one byte', extraNonce2Bytes: 1 },
    { name: 'an extra nonce 2 of eight bytes', extraNonce2Bytes: 8 },
    { name: 'an extra nonce 2 of sixteen bytes', extraNonce2Bytes: 16 },
    { name: 'a job before authorize', firstJob: 'subscribed' },
    { name: 'a job before the answer to authorize', firstJob: 'before the answer to authorize' },
    { name: 'one byte at a time', chunkBytes: [1] },
    { name: 'seven bytes at a time', chunkBytes: [7] },
    { name: 'everything late and in one piece', joinMs: 20 },
    { name: 'refusals without a third element', refusal: { result: null, elements: 2 } },
  ];
  test.for(cases)('$name', async ({ name: _, ...options }) => {
    const pool = await startPool(options);
    const { miner } = mine([pool.port]);
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(20);
    await expect.poll(() => pool.ledger.blocks.length, WAIT).toBeGreaterThan(2);
    await miner.stop();
    expectSameBooks(miner, [pool]);
  });

  test('another extra nonce, mask and difficulty while it works', async () => {
    const pool = await startPool();
    const { miner, source } = mine([pool.port]);
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(5);
    const [connection] = pool.connections;
    connection!.setExtraNonce('0102', 3);
    connection!.setVersionMask(0x6000);
    pool.setDifficulty(DIFFICULTY / 2);
    await pool.newJob();
    await expect.poll(() => source.status.job?.extraNonce2.length, WAIT).toBe(3);
    expect(source.status).toMatchObject({ versionMask: 0x6000, difficulty: DIFFICULTY / 2 });
    const before = miner.tally.accepted;
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(before + 20);
    await miner.stop();
    expectSameBooks(miner, [pool]);
  });

  test('a late share is sent, and credited by a pool that takes it', async () => {
    const pool = await startPool({ takesLate: true, renewsJobs: false, delayMs: 30 });
    const { miner } = mine([pool.port]);
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(5);
    for (let index = 0; index < 5; index++) await pool.mineElsewhere();
    await expect.poll(() => pool.credited.some(({ isLate }) => isLate), WAIT).toBe(true);
    await miner.stop();
    expect(pool.credited.length).toBe(miner.tally.accepted);
  });
});

describe('words to the client', () => {
  test('another host is refused and work goes on; another connection to the same is made', async () => {
    const pool = await startPool();
    const { miner, source } = mine([pool.port]);
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(5);
    pool.tell('client.reconnect', ['evil.example', 3333, 0]);
    await expect.poll(() => miner.notices.join(), WAIT).toContain('another host');
    const before = miner.tally.accepted;
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(before + 5);
    expect([pool.accepted, source.status.cuts]).toEqual([1, 0]);
    pool.tell('client.reconnect', ['127.0.0.1', String(pool.port), 0]);
    await expect.poll(() => pool.accepted, WAIT).toBe(2);
    await expect.poll(() => source.status.state, WAIT).toBe('working');
    expect(source.status).toMatchObject({ isResumed: true });
  });

  test('its name is told, a message is shown', async () => {
    const pool = await startPool();
    const { source } = mine([pool.port]);
    await expect.poll(() => source.status.state, WAIT).toBe('working');
    pool.tell('client.get_version', [], 7);
    pool.tell('client.show_message', ['Maintenance at noon']);
    await expect.poll(() => pool.connections[0]!.replies.get(7), WAIT).toBe('proofworks/test');
    await expect.poll(() => source.status, WAIT).toMatchObject({ message: 'Maintenance at noon' });
    expect(pool.connections[0]!.agent).toBe('proofworks/test');
  });
});

describe.for(RECORDINGS)('what %s said', (name) => {
  test.for([{ chunkBytes: [1] }, { chunkBytes: [7] }, { joinMs: 5 }])('in pieces: %j', async (faults) => {
    const replay = await Replay.start(loadRecording(name), { submits: 'judged', ...faults });
    closers.push(() => replay.close());
    // On regtest every other hash is a block, which is sent whatever the pool asks for: here, only shares are.
    const ownTarget = targetFromDifficulty(1.0000000000000001e-5);
    const { miner } = mine([replay.port], REAL_TIMERS, {
      hashrateHps: 8_000,
      ownTarget,
      hashesPerTurn: 5_000,
    });
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThanOrEqual(2);
    if (replay.nextJob()) {
      const before = miner.tally.accepted;
      await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(before);
    }
    await miner.stop();
    expect(replay.judged.filter(({ code }) => code === null)).toHaveLength(miner.tally.accepted);
    expect(miner.tally.rejected).toBe(0);
  });
});

test('a whole session with an engine: the books of both sides agree, blocks are in the chain', async () => {
  const hard = await TestChain.open(HARD_BITS);
  closers.push(() => hard.close());
  const pool = await TestPool.start({ chain: hard, difficulty: 1e-6, honoursSuggestion: false });
  closers.push(() => pool.close());
  const engines = createNodeHost({
    worker: pathToFileURL(`${inject('built').cli}/worker.js`),
    tuning: { get: async () => null, set: async () => {} },
    onNotice: () => {},
  });
  const session = new RemoteSession({
    engines,
    source: sourceFor([pool.port]),
    settings: { engines: [{ engine: 'js', workers: 1 }], intensity: 1 },
    clock: () => performance.now(),
    nowSec: () => Date.now() / 1000,
    timers: REAL_TIMERS,
  });
  closers.push(() => session.stop());
  const height = hard.height;
  session.start();
  await expect.poll(() => pool.credited.length, { timeout: 60_000 }).toBeGreaterThan(400);
  await expect.poll(() => pool.ledger.blocks.length, { timeout: 60_000 }).toBeGreaterThan(0);
  session.pause('user');
  await expect.poll(() => session.snapshot().shares.pending, WAIT).toBe(0);
  await session.stop();
  const { shares } = session.snapshot();
  const { accepted, proof } = pool.ledger.sums('ann');
  expect(shares).toMatchObject({ accepted, hardwareErrors: 0, rejected: 0, unanswered: 0 });
  expect(shares.acceptedProof / proof).toBeCloseTo(1, 9);
  expect(shares.found).toBe(shares.accepted + shares.stale);
  expect(hard.height).toBe(height + pool.ledger.blocks.length);
  // Five standard deviations of a Poisson count.
  expect(Math.abs(shares.found - shares.expected)).toBeLessThan(5 * Math.sqrt(shares.expected));
});
