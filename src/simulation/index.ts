/** Models of chains: seeded dice, hash rates over time, and rules under shocks. Nothing here hashes. */
export { mineHeaderTimes } from './constant-rate.ts';
export { type RealRetarget, readRetargets } from './epoch-changes.ts';
export {
  type DifficultyEpoch,
  EPOCH_BLOCKS,
  parseDifficultyEpochs,
  type RetargetCheck,
  recomputeRetargets,
} from './epoch-data.ts';
export { bitcoinSettledIntervalSec, drawSettledIntervalSec } from './epoch-model.ts';
export { type Figure, REPLAY_FIGURES, shockFigures, shockNotes } from './figures.ts';
export {
  ConstantSupply,
  ElasticSupply,
  GrowingSupply,
  type HashSupply,
  HoppingSupply,
  PiecewiseSupply,
  SquareWaveSupply,
} from './hash-supply.ts';
export { createIdealPast, EQUILIBRIUM_PROOF, EQUILIBRIUM_TARGET, IDEAL_PAST_BLOCKS } from './ideal-past.ts';
export {
  type ExponentialFit,
  FEWEST_TIMES,
  fitExponential,
  STEPHENS_CRITICAL_VALUES,
  stephensStatistic,
  wholeSecondDistance,
  wholeSecondProbability,
  wholeSecondTail,
} from './kolmogorov-smirnov.ts';
export { IntervalMoments, measureSettling, SETTLED_WITHIN, type Settling } from './measures.ts';
export { futureLimitSec, type Liars, type MiningPlan, MiningRun, proofOf } from './mining.ts';
export { Dice } from './random.ts';
export { type RealPast, Replay, type ReplayPeriod, type ReplayResult, readRealPast } from './replay.ts';
export { SCENARIOS, type Scenario, scenarioNamed } from './scenarios.ts';
export { shockCsv } from './shock-csv.ts';
export { type ShockResult, type ShockRun, ShockTable, type ShockTrace } from './shock-table.ts';
export { parametersAt, type ShockOptions, type ThinnedTrack } from './shock-track.ts';
export type { ThinnedValues } from './thinning.ts';
