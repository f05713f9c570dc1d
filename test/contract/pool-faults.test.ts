// What goes wrong between a miner and its pools: lines that are cut, pools that fall silent, refuse, flood or talk nonsense.
// Work goes on when it can, and nothing is counted as credited that was not.

import { describe, expect, test } from 'vitest';
import { REAL_TIMERS } from '../../src/miner/index.ts';
import { closers, DIFFICULTY, expectSameBooks, mine, QUICK_TIMERS, startPool, WAIT } from './pool-harness.ts';

describe('a line that is cut', () => {
  test('at any byte of what the pool says: it works in the end, and nothing is credited that was not', async () => {
    const cuts = Array.from({ length: 160 }, (_, index) => index * 11);
    const pool = await startPool({ cuts });
    const { miner } = mine([pool.port], QUICK_TIMERS);
    await expect.poll(() => pool.accepted, { timeout: 60_000 }).toBeGreaterThan(cuts.length);
    const before = pool.credited.length;
    await expect.poll(() => pool.credited.length, WAIT).toBeGreaterThan(before + 20);
    await miner.stop();
    const { found, accepted, stale, rejected, unanswered } = miner.tally;
    expect(found).toBe(accepted + stale + rejected + unanswered);
    // What was credited while the answer was lost is sent again, and refused as a duplicate, or as too late.
    expect(pool.credited.length).toBeGreaterThanOrEqual(accepted);
    expect(pool.credited.length).toBeLessThanOrEqual(accepted + unanswered);
    expect(rejected).toBe(0);
  });

  test('the session is taken up again, and shares that waited are credited', async () => {
    const pool = await startPool({ renewsJobs: false });
    const { miner, source } = mine([pool.port]);
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(20);
    for (let cut = 1; cut <= 3; cut++) {
      pool.cutAll();
      await expect.poll(() => pool.accepted, WAIT).toBe(cut + 1);
      await expect.poll(() => source.status.state, WAIT).toBe('working');
      expect(source.status).toMatchObject({ isResumed: true, cuts: cut });
      const before = miner.tally.accepted;
      await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(before + 5);
    }
    await miner.stop();
    const { found, accepted, stale, rejected, unanswered } = miner.tally;
    expect([found, rejected]).toEqual([accepted + stale + rejected + unanswered, 0]);
    const { blocks, lostBlocks, credited } = pool.ledger;
    expect(credited.length).toBeGreaterThanOrEqual(accepted);
    expect(credited.length).toBeLessThanOrEqual(accepted + unanswered);
    expect(blocks.length + lostBlocks.length).toBeGreaterThan(0);
  });

  test('a pool that forgets sessions gives a new one', async () => {
    const pool = await startPool({ resumes: false });
    const { miner, source } = mine([pool.port]);
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(5);
    pool.cutAll();
    await expect.poll(() => [pool.accepted, source.status.state], WAIT).toEqual([2, 'working']);
    expect(source.status).toMatchObject({ isResumed: false });
    const before = miner.tally.accepted;
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(before + 5);
  });
});

describe('several pools', () => {
  test('goes over to the second when the first is gone, and returns', async () => {
    const first = await startPool();
    const second = await startPool();
    const { port } = first;
    const { miner, source } = mine([port, second.port], QUICK_TIMERS);
    await expect.poll(() => first.credited.length, WAIT).toBeGreaterThan(5);
    await first.close();
    await expect.poll(() => second.credited.length, WAIT).toBeGreaterThan(5);
    expect(source.status).toMatchObject({ poolIndex: 1, state: 'working' });
    const again = await startPool({ port });
    await expect.poll(() => again.credited.length, WAIT).toBeGreaterThan(5);
    expect(source.status).toMatchObject({ poolIndex: 0, state: 'working' });
    await miner.stop();
    const credited = [first, second, again].reduce((sum, pool) => sum + pool.credited.length, 0);
    expect(credited).toBeGreaterThanOrEqual(miner.tally.accepted);
    expect(credited).toBeLessThanOrEqual(miner.tally.accepted + miner.tally.unanswered);
  });

  test('a user that is refused: the next pool, and the password stays a secret', async () => {
    const first = await startPool({ authorize: () => false });
    const second = await startPool();
    const { source, miner } = mine([first.port, second.port], QUICK_TIMERS);
    await expect.poll(() => second.credited.length, WAIT).toBeGreaterThan(5);
    expect(source.status.poolIndex).toBe(1);
    expect(miner.notices.join()).toContain('refuses the user ann');
    expect(
      JSON.stringify([miner.notices, source.status], (_, value) => (typeof value === 'bigint' ? '' : value)),
    ).not.toContain('secret-word');
  });
});

describe('nonsense', () => {
  test('lines that are none, deep ones and foreign ones: work goes on', async () => {
    const pool = await startPool();
    const { miner } = mine([pool.port]);
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(5);
    const deep = '['.repeat(5_000) + ']'.repeat(5_000);
    for (const line of [
      '\0\x01',
      '{"a":',
      deep,
      '[]',
      'null',
      '{"id":{},"method":7}',
      '{"method":"mining.what"}',
    ]) {
      pool.send(`${line}\n`);
    }
    for (const value of [Number.NaN, -1, 0, 1e308, '1', null, []]) {
      pool.tell('mining.set_difficulty', [value]);
    }
    pool.send('{"method":"mining.set_difficulty","params":[1e400]}\n');
    pool.tell('mining.notify', ['x', 'y']);
    pool.tell('mining.set_extranonce', ['zz', -4]);
    // What the pool itself goes by has to be said again.
    pool.setDifficulty(DIFFICULTY);
    await pool.newJob();
    const before = miner.tally.accepted;
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(before + 20);
    expect(pool.accepted).toBe(1);
    await miner.stop();
    expectSameBooks(miner, [pool]);
  });

  test('a line of ten megabytes ends the connection, and the next one works', async () => {
    const pool = await startPool();
    const { miner } = mine([pool.port]);
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(5);
    pool.send('x'.repeat(10_000_000));
    await expect.poll(() => pool.accepted, WAIT).toBe(2);
    const before = miner.tally.accepted;
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(before + 5);
  });

  test.for([false, true])('a thousand jobs in a row, clean: %j', async (clean) => {
    const pool = await startPool();
    const { miner, source } = mine([pool.port]);
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(5);
    // Counted, not timed: it takes half a second where the machine has nothing else to do.
    for (let made = 0; made < 1_100; made += 10) {
      await Promise.all(Array.from({ length: 10 }, () => pool.newJob({ clean })));
      await REAL_TIMERS.sleep(1);
    }
    await expect.poll(() => source.status.jobs, WAIT).toBeGreaterThan(1_000);
    const before = miner.tally.accepted;
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(before + 20);
    await miner.stop();
    expectSameBooks(miner, [pool]);
  });

  test('a job under the name of another', async () => {
    const pool = await startPool({ renewsJobs: false });
    const { miner } = mine([pool.port]);
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(5);
    for (let index = 0; index < 5; index++) await pool.newJob({ id: pool.job.id });
    await pool.mineElsewhere();
    await pool.newJob({ id: pool.job.id });
    const before = miner.tally.accepted;
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(before + 20);
  });

  test('a pool that says nothing any more is left after its time', async () => {
    const first = await startPool();
    const second = await startPool();
    let aheadMs = 0;
    const { miner, source } = mine(
      [first.port, second.port],
      QUICK_TIMERS,
      {},
      () => performance.now() + aheadMs,
    );
    await expect.poll(() => miner.tally.accepted, WAIT).toBeGreaterThan(5);
    first.options.silentTo = ['mining.submit', 'mining.configure', 'mining.subscribe', 'mining.authorize'];
    first.options.renewsJobs = false;
    await REAL_TIMERS.sleep(50);
    const known = first.credited.length;
    await expect.poll(() => first.credited.length, WAIT).toBeGreaterThan(known);
    // Half a minute and more passes, bit by bit: a share that was sent before the last word came is given up by itself
    // first, and with a single leap all the others were given up with it.
    const cuts = () => {
      aheadMs += 2_000;
      return source.status.cuts;
    };
    await expect.poll(cuts, WAIT).toBe(1);
    expect(miner.notices.join()).toContain('the pool does not answer any more');
    const step = setInterval(() => {
      aheadMs += 5_000;
    }, 50);
    closers.push(() => clearInterval(step));
    await expect.poll(() => second.credited.length, WAIT).toBeGreaterThan(5);
  });
});
