// A pool's job as it is told, checked field by field: what is wrong is refused here, in one sentence.

import { bytesFromHex, concatBytes, reverseBytes, targetFromCompact } from '../../primitives/index.ts';

/** The contents of `mining.notify`. */
export interface Notify {
  readonly jobId: string;
  /** 32 bytes, hashing order. */
  readonly prevHash: Uint8Array;
  /** The coinbase transaction without witness, before and after the extra nonces. */
  readonly coinbase1: Uint8Array;
  readonly coinbase2: Uint8Array;
  /** Merkle branch of the coinbase, 32 bytes each, hashing order, leaves first. */
  readonly branch: readonly Uint8Array[];
  /** u32. */
  readonly version: number;
  /** u32. */
  readonly nBits: number;
  /** The network's target. */
  readonly blockTarget: bigint;
  /** Unix seconds, u32. */
  readonly time: number;
  /** Whether earlier jobs are worth nothing any more. */
  readonly isClean: boolean;
}

const FEWEST_PARAMS = 8;
const MOST_JOB_ID_CHARACTERS = 256;
/** A block of four megabytes has less than 2^17 transactions. */
const DEEPEST_BRANCH = 32;

/**
 * Reads a job.
 *
 * @param params - Of `mining.notify`: job id, previous block (each four bytes reversed), coinbase parts, branch, version,
 *   nBits, time, clean jobs.
 * @throws {RangeError} with one sentence about the first field that is wrong.
 */
export function readNotify(params: readonly unknown[]): Notify {
  if (params.length < FEWEST_PARAMS) {
    throw new RangeError(`the pool sent a job of ${params.length} fields where 9 are due`);
  }
  const [jobId, prevHash, coinbase1, coinbase2, branch, version, nBits, time, isClean] = params;
  const compact = readWord('nBits', nBits);
  return {
    jobId: readJobId(jobId),
    prevHash: swapWords(readHex('previous block', prevHash, 32)),
    coinbase1: readHex('coinbase', coinbase1),
    coinbase2: readHex('coinbase', coinbase2),
    branch: readBranch(branch),
    version: readWord('version', version),
    nBits: compact,
    blockTarget: readTarget(compact),
    time: readWord('time', time),
    isClean: isClean === true,
  };
}

/** Reads an even number of hex digits. @param bytes - How many bytes are due; any number where absent. */
export function readHex(name: string, value: unknown, bytes?: number): Uint8Array {
  if (
    typeof value !== 'string' ||
    value.length % 2 !== 0 ||
    !/^[0-9a-f]*$/iu.test(value) ||
    (bytes !== undefined && value.length !== 2 * bytes)
  ) {
    const wanted = bytes === undefined ? 'hex digits' : `${2 * bytes} hex digits`;
    throw new RangeError(`the pool sent a wrong ${name}: ${wanted} are due`);
  }
  return bytesFromHex(value);
}

/** Reads eight hex digits. @returns u32. */
export function readWord(name: string, value: unknown): number {
  if (typeof value !== 'string' || !/^[0-9a-f]{8}$/iu.test(value)) {
    throw new RangeError(`the pool sent a wrong ${name}: 8 hex digits are due`);
  }
  return Number.parseInt(value, 16);
}

function readJobId(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length > MOST_JOB_ID_CHARACTERS) {
    throw new RangeError('the pool sent a job without a usable name');
  }
  return text;
}

function readBranch(value: unknown): readonly Uint8Array[] {
  if (!Array.isArray(value) || value.length > DEEPEST_BRANCH) {
    throw new RangeError('the pool sent a wrong merkle branch: a list of hashes is due');
  }
  return value.map((hash) => readHex('merkle branch', hash, 32));
}

function readTarget(nBits: number): bigint {
  let target = 0n;
  try {
    target = targetFromCompact(nBits);
  } catch {
    // Negative or beyond 256 bits: said below.
  }
  if (target === 0n) throw new RangeError('the pool sent a wrong nBits: no hash could meet it');
  return target;
}

/** Stratum writes the previous block's hash as eight words, each with its bytes reversed. */
function swapWords(bytes: Uint8Array): Uint8Array {
  const words: Uint8Array[] = [];
  for (let i = 0; i < bytes.length; i += 4) words.push(reverseBytes(bytes.subarray(i, i + 4)));
  return concatBytes(...words);
}
