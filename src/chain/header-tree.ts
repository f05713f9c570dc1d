/**
 * The tree of headers: which blocks are known, which chain of them holds most work, and what changes when another
 * does. Headers are judged in the order in which Bitcoin Core judges them, so that a block with two faults gets the
 * same word.
 */
import { assertByteLength, HEADER_BYTES, hashHeader, readU32LE } from '../primitives/index.ts';
import { BranchHistory, branchAbove } from './branch-history.ts';
import { checkContext } from './check-context.ts';
import { CompactCache } from './compact-cache.ts';
import type { HeaderNode, TipChange } from './header-node.ts';
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

/** What a tree is handed. */
export interface HeaderTreeParts {
  readonly parameters: ChainParameters;
  /** The first block's header, 80 bytes: agreed on, so its work and time are not judged. */
  readonly genesis: Uint8Array;
  /** Double SHA-256 of 80 bytes, for a platform that has a faster one. */
  readonly hash?: (header: Uint8Array) => Uint8Array;
}

/** Known headers and the best chain among them. */
export class HeaderTree {
  readonly #parameters: ChainParameters;
  readonly #hash: (header: Uint8Array) => Uint8Array;
  readonly #targets: CompactCache;
  /** In the order of arrival, which decides ties. */
  readonly #nodes = new Map<string, HeaderNode>();
  readonly #failed = new Set<HeaderNode>();
  /** The best chain by height. */
  readonly #best: HeaderNode[] = [];

  /** @throws {RangeError} if the first header is not 80 bytes or its target is none. */
  constructor({ parameters, genesis, hash = hashHeader }: HeaderTreeParts) {
    assertByteLength('genesis', genesis, HEADER_BYTES);
    this.#parameters = parameters;
    this.#hash = hash;
    this.#targets = new CompactCache(parameters.powLimit);
    const nBits = readU32LE(genesis, 72);
    const decoded = this.#targets.decode(nBits);
    if (typeof decoded === 'string') throw new RangeError(`"genesis" ${decoded}`);
    const root: HeaderNode = {
      height: 0,
      hash: hash(genesis),
      header: genesis.slice(),
      parent: null,
      time: readU32LE(genesis, 68),
      nBits,
      target: decoded.target,
      chainwork: decoded.proof,
    };
    this.#nodes.set(keyOf(root.hash), root);
    this.#best.push(root);
  }

  /** The first block. */
  get genesis(): HeaderNode {
    return this.#best[0]!;
  }

  /** The newest block of the best chain. */
  get tip(): HeaderNode {
    return this.#best.at(-1)!;
  }

  /** Blocks known, the refused ones that were worth remembering among them. */
  get size(): number {
    return this.#nodes.size;
  }

  /** The block of the best chain at a height. */
  at(height: number): HeaderNode | undefined {
    return this.#best[height];
  }

  /** @param hash - 32 bytes, hashing order. */
  find(hash: Uint8Array): HeaderNode | undefined {
    return this.#nodes.get(keyOf(hash));
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
    const known = this.#nodes.get(keyOf(hash));
    if (known !== undefined) {
      return this.#failed.has(known)
        ? reject('duplicate-invalid', 'the block is known and was refused')
        : reject('duplicate', 'the block is known already');
    }
    const nBits = readU32LE(header, 72);
    const decoded = this.#targets.decode(nBits);
    if (typeof decoded === 'string') return reject('high-hash', decoded);
    if (!this.#targets.isMetBy(hash, decoded)) return reject('high-hash', 'hash is above the target');
    const parent = this.#parentOf(header);
    if (parent === undefined) return reject('prev-blk-not-found', 'the parent is not known');
    if (this.#failed.has(parent)) return reject('bad-prevblk', 'the parent was refused');
    const time = readU32LE(header, 68);
    const version = readU32LE(header, 0) | 0;
    const rejection = checkContext(
      { version, time, nBits },
      this.historyOf(parent),
      this.#parameters,
      nowSec,
    );
    if (rejection !== null) return rejection;
    return {
      ok: true,
      node: {
        height: parent.height + 1,
        hash,
        header: header.slice(),
        parent,
        time,
        nBits,
        target: decoded.target,
        chainwork: parent.chainwork + decoded.proof,
      },
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
    this.#nodes.set(keyOf(node.hash), node);
    return node.chainwork > this.tip.chainwork ? this.#switchTo(node) : null;
  }

  /**
   * Refuses a block whose header is good and whose contents are not, and with it all that build on it.
   *
   * @param node - In the tree, or just checked.
   * @returns What changed; null where it was not on the best chain.
   * @throws {RangeError} for the first block.
   */
  fail(node: HeaderNode): TipChange | null {
    if (node.parent === null) throw new RangeError('"node" expected a block with a parent');
    this.#nodes.set(keyOf(node.hash), node);
    this.#failed.add(node);
    // Parents arrive before their children, so one pass finds all descendants.
    for (const other of this.#nodes.values()) {
      if (other.parent !== null && this.#failed.has(other.parent)) this.#failed.add(other);
    }
    if (this.#best[node.height] !== node) return null;
    let best = node.parent;
    for (const other of this.#nodes.values()) {
      if (other.chainwork > best.chainwork && !this.#failed.has(other)) best = other;
    }
    return this.#switchTo(best);
  }

  #parentOf(header: Uint8Array): HeaderNode | undefined {
    // Nearly every header extends the tip.
    const { hash } = this.tip;
    let i = 0;
    while (i < 32 && header[4 + i] === hash[i]) i++;
    return i === 32 ? this.tip : this.#nodes.get(keyOf(header.subarray(4, 36)));
  }

  #switchTo(node: HeaderNode): TipChange {
    const came = branchAbove(node, this.#best).toReversed();
    const forkHeight = came.length > 0 ? came[0]!.height - 1 : node.height;
    const left = this.#best.splice(forkHeight + 1).toReversed();
    for (const block of came) this.#best.push(block);
    return { left, came };
  }
}

/** A map's key for 32 bytes: sixteen UTF-16 units, several times cheaper to make than hexadecimal text. */
function keyOf(hash: Uint8Array): string {
  const unit = (i: number) => hash[2 * i]! | (hash[2 * i + 1]! << 8);
  return String.fromCharCode(
    unit(0),
    unit(1),
    unit(2),
    unit(3),
    unit(4),
    unit(5),
    unit(6),
    unit(7),
    unit(8),
    unit(9),
    unit(10),
    unit(11),
    unit(12),
    unit(13),
    unit(14),
    unit(15),
  );
}
