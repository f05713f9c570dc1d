/**
 * A whole chain as one file, to carry it from one store to another. Numbers are little-endian; the same chain gives the
 * same bytes.
 *
 * | bytes   | what                                                             |
 * | ------- | ---------------------------------------------------------------- |
 * | 8       | `PWCHAIN` and a line feed                                        |
 * | 4       | format version                                                   |
 * | 8       | length of the file in bytes                                      |
 * | 4, n    | length of the description, and the description as JSON           |
 * | 4       | number of blocks                                                 |
 * | 80, 4, n | for each block: header, length of the coinbase, coinbase        |
 * | 32      | double SHA-256 of everything before, hashing order               |
 */
import {
  concatBytes,
  equalBytes,
  HEADER_BYTES,
  readU32LE,
  sha256d,
  writeU32LE,
} from '../../primitives/index.ts';
import { ByteReader } from '../byte-reader.ts';
import { checkFormat, descriptionText, STORE_FORMAT, takeDescription } from './description.ts';
import { assertBlock, isCoinbaseLength, u32Bytes } from './records.ts';
import { type ChainDescription, ChainStoreError, type StoredBlock } from './store.ts';

/** A chain as a file holds it. */
export interface ChainFile {
  readonly description: ChainDescription;
  /** In the order in which they were stored: a parent before its children. */
  readonly blocks: readonly StoredBlock[];
}

const MAGIC = new TextEncoder().encode('PWCHAIN\n');
const FORMAT_AT = MAGIC.length;
const LENGTH_AT = FORMAT_AT + 4;
const HEAD_BYTES = LENGTH_AT + 8;
const DIGEST_BYTES = 32;
const WHAT = 'the chain file';

/**
 * Writes a chain as one file.
 *
 * @param blocks - The genesis block not among them.
 * @throws {RangeError} if the description or a block is no such thing.
 */
export function writeChainFile(description: ChainDescription, blocks: readonly StoredBlock[]): Uint8Array {
  const text = new TextEncoder().encode(descriptionText(description));
  let length = HEAD_BYTES + 4 + text.length + 4 + DIGEST_BYTES;
  for (const block of blocks) {
    assertBlock(block);
    length += HEADER_BYTES + 4 + block.coinbase.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  const put = (part: Uint8Array) => {
    bytes.set(part, at);
    at += part.length;
  };
  put(MAGIC);
  put(u32Bytes(STORE_FORMAT));
  put(u64Bytes(length));
  put(u32Bytes(text.length));
  put(text);
  put(u32Bytes(blocks.length));
  for (const { header, coinbase } of blocks) {
    put(header);
    put(u32Bytes(coinbase.length));
    put(coinbase);
  }
  put(sha256d(bytes.subarray(0, at)));
  return bytes;
}

/**
 * Reads what `writeChainFile` wrote. Whether the blocks keep the chain's rules is for the chain to say.
 *
 * @throws {ChainStoreError} if the file is another program's, newer, cut short, too long or damaged.
 */
export function readChainFile(file: Uint8Array): ChainFile {
  // Node's Buffer slices without copying; blocks that were read are not to change with it.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
  const beginning = bytes.subarray(0, MAGIC.length);
  if (!equalBytes(beginning, MAGIC.subarray(0, bytes.length)) || bytes.length === 0) {
    throw new ChainStoreError(`${WHAT} is none that Proofworks exported: choose another file`);
  }
  if (bytes.length >= LENGTH_AT) checkFormat(readU32LE(bytes, FORMAT_AT), WHAT);
  const length = bytes.length < HEAD_BYTES ? null : readU64(bytes, LENGTH_AT);
  if (length === null || bytes.length < length) {
    const wanted = length === null ? 'more' : String(length);
    throw new ChainStoreError(
      `${WHAT} is cut short (${bytes.length} bytes of ${wanted}): copy or export it again`,
    );
  }
  const end = bytes.length - DIGEST_BYTES;
  if (bytes.length > length || end < HEAD_BYTES) throw damaged(`${bytes.length} bytes instead of ${length}`);
  if (!equalBytes(sha256d(bytes.subarray(0, end)), bytes.subarray(end))) {
    throw damaged('it does not match its checksum');
  }
  try {
    return readContents(bytes.subarray(HEAD_BYTES, end));
  } catch (error) {
    // Fields that do not fit, in a file whose checksum does: somebody else's pen.
    if (error instanceof RangeError || error instanceof SyntaxError) throw damaged(error.message, error);
    throw error;
  }
}

function readContents(bytes: Uint8Array): ChainFile {
  const reader = new ByteReader(bytes);
  const text = new TextDecoder('utf-8').decode(reader.raw(reader.u32()));
  const description = takeDescription(JSON.parse(text), WHAT);
  const count = reader.u32();
  const blocks: StoredBlock[] = [];
  for (let place = 0; place < count; place++) {
    const header = reader.raw(HEADER_BYTES);
    const length = reader.u32();
    if (!isCoinbaseLength(length))
      throw new RangeError(`block ${place + 1} has a coinbase of ${length} bytes`);
    blocks.push({ header, coinbase: reader.raw(length) });
  }
  if (!reader.isAtEnd) throw new RangeError(`something stands behind block ${count}`);
  return { description, blocks };
}

function damaged(why: string, cause?: unknown): ChainStoreError {
  return new ChainStoreError(`${WHAT} is damaged (${why}): copy or export it again`, { cause });
}

/** @param value - A whole number below 2^53. */
function u64Bytes(value: number): Uint8Array {
  const high = new Uint8Array(4);
  writeU32LE(high, 0, Math.floor(value / 2 ** 32));
  return concatBytes(u32Bytes(value % 2 ** 32), high);
}

const readU64 = (bytes: Uint8Array, offset: number) =>
  readU32LE(bytes, offset) + readU32LE(bytes, offset + 4) * 2 ** 32;
