// Mining for a real node that nobody has changed: bcoin on regtest, from its first block past segwit.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findWitnessCommitment, headerWithNonce, parseCoinbase } from '../../src/chain/index.ts';
import { prepareWork } from '../../src/engine/index.ts';
import { bytesFromHex, displayHash, hashHeader, readU32LE } from '../../src/primitives/index.ts';
import { BcoinNode } from '../bcoin-node/bcoin-node.ts';
import { NodeMiner } from '../bcoin-node/node-miner.ts';
import { fillPool, OPEN_SCRIPT } from '../bcoin-node/open-coins.ts';

// bcoin's own way of writing addresses of regtest.
const ADDRESS = 'rb1qqurswpc8qurswpc8qurswpc8qurswpc8cfe4l2';
/** bcoin's regtest signals in windows of 144 blocks: segwit is in force from the fourth on. */
const SEGWIT_HEIGHT = 432;
const TRANSACTIONS = 2000;
/** From a template's answer to the first hash of its work. */
const FIRST_HASH_MS = 150;

let node: BcoinNode;
let miner: NodeMiner;

beforeAll(async () => {
  node = await BcoinNode.start();
  miner = new NodeMiner(node, { proposes: true });
});

afterAll(async () => {
  await miner?.source.close();
  await node?.stop();
});

const height = () => node.call<number>('getblockcount');
const rawBlock = async (at: number) =>
  bytesFromHex(await node.call('getblock', await node.call('getblockhash', at), false));

describe('an unmodified node', () => {
  test('takes blocks 1 to 20, each with its height as it is to be written', async () => {
    for (let i = 1; i <= 20; i++) expect(await miner.mineOne()).toEqual({ kind: 'accepted' });
    expect(await height()).toBe(20);
    // OP_1 to OP_16, then one byte behind its length.
    for (const [at, bytes] of [
      [1, [0x51]],
      [16, [0x60]],
      [17, [1, 17]],
      [20, [1, 20]],
    ] as const) {
      const { script, outputs, witness } = parseCoinbase((await rawBlock(at)).subarray(81));
      expect([...script.subarray(0, bytes.length)]).toEqual(bytes);
      expect(outputs[0]!.script).toEqual(OPEN_SCRIPT);
      // The template offers a commitment, but its rules do not have segwit yet.
      expect([outputs.length, witness.length]).toEqual([1, 0]);
    }
    expect(miner.source.status).toMatchObject({ state: 'working', hasSegwit: false, hasLongPoll: true });
    expect(miner.source.status.blocks).toHaveLength(20);
    expect(miner.notices).toEqual([]);
  });

  test('tells of another’s block at once, and old work is replaced', async () => {
    const old = await miner.work();
    miner.changes.length = 0;
    const begunMs = performance.now();
    await node.mine(1, ADDRESS);
    await miner.work(() => miner.source.status.height === 22);
    expect(performance.now() - begunMs).toBeLessThan(1000);
    expect(miner.changes.at(-1)).toBe('replaced');
    expect(miner.source.isCurrent(old)).toBe(false);
    // bcoin answers null to a valid block on an old tip.
    expect(await miner.find(old)).toMatchObject({ kind: 'stale' });
    expect(await height()).toBe(21);
  });

  test('is sent one of the many blocks that are found on a tip', async () => {
    let sent = 0;
    const crowd = new NodeMiner(node, {
      wrap: (call) => (method, params, options) => {
        if (method === 'submitblock') sent++;
        return call(method, params, options);
      },
    });
    try {
      const before = await height();
      const orders = [];
      for (let i = 0; i < 50; i++) orders.push(await crowd.work());
      const verdicts = await Promise.all(orders.map((order) => crowd.find(order)));
      expect(verdicts.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
      expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(['accepted', 'stale']));
      expect([sent, (await height()) - before]).toEqual([1, 1]);
    } finally {
      await crowd.source.close();
    }
    await miner.work(() => miner.source.status.height === 23);
  });

  test(`takes a block of ${TRANSACTIONS} transactions with witnesses, whose first hash follows the template within ${FIRST_HASH_MS} ms`, async () => {
    await node.mine(SEGWIT_HEIGHT - 22, ADDRESS);
    await miner.work(() => miner.source.status.hasSegwit);
    // bcoin keeps a template for ten seconds: while nobody asks, it makes none, and the next one has all transactions.
    await miner.source.close();
    // It still answers the long poll that nobody waits for any more.
    await node.mine(1, ADDRESS);
    await fillPool(node, 1, TRANSACTIONS, () => node.mine(1, ADDRESS));
    const firstHash = async () => {
      let answeredMs = 0;
      miner = new NodeMiner(node, {
        wrap: (call) => async (method, params, options) => {
          const answer = await call(method, params, options);
          if (answeredMs === 0 && method === 'getblocktemplate') answeredMs = performance.now();
          return answer;
        },
      });
      const order = await miner.work();
      const work = prepareWork(0, order.header, order.shareTarget);
      hashHeader(headerWithNonce(work.header, 0));
      // What `work` waited to look again is in it.
      const tookMs = performance.now() - answeredMs;
      expect(miner.source.status).toMatchObject({ transactions: TRANSACTIONS, hasSegwit: true });
      return { order, tookMs };
    };
    // Three miners that know nothing yet, and the middle one of their times: one may meet a pause of the machine.
    const times: number[] = [];
    for (let i = 0; i < 2; i++) {
      times.push((await firstHash()).tookMs);
      await miner.source.close();
    }
    const { order, tookMs } = await firstHash();
    times.push(tookMs);
    const shown = times.map((ms) => ms.toFixed(1)).join(', ');
    console.log(`template of ${TRANSACTIONS} transactions to first hash: ${shown} ms`);
    expect(times.toSorted((one, other) => one - other)[1]).toBeLessThan(FIRST_HASH_MS);
    expect(miner.source.status).toMatchObject({ transactions: TRANSACTIONS, hasSegwit: true });
    expect(await miner.find(order)).toEqual({ kind: 'accepted' });
    const { tx } = await node.call<{ readonly tx: readonly string[] }>(
      'getblock',
      await node.call('getbestblockhash'),
    );
    expect(tx).toHaveLength(TRANSACTIONS + 1);
    // Header, a count of three bytes, the coinbase.
    const { outputs, witness } = coinbaseAt(await rawBlock(await height()), 83);
    expect(findWitnessCommitment(outputs)).not.toBeNull();
    expect(witness).toEqual([new Uint8Array(32)]);
  });

  test('has headers that differ in free version bits, and takes one of them', async () => {
    const orders = [];
    for (let i = 0; i < 5; i++) orders.push(await miner.work());
    const versions = orders.map(({ header }) => readU32LE(header, 0));
    expect(new Set(versions).size).toBe(5);
    for (const version of versions) expect((version & ~0x1fffe000) >>> 0).toBe(0x20000000);
    expect(await miner.find(orders[4]!)).toEqual({ kind: 'accepted' });
    const header = (await rawBlock(await height())).subarray(0, 80);
    expect(readU32LE(header, 0)).toBe(versions[4]);
    expect(displayHash(hashHeader(header))).toBe(await node.call('getbestblockhash'));
  });

  test('that goes away ends the work with a sentence, and gives work again when it is back', async () => {
    const { port } = node;
    miner.changes.length = 0;
    miner.notices.length = 0;
    await node.stop();
    await expect.poll(() => miner.changes.at(-1), { timeout: 40_000 }).toBe('gone');
    expect(miner.source.next()).toBeNull();
    expect(miner.source.status.problem).toMatch(new RegExp(`127.0.0.1:${port}`, 'u'));
    // Nothing was kept: it begins at its first block again.
    node = await BcoinNode.start({ port });
    await miner.work(() => miner.source.status.height === 1);
    expect(await miner.mineOne()).toEqual({ kind: 'accepted' });
    expect(miner.notices.join('\n')).not.toMatch(/secret/u);
    expect(miner.notices.length).toBeLessThan(6);
  });
});

/** The coinbase that begins at a byte of a block; how long it is shows in that it can be read. */
function coinbaseAt(raw: Uint8Array, start: number): ReturnType<typeof parseCoinbase> {
  for (let end = start + 100; end < start + 400; end++) {
    try {
      return parseCoinbase(raw.subarray(start, end));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new Error('the block has no coinbase');
}
