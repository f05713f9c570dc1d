// A benchmark report as a table of text.

import type { BenchmarkReport, BenchmarkResult } from '../miner/index.ts';
import {
  formatCount,
  formatHashrate,
  formatNumber,
  formatPercent,
  formatRatio,
} from '../primitives/index.ts';
import { tableLines } from './text-table.ts';

const HEADINGS = ['engine', 'median', '95 % interval', 'relative', 'drift', 'shares', 'expected', 'ops/hash'];

/** @returns lines: where, what, a row per result, and notes. */
export function reportTable(report: BenchmarkReport): string[] {
  const { machine, adapter, commit, date } = report;
  return [
    `${machine.cpu ?? machine.platform}, ${machine.cores} cores, ${machine.runtime}; commit ${commit}, ${date}`,
    adapter === null
      ? 'no GPU adapter'
      : adapter.isSoftware
        ? `${adapter.name}: a software adapter, the CPU plays the GPU; its rows are no GPU results`
        : `GPU: ${adapter.name}`,
    '',
    ...tableLines([HEADINGS, ...report.results.map(cells)]),
    ...notes(report.results),
  ];
}

function cells(result: BenchmarkResult): string[] {
  const { hps, shares, operationsPerHash } = result;
  return [
    result.isSoftware ? `${result.engine} (software)` : result.engine,
    formatHashrate(hps.median),
    `${formatHashrate(hps.low)} – ${formatHashrate(hps.high)}`,
    formatRatio(result.relative),
    formatPercent(result.drift),
    formatCount(shares.found),
    formatNumber(shares.expected),
    operationsPerHash === null ? '–' : formatCount(operationsPerHash),
  ];
}

function notes(results: readonly BenchmarkResult[]): string[] {
  const lines: string[] = [];
  const few = results.filter(({ hps }) => hps.coverage < 0.95);
  if (few.length > 0) {
    lines.push(
      `With so few runs the interval is the whole range and covers ${formatPercent(few[0]!.hps.coverage)}.`,
    );
  }
  for (const { engine, shares } of results) {
    if (shares.hardwareErrors > 0) {
      lines.push(`${engine}: ${formatCount(shares.hardwareErrors)} candidates failed the reference hash.`);
    }
  }
  return lines.length === 0 ? [] : ['', ...lines];
}
