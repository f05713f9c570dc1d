/**
 * A private chain: it gives templates to mine on, judges what comes back, keeps it, and tells what changed. A block is
 * stored before anyone hears of it.
 */
import {
  type BlockTemplate,
  blockSubsidySats,
  type ChainDescription,
  type ChainFile,
  type ChainStore,
  ChainStoreError,
  type HeaderHistory,
  type HeaderNode,
  medianTimePast,
  messageTag,
  type Rejection,
  type StoredBlock,
  type TipChange,
} from '../../chain/index.ts';
import { compactFromTarget, targetFromCompact } from '../../primitives/index.ts';
import { describePrivateChain, PRIVATE_PAYOUT_SCRIPT, type PrivateChainOptions } from './genesis.ts';
import { JudgedChain, type JudgingParts } from './judged-chain.ts';
import type { PrivateParameters } from './parameters.ts';
import { rivalVersion } from './rival.ts';

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
export interface PrivateChainParts extends JudgingParts {
  readonly store: ChainStore;
}

/** What a template may be asked for. */
export interface TemplateOptions {
  /** The block to build on; the tip where absent. */
  readonly parent?: HeaderNode | undefined;
  /** Text for the coinbase; none where absent or empty. */
  readonly message?: string | undefined;
  /** Hash rate of the simulated rival over one's own; 0 where absent. */
  readonly rival?: number | undefined;
}

/** One private chain, open for reading and mining. */
export class PrivateChain {
  readonly #store: ChainStore;
  readonly #chain: JudgedChain;
  readonly #hash: JudgingParts['hash'];
  readonly #listeners = new Set<(change: TipChange) => void>();
  /** Blocks are judged one after the other: the next may build on the last. */
  #last: Promise<unknown> = Promise.resolve();
  /** Another chain has the store. */
  #isReplaced = false;

  private constructor(store: ChainStore, chain: JudgedChain, hash: JudgingParts['hash']) {
    this.#store = store;
    this.#chain = chain;
    this.#hash = hash;
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
  static async open({ store, hash, progress }: PrivateChainParts): Promise<PrivateChain> {
    const { description } = store;
    if (description === null) throw new ChainStoreError('the store holds no chain yet: make one first');
    const chain = new JudgedChain(description, hash);
    const explain = (place: number, { reason, detail }: Rejection) =>
      new ChainStoreError(
        `stored block ${place} is refused (${reason}: ${detail}): the store is damaged; restore it from an export or mine into another one`,
      );
    await chain.addAll(store.readBlocks(), explain, progress);
    return new PrivateChain(store, chain, hash);
  }

  /**
   * Puts another chain in the place of whatever a store holds: judged first, then stored in one step. The way on where
   * a store's chain cannot be opened; an open one has `replaceWith`.
   *
   * A new store takes two steps: what ends the program in between leaves the chain there without its blocks.
   *
   * @throws {ChainStoreError} if the chain's rules refuse it, or it cannot be stored; the store stays as it was, but for
   *   a new one, which may then hold the chain without its blocks.
   */
  static async replace(parts: PrivateChainParts, next: ChainFile): Promise<PrivateChain> {
    const chain = await judgeFile(next, parts);
    const { store } = parts;
    if (store.description === null) await store.create(next.description);
    await store.replace(next.description, next.blocks);
    return new PrivateChain(store, chain, parts.hash);
  }

  /** What the chain is. */
  get description(): ChainDescription {
    return this.#chain.description;
  }

  get rule(): PrivateParameters['rule'] {
    return this.#chain.parameters.rule;
  }

  get ruleParameters(): PrivateParameters['ruleParameters'] {
    return this.#chain.parameters.ruleParameters;
  }

  /** The first block. */
  get genesis(): HeaderNode {
    return this.#chain.tree.genesis;
  }

  /** The newest block of the best chain. */
  get tip(): HeaderNode {
    return this.#chain.tree.tip;
  }

  /** The block of the best chain at a height; decoded anew at each call where it is buried. */
  at(height: number): HeaderNode | undefined {
    return this.#chain.tree.at(height);
  }

  /** @param hash - 32 bytes, hashing order. */
  find(hash: Uint8Array): HeaderNode | undefined {
    return this.#chain.tree.find(hash);
  }

  /** Whether a block is on the best chain. */
  isBest(node: HeaderNode): boolean {
    return this.#chain.tree.isBest(node);
  }

  /** The past of a block; the view holds until the best chain changes. */
  history(node: HeaderNode = this.tip): HeaderHistory {
    return this.#chain.tree.historyOf(node);
  }

  /** The same as the retarget rule sees it: on an imagined past, its heights shifted by whole windows. */
  ruleHistory(node: HeaderNode = this.tip): HeaderHistory {
    return this.#chain.parameters.ruleHistory(this.history(node));
  }

  /** The coinbase of a known block among the newest `COINBASES_KEPT` heights, as serialised; null for older ones. */
  coinbaseOf(node: HeaderNode): Uint8Array | null {
    return this.#chain.coinbaseOf(node);
  }

  /**
   * The contents of a next block. What its hash must meet is `proofTarget` of its target and version.
   *
   * @param nowSec - Unix seconds. The header's time is the later of this and the earliest that consensus allows.
   * @throws {RangeError} if the message does not fit, the rival is out of range, or the parent is unknown or buried.
   */
  template(
    nowSec: number,
    { parent = this.tip, message = '', rival = 0 }: TemplateOptions = {},
  ): BlockTemplate {
    if (this.find(parent.hash) !== parent) {
      throw new RangeError(
        `"parent" expected a known block that is not buried, got one of height ${parent.height}`,
      );
    }
    const history = this.history(parent);
    const { chain } = this.#chain.parameters;
    const time = Math.max(
      Math.floor(nowSec),
      medianTimePast(history) + 1,
      chain.earliestTime?.(history) ?? 0,
    );
    const nBits = compactFromTarget(chain.requiredTarget(history, time));
    const height = parent.height + 1;
    return {
      height,
      version: rivalVersion(rival),
      prevHash: parent.hash,
      time,
      nBits,
      target: targetFromCompact(nBits),
      coinbaseValueSats: blockSubsidySats(height, chain.halvingIntervalBlocks),
      payoutScript: PRIVATE_PAYOUT_SCRIPT,
      tag: messageTag(message),
      txids: [],
      witnessCommitment: null,
    };
  }

  /**
   * Takes a block: judges it, stores it, adds it, and tells the listeners.
   *
   * @param nowSec - One's own clock, Unix seconds.
   * @throws {ChainStoreError} if the block is good and cannot be stored; the chain stays as it was. Also once another
   *   chain has taken this one's place.
   */
  submit(block: StoredBlock, nowSec: number): Promise<BlockVerdict> {
    // Its owner may go on writing into its arrays. Not `slice()`: Node's Buffer has one that copies nothing.
    const copy = { header: new Uint8Array(block.header), coinbase: new Uint8Array(block.coinbase) };
    return this.#next(() => this.#take(copy, nowSec));
  }

  /**
   * Puts another chain in this one's place: judged first, then stored in one step after the blocks that were handed in.
   *
   * @param next - A new chain's description without blocks, or one that was read from a file.
   * @returns the chain to go on with; this one takes no more blocks.
   * @throws {ChainStoreError} if the chain's rules refuse it, or it cannot be stored; this one goes on.
   */
  async replaceWith(next: ChainFile, progress?: JudgingParts['progress']): Promise<PrivateChain> {
    const chain = await judgeFile(next, { hash: this.#hash, progress });
    return this.#next(async () => {
      await this.#store.replace(next.description, next.blocks);
      this.#isReplaced = true;
      return new PrivateChain(this.#store, chain, this.#hash);
    });
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

  /** Closes the store once the last block is in it, unless another chain has it now. */
  async close(): Promise<void> {
    await this.#last;
    if (!this.#isReplaced) await this.#store.close();
  }

  /** Runs a task when those before it have ended. */
  #next<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      if (this.#isReplaced)
        throw new ChainStoreError('another chain has taken this one’s place: go on with that');
      return task();
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #take(block: StoredBlock, nowSec: number): Promise<BlockVerdict> {
    const verdict = this.#chain.judge(block, nowSec);
    if (!verdict.ok) return verdict;
    await this.#store.append(block);
    const change = this.#chain.add(verdict.node, block.coinbase);
    if (change !== null) for (const listener of this.#listeners) listener(change);
    return { ...verdict, change };
  }
}

/** @throws {ChainStoreError} if the rules of the file's chain refuse it. */
async function judgeFile(
  { description, blocks }: ChainFile,
  { hash, progress }: JudgingParts,
): Promise<JudgedChain> {
  const chain = new JudgedChain(description, hash);
  const explain = (place: number, { reason, detail }: Rejection) =>
    new ChainStoreError(
      `block ${place} of the chain file is refused (${reason}: ${detail}): the file is damaged or made by hand; export it again`,
    );
  await chain.addAll(blocks, explain, progress);
  return chain;
}
