/** Where templates come from and blocks go. */

export { type AddressNetwork, addressOfScript, type Payout, readAddress } from './address.ts';
export { type HeadersVerdict, mainnetParameters, verifyMainnetHeaders } from './mainnet.ts';
export { type NodeCall, NodeCallError, type NodeFault } from './node/node-call.ts';
export { NodeSource, type NodeSourceParts } from './node/node-source.ts';
export { NODE_ENVIRONMENT, type NodeAccount, parseNodeUrl } from './node/node-url.ts';
export { POOL_AGENT } from './pool/agent.ts';
export type { PoolAccount } from './pool/pool-account.ts';
export { type ParsedPoolAddress, type PoolAddress, parsePoolAddress } from './pool/pool-address.ts';
export { coinbaseOf, type PoolJob } from './pool/pool-job.ts';
export { PoolSource, type PoolSourceParts } from './pool/pool-source.ts';
export { type PoolReport, probePool } from './pool/probe.ts';
export type { ConnectPool, SocketListener } from './pool/socket.ts';
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
export type { SourceTimers } from './timers.ts';
export type {
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
