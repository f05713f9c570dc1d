/**
 * Blocks so deep in the best chain that they are final, as columns: their headers in one row, and what cannot be read
 * from a header once in a while. A node of the tree takes about a kilobyte; a buried block takes about a hundred bytes,
 * so that a chain can be mined for days.
 */
import { blockProof, equalBytes, HEADER_BYTES, readU32LE, targetFromCompact } from '../primitives/index.ts';
import { type Ancestry, HeaderNode } from './header-node.ts';
import { type HashColumn, HeightIndex } from './height-index.ts';

const CHUNK_BLOCKS = 1024;
/** Chainwork is written down this often, and added up from there. */
const SUM_BLOCKS = 32;

const PREV_HASH_AT = 4;
const TIME_AT = 68;
const NBITS_AT = 72;

/** 256^(exponent - 3) by the exponent of a compact target, exactly. */
const SCALES = Float64Array.from({ length: 35 }, (_, exponent) => 2 ** (8 * (exponent - 3)));

/** The best chain from height 0 up to where nodes are kept. Heights outside it are the caller's mistake. */
export class BuriedBlocks implements Ancestry, HashColumn {
  readonly #chunks: Uint8Array[] = [];
  /** Chainwork at every `SUM_BLOCKS`th height. */
  readonly #sums: bigint[] = [];
  readonly #index = new HeightIndex(this);
  #count = 0;
  /** Of the newest: the others' stand in the headers after them. */
  readonly #newestHash = new Uint8Array(32);
  // The last answers: neighbours often share their target, and heights are asked for in order.
  #targetBits = -1;
  #target = 0n;
  #proofBits = -1;
  #proof = 0n;
  #summedHeight = -1;
  #sum = 0n;

  /** Blocks in it: heights 0 to `count` - 1. */
  get count(): number {
    return this.#count;
  }

  /** Buries the block that follows. */
  push({ header, hash, chainwork }: HeaderNode): void {
    const height = this.#count;
    if (height % CHUNK_BLOCKS === 0) this.#chunks.push(new Uint8Array(CHUNK_BLOCKS * HEADER_BYTES));
    if (height % SUM_BLOCKS === 0) this.#sums.push(chainwork);
    this.#chunkOf(height).set(header, offsetOf(height));
    this.#newestHash.set(hash);
    this.#count++;
    this.#index.add(height);
  }

  /** @param hash - 32 bytes, hashing order. */
  heightOf(hash: Uint8Array): number | undefined {
    return this.#index.find(hash);
  }

  timeAt(height: number): number {
    return readU32LE(this.#chunkOf(height), offsetOf(height) + TIME_AT);
  }

  targetAt(height: number): bigint {
    const nBits = this.#nBitsAt(height);
    if (nBits !== this.#targetBits) {
      this.#target = targetFromCompact(nBits);
      this.#targetBits = nBits;
    }
    return this.#target;
  }

  targetNumberAt(height: number): number {
    const nBits = this.#nBitsAt(height);
    // Rounded down: below three bytes a mantissa has digits after the point.
    return Math.floor((nBits & 0x7fffff) * SCALES[nBits >>> 24]!);
  }

  chainworkAt(height: number): bigint {
    const written = height - (height % SUM_BLOCKS);
    const goesOn = this.#summedHeight >= written && this.#summedHeight <= height;
    let work = goesOn ? this.#sum : this.#sums[written / SUM_BLOCKS]!;
    for (let at = goesOn ? this.#summedHeight : written; at < height; ) work += this.#proofAt(++at);
    this.#summedHeight = height;
    this.#sum = work;
    return work;
  }

  /** The block as a node of its own: another one at each call. */
  nodeAt(height: number): HeaderNode {
    const header = this.#chunkOf(height).slice(offsetOf(height), offsetOf(height) + HEADER_BYTES);
    const fields = {
      height,
      hash: this.#hashAt(height).slice(),
      header,
      time: readU32LE(header, TIME_AT),
      nBits: readU32LE(header, NBITS_AT),
      target: this.targetAt(height),
      chainwork: this.chainworkAt(height),
    };
    return new HeaderNode(fields, height === 0 ? null : this);
  }

  hashWordAt(height: number): number {
    return readU32LE(this.#hashAt(height), 0);
  }

  isHashAt(height: number, hash: Uint8Array): boolean {
    return equalBytes(this.#hashAt(height), hash);
  }

  /** @returns a view: hashes are not stored, the next header names its parent. */
  #hashAt(height: number): Uint8Array {
    const next = height + 1;
    if (next === this.#count) return this.#newestHash;
    const start = offsetOf(next) + PREV_HASH_AT;
    return this.#chunkOf(next).subarray(start, start + 32);
  }

  #nBitsAt(height: number): number {
    return readU32LE(this.#chunkOf(height), offsetOf(height) + NBITS_AT);
  }

  #proofAt(height: number): bigint {
    const nBits = this.#nBitsAt(height);
    if (nBits !== this.#proofBits) {
      this.#proof = blockProof(targetFromCompact(nBits));
      this.#proofBits = nBits;
    }
    return this.#proof;
  }

  #chunkOf(height: number): Uint8Array {
    return this.#chunks[Math.floor(height / CHUNK_BLOCKS)]!;
  }
}

const offsetOf = (height: number) => (height % CHUNK_BLOCKS) * HEADER_BYTES;
