// The chain behind the test pool: a full node of bcoin in this process and in memory, with segwit active. It makes the
// templates and judges the blocks. At regtest's own target every other hash is a block; a chain at a harder target, from a
// first block mined for it, keeps shares and blocks apart.

import { type Block, type BlockTemplate, type FullNode, loadBcoin } from './bcoin.ts';

/** Regtest's own: two hashes for a block. */
export const REGTEST_BITS = 0x207fffff;
/** 512 hashes for a block: quick, and still other than shares of a few hashes. */
export const QUICK_BITS = 0x1f7fffff;
/** 131,072 hashes for a block. */
export const HARD_BITS = 0x1e7fffff;

/** 33 million hashes for a block: a fast miner finds one every few seconds. Such a chain needs a search of its own. */
export const SEARCHED_BITS = 0x1d7fffff;

/** A million hashes for a block: many slow clients find one now and then. The chain takes some twenty seconds to make. */
export const RARE_BITS = 0x1e0fffff;

/** First blocks that were mined already; others are mined when they are asked for. */
const KNOWN_NONCES: Readonly<Record<number, number>> = {
  [QUICK_BITS]: 1451,
  [HARD_BITS]: 363316,
  [SEARCHED_BITS]: 18091145,
  [RARE_BITS]: 2143254,
};
/** Signalling windows on a chain of its own: segwit is active from its sixth block. */
const SHORT_WINDOW = 2;
/** Blocks on a coinbase before it may be spent. */
const MATURITY = 100;
const FEE_SATS = 10_000;

/**
 * Finds a nonce that makes a header a block.
 *
 * @param header - 80 bytes, nonce 0.
 * @param target - 32 bytes, little-endian.
 */
export type NonceSearch = (header: Buffer, target: Buffer) => Promise<number>;

/** What became of a block. */
export type BlockVerdict =
  | { readonly isTaken: true; readonly height: number; readonly hash: string }
  | { readonly isTaken: false; readonly reason: string };

/** A node's chain, and what a pool asks of it. */
export class TestChain {
  readonly #node: FullNode;
  readonly #ring;
  /** Heights of coinbases that were not spent yet. */
  readonly #unspent: number[] = [];

  readonly #search: NonceSearch | null;

  private constructor(node: FullNode, search: NonceSearch | null) {
    this.#node = node;
    this.#search = search;
    this.#ring = loadBcoin().bcoin.KeyRing.fromOptions({ privateKey: Buffer.alloc(32, 7), witness: true });
    node.miner.addAddress(this.#ring.getAddress());
  }

  /**
   * Starts a node and mines until segwit is active.
   *
   * @param nBits - target of every block of the chain.
   * @param search - in place of the node's own miner, for targets that take it too long.
   */
  static async open(nBits: number = REGTEST_BITS, search: NonceSearch | null = null): Promise<TestChain> {
    const node = new (loadBcoin().bcoin.FullNode)({
      network: networkOf(nBits),
      memory: true,
      listen: false,
      workers: false,
      logFile: false,
      logConsole: false,
      httpHost: '127.0.0.1',
      httpPort: 0,
    });
    await node.open();
    const chain = new TestChain(node, search);
    while (!(await chain.template()).witness) await chain.mine(1);
    // The memory pool goes by the rules of the newest block, not of the next.
    await chain.mine(1);
    return chain;
  }

  get height(): number {
    return this.#node.chain.height;
  }

  /** Of the newest block, as displayed. */
  get tipHash(): string {
    return this.#node.chain.tip.rhash();
  }

  /** Transactions that wait for a block. */
  get waiting(): number {
    return this.#node.mempool.map.size;
  }

  /** @returns the next block's contents, by the node's own miner. */
  template(): Promise<BlockTemplate> {
    return this.#node.miner.createBlock();
  }

  /** Hands a block to the chain. */
  async add(block: Block): Promise<BlockVerdict> {
    try {
      const entry = await this.#node.chain.add(block);
      if (entry === null) return { isTaken: false, reason: 'its parent is unknown' };
      const hash = entry.rhash();
      if (hash !== this.tipHash) return { isTaken: false, reason: 'another block was there first' };
      return { isTaken: true, height: entry.height, hash };
    } catch (error) {
      return { isTaken: false, reason: (error as Error).message };
    }
  }

  /** Mines blocks with the node's own miner, or the search in its place. */
  async mine(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const verdict = await this.add(await this.#nextBlock());
      if (!verdict.isTaken) throw new Error(`the node refused its own block: ${verdict.reason}`);
      this.#unspent.push(verdict.height);
    }
  }

  async #nextBlock(): Promise<Block> {
    if (this.#search === null) return this.#node.miner.mineBlock();
    const template = await this.template();
    const header = template.getHeader(template.getRoot(0, 0), template.time, 0);
    const nonce = await this.#search(header, template.target);
    return template.commit(template.getProof(0, 0, template.time, nonce));
  }

  /**
   * Puts transactions with witnesses into the memory pool: each spends one coinbase of a block that {@link mine} made.
   *
   * @throws {Error} where fewer of them may be spent yet.
   */
  async addTransactions(count: number): Promise<void> {
    const { bcoin } = loadBcoin();
    for (let index = 0; index < count; index++) {
      const height = this.#unspent[0];
      if (height === undefined || height > this.height + 1 - MATURITY) {
        throw new Error(`only ${index} coinbases may be spent: mine more blocks`);
      }
      this.#unspent.shift();
      const block = await this.#node.chain.getBlock(height);
      const coin = bcoin.Coin.fromTX(block!.txs[0]!, 0, height);
      const tx = new bcoin.MTX();
      tx.addCoin(coin);
      tx.addOutput(this.#ring.getAddress(), coin.value - FEE_SATS);
      tx.sign(this.#ring);
      await this.#node.mempool.addTX(tx.toTX());
    }
  }

  /** @returns the block at a height, null above the tip. */
  blockAt(height: number): Promise<Block | null> {
    return this.#node.chain.getBlock(height);
  }

  close(): Promise<void> {
    return this.#node.close();
  }
}

/** @returns the name of a network of bcoin whose blocks have this target; several may be used in one process. */
function networkOf(nBits: number): string {
  if (nBits === REGTEST_BITS) return 'regtest';
  const { networks, common, BN } = loadBcoin();
  const type = `regtest-${nBits.toString(16)}`;
  if (networks[type] !== undefined) return type;
  const { regtest } = networks;
  const { block, hash, nonce } = firstBlock(regtest.genesisBlock, nBits);
  const limit = new BN(common.getTarget(nBits), 'le');
  const changed = {
    ...regtest,
    type,
    genesis: { ...regtest.genesis, bits: nBits, nonce, hash },
    genesisBlock: block,
    pow: { ...regtest.pow, bits: nBits, limit },
    minerWindow: SHORT_WINDOW,
    activationThreshold: SHORT_WINDOW,
  };
  networks[type] = changed;
  return type;
}

/** Mines regtest's first block anew. */
function firstBlock(regtestBlock: string, nBits: number): { block: string; hash: string; nonce: number } {
  const { mine, common, hash256 } = loadBcoin();
  const block = Buffer.from(regtestBlock, 'hex');
  const header = block.subarray(0, 80);
  header.writeUInt32LE(nBits, 72);
  const known = KNOWN_NONCES[nBits];
  const nonce = mine(header, common.getTarget(nBits), known ?? 0, known ?? 0xffffffff);
  if (nonce === -1) throw new Error(`no first block was found for ${nBits.toString(16)}`);
  header.writeUInt32LE(nonce, 76);
  return { block: block.toString('hex'), hash: hash256.digest(header).toString('hex'), nonce };
}
