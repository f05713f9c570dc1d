// A job of the test pool: a template of bcoin's miner, said in the words of `mining.notify`, and bcoin's own verdict on what
// comes back. bcoin has eight bytes for both extra nonces; for other sums its coinbase gets a wider push, nothing else.

import { type Block, type BlockProof, type BlockTemplate, loadBcoin } from './bcoin.ts';

/** Where a coinbase without witness has its script's length: version, count of inputs, outpoint. */
const SCRIPT_LENGTH_AT = 4 + 1 + 36;
/** Bytes of both extra nonces in bcoin's own coinbase. */
const OWN_BYTES = 8;

/** What a client sends back, as numbers and bytes. */
export interface Solution {
  readonly extraNonce1: Buffer;
  readonly extraNonce2: Buffer;
  /** The whole version, u32. */
  readonly version: number;
  readonly time: number;
  readonly nonce: number;
}

/** Solved work. */
export interface Solved {
  readonly proof: BlockProof;
  readonly isBlock: boolean;
  /** Builds the block. */
  readonly block: () => Block;
}

/** One job, for every client. */
export class PoolJob {
  readonly id: string;
  readonly isClean: boolean;
  readonly version: number;
  readonly time: number;
  readonly #template: BlockTemplate;
  readonly #widths = new Map<number, BlockTemplate>();

  /**
   * @param versionBits - set in the version, beside the node's.
   * @param timeShiftSec - added to the template's time.
   */
  constructor(
    id: string,
    template: BlockTemplate,
    options: { readonly isClean: boolean; readonly versionBits: number; readonly timeShiftSec: number },
  ) {
    this.id = id;
    this.isClean = options.isClean;
    this.#template = template;
    this.version = (template.version | options.versionBits) >>> 0;
    this.time = template.time + options.timeShiftSec;
  }

  /** Displayed hash of the block that it builds on. */
  get previous(): string {
    return Buffer.from(this.#template.prevBlock, 'hex').reverse().toString('hex');
  }

  get height(): number {
    return this.#template.height;
  }

  get nBits(): number {
    return this.#template.bits;
  }

  /**
   * The parameters of `mining.notify`.
   *
   * @param extraBytes - of both extra nonces.
   */
  notify(extraBytes: number): readonly unknown[] {
    const { left, right, prevBlock, bits, tree } = this.#wide(extraBytes);
    return [
      this.id,
      loadBcoin().common.swap32hex(prevBlock),
      left.toString('hex'),
      right.toString('hex'),
      tree.steps.map((step) => step.toString('hex')),
      hexWord(this.version),
      hexWord(bits),
      hexWord(this.time),
      this.isClean,
    ];
  }

  /** Lets bcoin hash what was sent. */
  solve({ extraNonce1, extraNonce2, version, time, nonce }: Solution): Solved {
    const extra = Buffer.concat([extraNonce1, extraNonce2]);
    const template: BlockTemplate = Object.create(this.#wide(extra.length), { version: { value: version } });
    const [first, second] =
      extra.length === OWN_BYTES
        ? [extra.readUInt32BE(0), extra.readUInt32BE(4)]
        : [extraNonce1, extraNonce2];
    const proof = template.getProof(first, second, time, nonce);
    return { proof, isBlock: proof.verify(template.target), block: () => template.commit(proof) };
  }

  /** @returns bcoin's template as it is, or with a wider or narrower push at the end of its coinbase's script. */
  #wide(extraBytes: number): BlockTemplate {
    if (extraBytes === OWN_BYTES) return this.#template;
    const known = this.#widths.get(extraBytes);
    if (known !== undefined) return known;
    const left = Buffer.from(this.#template.left);
    left[SCRIPT_LENGTH_AT] = left[SCRIPT_LENGTH_AT]! - OWN_BYTES + extraBytes;
    left[left.length - 1] = extraBytes;
    const made: BlockTemplate = Object.create(this.#template, {
      left: { value: left },
      getRawCoinbase: {
        value: (extraNonce1: Buffer, extraNonce2: Buffer) =>
          Buffer.concat([left, extraNonce1, extraNonce2, this.#template.right]),
      },
    });
    this.#widths.set(extraBytes, made);
    return made;
  }
}

/** @returns eight hex digits, most significant first. */
export function hexWord(word: number): string {
  return word.toString(16).padStart(8, '0');
}
