/**
 * What one changed block does to all after it: its hash is another, so the next header names another parent, and so on
 * to the tip. None of the new hashes has the work behind it, except by luck.
 */
import {
  type BlockHeader,
  blockProof,
  equalBytes,
  hashHeader,
  meetsTarget,
  merkleRoot,
  parseHeader,
  serializeHeader,
  sha256d,
} from '../primitives/index.ts';
import { parseCoinbase } from './coinbase.ts';
import type { HeaderNode } from './header-node.ts';
import type { ChainParameters } from './parameters.ts';

/** One block with its new contents or its new parent, everything else as it was. */
export interface TamperedBlock {
  readonly height: number;
  /** 80 bytes. */
  readonly header: Uint8Array;
  /** 32 bytes, hashing order. */
  readonly hash: Uint8Array;
  /** As the header states it. */
  readonly target: bigint;
  /** What a node says of it first: `high-hash` where the proof is gone. */
  readonly verdict: 'valid' | 'high-hash';
}

/** A changed history. */
export interface Tampering {
  /** From the changed block to the tip. */
  readonly blocks: readonly TamperedBlock[];
  /**
   * Expected hashes until the changed history has more work than the real one: every block from the first without a
   * proof on has to be mined again, and one more of the tip's target. 0 where nothing has changed.
   */
  readonly work: bigint;
}

/** What judging a changed history takes beside it. */
export interface TamperParts {
  /** Double SHA-256 of 80 bytes, for a platform that has a faster one. */
  readonly hash?: (header: Uint8Array) => Uint8Array;
  /** The chain's own, where its blocks need not meet their target. */
  readonly proofTarget?: ChainParameters['proofTarget'];
}

/**
 * Reckons what another coinbase in a block does to the chain; changes nothing.
 *
 * @param nodes - The best chain from that block to the tip; each holds its coinbase alone.
 * @param coinbase - The block's new coinbase, as serialised.
 * @throws {RangeError} if there is no block, they do not follow each other, or it is no coinbase.
 */
export function tamper(
  nodes: readonly HeaderNode[],
  coinbase: Uint8Array,
  { hash = hashHeader, proofTarget = (target) => target }: TamperParts = {},
): Tampering {
  const [first] = nodes;
  if (first === undefined) throw new RangeError('"nodes" expected at least one block');
  const blocks: TamperedBlock[] = [];
  let changes: Partial<BlockHeader> = { merkleRoot: merkleRoot([sha256d(parseCoinbase(coinbase).stripped)]) };
  for (const [i, node] of nodes.entries()) {
    const parsed = parseHeader(node.header);
    if (i > 0 && !equalBytes(parsed.prevHash, nodes[i - 1]!.hash)) {
      throw new RangeError(`"nodes" expected blocks that follow each other, got another after ${i}`);
    }
    const header = serializeHeader({ ...parsed, ...changes });
    const newHash = hash(header);
    const isProved = meetsTarget(newHash, proofTarget(node.target, parsed.version));
    blocks.push({
      height: node.height,
      header,
      hash: newHash,
      target: node.target,
      verdict: isProved ? 'valid' : 'high-hash',
    });
    changes = { prevHash: newHash };
  }
  return { blocks, work: workToOvertake(nodes, blocks) };
}

function workToOvertake(nodes: readonly HeaderNode[], blocks: readonly TamperedBlock[]): bigint {
  const tip = nodes.at(-1)!;
  if (equalBytes(blocks.at(-1)!.hash, tip.hash)) return 0n;
  const oneMore = blockProof(tip.target);
  const broken = blocks.findIndex(({ verdict }) => verdict === 'high-hash');
  if (broken < 0) return oneMore;
  const first = nodes[broken]!;
  return tip.chainwork - first.chainwork + blockProof(first.target) + oneMore;
}
