// How soon after a node's template of 2,000 transactions is its first hash done? The node is bcoin, unmodified; the hash is a
// worker's, as in mining. What the node takes to make the template is not in it; reading its JSON is.

import { openCpuEngine, prepareWork } from '../src/engine/index.ts';
import { startNodeWorker } from '../src/engine/worker/node-factory.ts';
import { BcoinNode } from '../test/bcoin-node/bcoin-node.ts';
import { NodeMiner } from '../test/bcoin-node/node-miner.ts';
import { fillPool } from '../test/bcoin-node/open-coins.ts';
import type { Findings } from './measure.ts';

const TRANSACTIONS = 2000;
/** bcoin's regtest has segwit in force after three windows of 144 blocks. */
const SEGWIT_HEIGHT = 432;
const ROUNDS = 30;
const LIMIT_MS = 150;
const PROBE_NONCES = 64;
/** bcoin's own way of writing addresses of regtest. */
const ADDRESS = 'rb1qqurswpc8qurswpc8qurswpc8qurswpc8cfe4l2';

export async function nodeTemplate(): Promise<Findings> {
  const engine = await openCpuEngine('wasm-simd', 1, {
    startWorker: () => startNodeWorker(new URL('../cli/worker.js', import.meta.url)),
    clock: () => performance.now(),
  });
  const node = await BcoinNode.start();
  try {
    const first = new NodeMiner(node);
    await first.mineOne();
    await first.source.close();
    await node.mine(SEGWIT_HEIGHT, ADDRESS);
    await fillPool(node, 1, TRANSACTIONS, () => node.mine(1, ADDRESS));
    const tookMs: number[] = [];
    let readMs = 0;
    for (let round = 0; round < ROUNDS; round++) {
      let answeredMs = 0;
      const miner = new NodeMiner(node, {
        wrap: (call) => async (method, params, options) => {
          const answer = await call(method, params, options);
          if (method === 'getblocktemplate' && answeredMs === 0) {
            // The call has read the JSON already: once more, to count it.
            const text = JSON.stringify(answer);
            const begunMs = performance.now();
            JSON.parse(text);
            readMs = performance.now() - begunMs;
            answeredMs = performance.now() - readMs;
          }
          return answer;
        },
      });
      const order = await miner.work();
      if (miner.source.status.transactions !== TRANSACTIONS) throw new Error('the template is not full');
      const work = prepareWork(round, order.header, order.shareTarget);
      await engine.scan(work, { start: 0, count: PROBE_NONCES });
      tookMs.push(performance.now() - answeredMs);
      await miner.source.close();
    }
    const sorted = tookMs.toSorted((one, other) => one - other);
    return {
      figures: [
        { what: `transactions in each of ${ROUNDS} templates`, value: TRANSACTIONS },
        {
          what: 'ms from a template to its first hash: the first, before the compiler knows the code',
          value: tookMs[0]!,
        },
        { what: 'median', value: sorted[ROUNDS / 2]! },
        { what: 'worst', value: sorted.at(-1)!, atMost: LIMIT_MS },
      ],
      details: { tookMs, readMs },
    };
  } finally {
    await node.stop();
    await engine.dispose();
  }
}
