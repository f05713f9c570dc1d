/** Who hashes what, whether it was right, and how fast it was. */
export { type BenchmarkOptions, runBenchmark } from './benchmark.ts';
export { benchmarkEntry, parseBenchmarkEntry } from './benchmark-entry.ts';
export {
  BENCHMARK_GROUPS,
  type BenchmarkGroup,
  type BenchmarkPlan,
  groupEntries,
  plannedMs,
  planWithin,
  standardEntries,
} from './benchmark-plan.ts';
export {
  type Adapter,
  type BenchmarkEntry,
  type BenchmarkFailure,
  type BenchmarkProgress,
  type BenchmarkReport,
  type BenchmarkResult,
  type EngineChoice,
  type Interval,
  type Machine,
  REPORT_VERSION,
} from './benchmark-report.ts';
export { type CalibrationOptions, calibrate, targetForRate } from './calibrate.ts';
export { isTooFarAhead, startChainClock } from './chain-clock.ts';
export { ChainMiner, type ChainMinerEvents, type ChainMinerParts, type MinedBlock } from './chain-miner.ts';
export { compareResults, type RateComparison } from './compare-rates.ts';
export {
  type EnergyUse,
  energyOfHashes,
  energyUse,
  type MeasuredWork,
  type Tariff,
} from './energy.ts';
export type { Detected, EngineHost } from './engine-host.ts';
export type { EngineCount } from './engine-lanes.ts';
export { HashrateMeter, METER_WINDOWS_SEC, type MeterWindowSec } from './hashrate-meter.ts';
export { KNOWN_HEADERS } from './known-headers.ts';
export { type MedianInterval, medianInterval, relativeTrend } from './median.ts';
export { Miner, type MinerEvents, type MinerParts } from './miner.ts';
export { MiningRecord, type MiningSummary, type RateChange, SETTLED_WITHIN } from './mining-record.ts';
export { type Assignment, NonceSpace } from './nonce-space.ts';
export { poissonInterval } from './poisson.ts';
export type { RateTrace } from './rate-trace.ts';
export { MAX_REPORT_BYTES, parseReport, type ReadReport, readReport } from './read-report.ts';
export {
  type FoundShare,
  REMOTE_DISPATCH_MS,
  RemoteMiner,
  type RemoteMinerEvents,
  type RemoteMinerParts,
} from './remote/remote-miner.ts';
export { type RemoteEvent, RemoteSession, type RemoteSessionParts } from './remote/remote-session.ts';
export { type LedgerParts, ShareLedger } from './remote/share-ledger.ts';
export {
  type RemoteSettings,
  type RemoteSnapshot,
  type RemoteState,
  SHARE_LOG_ROWS,
  type ShareRow,
  type ShareTally,
} from './remote/snapshot.ts';
export { type SearchOptions, type SearchResult, searchRange } from './search.ts';
export { type SelfTestVerdict, selfTest } from './self-test.ts';
export { MiningSession } from './session/mining-session.ts';
export type { RememberedSession, SessionHost, SessionMemory } from './session/session-host.ts';
export { MOST_WORKERS } from './session/settings.ts';
export {
  type BestShare,
  type BlockDetail,
  type BlockRow,
  type ChainSnapshot,
  type EngineSnapshot,
  type IntervalStatistics,
  type MeterWindow,
  type MiningSettings,
  type MiningSnapshot,
  type RateSeries,
  type RemineSnapshot,
  type RuleOutlook,
  SERIES_POINTS,
  SESSION_WINDOWS_SEC,
  type SearchSnapshot,
  type SessionEvent,
  type SessionNotice,
  type SessionState,
  SNAPSHOT_BLOCKS,
  type TamperResult,
} from './session/snapshot.ts';
export { type Share, verifyCandidate } from './share.ts';
export { REAL_TIMERS, type Timers } from './timers.ts';
export { senTrend, type Trend } from './trend.ts';
export { type CoinbaseParts, extraNonceRollingWork, timeRollingWork } from './work-sequence.ts';
