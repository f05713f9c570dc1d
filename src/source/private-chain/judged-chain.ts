/** A private chain as its rules see it: blocks are judged, and those that are good have their place in the tree. */
import {
  type ChainDescription,
  ChainStoreError,
  checkContents,
  coinbaseAlone,
  type HeaderCheck,
  type HeaderNode,
  HeaderTree,
  type Rejection,
  type RejectReason,
  type StoredBlock,
  type TipChange,
} from '../../chain/index.ts';
import { bytesFromHex, parseHeader } from '../../primitives/index.ts';
import { type PrivateParameters, privateParameters } from './parameters.ts';
import { RecentCoinbases } from './recent-coinbases.ts';

/** What judging takes beside the blocks. */
export interface JudgingParts {
  /** Double SHA-256 of 80 bytes, for a platform that has a faster one. */
  readonly hash?: ((header: Uint8Array) => Uint8Array) | undefined;
  /**
   * Awaited after every hundred blocks of a chain that is read, with their number so far: to show it, and to let others
   * run meanwhile.
   */
  readonly progress?: ((blocks: number) => Promise<void> | void) | undefined;
}

/**
 * Faults of what the header's merkle root commits to. Other refused contents may have been changed on the way, and the
 * same header may still come with its own (Bitcoin Core, `BLOCK_MUTATED`).
 */
const OWN_FAULTS: ReadonlySet<RejectReason> = new Set(['bad-cb-length', 'bad-cb-height', 'bad-cb-amount']);

const PROGRESS_BLOCKS = 100;

/** A description's chain, the first block alone to begin with. */
export class JudgedChain {
  readonly description: ChainDescription;
  readonly parameters: PrivateParameters;
  readonly tree: HeaderTree;
  readonly #coinbases = new RecentCoinbases();

  /** @throws {ChainStoreError} if the rule is unknown here or a parameter is out of its range. */
  constructor(description: ChainDescription, hash: JudgingParts['hash']) {
    this.description = description;
    try {
      this.parameters = privateParameters(description);
    } catch (error) {
      throw new ChainStoreError(
        `the chain cannot be used: ${(error as Error).message}; use the version of Proofworks that made it`,
        { cause: error },
      );
    }
    this.tree = new HeaderTree({
      parameters: this.parameters.chain,
      genesis: bytesFromHex(description.genesisHeader),
      ...(hash === undefined ? {} : { hash }),
    });
    this.#coinbases.keep(this.tree.genesis, bytesFromHex(description.genesisCoinbase), 0);
  }

  /**
   * Adds blocks that were judged by the clock when they came.
   *
   * @param explain - Why a block, counted from 1, is an end to it all.
   * @throws what `explain` gives for the first block that is refused.
   */
  async addAll(
    blocks: AsyncIterable<StoredBlock> | Iterable<StoredBlock>,
    explain: (place: number, rejection: Rejection) => ChainStoreError,
    progress: JudgingParts['progress'],
  ): Promise<void> {
    let place = 0;
    for await (const block of blocks) {
      place++;
      const verdict = this.judge(block, Number.POSITIVE_INFINITY);
      if (!verdict.ok) throw explain(place, verdict);
      this.add(verdict.node, block.coinbase);
      if (place % PROGRESS_BLOCKS === 0) await progress?.(place);
    }
  }

  /** @param nowSec - One's own clock, Unix seconds. */
  judge({ header, coinbase }: StoredBlock, nowSec: number): HeaderCheck {
    const verdict = this.tree.check(header, nowSec);
    if (!verdict.ok) return verdict;
    const { node } = verdict;
    const { merkleRoot } = parseHeader(header);
    const rejection = checkContents(coinbaseAlone(coinbase), merkleRoot, node.height, this.parameters.chain);
    if (rejection === null) return verdict;
    if (OWN_FAULTS.has(rejection.reason)) this.tree.fail(node);
    return rejection;
  }

  /**
   * Adds a block that `judge` found good.
   *
   * @returns What changed; null where the best chain stayed as it was.
   */
  add(node: HeaderNode, coinbase: Uint8Array): TipChange | null {
    const change = this.tree.add(node);
    this.#coinbases.keep(node, coinbase, this.tree.tip.height);
    return change;
  }

  /** @returns null for a block that is not among the newest. */
  coinbaseOf(node: HeaderNode): Uint8Array | null {
    return this.#coinbases.of(node);
  }
}
