/** Private chains so easy that the reference hash mines them. */
import {
  type ChainStore,
  headerWithNonce,
  jobFromTemplate,
  type StoredBlock,
} from '../../../src/chain/index.ts';
import { hashHeader } from '../../../src/primitives/sha256.ts';
import { meetsTarget } from '../../../src/primitives/target.ts';
import { REGTEST_POW_LIMIT } from '../../../src/primitives/verify.ts';
import { PrivateChain, type TemplateOptions } from '../../../src/source/private-chain/private-chain.ts';
import { proofTarget } from '../../../src/source/private-chain/rival.ts';

export const TIME = 1_700_000_000;
/** About 64 hashes per block. */
export const START_TARGET = 2n ** 250n - 1n;

export const optionsOf = (rule = 'asert', windowBlocks = 16) => ({
  rule,
  targetSpacingSec: 10,
  windowBlocks,
  powLimit: REGTEST_POW_LIMIT,
  startTarget: START_TARGET,
  time: TIME,
});

export const create = (store: ChainStore, rule?: string, windowBlocks?: number): Promise<PrivateChain> =>
  PrivateChain.create({ store }, optionsOf(rule, windowBlocks));

/** Mines the next block by the reference hash. */
export function mineNext(
  chain: PrivateChain,
  nowSec: number,
  extraNonce = 0n,
  options: TemplateOptions = {},
): StoredBlock {
  const job = jobFromTemplate(chain.template(nowSec, options), extraNonce);
  const { target, version } = job.template;
  const limit = proofTarget(target, version);
  for (let nonce = 0; ; nonce++) {
    const header = headerWithNonce(job.header, nonce);
    if (meetsTarget(hashHeader(header), limit)) return { header, coinbase: job.coinbase };
  }
}

/** Mines a block and has the chain take it. */
export async function grow(
  chain: PrivateChain,
  nowSec: number,
  options: TemplateOptions = {},
): Promise<StoredBlock> {
  const block = mineNext(chain, nowSec, 0n, options);
  const verdict = await chain.submit(block, nowSec);
  if (!verdict.ok) throw new Error(`${verdict.reason}: ${verdict.detail}`);
  return block;
}
