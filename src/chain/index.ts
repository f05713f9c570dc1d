/** Blocks, their order and their verdicts: what a chain is, before anyone mines it. */
export { ByteWriter } from './byte-writer.ts';
export { type BlockContents, checkContents, coinbaseAlone } from './check-contents.ts';
export {
  buildCoinbase,
  COINBASE_SCRIPT_BYTES,
  type Coinbase,
  type CoinbaseFields,
  type CoinbaseOutput,
  EXTRA_NONCE_BYTES,
  findWitnessCommitment,
  heightOfScript,
  heightScript,
  type ParsedCoinbase,
  parseCoinbase,
  witnessCommitment,
} from './coinbase.ts';
export { coinbaseMessage, coinbaseWithMessage, MAX_MESSAGE_BYTES, messageTag } from './coinbase-message.ts';
export type { HeaderNode, TipChange } from './header-node.ts';
export {
  type HeaderAccept,
  type HeaderCheck,
  HeaderTree,
  type HeaderTreeParts,
  KEPT_BLOCKS,
} from './header-tree.ts';
export { ArrayHistory, type HeaderHistory, missing } from './history.ts';
export { MEDIAN_TIME_BLOCKS, medianTimePast } from './median-time.ts';
export {
  type ChainParameters,
  FUTURE_LIMIT_SEC,
  MAINNET_VERSION_STEPS,
  type VersionStep,
} from './parameters.ts';
export { SteadyPast } from './steady-past.ts';
export { type ChainFile, readChainFile, writeChainFile } from './store/chain-file.ts';
export { explainFileError } from './store/file-errors.ts';
export { MemoryStore } from './store/memory-store.ts';
export {
  type ChainDescription,
  type ChainStore,
  ChainStoreError,
  DamagedStoreError,
  type StoredBlock,
} from './store/store.ts';
export { blockSubsidySats, COIN_SATS, MAINNET_HALVING_INTERVAL_BLOCKS } from './subsidy.ts';
export { type TamperedBlock, type Tampering, type TamperParts, tamper } from './tamper.ts';
export { type BlockTemplate, headerWithNonce, type Job, jobFromTemplate } from './template.ts';
export { type Rejection, type RejectReason, reject } from './verdict.ts';
