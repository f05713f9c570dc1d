// Transactions without keys: coins that anybody may spend (a witness script of OP_TRUE), in any number. So a node's template
// is filled in a second, and each of its transactions has a witness.

import { ByteWriter } from '../../src/chain/byte-writer.ts';
import { parseCoinbase } from '../../src/chain/index.ts';
import { bytesFromHex, hexFromBytes, reverseBytes, sha256, sha256d } from '../../src/primitives/index.ts';
import type { BcoinNode } from './bcoin-node.ts';

const OP_TRUE = Uint8Array.of(0x51);
/** Pays to whoever shows a script that ends in true (BIP 141, version 0 of 32 bytes). */
export const OPEN_SCRIPT = Uint8Array.of(0, 32, ...sha256(OP_TRUE));
const FEE_SATS = 1000n;
/** Calls in one request; a node has limits on its size. */
const BATCH = 500;

interface OpenCoin {
  /** 32 bytes, hashing order. */
  readonly txid: Uint8Array;
  readonly index: number;
  readonly valueSats: bigint;
}

/** Spends one open coin into equal ones. */
function spend(
  coin: OpenCoin,
  count: number,
  feeSats: bigint,
): { readonly hex: string; readonly txid: Uint8Array; readonly valueSats: bigint } {
  const valueSats = (coin.valueSats - feeSats) / BigInt(count);
  const serialize = (hasWitness: boolean) => {
    const writer = new ByteWriter().u32(2);
    if (hasWitness) writer.raw([0, 1]);
    writer.size(1).raw(coin.txid).u32(coin.index).size(0).u32(0xffffffff).size(count);
    for (let i = 0; i < count; i++) writer.u64(valueSats).sized(OPEN_SCRIPT);
    if (hasWitness) writer.size(1).sized(OP_TRUE);
    return writer.u32(0).finish();
  };
  return { hex: hexFromBytes(serialize(true)), txid: sha256d(serialize(false)), valueSats };
}

/**
 * Fills a node's pool of transactions with ones that do not depend on each other.
 *
 * @param node - Segwit is in force, and its chain is longer than 100 blocks.
 * @param height - Of a block whose coinbase pays to {@link OPEN_SCRIPT}, is not spent, and has 100 blocks on it.
 * @param count - How many.
 * @param mine - Mines one block, with the transaction that makes the coins.
 */
export async function fillPool(
  node: BcoinNode,
  height: number,
  count: number,
  mine: () => Promise<unknown>,
): Promise<void> {
  const hash = await node.call<string>('getblockhash', height);
  const block = await node.call<{ readonly tx: readonly string[] }>('getblock', hash, true);
  const txid = reverseBytes(bytesFromHex(block.tx[0]!));
  const { outputs } = parseCoinbase(bytesFromHex(await coinbaseHex(node, hash)));
  const fan = spend({ txid, index: 0, valueSats: outputs[0]!.valueSats }, count, 100_000n);
  await node.call('sendrawtransaction', fan.hex);
  await mine();
  for (let begin = 0; begin < count; begin += BATCH) {
    const calls = Array.from({ length: Math.min(BATCH, count - begin) }, (_, i) => {
      const one = spend({ txid: fan.txid, index: begin + i, valueSats: fan.valueSats }, 1, FEE_SATS);
      return { method: 'sendrawtransaction', params: [one.hex] };
    });
    await node.calls(calls);
  }
}

/** The coinbase of a block that has no other transaction: what follows 80 bytes and the count of one. */
async function coinbaseHex(node: BcoinNode, hash: string): Promise<string> {
  return (await node.call<string>('getblock', hash, false)).slice(2 * 81);
}
