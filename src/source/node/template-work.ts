// A node's template made ready to be searched: the coinbase that pays us, the merkle branch, and one header after the
// other. What all headers share is computed once, since a template may hold thousands of transactions.

import {
  buildCoinbase,
  COINBASE_SCRIPT_BYTES,
  EXTRA_NONCE_BYTES,
  heightScript,
  witnessCommitment,
} from '../../chain/index.ts';
import {
  concatBytes,
  equalBytes,
  merkleBranch,
  merkleRoot,
  merkleRootFromBranch,
  serializeHeader,
  sha256d,
} from '../../primitives/index.ts';
import { freeVersionBits, rolledVersion, versionCount } from '../version-rolling.ts';
import type { NodeTemplate } from './block-template.ts';
import { TemplateError } from './template-fields.ts';

/** A header of a template, and the coinbase that its merkle root is of. */
export interface NodeJob {
  readonly template: NodeTemplate;
  /** 80 bytes, nonce 0. */
  readonly header: Uint8Array;
  /** With its witness, as the block holds it. */
  readonly coinbase: Uint8Array;
}

/** What a coinbase is to say beside what the template asks for. */
export interface CoinbaseWishes {
  /** Output script that everything is paid to. */
  readonly payoutScript: Uint8Array;
  /** The miner's own words; cut where the script has no room for them. */
  readonly tag: string;
}

const NO_HASH = new Uint8Array(32);
const EXTRA_NONCE_END = 1n << BigInt(8 * EXTRA_NONCE_BYTES);

/** Gives a template's headers, another each time. */
export class TemplateWork {
  readonly template: NodeTemplate;
  readonly #payoutScript: Uint8Array;
  readonly #tail: Uint8Array;
  readonly #commitment: Uint8Array | null;
  readonly #branch: readonly Uint8Array[];
  readonly #freeBits: number;
  /** The extra nonce that `#coinbase` and `#root` are of. */
  #extraNonce: bigint;
  #versionIndex = 0;
  #coinbase: Uint8Array = NO_HASH;
  #root: Uint8Array = NO_HASH;

  /**
   * @param extraNonce - In [0, 2^64): the first one to use.
   * @throws {TemplateError} if no coinbase can be made of the template.
   */
  constructor(template: NodeTemplate, wishes: CoinbaseWishes, extraNonce: bigint) {
    this.template = template;
    this.#payoutScript = wishes.payoutScript;
    this.#tail = scriptTail(template, wishes.tag);
    this.#commitment = commitmentOf(template);
    // The first leaf's branch does not depend on the leaf itself.
    this.#branch = merkleBranch([NO_HASH, ...template.transactions.map(({ txid }) => txid)]);
    this.#freeBits = freeVersionBits(template.version, template.meantBits);
    this.#extraNonce = extraNonce;
    this.#build();
  }

  /** The extra nonce that the next template may begin with. */
  get nextExtraNonce(): bigint {
    return (this.#extraNonce + 1n) % EXTRA_NONCE_END;
  }

  /**
   * Another header: every version that may be rolled, then another extra nonce.
   *
   * @param elapsedSec - Since the template came; no less than 0.
   */
  next(elapsedSec: number): NodeJob {
    if (this.#versionIndex === versionCount(this.#freeBits)) {
      this.#versionIndex = 0;
      this.#extraNonce = this.nextExtraNonce;
      this.#build();
    }
    const { template } = this;
    const header = serializeHeader({
      version: rolledVersion(template.version, this.#freeBits, this.#versionIndex++),
      prevHash: template.prevHash,
      merkleRoot: this.#root,
      time: headerTime(template, elapsedSec),
      nBits: template.nBits,
      nonce: 0,
    });
    return { template, header, coinbase: this.#coinbase };
  }

  #build(): void {
    const { bytes, stripped } = buildCoinbase({
      height: this.template.height,
      extraNonce: this.#extraNonce,
      valueSats: this.template.coinbaseValueSats,
      payoutScript: this.#payoutScript,
      tag: this.#tail,
      witnessCommitment: this.#commitment,
    });
    this.#coinbase = bytes;
    this.#root = merkleRootFromBranch(sha256d(stripped), this.#branch);
  }
}

/**
 * The time for a header: the node's clock goes on by ours.
 *
 * @param elapsedSec - Since the template came, by a clock that nobody sets.
 * @returns Unix seconds, u32, within the template's bounds.
 */
export function headerTime(template: NodeTemplate, elapsedSec: number): number {
  const { curTime, minTime, maxTime, mayRollTime } = template;
  if (!mayRollTime) return curTime;
  const now = curTime + Math.max(0, Math.floor(elapsedSec));
  return Math.max(Math.min(now, maxTime ?? now, 0xffffffff), minTime ?? 0);
}

/** What follows the extra nonce: all that the node wants to be there, and of our own words what still fits. */
function scriptTail(template: NodeTemplate, tag: string): Uint8Array {
  const aux = concatBytes(...template.coinbaseAux);
  const taken = heightScript(template.height).length + 1 + EXTRA_NONCE_BYTES;
  const room = COINBASE_SCRIPT_BYTES.max - taken - aux.length;
  if (room < 0) {
    throw new TemplateError(
      `The node’s template wants ${aux.length} bytes in the coinbase, and there is room for ${aux.length + room}`,
    );
  }
  const words = new TextEncoder().encode(tag);
  let end = Math.min(words.length, room);
  // Not in the middle of a letter: the bytes after its first begin with the bits 10.
  while (end < words.length && end > 0 && (words[end]! & 0xc0) === 0x80) end--;
  return concatBytes(aux, words.subarray(0, end));
}

/** The commitment to the witnesses, where the rules ask for one: some nodes offer it before. */
function commitmentOf(template: NodeTemplate): Uint8Array | null {
  if (!template.rules.includes('segwit')) return null;
  const root = merkleRoot([NO_HASH, ...template.transactions.map(({ wtxid }) => wtxid)]);
  const commitment = witnessCommitment(root);
  const wanted = template.defaultCommitment;
  if (wanted !== null && !equalBytes(commitment, wanted)) {
    throw new TemplateError('The node’s template commits to other witnesses than its transactions have');
  }
  return commitment;
}
