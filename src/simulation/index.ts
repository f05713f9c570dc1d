/** Models of chains: seeded dice, hash rates over time, and rules under shocks. Nothing here hashes. */
export { DAY_SEC, dateOfDay, dayOfDate, yearOfDay } from './arms-race/calendar.ts';
export { DEFAULT_SCENARIO } from './arms-race/default-scenario.ts';
export { deviceSentence } from './arms-race/device-sentence.ts';
export { type Device, type DeviceFate, followDevice, PAYING_DAYS } from './arms-race/follow-device.ts';
export {
  GENERATIONS,
  type Generation,
  generationOf,
  HARDWARE_KINDS,
  type HardwareKind,
} from './arms-race/generation.ts';
export type { MachineModel } from './arms-race/machine-model.ts';
export { parseMachines } from './arms-race/machine-table.ts';
export { METRICS, type Metric, type MetricId } from './arms-race/metrics.ts';
export { type NetworkYear, parseNetworkYears } from './arms-race/network-years.ts';
export { parsePrices } from './arms-race/price-table.ts';
export type { PriceMonth, RaceDays, RaceEvent, RaceFacts, RacePlan } from './arms-race/race.ts';
export { raceCsv, raceCsvPieces } from './arms-race/race-csv.ts';
export {
  compareWithHistory,
  HASHRATE_WITHIN,
  type HistoryComparison,
  type HistoryYear,
  isHistory,
  type NearYears,
  POWER_WITHIN,
} from './arms-race/race-history.ts';
export { type RaceJson, raceJson } from './arms-race/race-json.ts';
export { type Spread, type SpreadYear, spreadOf, spreadOfYears } from './arms-race/race-quantiles.ts';
export { RaceRecord } from './arms-race/race-record.ts';
export { RaceRun } from './arms-race/race-run.ts';
export {
  type RaceYear,
  raceYears,
  type YearFigure,
  type YearlyKind,
  yearFigures,
  yearlyKind,
  yearlyUnit,
} from './arms-race/race-years.ts';
export { raceYearsCsv } from './arms-race/race-years-csv.ts';
export { parseScenario, readScenario } from './arms-race/read-scenario.ts';
export type { PriceSegment, Region, Scenario as RaceScenario, ScenarioEvent } from './arms-race/scenario.ts';
export { scenarioDifferences } from './arms-race/scenario-differences.ts';
export { ScenarioError } from './arms-race/scenario-error.ts';
export { RACE_SCENARIOS, raceScenarioNamed } from './arms-race/scenarios.ts';
export {
  COMPARISONS,
  COUNTRIES,
  type Comparison,
  type ComparisonKind,
  nearestComparison,
} from './comparisons.ts';
export { mineHeaderTimes } from './constant-rate.ts';
export {
  atSite,
  type BlockIncome,
  breakEvenJPerTh,
  breakEvenPricePerKwhUsd,
  CAMBRIDGE_PUE,
  type EnergySpent,
  energySpent,
  equilibriumPowerW,
  hashesOfDifficulty,
  JOULES_PER_KWH,
  powerBand,
  type Running,
  revenuePerThDayUsd,
  type Spending,
  YEAR_SEC,
} from './economics.ts';
export {
  type BySpan,
  ENERGY_SPANS,
  type EnergyBudget,
  type EnergyPlan,
  type EnergySpan,
  energyBudget,
  type IncomeBudget,
  timesOf,
} from './energy-budget.ts';
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
export { landauerJPerTh, WORD_OPERATIONS_PER_NONCE } from './landauer.ts';
export { IntervalMoments, measureSettling, SETTLED_WITHIN, type Settling } from './measures.ts';
export { futureLimitSec, type Liars, type MiningPlan, MiningRun, proofOf } from './mining.ts';
export { Dice } from './random.ts';
export {
  BITCOIN_DIFFICULTY,
  BITCOIN_DIFFICULTY_HEIGHT,
  BITCOIN_SPACING_SEC,
  type BitcoinNetwork,
  CAMBRIDGE_GRID_GRAMS_PER_KWH,
  CAMBRIDGE_PRICE_PER_KWH_USD,
  hashrateOfDifficulty,
  RECORDED_COIN_PRICE_MONTH,
  RECORDED_COIN_PRICE_USD,
  RECORDED_MACHINES_J_PER_TH,
  RECORDED_NETWORK,
  RECORDED_SUBSIDY_BTC,
  RECORDED_TRANSACTIONS_PER_BLOCK,
} from './recorded-network.ts';
export { type RealPast, Replay, type ReplayPeriod, type ReplayResult, readRealPast } from './replay.ts';
export { SCENARIOS, type Scenario, scenarioNamed } from './scenarios.ts';
export { shockCsv } from './shock-csv.ts';
export { type ShockResult, type ShockRun, ShockTable, type ShockTrace } from './shock-table.ts';
export { parametersAt, type ShockOptions, type ThinnedTrack } from './shock-track.ts';
export type { ThinnedValues } from './thinning.ts';
