/**
 * The coinbase transaction: it creates the block's coins, names its height (BIP 34), carries the extra nonce that
 * gives fresh work, and commits to the other transactions' witnesses where there are any (BIP 141).
 */
import { assertByteLength, concatBytes, equalBytes, sha256d } from '../primitives/index.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';

/** Bounds of a coinbase script in bytes (Bitcoin Core, `CheckTransaction`). */
export const COINBASE_SCRIPT_BYTES = { min: 2, max: 100 } as const;

/** Bytes of the extra nonce in the script. */
export const EXTRA_NONCE_BYTES = 8;

/** First bytes of the output that commits to witnesses: OP_RETURN, a push of 36 bytes, and the mark (BIP 141). */
const COMMITMENT_PREFIX = [0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed];

const NO_OUTPOINT = [...new Array<number>(32).fill(0), 0xff, 0xff, 0xff, 0xff];
const FINAL_SEQUENCE = 0xffffffff;
const SEGWIT_MARKER = 0;

/** What a coinbase says. */
export interface CoinbaseFields {
  readonly height: number;
  /** In [0, 2^64). */
  readonly extraNonce: bigint;
  /** Satoshi. */
  readonly valueSats: bigint;
  /** Script that the coins go to. */
  readonly payoutScript: Uint8Array;
  /** The miner's own words at the end of the script. */
  readonly tag: Uint8Array;
  /** 32 bytes, see {@link witnessCommitment}; null where no transaction has a witness. */
  readonly witnessCommitment: Uint8Array | null;
}

/** A coinbase as bytes. */
export interface Coinbase {
  /** With its witness, as a block holds it. */
  readonly bytes: Uint8Array;
  /** Without, as its id is computed. */
  readonly stripped: Uint8Array;
}

/** One output. */
export interface CoinbaseOutput {
  /** Satoshi. */
  readonly valueSats: bigint;
  readonly script: Uint8Array;
}

/** A coinbase taken apart. */
export interface ParsedCoinbase {
  readonly script: Uint8Array;
  readonly outputs: readonly CoinbaseOutput[];
  /** Items of its witness; empty where it has none. */
  readonly witness: readonly Uint8Array[];
  /** As its id is computed. */
  readonly stripped: Uint8Array;
}

/**
 * The script that states a height: what `CScript() << height` gives.
 *
 * @param height - From 0.
 * @returns OP_0, OP_1 to OP_16, or a push of the shortest little-endian number with room for its sign.
 * @see BIP 34; Bitcoin Core, `CScript::push_int64`
 */
export function heightScript(height: number): Uint8Array {
  if (!Number.isInteger(height) || height < 0 || height > 0x7fffffff) {
    throw new RangeError(`"height" expected a whole number from 0 to 2^31 - 1, got ${height}`);
  }
  if (height <= 16) return Uint8Array.of(height === 0 ? 0 : 0x50 + height);
  const number: number[] = [];
  for (let rest = height; rest > 0; rest >>>= 8) number.push(rest & 0xff);
  if ((number.at(-1)! & 0x80) !== 0) number.push(0);
  return Uint8Array.of(number.length, ...number);
}

/**
 * Builds a coinbase transaction.
 *
 * @throws {RangeError} if the script would leave its bounds, or a field does not fit.
 */
export function buildCoinbase(fields: CoinbaseFields): Coinbase {
  const script = new ByteWriter()
    .raw(heightScript(fields.height))
    .size(EXTRA_NONCE_BYTES)
    .u64(fields.extraNonce)
    .raw(fields.tag)
    .finish();
  if (script.length > COINBASE_SCRIPT_BYTES.max) {
    throw new RangeError(`"tag" expected to leave the script within 100 bytes, got ${script.length}`);
  }
  const { witnessCommitment: commitment } = fields;
  const outputs: CoinbaseOutput[] = [{ valueSats: fields.valueSats, script: fields.payoutScript }];
  if (commitment !== null) outputs.push({ valueSats: 0n, script: commitmentScript(commitment) });
  // A commitment needs the reserved value, 32 zero bytes, as the coinbase's witness (BIP 141).
  const witness = commitment === null ? [] : [new Uint8Array(32)];
  return { bytes: serialize(script, outputs, witness), stripped: serialize(script, outputs, []) };
}

/**
 * Takes a coinbase that `buildCoinbase` built into its fields again.
 *
 * @param bytes - The transaction, with its witness.
 * @returns null where it is built otherwise.
 * @throws {RangeError} if it is no coinbase.
 */
export function splitCoinbase(bytes: Uint8Array): CoinbaseFields | null {
  const { script, outputs } = parseCoinbase(bytes);
  const height = heightOfScript(script);
  if (height === null || script.length > COINBASE_SCRIPT_BYTES.max) return null;
  const nonceAt = heightScript(height).length;
  const tagAt = nonceAt + 1 + EXTRA_NONCE_BYTES;
  if (script[nonceAt] !== EXTRA_NONCE_BYTES || script.length < tagAt) return null;
  const fields: CoinbaseFields = {
    height,
    extraNonce: new ByteReader(script.subarray(nonceAt + 1, tagAt)).u64(),
    valueSats: outputs[0]!.valueSats,
    payoutScript: outputs[0]!.script,
    tag: script.slice(tagAt),
    witnessCommitment: findWitnessCommitment(outputs),
  };
  return equalBytes(buildCoinbase(fields).bytes, bytes) ? fields : null;
}

/**
 * The height that a coinbase's script begins with.
 *
 * @returns null where it begins otherwise, as before BIP 34.
 */
export function heightOfScript(script: Uint8Array): number | null {
  const first = script[0] ?? 0xff;
  if (first === 0) return 0;
  if (first >= 0x51 && first <= 0x60) return first - 0x50;
  // The highest bit of the last byte is a sign.
  if (first > 5 || script.length <= first || (script[first]! & 0x80) !== 0) return null;
  let height = 0;
  for (let i = first; i > 0; i--) height = height * 256 + script[i]!;
  return height <= 0x7fffffff ? height : null;
}

/**
 * The commitment to a block's witnesses.
 *
 * @param witnessRoot - Merkle root of the witness ids, the coinbase's taken as 32 zero bytes; hashing order.
 * @param reserved - The coinbase's witness, 32 bytes.
 * @returns 32 bytes, hashing order.
 * @see BIP 141, "Commitment structure"
 */
export function witnessCommitment(
  witnessRoot: Uint8Array,
  reserved: Uint8Array = new Uint8Array(32),
): Uint8Array {
  assertByteLength('witnessRoot', witnessRoot, 32);
  return sha256d(concatBytes(witnessRoot, reserved));
}

/**
 * Finds the commitment among a coinbase's outputs.
 *
 * @returns 32 bytes of the last output that has one (BIP 141), or null.
 */
export function findWitnessCommitment(outputs: readonly CoinbaseOutput[]): Uint8Array | null {
  const carrier = outputs.findLast(
    ({ script }) => script.length >= 38 && COMMITMENT_PREFIX.every((byte, i) => script[i] === byte),
  );
  return carrier === undefined ? null : carrier.script.slice(6, 38);
}

/**
 * Takes a coinbase apart.
 *
 * @param bytes - The transaction, with or without witness.
 * @throws {RangeError} if it is no transaction, or none with the one empty input that makes a coinbase.
 * @see BIP 144 for the form with witness
 */
export function parseCoinbase(bytes: Uint8Array): ParsedCoinbase {
  const reader = new ByteReader(bytes);
  const version = reader.raw(4);
  const hasWitness = bytes[4] === SEGWIT_MARKER;
  if (hasWitness && reader.raw(2)[1] !== 1) throw new RangeError('"coinbase" has an unknown witness flag');
  const bodyStart = reader.offset;
  if (reader.size() !== 1) throw new RangeError('"coinbase" expected one input');
  const outpoint = reader.raw(36);
  if (!NO_OUTPOINT.every((byte, i) => outpoint[i] === byte)) {
    throw new RangeError('"coinbase" expected an input that spends nothing');
  }
  const script = reader.sized();
  reader.u32();
  const outputs = Array.from({ length: reader.size() }, () => ({
    valueSats: reader.u64(),
    script: reader.sized(),
  }));
  const bodyEnd = reader.offset;
  const witness = hasWitness ? Array.from({ length: reader.size() }, () => reader.sized()) : [];
  if (hasWitness && witness.length === 0)
    throw new RangeError('"coinbase" has room for a witness and none in it');
  if (outputs.length === 0) throw new RangeError('"coinbase" expected an output');
  const lockTime = reader.raw(4);
  if (!reader.isAtEnd) throw new RangeError('"coinbase" goes on after its end');
  return {
    script,
    outputs,
    witness,
    stripped: concatBytes(version, bytes.slice(bodyStart, bodyEnd), lockTime),
  };
}

function commitmentScript(commitment: Uint8Array): Uint8Array {
  assertByteLength('witnessCommitment', commitment, 32);
  return Uint8Array.of(...COMMITMENT_PREFIX, ...commitment);
}

function serialize(
  script: Uint8Array,
  outputs: readonly CoinbaseOutput[],
  witness: readonly Uint8Array[],
): Uint8Array {
  const writer = new ByteWriter().u32(1);
  if (witness.length > 0) writer.raw([SEGWIT_MARKER, 1]);
  writer.size(1).raw(NO_OUTPOINT).sized(script).u32(FINAL_SEQUENCE).size(outputs.length);
  for (const output of outputs) writer.u64(output.valueSats).sized(output.script);
  if (witness.length > 0) {
    writer.size(witness.length);
    for (const item of witness) writer.sized(item);
  }
  return writer.u32(0).finish();
}
