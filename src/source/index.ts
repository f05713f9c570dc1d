/** Where templates come from and blocks go. */

export { type HeadersVerdict, mainnetParameters, verifyMainnetHeaders } from './mainnet.ts';
export { describePrivateChain, type PrivateChainOptions } from './private-chain/genesis.ts';
export { type BlockVerdict, PrivateChain, type PrivateChainParts } from './private-chain/private-chain.ts';
