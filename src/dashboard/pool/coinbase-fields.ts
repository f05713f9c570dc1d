// A pool's coinbase, field by field, as far as it can be read. It comes from a stranger, so nothing here throws: what makes
// no sense is a field of its own that says so, and a coinbase of any size gives a page a bounded number of fields.

import { formatBitcoin, formatCount, hexFromBytes, sha256d } from '../../primitives/index.ts';
import { heightAt, shortHex, textWords } from './script-words.ts';

/** What a stretch of the coinbase is; it has a look of its own in the dump and in the list. */
export type CoinbaseFieldId =
  | 'version'
  | 'input'
  | 'height'
  | 'script'
  | 'extra-nonce-1'
  | 'extra-nonce-2'
  | 'sequence'
  | 'outputs'
  | 'output'
  | 'commitment'
  | 'data'
  | 'lock-time'
  | 'odd';

/** A stretch of the coinbase. */
export interface CoinbaseField {
  readonly id: CoinbaseFieldId;
  readonly label: string;
  /** First byte, and how many; fields follow each other without gaps. */
  readonly start: number;
  readonly length: number;
  /** For people; may be empty. */
  readonly value: string;
  /** One sentence. */
  readonly note: string;
}

/** The address of an output's script; null where it has none. */
export type AddressOf = (script: Uint8Array) => string | null;

/** The four parts that a pool and its miner make a coinbase of. */
export interface CoinbaseParts {
  readonly coinbase1: Uint8Array;
  readonly extraNonce1: Uint8Array;
  readonly extraNonce2: Uint8Array;
  readonly coinbase2: Uint8Array;
}

/** A coinbase taken apart. */
export interface ReadCoinbase {
  readonly bytes: Uint8Array;
  /** In order; together they are all of it. */
  readonly fields: readonly CoinbaseField[];
  /** Of the block, from the first number of the script (BIP34); null where it has none. */
  readonly height: number | null;
  /** Whether it reads as a coinbase to its last byte. */
  readonly isWhole: boolean;
}

/** Outputs shown one by one; a pool that pays hundreds of miners from its coinbase is not. */
export const MAX_OUTPUTS = 24;
const COMMITMENT = '6a24aa21a9ed';
const LABELS_OF_SCRIPT = {
  height: 'Height',
  script: 'Pool’s text',
  'extra-nonce-1': 'Extra nonce 1',
  'extra-nonce-2': 'Extra nonce 2',
} as const;

/** Puts the parts together, as they are hashed. */
export function joinCoinbase({ coinbase1, extraNonce1, extraNonce2, coinbase2 }: CoinbaseParts): Uint8Array {
  const bytes = new Uint8Array(coinbase1.length + extraNonce1.length + extraNonce2.length + coinbase2.length);
  let at = 0;
  for (const part of [coinbase1, extraNonce1, extraNonce2, coinbase2]) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Takes a coinbase apart. */
export function readCoinbase(parts: CoinbaseParts, addressOf: AddressOf): ReadCoinbase {
  const bytes = joinCoinbase(parts);
  const reading = new Reading(bytes, addressOf);
  reading.all();
  const from = parts.coinbase1.length;
  const between = from + parts.extraNonce1.length;
  const to = between + parts.extraNonce2.length;
  const fields = reading.fields.flatMap((field) => splitAt(field, bytes, { from, between, to }));
  return { bytes, fields, height: reading.height, isWhole: reading.isWhole };
}

/** The coinbase's hash and, with each hash of the branch in turn, those above it; the last is the merkle root. */
export function climbBranch(coinbase: Uint8Array, branch: readonly Uint8Array[]): readonly Uint8Array[] {
  const hashes = [sha256d(coinbase)];
  const pair = new Uint8Array(64);
  for (const sibling of branch) {
    pair.set(hashes.at(-1)!, 0);
    pair.set(sibling.subarray(0, 32), 32);
    hashes.push(sha256d(pair));
  }
  return hashes;
}

interface Nonces {
  readonly from: number;
  readonly between: number;
  readonly to: number;
}

/** The extra nonces may lie anywhere: a field that holds some of them is cut, so that they are seen. */
function splitAt(
  field: CoinbaseField,
  bytes: Uint8Array,
  { from, between, to }: Nonces,
): readonly CoinbaseField[] {
  const end = field.start + field.length;
  if (end <= from || field.start >= to) return [field];
  const cuts = [field.start, from, between, to, end].filter((at) => at >= field.start && at <= end);
  const edges = [...new Set(cuts)].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, i) => {
    const length = edges[i + 1]! - start;
    const piece = bytes.subarray(start, start + length);
    const isFirst = start >= from && start < between;
    if (isFirst || (start >= between && start < to)) {
      const id = isFirst ? 'extra-nonce-1' : 'extra-nonce-2';
      return {
        id,
        label: LABELS_OF_SCRIPT[id],
        start,
        length,
        value: shortHex(piece),
        note: NONCE_NOTES[id],
      };
    }
    const value = field.id === 'script' ? textWords(piece) : shortHex(piece);
    return { ...field, start, length, value };
  });
}

const NONCE_NOTES = {
  'extra-nonce-1': 'the pool gave it to this connection alone, so that no two of its miners search the same',
  'extra-nonce-2': 'counted up here: each value gives another merkle root, and 2³² fresh nonces',
} as const;

/** Reads on until something makes no sense; what is left then is one odd field. */
class Reading {
  readonly fields: CoinbaseField[] = [];
  height: number | null = null;
  isWhole = false;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #addressOf: AddressOf;
  #at = 0;

  constructor(bytes: Uint8Array, addressOf: AddressOf) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#addressOf = addressOf;
  }

  all(): void {
    if (this.#head() && this.#script() && this.#sequence() && this.#outputs()) this.#lockTime();
    const left = this.#bytes.length - this.#at;
    this.isWhole = left === 0 && this.fields.at(-1)?.id === 'lock-time';
    if (left > 0) {
      const value = shortHex(this.#bytes.subarray(this.#at));
      this.#take(
        'odd',
        'Odd bytes',
        left,
        value,
        'these do not read as a coinbase; the pool knows what they are',
      );
    }
  }

  #take(id: CoinbaseFieldId, label: string, length: number, value: string, note: string): void {
    this.fields.push({ id, label, start: this.#at, length, value, note });
    this.#at += length;
  }

  #has(length: number): boolean {
    return this.#at + length <= this.#bytes.length;
  }

  /** A compact size here; null where there is none, or it says more than there is. */
  #size(at: number): { readonly value: number; readonly length: number } | null {
    const first = this.#bytes[at];
    if (first === undefined || first === 0xff) return null;
    if (first < 0xfd) return { value: first, length: 1 };
    const length = first === 0xfd ? 3 : 5;
    if (at + length > this.#bytes.length) return null;
    const value = length === 3 ? this.#view.getUint16(at + 1, true) : this.#view.getUint32(at + 1, true);
    return { value, length };
  }

  #head(): boolean {
    if (!this.#has(4)) return false;
    const version = this.#view.getUint32(this.#at, true);
    this.#take('version', 'Version', 4, String(version), 'which rules this transaction follows');
    // One input that spends nothing: no hash, and the last of all indices.
    if (!this.#has(37) || this.#bytes[this.#at] !== 1) return false;
    const spent = hexFromBytes(this.#bytes.subarray(this.#at + 1, this.#at + 37));
    if (spent !== `${'00'.repeat(32)}ffffffff`) return false;
    this.#take(
      'input',
      'Input',
      37,
      'one, of nothing',
      'a coinbase spends no coins: they are new. Where other transactions name a coin, it has zeros',
    );
    return true;
  }

  #script(): boolean {
    const size = this.#size(this.#at);
    if (size === null || !this.#has(size.length + size.value)) return false;
    const { value, length } = size;
    const note =
      value >= 2 && value <= 100
        ? 'of the script, in which miners may write what they like: 2 to 100 bytes'
        : 'of the script; the network allows 2 to 100 and would refuse this block';
    this.#take('script', 'Script length', length, `${formatCount(value)} bytes`, note);
    const end = this.#at + value;
    const height = heightAt(this.#bytes.subarray(this.#at, end));
    if (height !== null) {
      this.height = height.value;
      this.#take(
        'height',
        LABELS_OF_SCRIPT.height,
        height.length,
        formatCount(height.value),
        'the number of this block comes first (BIP34), so that no two coinbases are the same',
      );
    }
    const left = end - this.#at;
    if (left > 0) {
      const text = textWords(this.#bytes.subarray(this.#at, end));
      this.#take(
        'script',
        LABELS_OF_SCRIPT.script,
        left,
        text,
        'what the pool writes: its name, the time, its own marks',
      );
    }
    return true;
  }

  #sequence(): boolean {
    if (!this.#has(4)) return false;
    const value = this.#view.getUint32(this.#at, true);
    this.#take(
      'sequence',
      'Sequence',
      4,
      value.toString(16).padStart(8, '0'),
      value === 0xffffffff
        ? 'final: the lock time below does not matter'
        : 'not final: the lock time below counts',
    );
    return true;
  }

  #outputs(): boolean {
    const count = this.#size(this.#at);
    if (count === null) return false;
    this.#take(
      'outputs',
      'Outputs',
      count.length,
      formatCount(count.value),
      'where the new coins and the block’s fees go',
    );
    for (let i = 0; i < count.value && i < MAX_OUTPUTS; i++) {
      const size = this.#outputAt(this.#at);
      if (size === null) return false;
      this.#output(i + 1, size);
    }
    return this.#further(count.value - MAX_OUTPUTS);
  }

  /** Length of the script of an output here; null where there is no whole output. */
  #outputAt(at: number): { readonly value: number; readonly length: number } | null {
    const size = this.#size(at + 8);
    return size === null || at + 8 + size.length + size.value > this.#bytes.length ? null : size;
  }

  #output(number: number, size: { readonly value: number; readonly length: number }): void {
    const sats = this.#view.getBigUint64(this.#at, true);
    const from = this.#at + 8 + size.length;
    const script = this.#bytes.subarray(from, from + size.value);
    const whole = 8 + size.length + size.value;
    if (sats === 0n && script.length >= 38 && hexFromBytes(script.subarray(0, 6)) === COMMITMENT) {
      const value = shortHex(script.subarray(6, 38));
      const note =
        'stands for all signatures of the block’s transactions (BIP141); the merkle root leaves them out';
      this.#take('commitment', 'Witness commitment', whole, value, note);
      return;
    }
    if (script[0] === 0x6a) {
      const amount = sats === 0n ? '' : `${formatBitcoin(sats)} burnt; `;
      this.#take(
        'data',
        `Output ${number}`,
        whole,
        `${amount}${textWords(script.subarray(1))}`,
        'pays nobody: data for those who look for it',
      );
      return;
    }
    const to = this.#addressOf(script);
    this.#take(
      'output',
      `Output ${number}`,
      whole,
      `${formatBitcoin(sats)} to ${to ?? `script ${shortHex(script)}`}`,
      to === null ? 'a script that has no address' : 'spent only by whoever has the key of this address',
    );
  }

  /** Joins what is not shown one by one. @returns whether all of it is there. */
  #further(count: number): boolean {
    let end = this.#at;
    let left = count;
    for (; left > 0; left--) {
      const size = this.#outputAt(end);
      if (size === null) break;
      end += 8 + size.length + size.value;
    }
    const length = end - this.#at;
    if (length > 0) {
      this.#take('output', 'Further outputs', length, `${formatCount(count)} more`, 'not shown one by one');
    }
    return left <= 0;
  }

  #lockTime(): void {
    if (!this.#has(4)) return;
    const value = this.#view.getUint32(this.#at, true);
    this.#take(
      'lock-time',
      'Lock time',
      4,
      String(value),
      'not before which height or time it is valid: 0 for any',
    );
  }
}
