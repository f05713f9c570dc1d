// Invented results: round figures whose derived values can be told by eye.

import { type BenchmarkReport, type BenchmarkResult, REPORT_VERSION } from '../../../src/miner/index.ts';

/** A result of `hps`, with 100 shares where 100 were expected unless said otherwise. */
export function result(engine: string, hps: number, change: Partial<BenchmarkResult> = {}): BenchmarkResult {
  return {
    engine,
    workers: 1,
    adapter: 'a device',
    kernel: 'unrolled x1',
    isSoftware: false,
    hps: { median: hps, low: hps * 0.99, high: hps * 1.01, coverage: 0.969 },
    runs: [hps, hps],
    drift: 0,
    trace: null,
    effectiveHps: { rate: hps, low: hps * 0.8, high: hps * 1.2 },
    shares: { found: 100, expected: 100, hardwareErrors: 0 },
    operationsPerHash: 2440,
    relative: 1,
    ...change,
  };
}

/** A report of these results. */
export function report(
  results: readonly BenchmarkResult[],
  change: Partial<BenchmarkReport> = {},
): BenchmarkReport {
  return {
    version: REPORT_VERSION,
    commit: 'abc123',
    date: '2026-01-31T12:00:00.000Z',
    machine: { runtime: 'Chrome 150', platform: 'Linux x86_64', cpu: null, cores: 8 },
    adapter: { name: 'a device', isSoftware: false },
    secondsPerRun: 1,
    results,
    failures: [],
    ...change,
  };
}
