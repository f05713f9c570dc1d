// bcoin as the tests load it: from its private package, in this process, without compiled parts. Its types are the few
// names that the test pool uses.

import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** A transaction, as far as it is looked at. */
export interface Tx {
  readonly outputs: readonly unknown[];
}

/** A block, not judged yet. */
export interface Block {
  readonly txs: readonly Tx[];
  rhash(): string;
}

/** One try of a header. */
export interface BlockProof {
  /** 32 bytes, hashing order. */
  readonly hash: Buffer;
  /** @param target - 32 bytes, little-endian. */
  verify(target: Buffer): boolean;
  /** Displayed order, hex. */
  rhash(): string;
}

/** bcoin's `BlockTemplate`: what a pool makes its jobs of. */
export interface BlockTemplate {
  readonly prevBlock: string;
  readonly version: number;
  readonly height: number;
  readonly time: number;
  readonly mtp: number;
  readonly bits: number;
  /** 32 bytes, little-endian. */
  readonly target: Buffer;
  readonly witness: boolean;
  /** The coinbase without witness, before and after the eight bytes of the extra nonces. */
  readonly left: Buffer;
  readonly right: Buffer;
  readonly tree: { readonly steps: readonly Buffer[] };
  readonly items: readonly unknown[];
  getRawCoinbase(nonce1: unknown, nonce2: unknown): Buffer;
  getHeader(root: Buffer, time: number, nonce: number): Buffer;
  getRoot(nonce1: unknown, nonce2: unknown): Buffer;
  getProof(nonce1: unknown, nonce2: unknown, time: number, nonce: number): BlockProof;
  commit(proof: BlockProof): Block;
}

/** A block's place in the chain. */
export interface ChainEntry {
  readonly height: number;
  readonly bits: number;
  rhash(): string;
}

/** A node in this process. */
export interface FullNode {
  readonly chain: {
    readonly tip: ChainEntry;
    readonly height: number;
    /** Null for a block whose parent is unknown; rejects with `reason` where it is bad. */
    add(block: Block): Promise<ChainEntry | null>;
    getBlock(height: number): Promise<Block | null>;
  };
  readonly mempool: { addTX(tx: unknown): Promise<unknown>; readonly map: ReadonlyMap<string, unknown> };
  readonly miner: {
    createBlock(): Promise<BlockTemplate>;
    mineBlock(): Promise<Block>;
    addAddress(address: unknown): void;
  };
  open(): Promise<void>;
  close(): Promise<void>;
}

interface KeyRing {
  getAddress(): unknown;
}

interface Mtx {
  addCoin(coin: unknown): void;
  addOutput(address: unknown, value: number): void;
  sign(ring: KeyRing): number;
  toTX(): Tx;
}

/** What a network of bcoin says, as far as it is changed here. */
export interface NetworkRules {
  readonly type: string;
  readonly genesis: object;
  /** Hex. */
  readonly genesisBlock: string;
  readonly pow: object;
}

interface Bcoin {
  readonly FullNode: new (options: object) => FullNode;
  readonly KeyRing: { fromOptions(options: { privateKey: Buffer; witness: boolean }): KeyRing };
  readonly MTX: new () => Mtx;
  readonly Coin: { fromTX(tx: Tx, index: number, height: number): { readonly value: number } };
}

interface Loaded {
  readonly bcoin: Bcoin;
  /** By name; whoever adds one can start nodes of it. */
  readonly networks: Record<string, NetworkRules> & { readonly regtest: NetworkRules };
  /** @returns the nonce, or -1. */
  readonly mine: (header: Buffer, target: Buffer, min: number, max: number) => number;
  readonly common: { getTarget(bits: number): Buffer; swap32hex(hex: string): string };
  readonly hash256: { digest(data: Buffer): Buffer };
  readonly BN: new (bytes: Buffer, order: 'le') => unknown;
}

let loaded: Loaded | undefined;

/**
 * Loads bcoin, once for the process.
 *
 * @throws where it is not installed: `npm test` installs it (`test/setup/install-node.ts`).
 */
export function loadBcoin(): Loaded {
  if (loaded !== undefined) return loaded;
  process.env['NODE_BACKEND'] = 'js';
  // From where tests and benchmarks are started, since a benchmark's build lies elsewhere.
  const require = createRequire(resolve('test/bcoin/package.json'));
  loaded = {
    bcoin: require('bcoin'),
    networks: require('bcoin/lib/protocol/networks'),
    mine: require('bcoin/lib/mining/mine'),
    common: require('bcoin/lib/mining/common'),
    hash256: require('bcrypto/lib/hash256'),
    BN: require('bn.js'),
  };
  return loaded;
}
