// The built command line at real work for a Stratum pool whose judge is bcoin; what it says of pools and of mistakes.

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HARD_BITS, TestChain } from '../pool/chain.ts';
import { type PoolStart, TestPool } from '../pool/test-pool.ts';
import { type Ended, type Running, start } from './command-line.ts';

/** In every run against a pool: it must not turn up in what is printed. */
const PASSWORD = 'a-password-that-nobody-may-see';
/** 65,536 hashes for a share: many a second. */
const DIFFICULTY = 2 ** -16;
const ADDRESS = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';

let root = '';
let chain: TestChain;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'proofworks-remote-'));
  chain = await TestChain.open(HARD_BITS);
});
afterAll(async () => {
  await chain.close();
  await rm(root, { recursive: true });
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startPool(options: Partial<PoolStart> = {}): Promise<string> {
  const pool = await TestPool.start({ chain, difficulty: DIFFICULTY, honoursSuggestion: false, ...options });
  closers.push(() => pool.close());
  pools.set(urlOf(pool.port), pool);
  return urlOf(pool.port);
}
const pools = new Map<string, TestPool>();
const urlOf = (port: number) => `stratum+tcp://127.0.0.1:${port}`;

function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
  const running = start(words, root, [], environment);
  closers.push(() => running.child.kill('SIGKILL'));
  return running;
}
const mine = (url: string, ...words: string[]) =>
  run(['mine', '--pool', url, '--user', 'ann.rig', '--pass', PASSWORD, '--engines', 'wasm-simd', ...words]);

const rowsOf = (out: string) =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

function expectNoSecret({ out, err }: Ended): void {
  expect(out + err).not.toContain(PASSWORD);
}

describe('for a pool', () => {
  test('every share is credited, and the books of both sides agree', async () => {
    const url = await startPool({
      authorize: (user, password) => user === 'ann.rig' && password === PASSWORD,
    });
    const ended = await mine(url, '--for', '6s', '--json').ended;
    // A library of GPUs that nobody asked for would have its say there.
    expect(ended).toMatchObject({ code: 0, err: '' });
    expectNoSecret(ended);
    const rows = rowsOf(ended.out);
    const types = rows.map(({ type }) => type);
    expect(types[0]).toBe('start');
    expect(types.at(-1)).toBe('end');
    expect(types).toEqual(expect.arrayContaining(['state', 'work', 'share']));
    expect(rows[0]).toMatchObject({
      source: 'pool',
      pools: [{ url, user: 'ann.rig' }],
      engines: 'wasm-simd',
      intensity: 1,
    });
    const end = rows.at(-1);
    expect(end.shares).toMatchObject({ rejected: 0, unanswered: 0, hardwareErrors: 0, pending: 0 });
    expect(end.shares.accepted).toBeGreaterThan(5);
    expect(end.engines).toMatchObject([
      { id: 'wasm-simd', hashCount: end.hashCount, shares: end.shares.found },
    ]);
    const shares = rows.filter(({ type }) => type === 'share');
    expect(shares).toHaveLength(end.shares.found);
    const { credited } = pools.get(url)!;
    expect(credited).toHaveLength(end.shares.accepted + end.shares.staleCredited);
    const printed = new Set(shares.filter(({ verdict }) => verdict === 'accepted').map(({ hash }) => hash));
    for (const { hash, isLate } of credited) if (!isLate) expect(printed).toContain(hash);
    expect(end.shares.acceptedProof).toBeCloseTo(
      credited.reduce((sum, { proof }) => sum + proof, 0),
      -2,
    );
    // What is found is what was hashed, by the luck of so many shares: 1 in 10,000 runs is outside. Stale ones are hashed
    // and not credited, so the credited ones are held against the pool's books above.
    const { expected, found } = end.shares;
    expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt(expected) + 4);
  });

  test('people read shares, and on Ctrl-C a report', async () => {
    const running = mine(await startPool());
    await running.untilLines(4);
    running.child.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code).toBe(0);
    expectNoSecret(ended);
    expect(ended.err).toMatch(/^wasm-simd at 100 %, for stratum\+tcp:\/\/127\.0\.0\.1:\d+ as ann\.rig\n/);
    expect(ended.out).toMatch(
      /^time +hash +difficulty +wanted +answer +verdict\n\d\d:\d\d:\d\d {2}[0-9a-f]{20} /,
    );
    expect(ended.out).toMatch(/ of it mining: [\d,]+ hashes, .*H\/s counted/);
    expect(ended.out).toMatch(/\nshares: \d+ accepted, \d+ stale, 0 rejected, .*0 hardware errors\n/);
    expect(ended.out).toMatch(/\ncredited work is .* of the hashes counted \(95 % interval: .* to .*\)\n/);
  });

  test('a wrong password is told in a sentence, without it', async () => {
    const url = await startPool({ authorize: () => false });
    const running = run(['mine', '--pool', url, '--user', 'ann', '--engines', 'js', '--for', '60s'], {
      PROOFWORKS_POOL_PASSWORD: PASSWORD,
    });
    // Engines are opened and measured before anyone is asked.
    await running.untilErr(/refuse|accept|authori/i);
    running.child.kill('SIGINT');
    const ended = await running.ended;
    expectNoSecret(ended);
    expect(ended.err).toMatch(/ann/);
    expect(ended.err).toMatch(/refuse|accept|authori/i);
    expect(ended.out).toContain('shares: 0 accepted');
  });

  test('statistics are scraped while it mines', async () => {
    const running = mine(await startPool(), '--stats-port', '0', '--json');
    await running.untilLines(6);
    const { statsPort } = JSON.parse(running.lines[0]!);
    const metrics = await (await fetch(`http://127.0.0.1:${statsPort}/metrics`)).text();
    const accepted = Number(/^proofworks_shares_total\{result="accepted"\} (\d+)$/m.exec(metrics)![1]);
    expect(accepted).toBeGreaterThan(0);
    expect(Number(/^proofworks_hashes_total (\d+)$/m.exec(metrics)![1])).toBeGreaterThan(0);
    expect(metrics).toMatch(
      /^proofworks_source_up\{kind="pool",url="stratum\+tcp:\/\/127\.0\.0\.1:\d+"\} 1$/m,
    );
    const stats = await (await fetch(`http://127.0.0.1:${statsPort}/stats`)).text();
    expect(JSON.parse(stats)).toMatchObject({ state: 'mining', source: { kind: 'pool', user: 'ann.rig' } });
    expect(metrics + stats).not.toContain(PASSWORD);
    const second = await mine(await startPool(), '--stats-port', String(statsPort), '--json').ended;
    expect(second).toMatchObject({ code: 1, out: '' });
    expect(second.err).toMatch(/^proofworks: cannot listen on port \d+ for the statistics: [^\n]+\n$/);
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(0);
  });

  test('where the first pool is not there, the second one has the work', async () => {
    const closed = await closedPort();
    const second = await startPool();
    const words = ['--pool', urlOf(closed), '--pool', second, '--user', 'ann', '--for', '6s', '--json'];
    const ended = await run(['mine', ...words, '--engines', 'wasm-simd']).ended;
    expect(ended.code).toBe(0);
    const end = rowsOf(ended.out).at(-1);
    expect(end.source).toMatchObject({ poolIndex: 1, url: second });
    expect(end.shares.accepted).toBeGreaterThan(0);
  });
});

describe('pool check', () => {
  test('says what a pool supports and what its jobs look like', async () => {
    const url = await startPool();
    const ended = await run(['pool', 'check', url, '--user', ADDRESS, '--pass', PASSWORD]).ended;
    expect(ended).toMatchObject({ code: 0, err: '' });
    expectNoSecret(ended);
    expect(ended.out).toMatch(/^pool +stratum\+tcp:\/\/127\.0\.0\.1:\d+\n/);
    expect(ended.out).toMatch(/\nversion rolling +mask 1fffe000: 16 bits/);
    expect(ended.out).toMatch(/\nextra nonce +4 bytes of the pool's, 4 of the miner's\n/);
    expect(ended.out).toMatch(new RegExp(`\\nheight +${chain.height + 1}\\n`));
    expect(ended.out).toMatch(/\n +[\d.]+ BTC to bcrt1q/);
    expect(ended.out).toMatch(/\nsession +\S+, taken up again after a cut\n/);
    expect(pools.get(url)!.credited).toEqual([]);
  });

  test('--json says it as one object', async () => {
    const url = await startPool({ versionMask: null });
    const { code, out } = await run(['pool', 'check', url, '--json']).ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ...{ url, versionMask: null, extraNonce1Bytes: 4, extraNonce2Bytes: 4, resumes: true },
      job: { height: chain.height + 1, difficulty: DIFFICULTY, hasWitnessCommitment: true },
    });
  });

  test('1 and a sentence where nobody answers', async () => {
    const port = await closedPort();
    const ended = await run(['pool', 'check', urlOf(port), '--pass', PASSWORD]).ended;
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toMatch(/^proofworks: .*\n$/);
    expectNoSecret(ended);
  });

  test('1 where the user is refused: what was learned before, and what to do', async () => {
    const url = await startPool({ authorize: () => false });
    const ended = await run(['pool', 'check', url, '--user', 'ann', '--pass', PASSWORD]).ended;
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(/\nversion rolling +mask 1fffe000: 16 bits/);
    expect(ended.out).toMatch(/\nrefused +the pool refuses the user ann: Unauthorized worker\n$/);
    expect(ended.err).toMatch(
      /^stratum[^\n]+: the pool refuses the user ann: [^\n]+ name a payout address with --user\n$/,
    );
    expectNoSecret(ended);
  });
});

describe('mistakes', () => {
  const NODE = ['--node', `http://x:${PASSWORD}@127.0.0.1:1`];
  const POOL = ['--pool', `stratum+tcp://ann:${PASSWORD}@127.0.0.1:1`];
  test.each([
    [['mine', ...NODE, ...POOL, '--address', ADDRESS]],
    [['mine', ...NODE]],
    [['mine', ...NODE, '--address', 'bc1nonsense']],
    [['mine', ...NODE, '--address', ADDRESS, '--rule', 'asert']],
    [['mine', ...POOL, '--blocks', '3']],
    [['mine', ...POOL, '--throttle', '100%,1%@80']],
    [['mine', '--address', ADDRESS]],
    [['mine', '--pass', PASSWORD]],
    [['mine', '--pool', 'stratum+tcp://127.0.0.1:1', '--pass', PASSWORD]],
    [['mine', '--pool', `nonsense://ann:${PASSWORD}@127.0.0.1:1`]],
    [['mine', '--node', `nonsense://ann:${PASSWORD}@127.0.0.1:1`, '--address', ADDRESS]],
    [[`stratum+tcp://ann:${PASSWORD}@127.0.0.1:1`]],
    [['mine', '--node', 'http://127.0.0.1:1', '--address', `http://x:${PASSWORD}@127.0.0.1:1`]],
    [['mine', '--for', `stratum+tcp://ann:${PASSWORD}@127.0.0.1:1`]],
    [['chain', `stratum+tcp://ann:${PASSWORD}@127.0.0.1:1`]],
    [['mine', ...POOL, '--engines', 'js + js']],
    [['mine', ...POOL, '--engines', 'js x2000']],
    [['pool']],
    [['pool', 'check']],
    [['pool', 'check', `ws://ann:${PASSWORD}@127.0.0.1:1`]],
  ])('%j: one sentence, exit code 2', async (words) => {
    const ended = await run(words).ended;
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(/^proofworks: [^\n]+\n$/);
    expectNoSecret(ended);
  });
});

/** A port at which nobody listens. */
function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
