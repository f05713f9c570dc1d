// The test pool itself: bcoin judges what a client without any code of ours submits. What is mined against this pool means
// something only if it refuses what it should.

import { connect as connectTls } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { targetFromCompact, targetFromDifficulty } from '../../src/primitives/index.ts';
import { loadBcoin } from '../pool/bcoin.ts';
import { QUICK_BITS, REGTEST_BITS, TestChain } from '../pool/chain.ts';
import { expectedHashes } from '../pool/ledger.ts';
import type { PoolOptions } from '../pool/options.ts';
import { RawClient } from '../pool/raw-client.ts';
import { findShare, hashShare } from '../pool/reference-share.ts';
import { TestPool } from '../pool/test-pool.ts';
import { LOCALHOST_TLS } from '../pool/tls.ts';

/** 64 hashes for a share; a block at {@link QUICK_BITS} takes 512. */
const DIFFICULTY = 2 ** -26;
const SHARE_TARGET = targetFromDifficulty(DIFFICULTY);
const BLOCK_TARGET = targetFromCompact(QUICK_BITS);

let chain: TestChain;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  chain = await TestChain.open(QUICK_BITS);
  await chain.mine(110);
  return () => chain.close();
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startPool(options: Partial<PoolOptions> = {}): Promise<TestPool> {
  const pool = await TestPool.start({ chain, difficulty: DIFFICULTY, ...options });
  closers.push(() => pool.close());
  return pool;
}

async function connect(pool: TestPool): Promise<RawClient> {
  const client = await RawClient.open(pool.port);
  closers.push(() => client.close());
  return client;
}

/** A client that has a job. */
async function working(pool: TestPool, user = 'ann') {
  const client = await connect(pool);
  await client.ask('mining.configure', [['version-rolling'], { 'version-rolling.mask': '1fffe000' }]);
  const subscribed = await client.ask('mining.subscribe', ['raw/1']);
  const [, extraNonce1, extraNonce2Bytes] = subscribed.result as [unknown, string, number];
  expect(await client.ask('mining.authorize', [user, 'x'])).toMatchObject({ result: true, error: null });
  const job = await client.until(() => client.last('mining.notify'));
  const notify = job.params!;
  const time = notify[7] as string;
  /** Finds a share and gives the parameters of its submission. */
  const share = (options: { version?: number; extraNonce2?: string; isBlock?: boolean } = {}) => {
    const { version, extraNonce2 = '00'.repeat(extraNonce2Bytes), isBlock = false } = options;
    const parts = { extraNonce1, extraNonce2, time, ...(version === undefined ? {} : { version }) };
    const found = findShare(notify, parts, (value) =>
      isBlock ? value <= BLOCK_TARGET : value <= SHARE_TARGET && value > BLOCK_TARGET,
    );
    return { params: [user, notify[0], extraNonce2, time, found.nonce], hash: found.share.hashHex };
  };
  return { client, notify, extraNonce1, extraNonce2Bytes, time, share };
}

const submit = (client: RawClient, params: readonly unknown[]) => client.ask('mining.submit', params);
const ACCEPTED = { result: true, error: null };
const refused = (code: number) => ({ result: false, error: [code, expect.any(String), null] });

describe('shares', () => {
  test('a share is credited at the proof of its target, once', async () => {
    const pool = await startPool();
    const { client, share } = await working(pool);
    const { params, hash } = share();
    expect(await submit(client, params)).toMatchObject(ACCEPTED);
    expect(await submit(client, params)).toMatchObject(refused(22));
    const proof = expectedHashes(SHARE_TARGET);
    expect(pool.credited).toEqual([
      { user: 'ann', connection: 1, jobId: params[1], hash, proof, isLate: false },
    ]);
    expect(pool.ledger.sums('ann')).toEqual({ accepted: 1, proof, blocks: 0, refused: { 22: 1 } });
  });

  test('a hash just above the target is refused, its neighbour at it is not', async () => {
    const pool = await startPool();
    const { client, notify, extraNonce1, time } = await working(pool);
    const parts = { extraNonce1, extraNonce2: '00000000', time };
    const low = findShare(notify, parts, (value) => value > SHARE_TARGET && value < 4n * SHARE_TARGET);
    const good = findShare(notify, parts, (value) => value <= SHARE_TARGET && value > SHARE_TARGET / 4n);
    const params = ['ann', notify[0], '00000000', time];
    expect(await submit(client, [...params, low.nonce])).toMatchObject(refused(23));
    expect(await submit(client, [...params, good.nonce])).toMatchObject(ACCEPTED);
  });

  test('job, user, subscription, time and sizes are checked, each with its code', async () => {
    const pool = await startPool({ authorize: (user) => user !== 'eve' });
    const { client, share, time } = await working(pool);
    const { params } = share();
    const [user, job, extraNonce2, , nonce] = params;
    const later = (seconds: number) => (Number.parseInt(time, 16) + seconds).toString(16).padStart(8, '0');
    expect(await submit(client, ['bob', job, extraNonce2, time, nonce])).toMatchObject(refused(24));
    expect(await submit(client, [user, 'ffff', extraNonce2, time, nonce])).toMatchObject(refused(21));
    expect(await submit(client, [user, job, '000000', time, nonce])).toMatchObject(refused(20));
    expect(await submit(client, [user, job, '0000000000', time, nonce])).toMatchObject(refused(20));
    expect(await submit(client, [user, job, extraNonce2, later(-1), nonce])).toMatchObject(refused(20));
    expect(await submit(client, [user, job, extraNonce2, later(7_001), nonce])).toMatchObject(refused(20));
    expect(await submit(client, [user, job])).toMatchObject(refused(20));
    expect(await submit(client, [...params, '80000000'])).toMatchObject(refused(20));
    expect(await client.ask('mining.authorize', ['eve', 'x'])).toMatchObject(refused(24));
    expect(await submit(client, params)).toMatchObject(ACCEPTED);
    const stranger = await connect(pool);
    expect(await submit(stranger, params)).toMatchObject(refused(25));
  });

  test('a share of a job that a clean one replaced is stale, of another it is credited', async () => {
    const pool = await startPool();
    const { client, share } = await working(pool);
    const first = share({ extraNonce2: '00000001' });
    const second = share({ extraNonce2: '00000002' });
    await pool.newJob();
    expect(await submit(client, first.params)).toMatchObject(ACCEPTED);
    await pool.mineElsewhere();
    expect(await submit(client, second.params)).toMatchObject(refused(21));
    pool.options.takesLate = true;
    expect(await submit(client, second.params)).toMatchObject(ACCEPTED);
    expect(pool.credited.map(({ isLate }) => isLate)).toEqual([false, true]);
  });

  test('refusals have the form that is asked for', async () => {
    const pool = await startPool({ refusal: { result: null, elements: 2 } });
    const { client, share } = await working(pool);
    const [, , ...rest] = share().params;
    expect(await submit(client, ['ann', 'ffff', ...rest])).toMatchObject({
      result: null,
      error: [21, 'Job not found'],
    });
  });

  test('a difficulty belongs to the jobs after it', async () => {
    const pool = await startPool();
    const { client, share } = await working(pool);
    const { params } = share();
    pool.setDifficulty(1e9);
    expect(await submit(client, params)).toMatchObject(ACCEPTED);
    await pool.newJob();
    const job = await client.until(
      () => client.messages.filter(({ method }) => method === 'mining.notify')[1],
    );
    expect(client.last('mining.set_difficulty')!.params).toEqual([1e9]);
    expect(
      await submit(client, ['ann', job.params![0], '00000000', job.params![7], '00000000']),
    ).toMatchObject(refused(23));
  });
});

describe('blocks', () => {
  test('a block enters the chain with its transactions, and everyone gets clean work', async () => {
    await chain.addTransactions(3);
    const pool = await startPool();
    const { client, share, notify } = await working(pool);
    expect(notify[4]).toHaveLength(2);
    const before = chain.height;
    const { params, hash } = share({ isBlock: true });
    expect(await submit(client, params)).toMatchObject(ACCEPTED);
    expect([chain.height, chain.tipHash]).toEqual([before + 1, hash]);
    expect((await chain.blockAt(before + 1))!.txs).toHaveLength(4);
    expect(pool.ledger.blocks).toEqual([{ user: 'ann', hash, height: before + 1 }]);
    const next = await client.until(() =>
      client.messages.find(
        ({ method, params: given }) => method === 'mining.notify' && given![0] !== params[1],
      ),
    );
    expect(next.params![8]).toBe(true);
    expect(chain.waiting).toBe(0);
  });

  test.for([0, 1, 4, 8, 16])(
    'an extra nonce 2 of %i bytes makes blocks that the chain takes',
    async (bytes) => {
      const pool = await startPool({ extraNonce2Bytes: bytes });
      const { client, share, extraNonce2Bytes } = await working(pool);
      expect(extraNonce2Bytes).toBe(bytes);
      const before = chain.height;
      const { params } = share({ isBlock: true, extraNonce2: 'a5'.repeat(bytes) });
      expect(await submit(client, params)).toMatchObject(ACCEPTED);
      expect([chain.height, pool.ledger.lostBlocks]).toEqual([before + 1, []]);
    },
  );

  test("at regtest's own target segwit is active after 432 blocks, and blocks are taken", async () => {
    const regtest = await TestChain.open();
    closers.push(() => regtest.close());
    const pool = await startPoolOn(regtest);
    const { client, notify, extraNonce1, time } = await working(pool);
    expect(Number.parseInt(notify[6] as string, 16)).toBe(REGTEST_BITS);
    const parts = { extraNonce1, extraNonce2: '00000000', time };
    const found = findShare(notify, parts, (value) => value <= targetFromDifficulty(1e-9));
    expect(await submit(client, ['ann', notify[0], '00000000', time, found.nonce])).toMatchObject(ACCEPTED);
    expect(regtest.tipHash).toBe(found.share.hashHex);
  });
});

async function startPoolOn(other: TestChain): Promise<TestPool> {
  const pool = await TestPool.start({ chain: other, difficulty: 1e-9 });
  closers.push(() => pool.close());
  return pool;
}

describe('version rolling', () => {
  const OWN_BITS = 0x4000;
  const ROLLED = 0x2000;
  test.for([
    { versionRule: 'replace', own: 0, bits: ROLLED, hashed: 0x20002000 },
    { versionRule: 'or', own: 0, bits: ROLLED, hashed: 0x20002000 },
    { versionRule: 'xor', own: 0, bits: ROLLED, hashed: 0x20002000 },
    { versionRule: 'replace', own: OWN_BITS, bits: ROLLED, hashed: 0x20002000 },
    { versionRule: 'or', own: OWN_BITS, bits: ROLLED, hashed: 0x20006000 },
    { versionRule: 'xor', own: OWN_BITS, bits: ROLLED | OWN_BITS, hashed: 0x20002000 },
  ] as const)('$versionRule, job bits $own, submitted $bits', async ({ versionRule, own, bits, hashed }) => {
    const pool = await startPool({ versionRule, versionBits: own });
    const { client, share } = await working(pool);
    const { params } = share({ version: hashed, isBlock: true });
    expect(await submit(client, params)).not.toMatchObject(ACCEPTED);
    expect(await submit(client, [...params, bits.toString(16).padStart(8, '0')])).toMatchObject(ACCEPTED);
    expect(pool.ledger.lostBlocks).toEqual([]);
    expect(pool.ledger.blocks).toHaveLength(1);
  });

  test('a pool without it says so, and takes no bits', async () => {
    const pool = await startPool({ versionMask: null });
    const { client, share } = await working(pool);
    expect(client.messages[0]!.result).toEqual({ 'version-rolling': false });
    const { params } = share({ version: 0x20002000 });
    expect(await submit(client, [...params, '00002000'])).toMatchObject(refused(20));
  });

  test('another mask holds from the moment it is told', async () => {
    const pool = await startPool({ versionMask: 0x2000 });
    const { client, share } = await working(pool);
    const { params } = share({ version: 0x20004000 });
    expect(await submit(client, [...params, '00004000'])).toMatchObject(refused(20));
    pool.connections[0]!.setVersionMask(0x4000);
    expect((await client.until(() => client.last('mining.set_version_mask'))).params).toEqual(['00004000']);
    expect(await submit(client, [...params, '00004000'])).toMatchObject(ACCEPTED);
  });
});

describe('sessions', () => {
  test('a known session has its extra nonce and its jobs back, an unknown one a new one', async () => {
    const pool = await startPool();
    const first = await working(pool);
    const { params } = first.share();
    const id = 's1';
    first.client.close();
    const again = await connect(pool);
    const subscribed = await again.ask('mining.subscribe', ['raw/1', id]);
    expect(subscribed.result).toEqual([[['mining.notify', id]], first.extraNonce1, 4]);
    await again.ask('mining.authorize', ['ann', 'x']);
    expect(await submit(again, params)).toMatchObject(ACCEPTED);
    expect(await submit(again, params)).toMatchObject(refused(22));
    const other = await connect(pool);
    const { result } = await other.ask('mining.subscribe', ['raw/1', 'unknown']);
    expect((result as unknown[])[1]).not.toBe(first.extraNonce1);
  });

  test('another extra nonce belongs to the jobs after it', async () => {
    const pool = await startPool();
    const { client, share } = await working(pool);
    const { params } = share();
    pool.connections[0]!.setExtraNonce('aabbccdd', 8);
    expect(await submit(client, params)).toMatchObject(ACCEPTED);
    await pool.newJob();
    const job = await client.until(
      () => client.messages.filter(({ method }) => method === 'mining.notify')[1],
    );
    const time = job.params![7] as string;
    const parts = { extraNonce1: 'aabbccdd', extraNonce2: '0000000000000007', time };
    const { nonce } = findShare(job.params!, parts, (value) => value <= SHARE_TARGET);
    expect(await submit(client, ['ann', job.params![0], parts.extraNonce2, time, nonce])).toMatchObject(
      ACCEPTED,
    );
  });

  test.for([
    { firstJob: 'subscribed', order: ['mining.notify', 'authorized'] },
    { firstJob: 'before the answer to authorize', order: ['mining.notify', 'authorized'] },
    { firstJob: 'authorized', order: ['authorized', 'mining.notify'] },
  ] as const)('the first job comes: $firstJob', async ({ firstJob, order }) => {
    const pool = await startPool({ firstJob });
    const client = await connect(pool);
    await client.ask('mining.subscribe', []);
    if (firstJob === 'subscribed') await client.until(() => client.last('mining.notify'));
    else expect(client.last('mining.notify')).toBeUndefined();
    await client.ask('mining.authorize', ['ann', 'x']);
    await client.until(() => client.last('mining.notify'));
    const seen = client.messages.flatMap(({ id, method }) =>
      method === 'mining.notify' ? [method] : id === 2 ? ['authorized'] : [],
    );
    expect(seen).toEqual(order);
  });

  test('a wish for a difficulty is followed or not, and answered only where it is asked for', async () => {
    const pool = await startPool({ silentTo: [] });
    const client = await connect(pool);
    expect(await client.ask('mining.suggest_difficulty', [0.5])).toMatchObject(ACCEPTED);
    expect(client.last('mining.set_difficulty')!.params).toEqual([0.5]);
    pool.options.silentTo = ['mining.suggest_difficulty'];
    client.send('{"id":77,"method":"mining.suggest_difficulty","params":[0.25]}\n');
    await client.until(() => client.last('mining.set_difficulty')!.params![0] === 0.25);
    pool.options.honoursSuggestion = false;
    client.send('{"id":78,"method":"mining.suggest_difficulty","params":[0.125]}\n');
    client.send('{"id":79,"method":"mining.bogus","params":[]}\n');
    await client.ask('mining.subscribe', []);
    expect(client.last('mining.set_difficulty')!.params).toEqual([0.25]);
    expect(client.messages.map(({ id }) => id)).not.toContain(77);
    expect(client.messages.map(({ id }) => id)).not.toContain(79);
  });

  test('what the pool asks is heard', async () => {
    const pool = await startPool();
    const lines: string[] = [];
    pool.onLine = (line) => lines.push(line);
    const { client } = await working(pool);
    pool.tell('client.get_version', [], 'v1');
    await client.until(() => client.last('client.get_version'));
    client.send('{"id":"v1","result":"raw/1","error":null}\n');
    await client.ask('mining.extranonce.subscribe', []);
    expect(pool.connections[0]!.replies.get('v1')).toBe('raw/1');
    expect(lines).toContain('{"id":"v1","result":"raw/1","error":null}');
  });
});

describe('the wire', () => {
  test.for([[1], [7], [3, 1, 50]])('pieces of %j bytes make the same lines', async (chunkBytes) => {
    const pool = await startPool({ chunkBytes });
    const { client, share } = await working(pool);
    expect(await submit(client, share().params)).toMatchObject(ACCEPTED);
    expect(client.pieces.length).toBeGreaterThan(client.messages.length * 4);
  });

  test('messages gather into one piece', async () => {
    const pool = await startPool({ joinMs: 20 });
    const client = await connect(pool);
    await client.ask('mining.subscribe', []);
    await client.ask('mining.authorize', ['ann', 'x']);
    await client.until(() => client.last('mining.notify'));
    expect(client.pieces).toHaveLength(2);
  });

  test('the first connection is cut after so many bytes, the next is not', async () => {
    const pool = await startPool({ cuts: [10] });
    const client = await connect(pool);
    client.send('{"id":1,"method":"mining.subscribe","params":[]}\n');
    await client.until(() => !client.isOpen);
    expect(client.rest).toHaveLength(10);
    const { client: next, share } = await working(pool);
    expect(await submit(next, share().params)).toMatchObject(ACCEPTED);
  });

  test('a line without end is cut off', async () => {
    const pool = await startPool();
    const client = await connect(pool);
    client.send('x'.repeat(20_000));
    await client.until(() => !client.isOpen);
  });
});

test('a pool over TLS, to who trusts its certificate', async () => {
  const pool = await TestPool.start({ chain, tls: LOCALHOST_TLS });
  closers.push(() => pool.close());
  const open = (ca: string | undefined) =>
    new Promise<RawClient>((resolve, reject) => {
      const socket = connectTls({ host: '127.0.0.1', port: pool.port, ca });
      socket.once('secureConnect', () => resolve(RawClient.open(socket))).once('error', reject);
    });
  await expect(open(undefined)).rejects.toThrow('self-signed certificate');
  const client = await open(LOCALHOST_TLS.cert);
  closers.push(() => client.close());
  expect(await client.ask('mining.subscribe', [])).toMatchObject({ error: null });
  const plain = await connect(pool);
  plain.send('{"id":1,"method":"mining.subscribe","params":[]}\n');
  await plain.until(() => !plain.isOpen);
});

test("bcoin's hash and the reference agree on what was submitted", async () => {
  const pool = await startPool();
  const { notify, extraNonce1, time } = await working(pool);
  const { header, hash } = hashShare(notify, {
    extraNonce1,
    extraNonce2: '01020304',
    time,
    nonce: 'deadbeef',
  });
  expect(loadBcoin().hash256.digest(Buffer.from(header))).toEqual(Buffer.from(hash));
});
