/** Where templates come from and blocks go. */

export { type HeadersVerdict, mainnetParameters, verifyMainnetHeaders } from './mainnet.ts';
export { describePrivateChain, type PrivateChainOptions } from './private-chain/genesis.ts';
export type { JudgingParts } from './private-chain/judged-chain.ts';
export {
  type BlockVerdict,
  PrivateChain,
  type PrivateChainParts,
  type TemplateOptions,
} from './private-chain/private-chain.ts';
export { COINBASES_KEPT } from './private-chain/recent-coinbases.ts';
export {
  type Finder,
  finderOf,
  MAX_RIVAL,
  proofTarget,
  rivalOf,
  rivalTarget,
  rivalVersion,
} from './private-chain/rival.ts';
export type {
  LineState,
  NodeStatus,
  PoolJobStatus,
  PoolStatus,
  SearchOrder,
  ShareVerdict,
  SourceOpening,
  SourceStatus,
  WorkChange,
  WorkSource,
} from './work-source.ts';
