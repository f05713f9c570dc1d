/**
 * A private chain: it gives templates to mine on, judges what comes back, keeps it, and tells what changed. A block is
 * stored before anyone hears of it.
 */
import {
  type BlockTemplate,
  blockSubsidySats,
  type ChainStore,
  ChainStoreError,
  checkContents,
  coinbaseAlone,
  type HeaderNode,
  HeaderTree,
  medianTimePast,
  type Rejection,
  type RejectReason,
  type StoredBlock,
  type TipChange,
} from '../../chain/index.ts';
import { bytesFromHex, compactFromTarget, parseHeader, targetFromCompact } from '../../primitives/index.ts';
import {
  BLOCK_VERSION,
  describePrivateChain,
  PRIVATE_PAYOUT_SCRIPT,
  type PrivateChainOptions,
} from './genesis.ts';
import { type PrivateParameters, privateParameters } from './parameters.ts';

/** The answer about a block that was handed in. */
export type BlockVerdict =
  | {
      readonly ok: true;
      readonly node: HeaderNode;
      /** What changed; null where the best chain stayed as it was. */
      readonly change: TipChange | null;
    }
  | Rejection;

/** What a chain is opened with. */
export interface PrivateChainParts {
  readonly store: ChainStore;
  /** Double SHA-256 of 80 bytes, for a platform that has a faster one. */
  readonly hash?: ((header: Uint8Array) => Uint8Array) | undefined;
}

/**
 * Faults of what the header's merkle root commits to. Other refused contents may have been changed on the way, and the
 * same header may still come with its own (Bitcoin Core, `BLOCK_MUTATED`).
 */
const OWN_FAULTS: ReadonlySet<RejectReason> = new Set(['bad-cb-length', 'bad-cb-height', 'bad-cb-amount']);

const TAG = new TextEncoder().encode('/Proofworks/');

/** One private chain, open for reading and mining. */
export class PrivateChain {
  readonly #store: ChainStore;
  readonly #parameters: PrivateParameters;
  readonly #tree: HeaderTree;
  readonly #listeners = new Set<(change: TipChange) => void>();
  /** Blocks are judged one after the other: the next may build on the last. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(store: ChainStore, parameters: PrivateParameters, tree: HeaderTree) {
    this.#store = store;
    this.#parameters = parameters;
    this.#tree = tree;
  }

  /**
   * Makes a new chain in an empty store.
   *
   * @throws {RangeError} if the rule is unknown or a parameter is out of its range.
   * @throws {ChainStoreError} if the store cannot be written or holds a chain already.
   */
  static async create(parts: PrivateChainParts, options: PrivateChainOptions): Promise<PrivateChain> {
    await parts.store.create(describePrivateChain(options));
    return PrivateChain.open(parts);
  }

  /**
   * Opens the chain of a store; every block is judged again.
   *
   * @throws {ChainStoreError} if the store is new, cannot be read, or holds a block that the chain's rules refuse.
   */
  static async open({ store, hash }: PrivateChainParts): Promise<PrivateChain> {
    const { description } = store;
    if (description === null) throw new ChainStoreError('the store holds no chain yet: make one first');
    let parameters: PrivateParameters;
    try {
      parameters = privateParameters(description);
    } catch (error) {
      throw new ChainStoreError(
        `the stored chain cannot be used: ${(error as Error).message}; use the version of Proofworks that made it`,
        { cause: error },
      );
    }
    const genesis = bytesFromHex(description.genesisHeader);
    const tree = new HeaderTree({
      parameters: parameters.chain,
      genesis,
      ...(hash === undefined ? {} : { hash }),
    });
    const chain = new PrivateChain(store, parameters, tree);
    let place = 0;
    for await (const block of store.readBlocks()) {
      place++;
      // A stored block was judged by the clock when it came.
      const verdict = chain.#judge(block, Number.POSITIVE_INFINITY);
      if (!verdict.ok) {
        throw new ChainStoreError(
          `stored block ${place} is refused (${verdict.reason}: ${verdict.detail}): the store is damaged; restore it from an export or mine into another one`,
        );
      }
      tree.add(verdict.node);
    }
    return chain;
  }

  get rule(): PrivateParameters['rule'] {
    return this.#parameters.rule;
  }

  get ruleParameters(): PrivateParameters['ruleParameters'] {
    return this.#parameters.ruleParameters;
  }

  /** The newest block of the best chain. */
  get tip(): HeaderNode {
    return this.#tree.tip;
  }

  /** The block of the best chain at a height. */
  at(height: number): HeaderNode | undefined {
    return this.#tree.at(height);
  }

  /**
   * The contents of the next block.
   *
   * @param nowSec - Unix seconds. The header's time is the later of this and the earliest that consensus allows.
   */
  template(nowSec: number): BlockTemplate {
    const { tip } = this;
    const history = this.#tree.historyOf(tip);
    const { chain } = this.#parameters;
    const time = Math.max(
      Math.floor(nowSec),
      medianTimePast(history) + 1,
      chain.earliestTime?.(history) ?? 0,
    );
    const nBits = compactFromTarget(chain.requiredTarget(history, time));
    const height = tip.height + 1;
    return {
      height,
      version: BLOCK_VERSION,
      prevHash: tip.hash,
      time,
      nBits,
      target: targetFromCompact(nBits),
      coinbaseValueSats: blockSubsidySats(height, chain.halvingIntervalBlocks),
      payoutScript: PRIVATE_PAYOUT_SCRIPT,
      tag: TAG,
      txids: [],
      witnessCommitment: null,
    };
  }

  /**
   * Takes a block: judges it, stores it, adds it, and tells the listeners.
   *
   * @param nowSec - One's own clock, Unix seconds.
   * @throws {ChainStoreError} if the block is good and cannot be stored; the chain stays as it was.
   */
  submit(block: StoredBlock, nowSec: number): Promise<BlockVerdict> {
    const verdict = this.#last.then(() => this.#take(block, nowSec));
    this.#last = verdict.catch(() => undefined);
    return verdict;
  }

  /**
   * Calls back whenever the best chain changes; where `left` is not empty, that was a reorganisation.
   *
   * @returns Ends it.
   */
  onChange(listener: (change: TipChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Closes the store once the last block is in it. */
  async close(): Promise<void> {
    await this.#last;
    await this.#store.close();
  }

  async #take(block: StoredBlock, nowSec: number): Promise<BlockVerdict> {
    const verdict = this.#judge(block, nowSec);
    if (!verdict.ok) return verdict;
    await this.#store.append(block);
    const change = this.#tree.add(verdict.node);
    if (change !== null) for (const listener of this.#listeners) listener(change);
    return { ...verdict, change };
  }

  #judge({ header, coinbase }: StoredBlock, nowSec: number) {
    const verdict = this.#tree.check(header, nowSec);
    if (!verdict.ok) return verdict;
    const { node } = verdict;
    const { merkleRoot } = parseHeader(header);
    const rejection = checkContents(coinbaseAlone(coinbase), merkleRoot, node.height, this.#parameters.chain);
    if (rejection === null) return verdict;
    if (OWN_FAULTS.has(rejection.reason)) this.#tree.fail(node);
    return rejection;
  }
}
