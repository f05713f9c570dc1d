/**
 * Tells a torn tail from damage. A store appends one block at a time and has it on the disk before the next, so a
 * process that is killed leaves at most one block half-written, at the very end. Everything else that does not check
 * is damage, and damage is nothing to be cleaned away.
 */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { HEADER_BYTES, readU32LE } from '../../primitives/index.ts';
import { codeOf } from './file-errors.ts';
import type { RecordFile } from './record-file.ts';
import {
  COINBASE_FRAME_BYTES,
  type DataFileName,
  HEADER_RECORD_BYTES,
  isCoinbaseLength,
  isWholeCoinbase,
  isWholeHeader,
  PREFACE_BYTES,
} from './records.ts';
import type { StoredBlock } from './store.ts';

/** A chain's two data files. */
export interface DataFiles {
  readonly headers: RecordFile;
  readonly coinbases: RecordFile;
}

/** What the files hold. */
export interface Inspection {
  /** Whole blocks from the beginning on. */
  readonly blockCount: number;
  /** Lengths of the files' whole part, in bytes. */
  readonly headersEnd: number;
  readonly coinbasesEnd: number;
  /** Why the next block is not whole; null where the files end with a whole one. */
  readonly fault: string | null;
  /** Whether the rest can be one block that was being written when the program ended. */
  readonly isTornTail: boolean;
}

/**
 * Reads whole blocks in order and stops at the first that is not.
 *
 * @returns why the next is not whole; null at the files' common end.
 */
export async function* wholeBlocks({
  headers,
  coinbases,
}: DataFiles): AsyncGenerator<StoredBlock, string | null> {
  const fromHeaders = headers.readFrom(PREFACE_BYTES);
  const fromCoinbases = coinbases.readFrom(PREFACE_BYTES);
  for (let place = 0; ; place++) {
    const record = await fromHeaders.take(HEADER_RECORD_BYTES);
    const lengthBytes = await fromCoinbases.take(4);
    if (record.length === 0) return lengthBytes.length === 0 ? null : 'a coinbase without its header';
    if (record.length < HEADER_RECORD_BYTES) return 'a header that ends too early';
    if (!isWholeHeader(place, record)) return 'a header that does not match its checksum';
    if (lengthBytes.length === 0) return 'a header without its coinbase';
    if (lengthBytes.length < 4) return 'a coinbase that ends too early';
    const length = readU32LE(lengthBytes, 0);
    if (!isCoinbaseLength(length)) return 'a coinbase of an impossible length';
    const rest = await fromCoinbases.take(length + COINBASE_FRAME_BYTES - 4);
    if (rest.length < length + COINBASE_FRAME_BYTES - 4) return 'a coinbase that ends too early';
    const block = { header: record.slice(0, HEADER_BYTES), coinbase: rest.slice(0, length) };
    if (!isWholeCoinbase(place, block, rest.subarray(length))) {
      return 'a coinbase that does not match its checksum';
    }
    yield block;
  }
}

/** Reads the files through. */
export async function inspect(files: DataFiles): Promise<Inspection> {
  let blockCount = 0;
  let headersEnd = PREFACE_BYTES;
  let coinbasesEnd = PREFACE_BYTES;
  const blocks = wholeBlocks(files);
  let next = await blocks.next();
  while (!next.done) {
    blockCount++;
    headersEnd += HEADER_RECORD_BYTES;
    coinbasesEnd += next.value.coinbase.length + COINBASE_FRAME_BYTES;
    next = await blocks.next();
  }
  const isTornTail =
    next.value !== null &&
    files.headers.sizeBytes - headersEnd <= HEADER_RECORD_BYTES &&
    !(await holdsTwoRecords(files.coinbases, coinbasesEnd));
  return { blockCount, headersEnd, coinbasesEnd, fault: next.value, isTornTail };
}

/** Whether two records end at or before the file's end, as far as their lengths can be believed. */
async function holdsTwoRecords(coinbases: RecordFile, offset: number): Promise<boolean> {
  let end = offset;
  for (let record = 0; record < 2; record++) {
    const lengthBytes = await coinbases.readFrom(end).take(4);
    if (lengthBytes.length < 4) return false;
    const length = readU32LE(lengthBytes, 0);
    end += length + COINBASE_FRAME_BYTES;
    if (!isCoinbaseLength(length) || end > coinbases.sizeBytes) return false;
  }
  return true;
}

/**
 * Copies a file's end into a new file beside it.
 *
 * @returns what was kept where, for a sentence; null where there is nothing.
 */
export async function keepAside(
  directory: string,
  name: DataFileName,
  file: RecordFile,
  offset: number,
): Promise<string | null> {
  const bytes = await file.readFrom(offset).take(file.sizeBytes - offset);
  if (bytes.length === 0) return null;
  for (let number = 1; ; number++) {
    const aside = `${name}.dropped-${number}`;
    try {
      const handle = await open(join(directory, aside), 'wx');
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      return `${bytes.length} bytes of ${name}, kept in ${aside}`;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}
