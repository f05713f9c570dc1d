/** Reads what `byte-writer.ts` writes; a read past the end throws a `RangeError`. */
import { readU32LE } from '../primitives/index.ts';

/** Reads bytes in order. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Bytes read so far. */
  get offset(): number {
    return this.#offset;
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  /** @returns a copy. */
  raw(length: number): Uint8Array {
    if (this.#offset + length > this.#bytes.length) {
      throw new RangeError(`"bytes" ends at ${this.#bytes.length}, inside a field at ${this.#offset}`);
    }
    const bytes = this.#bytes.slice(this.#offset, this.#offset + length);
    this.#offset += length;
    return bytes;
  }

  u8(): number {
    return this.raw(1)[0]!;
  }

  u32(): number {
    return readU32LE(this.raw(4), 0);
  }

  u64(): bigint {
    const low = BigInt(this.u32());
    return low | (BigInt(this.u32()) << 32n);
  }

  /** @throws {RangeError} also where a shorter form would do, as Bitcoin Core refuses it, or beyond u32. */
  size(): number {
    const first = this.u8();
    if (first < 0xfd) return first;
    if (first === 0xff) throw new RangeError('"bytes" holds a length of 2^32 or more');
    const wide = first === 0xfe;
    const value = wide ? this.u32() : this.u8() | (this.u8() << 8);
    if (value < (wide ? 0x10000 : 0xfd))
      throw new RangeError('"bytes" holds a length in a longer form than needed');
    return value;
  }

  sized(): Uint8Array {
    return this.raw(this.size());
  }
}
