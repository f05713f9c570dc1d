/** What a block's transactions must be: their root, and a coinbase that names its height and pays no more than it may. */
import { equalBytes, merkleRoot, sha256d } from '../primitives/index.ts';
import {
  COINBASE_SCRIPT_BYTES,
  findWitnessCommitment,
  heightScript,
  type ParsedCoinbase,
  parseCoinbase,
  witnessCommitment,
} from './coinbase.ts';
import type { ChainParameters } from './parameters.ts';
import { blockSubsidySats } from './subsidy.ts';
import { type Rejection, reject } from './verdict.ts';

/** A block's transactions, as far as its proof of work depends on them. */
export interface BlockContents {
  /** The coinbase as serialised, with its witness. */
  readonly coinbase: Uint8Array;
  /** Ids of the other transactions, 32 bytes each, hashing order. */
  readonly txids: readonly Uint8Array[];
  /** Their witness ids; null where none has a witness. */
  readonly wtxids: readonly Uint8Array[] | null;
  /** Fees of the other transactions, satoshi. */
  readonly feesSats: bigint;
}

/** Contents of a block that holds its coinbase alone. */
export const coinbaseAlone = (coinbase: Uint8Array): BlockContents => ({
  coinbase,
  txids: [],
  wtxids: null,
  feesSats: 0n,
});

/**
 * Judges a block's contents.
 *
 * @param headerRoot - Merkle root in the header: 32 bytes, hashing order.
 * @returns Null where nothing is wrong.
 * @see Bitcoin Core, `CheckBlock`, `ContextualCheckBlock`, `ConnectBlock`, in this order
 */
export function checkContents(
  contents: BlockContents,
  headerRoot: Uint8Array,
  height: number,
  parameters: Pick<ChainParameters, 'heightInCoinbaseFrom' | 'halvingIntervalBlocks'>,
): Rejection | null {
  let coinbase: ParsedCoinbase;
  try {
    coinbase = parseCoinbase(contents.coinbase);
  } catch (error) {
    return reject('bad-cb-missing', (error as RangeError).message);
  }
  const root = merkleRoot([sha256d(coinbase.stripped), ...contents.txids]);
  if (!equalBytes(root, headerRoot)) {
    return reject('bad-txnmrklroot', "the merkle root is not the transactions'");
  }
  return (
    checkScript(coinbase, height, parameters.heightInCoinbaseFrom) ??
    checkWitness(coinbase, contents.wtxids) ??
    checkAmount(coinbase, contents.feesSats, height, parameters.halvingIntervalBlocks)
  );
}

function checkScript({ script }: ParsedCoinbase, height: number, fromHeight: number): Rejection | null {
  if (script.length < COINBASE_SCRIPT_BYTES.min || script.length > COINBASE_SCRIPT_BYTES.max) {
    return reject('bad-cb-length', `the coinbase script has ${script.length} bytes, not 2 to 100`);
  }
  if (height < fromHeight) return null;
  const stated = heightScript(height);
  if (!equalBytes(script.subarray(0, stated.length), stated)) {
    return reject('bad-cb-height', `the coinbase does not begin with its height, ${height}`);
  }
  return null;
}

function checkWitness(coinbase: ParsedCoinbase, wtxids: readonly Uint8Array[] | null): Rejection | null {
  const commitment = findWitnessCommitment(coinbase.outputs);
  if (commitment === null) {
    return wtxids === null && coinbase.witness.length === 0
      ? null
      : reject('unexpected-witness', 'there is a witness and no commitment to it');
  }
  const [reserved] = coinbase.witness;
  if (coinbase.witness.length !== 1 || reserved?.length !== 32) {
    return reject('bad-witness-nonce-size', "the coinbase's witness is not one item of 32 bytes");
  }
  const witnessRoot = merkleRoot([new Uint8Array(32), ...(wtxids ?? [])]);
  return equalBytes(witnessCommitment(witnessRoot, reserved), commitment)
    ? null
    : reject('bad-witness-merkle-match', "the commitment is not that of the transactions' witnesses");
}

function checkAmount(
  { outputs }: ParsedCoinbase,
  feesSats: bigint,
  height: number,
  halvingIntervalBlocks: number,
): Rejection | null {
  const paid = outputs.reduce((sum, { valueSats }) => sum + valueSats, 0n);
  const allowed = blockSubsidySats(height, halvingIntervalBlocks) + feesSats;
  return paid > allowed
    ? reject('bad-cb-amount', `the coinbase pays ${paid} satoshi, ${allowed} are allowed`)
    : null;
}
