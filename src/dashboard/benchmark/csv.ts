// A report as a table for spreadsheets: RFC 4180, plain numbers, units in the headings.

import type { BenchmarkReport, BenchmarkResult } from '../../miner/index.ts';

type Cell = string | number | boolean | null;

const COLUMNS: readonly (readonly [heading: string, value: (result: BenchmarkResult) => Cell])[] = [
  ['engine', (r) => r.engine],
  ['workers', (r) => r.workers],
  ['adapter', (r) => r.adapter],
  ['is_software_adapter', (r) => r.isSoftware],
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
  const where: readonly Cell[] = [
    report.date,
    report.commit,
    machine.runtime,
    machine.platform,
    machine.cpu,
    machine.cores,
  ];
  const lines: (readonly Cell[])[] = [
    [
      ...COLUMNS.map(([heading]) => heading),
      'failure',
      'date',
      'commit',
      'runtime',
      'platform',
      'cpu',
      'cores',
    ],
    ...report.results.map((result) => [...COLUMNS.map(([, value]) => value(result)), null, ...where]),
    ...report.failures.map(({ engine, reason }) => [
      engine,
      ...COLUMNS.slice(1).map(() => null),
      reason,
      ...where,
    ]),
  ];
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A file's name for the report, for example `proofworks-benchmark-2026-01-31.csv`. */
export function reportFileName(report: BenchmarkReport, extension: 'json' | 'csv' | 'png'): string {
  return `proofworks-benchmark-${report.date.slice(0, 10)}.${extension}`;
}

/** The machine in one line, as it stands under an exported picture. */
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
