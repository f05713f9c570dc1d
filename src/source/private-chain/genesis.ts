/**
 * The first block of a private chain. It is agreed on, not mined: it states what the chain is, and its target is where
 * the chain's difficulty begins.
 */
import {
  blockSubsidySats,
  buildCoinbase,
  type ChainDescription,
  MAINNET_HALVING_INTERVAL_BLOCKS,
} from '../../chain/index.ts';
import { assertRuleRuns, ruleNamed } from '../../difficulty/index.ts';
import { compactFromTarget, hexFromBytes, serializeHeader, sha256d } from '../../primitives/index.ts';

/** Coins of a private chain go to OP_TRUE: anyone may have them, since nobody wants them. */
export const PRIVATE_PAYOUT_SCRIPT: Uint8Array = Uint8Array.of(0x51);

/** Version with no BIP 9 bit set (BIP 9, "top bits"). */
export const BLOCK_VERSION = 0x20000000;

/** What a new private chain is to be. */
export interface PrivateChainOptions {
  /** Name of a retarget rule. */
  readonly rule: string;
  /** Whole seconds, from 1. */
  readonly targetSpacingSec: number;
  /** The rule's window in blocks. */
  readonly windowBlocks: number;
  /** Easiest target. */
  readonly powLimit: bigint;
  /** Where the difficulty begins; rounded to its compact form, and to the limit where it is above that. */
  readonly startTarget: bigint;
  /** Time of the first block, Unix seconds. */
  readonly time: number;
}

/**
 * Describes a new chain.
 *
 * @throws {RangeError} if the rule is unknown or a parameter is out of its range.
 */
export function describePrivateChain(options: PrivateChainOptions): ChainDescription {
  const { rule, targetSpacingSec, windowBlocks, powLimit, startTarget, time } = options;
  const known = ruleNamed(rule);
  assertRuleRuns(known, { targetSpacingSec, windowBlocks, powLimit });
  const { name } = known;
  const target = startTarget > powLimit ? powLimit : startTarget;
  if (target < 1n) throw new RangeError(`"startTarget" expected at least 1, got ${startTarget}`);
  const coinbase = buildCoinbase({
    height: 0,
    extraNonce: 0n,
    valueSats: blockSubsidySats(0, MAINNET_HALVING_INTERVAL_BLOCKS),
    payoutScript: PRIVATE_PAYOUT_SCRIPT,
    tag: new TextEncoder().encode(`/Proofworks ${name} ${targetSpacingSec} s/`),
    witnessCommitment: null,
  });
  const header = serializeHeader({
    version: BLOCK_VERSION,
    prevHash: new Uint8Array(32),
    merkleRoot: sha256d(coinbase.stripped),
    time,
    nBits: compactFromTarget(target),
    nonce: 0,
  });
  return {
    rule: name,
    targetSpacingSec,
    windowBlocks,
    powLimit: powLimit.toString(16).padStart(64, '0'),
    genesisHeader: hexFromBytes(header),
    genesisCoinbase: hexFromBytes(coinbase.bytes),
  };
}
