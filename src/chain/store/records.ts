/**
 * The bytes of a directory's two data files. Numbers are little-endian.
 *
 * | file            | preface, 16 bytes                                          | record                                    |
 * | --------------- | ---------------------------------------------------------- | ----------------------------------------- |
 * | `headers.dat`   | `PWHEADER`, u32 format, checksum of the first block's header | 80 bytes of header, checksum              |
 * | `coinbases.dat` | `PWCOINBS`, the same                                        | u32 length, that many bytes, checksum     |
 *
 * A header's checksum covers its place in the file (u32) and the header; a coinbase's the place, the header and the
 * coinbase. So a record that slipped, or that belongs to another block or chain, is noticed like a flipped bit.
 */
import {
  assertByteLength,
  concatBytes,
  equalBytes,
  HEADER_BYTES,
  readU32LE,
  writeU32LE,
} from '../../primitives/index.ts';
import { CHECKSUM_BYTES, checkFormat, checksum, STORE_FORMAT } from './description.ts';
import { ChainStoreError, type StoredBlock } from './store.ts';

/** Length of what stands before the first record, in bytes. */
export const PREFACE_BYTES = 16;
/** Length of a record of `headers.dat` in bytes. */
export const HEADER_RECORD_BYTES = HEADER_BYTES + CHECKSUM_BYTES;
/** What a record of `coinbases.dat` holds beside the coinbase, in bytes. */
export const COINBASE_FRAME_BYTES = 4 + CHECKSUM_BYTES;
/** No block is longer (Bitcoin Core, `MAX_BLOCK_SERIALIZED_SIZE`), so no coinbase is. */
export const MAX_COINBASE_BYTES = 4_000_000;

const MAGIC_BYTES = 8;
const MAGICS = { 'headers.dat': 'PWHEADER', 'coinbases.dat': 'PWCOINBS' } as const;

/** The names of the data files. */
export type DataFileName = keyof typeof MAGICS;

/** @returns four bytes, little-endian. */
export function u32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  writeU32LE(bytes, 0, value);
  return bytes;
}

/** @param genesisHeader - 80 bytes. */
export function preface(name: DataFileName, genesisHeader: Uint8Array): Uint8Array {
  const magic = new TextEncoder().encode(MAGICS[name]);
  return concatBytes(magic, u32Bytes(STORE_FORMAT), checksum(genesisHeader));
}

/**
 * Checks a file's first bytes.
 *
 * @param bytes - 16, or fewer where the file ends before.
 * @param path - For the sentence.
 * @throws {ChainStoreError} if the file is foreign, newer, cut short, or another chain's.
 */
export function checkPreface(
  bytes: Uint8Array,
  name: DataFileName,
  genesisHeader: Uint8Array,
  path: string,
): void {
  const expected = preface(name, genesisHeader);
  const sameUpTo = (end: number) => equalBytes(bytes.subarray(0, end), expected.subarray(0, end));
  if (!sameUpTo(MAGIC_BYTES)) {
    throw new ChainStoreError(
      `${path} is not a file of that kind that Proofworks made: restore it from a backup`,
    );
  }
  if (bytes.length < PREFACE_BYTES) {
    throw new ChainStoreError(`${path} is cut short at its beginning: restore it from a backup`);
  }
  checkFormat(readU32LE(bytes, MAGIC_BYTES), path);
  if (!sameUpTo(PREFACE_BYTES)) {
    throw new ChainStoreError(
      `${path} belongs to another chain than its directory: restore it from a backup`,
    );
  }
}

const headerChecksum = (place: number, header: Uint8Array) => checksum(concatBytes(u32Bytes(place), header));
const coinbaseChecksum = (place: number, { header, coinbase }: StoredBlock) =>
  checksum(concatBytes(u32Bytes(place), header, coinbase));

/** @param place - Blocks in front of it; u32. */
export function headerRecord(place: number, header: Uint8Array): Uint8Array {
  return concatBytes(header, headerChecksum(place, header));
}

/** @param place - Blocks in front of it; u32. */
export function coinbaseRecord(place: number, block: StoredBlock): Uint8Array {
  return concatBytes(u32Bytes(block.coinbase.length), block.coinbase, coinbaseChecksum(place, block));
}

/** @param record - 84 bytes. */
export function isWholeHeader(place: number, record: Uint8Array): boolean {
  const header = record.subarray(0, HEADER_BYTES);
  return equalBytes(record.subarray(HEADER_BYTES), headerChecksum(place, header));
}

/** @param sum - The record's last four bytes. */
export function isWholeCoinbase(place: number, block: StoredBlock, sum: Uint8Array): boolean {
  return equalBytes(sum, coinbaseChecksum(place, block));
}

/** Whether a record can be that long: a length of zero is what a file's unwritten part shows. */
export function isCoinbaseLength(length: number): boolean {
  return length > 0 && length <= MAX_COINBASE_BYTES;
}

/** @throws {RangeError} if the header has not 80 bytes, or the coinbase is empty or longer than a block may be. */
export function assertBlock({ header, coinbase }: StoredBlock): void {
  assertByteLength('header', header, HEADER_BYTES);
  if (!isCoinbaseLength(coinbase.length)) {
    throw new RangeError(`"coinbase" expected 1 to ${MAX_COINBASE_BYTES} bytes, got ${coinbase.length}`);
  }
}

/**
 * Copies a block that is to be stored, so that its owner may go on writing into its arrays.
 *
 * @throws {RangeError} as `assertBlock` does.
 */
export function copyOfBlock(block: StoredBlock): StoredBlock {
  assertBlock(block);
  // Not `slice()`: Node's Buffer has one that copies nothing.
  return { header: new Uint8Array(block.header), coinbase: new Uint8Array(block.coinbase) };
}
