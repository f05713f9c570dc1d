/** Bitcoin's main network, as far as headers go: the chain that everything here is compared with. */
import {
  type ChainParameters,
  HeaderTree,
  MAINNET_HALVING_INTERVAL_BLOCKS,
  MAINNET_VERSION_STEPS,
  type Rejection,
} from '../chain/index.ts';
import { ruleNamed } from '../difficulty/index.ts';
import { displayHash, HEADER_BYTES, hashHeader, MAINNET_POW_LIMIT } from '../primitives/index.ts';

/** Blocks state their height from here on (BIP 34; Bitcoin Core, `kernel/chainparams.cpp`). */
const MAINNET_BIP34_HEIGHT = 227_931;

/** The first block of Bitcoin's main network (Bitcoin Core, `kernel/chainparams.cpp`). */
const MAINNET_GENESIS_HASH = '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f';

/** Consensus parameters of Bitcoin's main network. */
export function mainnetParameters(): ChainParameters {
  const rule = ruleNamed('bitcoin');
  const parameters = { ...rule.network, powLimit: MAINNET_POW_LIMIT };
  return {
    powLimit: MAINNET_POW_LIMIT,
    requiredTarget: (history, time) => rule.nextTarget(history, time, parameters),
    versionSteps: MAINNET_VERSION_STEPS,
    heightInCoinbaseFrom: MAINNET_BIP34_HEIGHT,
    halvingIntervalBlocks: MAINNET_HALVING_INTERVAL_BLOCKS,
  };
}

/** The answer about a row of headers. */
export type HeadersVerdict =
  | { readonly ok: true; readonly tree: HeaderTree }
  | (Rejection & {
      /** What was accepted before: the refused header comes after its tip. */
      readonly tree: HeaderTree;
    });

/**
 * Judges a row of headers as Bitcoin's main chain: proof, links, target and time of each.
 *
 * @param headers - 80 bytes each, from the first block on.
 * @param nowSec - One's own clock, Unix seconds.
 * @param hash - Double SHA-256 of 80 bytes, for a platform that has a faster one.
 * @throws {RangeError} if the length is not a multiple of 80 or is 0, or the first header is not Bitcoin's.
 */
export function verifyMainnetHeaders(
  headers: Uint8Array,
  nowSec: number,
  hash?: (header: Uint8Array) => Uint8Array,
): HeadersVerdict {
  if (headers.length === 0 || headers.length % HEADER_BYTES !== 0) {
    throw new RangeError(`"headers" expected a multiple of ${HEADER_BYTES} bytes, got ${headers.length}`);
  }
  const genesis = displayHash(hashHeader(headers.subarray(0, HEADER_BYTES)));
  if (genesis !== MAINNET_GENESIS_HASH) {
    throw new RangeError(`"headers" expected to begin with ${MAINNET_GENESIS_HASH}, got ${genesis}`);
  }
  const tree = new HeaderTree({
    parameters: mainnetParameters(),
    genesis: headers.subarray(0, HEADER_BYTES),
    ...(hash === undefined ? {} : { hash }),
  });
  for (let height = 1; height * HEADER_BYTES < headers.length; height++) {
    const start = height * HEADER_BYTES;
    const verdict = tree.accept(headers.subarray(start, start + HEADER_BYTES), nowSec);
    if (!verdict.ok) return { ...verdict, tree };
  }
  return { ok: true, tree };
}
