// A report as a table for spreadsheets: RFC 4180, plain numbers, units in the headings.

import type { BenchmarkReport, BenchmarkResult } from '../../miner/index.ts';
import { csvText } from '../elements/csv.ts';
import type { TableRow } from '../elements/table-data.ts';

const COLUMNS: readonly (readonly [
  heading: string,
  value: (result: BenchmarkResult) => string | number | null,
])[] = [
  ['engine', (r) => r.engine],
  ['workers', (r) => r.workers],
  ['adapter', (r) => r.adapter],
  ['is_software_adapter', (r) => String(r.isSoftware)],
  ['kernel', (r) => r.kernel],
  ['median_hps', (r) => r.hps.median],
  ['low_hps', (r) => r.hps.low],
  ['high_hps', (r) => r.hps.high],
  ['coverage', (r) => r.hps.coverage],
  ['relative_to_slowest', (r) => r.relative],
  ['drift', (r) => r.drift],
  ['shares_found', (r) => r.shares.found],
  ['shares_expected', (r) => r.shares.expected],
  ['hardware_errors', (r) => r.shares.hardwareErrors],
  ['effective_hps', (r) => r.effectiveHps.rate],
  ['effective_low_hps', (r) => r.effectiveHps.low],
  ['effective_high_hps', (r) => r.effectiveHps.high],
  ['operations_per_hash', (r) => r.operationsPerHash],
  ['runs_hps', (r) => r.runs.join(' ')],
];

/** One line per result, then one per failure with its reason; date, commit and machine in every line. */
export function reportCsv(report: BenchmarkReport): string {
  const { machine } = report;
  const where = {
    date: report.date,
    commit: report.commit,
    runtime: machine.runtime,
    platform: machine.platform,
    cpu: machine.cpu,
    cores: machine.cores,
  };
  const headings = [...COLUMNS.map(([heading]) => heading), 'failure', ...Object.keys(where)];
  const results = report.results.map((result): TableRow => {
    const cells = COLUMNS.map(([heading, value]) => [heading, value(result)] as const);
    return { ...Object.fromEntries(cells), ...where };
  });
  const failures = report.failures.map(
    ({ engine, reason }): TableRow => ({ engine, failure: reason, ...where }),
  );
  return csvText(
    headings.map((id) => ({ id })),
    [...results, ...failures],
  );
}

/** A file's name for the report, for example `proofworks-benchmark-2026-01-31.csv`. */
export function reportFileName(report: BenchmarkReport, extension: 'json' | 'csv' | 'png'): string {
  return `proofworks-benchmark-${report.date.slice(0, 10)}.${extension}`;
}

/** The machine in one line, for lists. */
export function machineLine(report: Pick<BenchmarkReport, 'machine' | 'adapter'>): string {
  const { machine, adapter } = report;
  const gpu =
    adapter === null
      ? 'no GPU adapter'
      : adapter.isSoftware
        ? `software adapter: ${adapter.name}`
        : adapter.name;
  return [machine.cpu ?? `${machine.cores} logical processors`, gpu, machine.runtime, machine.platform].join(
    ' · ',
  );
}
