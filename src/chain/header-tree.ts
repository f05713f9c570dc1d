/**
 * The tree of headers: which blocks are known, which chain of them holds most work, and what changes when another
 * does. Headers are judged in the order in which Bitcoin Core judges them, so that a block with two faults gets the
 * same word.
 *
 * Blocks deep in the best chain are buried: they are final, and take little memory. Side branches that begin below the
 * kept blocks are forgotten, and nothing new begins there.
 */
import { assertByteLength, HEADER_BYTES, hashHeader, meetsTarget, readU32LE } from '../primitives/index.ts';
import { BestChain } from './best-chain.ts';
import { BranchHistory, branchAbove } from './branch-history.ts';
import { checkContext } from './check-context.ts';
import { CompactCache, type DecodedTarget } from './compact-cache.ts';
import { keyOfHash } from './hash-key.ts';
import { HeaderNode, type TipChange } from './header-node.ts';
import type { HeaderHistory } from './history.ts';
import type { ChainParameters } from './parameters.ts';
import { type Rejection, reject } from './verdict.ts';

/** The answer about a header that is not in the tree yet: the node it would be. */
export type HeaderCheck = { readonly ok: true; readonly node: HeaderNode } | Rejection;

/** The answer about a header that was offered to the tree. */
export type HeaderAccept =
  | {
      readonly ok: true;
      readonly node: HeaderNode;
      /** What changed; null where the best chain stayed as it was. */
      readonly change: TipChange | null;
    }
  | Rejection;

/**
 * Blocks of the best chain that stay nodes: ten times as many as are mined again in front of a user, and with their side
 * branches about a megabyte.
 */
export const KEPT_BLOCKS = 1000;

/** What a tree is handed. */
export interface HeaderTreeParts {
  readonly parameters: ChainParameters;
  /** The first block's header, 80 bytes: agreed on, so its work and time are not judged. */
  readonly genesis: Uint8Array;
  /** Double SHA-256 of 80 bytes, for a platform that has a faster one. */
  readonly hash?: (header: Uint8Array) => Uint8Array;
  /** Newest blocks of the best chain that are never buried: whole, from 1, or Infinity; `KEPT_BLOCKS` where absent. */
  readonly keptBlocks?: number;
}

/** Where a header names its parent. */
const PREV_HASH_AT = 4;

/** Known headers and the best chain among them. */
export class HeaderTree {
  readonly #parameters: ChainParameters;
  readonly #hash: (header: Uint8Array) => Uint8Array;
  readonly #targets: CompactCache;
  readonly #keptBlocks: number;
  /** Buried many at once: side branches are looked through each time. */
  readonly #buriedAtOnce: number;
  /** Those that are not buried, in the order of arrival, which decides ties. */
  readonly #nodes = new Map<string, HeaderNode>();
  readonly #failed = new Set<HeaderNode>();
  readonly #best: BestChain;

  /** The first block. */
  readonly genesis: HeaderNode;

  /** @throws {RangeError} if the first header is not 80 bytes, its target is none, or no block would be kept. */
  constructor({ parameters, genesis, hash = hashHeader, keptBlocks = KEPT_BLOCKS }: HeaderTreeParts) {
    assertByteLength('genesis', genesis, HEADER_BYTES);
    if (!(keptBlocks >= 1)) throw new RangeError(`"keptBlocks" expected 1 or more, got ${keptBlocks}`);
    this.#parameters = parameters;
    this.#hash = hash;
    this.#keptBlocks = keptBlocks;
    this.#buriedAtOnce = Math.ceil(keptBlocks / 4);
    this.#targets = new CompactCache(parameters.powLimit);
    const nBits = readU32LE(genesis, 72);
    const decoded = this.#targets.decode(nBits);
    if (typeof decoded === 'string') throw new RangeError(`"genesis" ${decoded}`);
    this.genesis = new HeaderNode(
      {
        height: 0,
        hash: hash(genesis),
        header: genesis.slice(),
        time: readU32LE(genesis, 68),
        nBits,
        target: decoded.target,
        chainwork: decoded.proof,
      },
      null,
    );
    this.#nodes.set(keyOfHash(this.genesis.hash), this.genesis);
    this.#best = new BestChain(this.genesis);
  }

  /** The newest block of the best chain. */
  get tip(): HeaderNode {
    return this.#best.tip;
  }

  /** Blocks known, the refused ones that were worth remembering among them. */
  get size(): number {
    return this.#nodes.size + this.#best.buried.count;
  }

  /** The block of the best chain at a height; decoded anew at each call where it is buried. */
  at(height: number): HeaderNode | undefined {
    return this.#best.at(height);
  }

  /** @param hash - 32 bytes, hashing order. */
  find(hash: Uint8Array): HeaderNode | undefined {
    const node = this.#nodes.get(keyOfHash(hash));
    if (node !== undefined) return node;
    const height = this.#best.buried.heightOf(hash);
    return height === undefined ? undefined : this.#best.at(height);
  }

  /** Whether a block is on the best chain. */
  isBest(node: HeaderNode): boolean {
    return this.#best.has(node);
  }

  /** The past of a block; the view holds until the best chain changes. */
  historyOf(node: HeaderNode = this.tip): HeaderHistory {
    return new BranchHistory(node, this.#best);
  }

  /**
   * Judges a header without adding it.
   *
   * @param header - 80 bytes.
   * @param nowSec - One's own clock, Unix seconds; Infinity for blocks that were judged before.
   * @throws {RangeError} if the header is not 80 bytes.
   * @see Bitcoin Core, `ChainstateManager::AcceptBlockHeader`
   */
  check(header: Uint8Array, nowSec: number): HeaderCheck {
    assertByteLength('header', header, HEADER_BYTES);
    const hash = this.#hash(header);
    const known = this.#nodes.get(keyOfHash(hash));
    if (known !== undefined && this.#failed.has(known)) {
      return reject('duplicate-invalid', 'the block is known and was refused');
    }
    const { buried } = this.#best;
    if (known !== undefined || buried.heightOf(hash) !== undefined) {
      return reject('duplicate', 'the block is known already');
    }
    const nBits = readU32LE(header, 72);
    const decoded = this.#targets.decode(nBits);
    if (typeof decoded === 'string') return reject('high-hash', decoded);
    const version = readU32LE(header, 0) | 0;
    if (!this.#isProved(hash, decoded, version)) return reject('high-hash', 'hash is above the target');
    const parent = this.#parentOf(header);
    if (parent === undefined) {
      const isBuried = buried.heightOf(header.subarray(PREV_HASH_AT, PREV_HASH_AT + 32)) !== undefined;
      return reject(
        'prev-blk-not-found',
        isBuried ? 'the parent lies so deep that the chain is final there' : 'the parent is not known',
      );
    }
    if (this.#failed.has(parent)) return reject('bad-prevblk', 'the parent was refused');
    const time = readU32LE(header, 68);
    const rejection = checkContext(
      { version, time, nBits },
      this.historyOf(parent),
      this.#parameters,
      nowSec,
    );
    if (rejection !== null) return rejection;
    return {
      ok: true,
      node: new HeaderNode(
        {
          height: parent.height + 1,
          hash,
          header: header.slice(),
          time,
          nBits,
          target: decoded.target,
          chainwork: parent.chainwork + decoded.proof,
        },
        parent,
      ),
    };
  }

  /**
   * Judges a header and adds it.
   *
   * @param header - 80 bytes.
   * @param nowSec - One's own clock, Unix seconds; Infinity for blocks that were judged before.
   * @throws {RangeError} if the header is not 80 bytes.
   */
  accept(header: Uint8Array, nowSec: number): HeaderAccept {
    const verdict = this.check(header, nowSec);
    return verdict.ok ? { ...verdict, change: this.add(verdict.node) } : verdict;
  }

  /**
   * Adds a node that `check` gave.
   *
   * @returns What changed; null where the best chain stayed as it was: with equal work, the first seen stays.
   */
  add(node: HeaderNode): TipChange | null {
    this.#nodes.set(keyOfHash(node.hash), node);
    if (node.chainwork <= this.tip.chainwork) return null;
    const change = this.#switchTo(node);
    if (this.#best.keptCount >= this.#keptBlocks + this.#buriedAtOnce) this.#bury();
    return change;
  }

  /**
   * Refuses a block whose header is good and whose contents are not, and with it all that build on it.
   *
   * @param node - In the tree, or just checked.
   * @returns What changed; null where it was not on the best chain.
   * @throws {RangeError} for the first block and for those so deep that nothing changes there.
   */
  fail(node: HeaderNode): TipChange | null {
    const { parent } = node;
    const { root } = this.#best;
    if (parent === null || node.height <= root.height) {
      throw new RangeError(`"node" expected a block above height ${root.height}, got ${node.height}`);
    }
    this.#nodes.set(keyOfHash(node.hash), node);
    this.#failed.add(node);
    // Parents arrive before their children, so one pass finds all descendants.
    for (const other of this.#nodes.values()) {
      if (this.#buildsOn(other, this.#failed)) this.#failed.add(other);
    }
    if (!this.#best.has(node)) return null;
    let best = parent;
    for (const other of this.#nodes.values()) {
      if (other.chainwork > best.chainwork && !this.#failed.has(other)) best = other;
    }
    return this.#switchTo(best);
  }

  #isProved(hash: Uint8Array, decoded: DecodedTarget, version: number): boolean {
    if (this.#targets.isMetBy(hash, decoded)) return true;
    const { proofTarget } = this.#parameters;
    return proofTarget !== undefined && meetsTarget(hash, proofTarget(decoded.target, version));
  }

  #parentOf(header: Uint8Array): HeaderNode | undefined {
    // Nearly every header extends the tip.
    const { hash } = this.tip;
    let i = 0;
    while (i < 32 && header[PREV_HASH_AT + i] === hash[i]) i++;
    return i === 32 ? this.tip : this.#nodes.get(keyOfHash(header.subarray(PREV_HASH_AT, PREV_HASH_AT + 32)));
  }

  #switchTo(node: HeaderNode): TipChange {
    const came = branchAbove(node, this.#best).toReversed();
    const forkHeight = came.length > 0 ? came[0]!.height - 1 : node.height;
    const left = this.#best.cutAbove(forkHeight);
    for (const block of came) this.#best.push(block);
    return { left, came };
  }

  /** Whether a block's parent is among some; the root's is buried, and among none. */
  #buildsOn(node: HeaderNode, parents: ReadonlySet<HeaderNode>): boolean {
    return node !== this.#best.root && parents.has(node.parent!);
  }

  #bury(): void {
    for (const { hash } of this.#best.bury(this.#buriedAtOnce)) this.#nodes.delete(keyOfHash(hash));
    const { root } = this.#best;
    const forgotten = new Set<HeaderNode>();
    for (const [key, node] of this.#nodes) {
      if (this.#best.has(node)) continue;
      if (node.height > root.height && !forgotten.has(node.parent!)) continue;
      forgotten.add(node);
      this.#failed.delete(node);
      this.#nodes.delete(key);
    }
  }
}
