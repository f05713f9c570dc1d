/** Transactions as bytes: little-endian numbers and lengths in Bitcoin's variable size (CompactSize). */
import { assertU32 } from '../primitives/index.ts';

/** Collects bytes in order. */
export class ByteWriter {
  readonly #bytes: number[] = [];

  u32(value: number): this {
    assertU32('value', value);
    for (let shift = 0; shift < 32; shift += 8) this.#bytes.push((value >>> shift) & 0xff);
    return this;
  }

  /** @param value - In [0, 2^64). */
  u64(value: bigint): this {
    if (value < 0n || value >= 1n << 64n) throw new RangeError(`"value" expected u64, got ${value}`);
    for (let shift = 0n; shift < 64n; shift += 8n) this.#bytes.push(Number((value >> shift) & 0xffn));
    return this;
  }

  /** A length or count: 1, 3 or 5 bytes (Bitcoin Core, `WriteCompactSize`). */
  size(count: number): this {
    assertU32('count', count);
    if (count < 0xfd) this.#bytes.push(count);
    else if (count <= 0xffff) this.#bytes.push(0xfd, count & 0xff, count >>> 8);
    else {
      this.#bytes.push(0xfe);
      this.u32(count);
    }
    return this;
  }

  raw(bytes: ArrayLike<number>): this {
    for (let i = 0; i < bytes.length; i++) this.#bytes.push(bytes[i]!);
    return this;
  }

  /** Bytes behind their length. */
  sized(bytes: Uint8Array): this {
    return this.size(bytes.length).raw(bytes);
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
