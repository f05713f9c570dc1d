// The smallest driver of a node's source: it tries nonces one after the other with the reference hash, which at regtest's
// target finds a block at every other one.

import { headerWithNonce } from '../../src/chain/index.ts';
import { REAL_TIMERS } from '../../src/miner/index.ts';
import { hashHeader, meetsTarget } from '../../src/primitives/index.ts';
import {
  type NodeCall,
  NodeSource,
  parseNodeUrl,
  type SearchOrder,
  type ShareVerdict,
  type WorkChange,
} from '../../src/source/index.ts';
import { httpCall } from '../../src/source/node/http-call.ts';
import type { BcoinNode } from './bcoin-node.ts';
import { OPEN_SCRIPT } from './open-coins.ts';

/** How a miner is wanted. */
export interface NodeMinerOptions {
  readonly proposes?: boolean;
  /** Stands between the source and the node. */
  readonly wrap?: (call: NodeCall) => NodeCall;
}

const LOOK_MS = 2;
const WORK_LIMIT_MS = 10_000;

/** Mines for a node, block by block, to open coins. */
export class NodeMiner {
  readonly source: NodeSource;
  readonly changes: WorkChange[] = [];
  readonly notices: string[] = [];
  /** When the last change was told, by `performance.now()`. */
  changedMs = 0;

  constructor(node: BcoinNode, { proposes = false, wrap = (call) => call }: NodeMinerOptions = {}) {
    const account = parseNodeUrl(node.url, {});
    this.source = new NodeSource({
      call: wrap(httpCall(account)),
      url: account.url,
      payout: { script: OPEN_SCRIPT, address: 'open coins', network: 'regtest' },
      clock: () => performance.now(),
      timers: REAL_TIMERS,
      tag: '/Proofworks/',
      firstExtraNonce: BigInt(Date.now()),
      proposes,
    });
    this.source.open({
      hashrateHps: () => 0,
      onWork: (change) => {
        this.changedMs = performance.now();
        this.changes.push(change);
      },
      onNotice: (_tone, text) => this.notices.push(text),
    });
  }

  /** The next header, as soon as there is one for which `isWanted` holds. */
  async work(isWanted: () => boolean = () => true): Promise<SearchOrder> {
    const begunMs = performance.now();
    for (;;) {
      const order = isWanted() ? this.source.next() : null;
      if (order !== null) return order;
      if (performance.now() - begunMs > WORK_LIMIT_MS) throw new Error('the node gives no work');
      await REAL_TIMERS.sleep(LOOK_MS);
    }
  }

  /** Mines one block. */
  async mineOne(): Promise<ShareVerdict> {
    return this.find(await this.work());
  }

  /** Finds the block of an order, and sends it. */
  async find(order: SearchOrder): Promise<ShareVerdict> {
    for (let nonce = 0; ; nonce++) {
      const hash = hashHeader(headerWithNonce(order.header, nonce));
      if (meetsTarget(hash, order.blockTarget)) return this.source.submit(order, nonce, hash);
    }
  }
}
