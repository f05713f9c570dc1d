/** What the other rooms use of the ground floor: bytes, hashes, headers, targets, difficulty and text. */
export {
  assertByteLength,
  assertU32,
  bytesFromHex,
  concatBytes,
  equalBytes,
  hexFromBytes,
  readU32BE,
  readU32LE,
  reverseBytes,
  swapBytes32,
  writeU32BE,
  writeU32LE,
} from './bytes.ts';
export {
  blockProof,
  DIFFICULTY_1_TARGET,
  difficultyFromTarget,
  HASHES_PER_DIFFICULTY,
  targetFromDifficulty,
} from './difficulty.ts';
export { type Estimate, mapEstimate, scaleEstimate } from './estimate.ts';
export {
  formatBitcoin,
  formatCount,
  formatDate,
  formatDifficulty,
  formatDuration,
  formatEfficiency,
  formatEnergy,
  formatHashrate,
  formatMass,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPlain,
  formatPower,
  formatRatio,
  formatRough,
  formatRoughMoney,
  formatWait,
  formatWholeSeconds,
  hashrateUnit,
} from './format.ts';
export { type BlockHeader, HEADER_BYTES, headerFromHex, parseHeader, serializeHeader } from './header.ts';
export { createHeaderHasher, type HeaderHasher } from './header-hasher.ts';
export { merkleBranch, merkleRoot, merkleRootFromBranch } from './merkle.ts';
export {
  compress,
  displayHash,
  hashHeader,
  midstateOfHeader,
  SHA256_INITIAL,
  SHA256_ROUND_CONSTANTS,
  sha256,
  sha256d,
  tailOfHeader,
} from './sha256.ts';
export {
  compactFromTarget,
  type DecodedCompact,
  decodeCompact,
  hashAsInteger,
  meetsTarget,
  targetFromCompact,
  targetFromWords,
  wordsAtMost,
  wordsFromTarget,
} from './target.ts';
export {
  checkCompact,
  checkProofOfWork,
  type HeaderVerdict,
  MAINNET_POW_LIMIT,
  type ProofOfWorkVerdict,
  REGTEST_POW_LIMIT,
  verifyHeader,
} from './verify.ts';
