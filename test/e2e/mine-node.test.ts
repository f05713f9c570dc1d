// The built command line at real work for a node: bcoin, unmodified, on regtest.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BCOIN_KEY, BcoinNode } from '../bcoin-node/bcoin-node.ts';
import { type Ended, type Running, start } from './command-line.ts';

const ADDRESS = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
/** Of the address (BIP 173); bcoin writes addresses of regtest in a way of its own. */
const PAYOUT_SCRIPT = '0014751e76e8199196d454941c45d1b3a323f1433bd6';
const PASSWORD = 'a-password-that-nobody-may-see';

let root = '';
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'proofworks-node-'));
});
afterAll(() => rm(root, { recursive: true }));
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function run(words: readonly string[]): Running {
  const running = start(words, root);
  closers.push(() => running.child.kill('SIGKILL'));
  return running;
}

const rowsOf = (out: string) =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

function expectNoSecret({ out, err }: Ended): void {
  for (const secret of [PASSWORD, BCOIN_KEY]) expect(out + err).not.toContain(secret);
}

describe('for a node', () => {
  let node: BcoinNode;
  beforeAll(async () => {
    node = await BcoinNode.start();
    return () => node.stop();
  });
  const words = (...more: string[]) => ['mine', '--engines', 'js', '--address', ADDRESS, ...more];

  test('mines blocks from the first past height 16, whose coins go where they should', async () => {
    const running = run([...words('--node', node.url, '--proposal'), '--json', '--for', '60s']);
    await expect
      .poll(() => node.call<number>('getblockcount'), { timeout: 50_000, interval: 50 })
      .toBeGreaterThan(18);
    running.child.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code).toBe(0);
    expectNoSecret(ended);
    const rows = rowsOf(ended.out);
    expect(rows[0]).toMatchObject({
      source: 'node',
      url: `http://127.0.0.1:${node.port}`,
      address: ADDRESS,
      network: 'regtest',
    });
    const end = rows.at(-1);
    const { blocks, stale, unanswered, pending, rejected, hardwareErrors } = end.shares;
    expect({ rejected, hardwareErrors }).toEqual({ rejected: 0, hardwareErrors: 0 });
    // The last one may have been on its way when it was stopped.
    const height = await node.call<number>('getblockcount');
    expect(blocks).toBeGreaterThanOrEqual(height - 1);
    expect(blocks).toBeLessThanOrEqual(height);
    expect(end.shares.found).toBe(end.shares.accepted + stale + unanswered + pending);
    // Two ranges of 32 nonces are in flight, and every other nonce is a block: what is found after the first is in vain.
    expect(end.shares.found).toBeLessThan(64 * (blocks + 2));
    const heights = rows.filter(({ type }) => type === 'work').map(({ height }) => height);
    expect(heights).toEqual(heights.toSorted((a: number, b: number) => a - b));
    expect(heights.at(-1)).toBeGreaterThan(16);
    const block = await node.call<{ tx: readonly string[] }>(
      'getblock',
      await node.call('getblockhash', 17),
      true,
      true,
    );
    expect(JSON.stringify(block)).toContain(PAYOUT_SCRIPT);
  });

  test('a wrong password is told in a sentence, without it', async () => {
    const url = `http://x:${PASSWORD}@127.0.0.1:${node.port}`;
    const running = run(words('--node', url, '--for', '60s'));
    // Engines are opened and measured before anyone is asked.
    await running.untilErr(/\(401\)/);
    running.child.kill('SIGINT');
    const ended = await running.ended;
    expectNoSecret(ended);
    expect(ended.err).toMatch(/refused the name or the password \(401\)/);
    expect(ended.out).toContain('shares: 0 accepted');
  });
});
