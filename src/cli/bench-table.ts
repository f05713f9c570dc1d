// A benchmark report as a table of text.

import type { BenchmarkReport, BenchmarkResult } from '../miner/index.ts';
import {
  formatCount,
  formatHashrate,
  formatNumber,
  formatPercent,
  formatRatio,
} from '../primitives/index.ts';
import { type Column, tableLines } from './table.ts';

const COLUMNS: readonly Column<BenchmarkResult>[] = [
  ['engine', ({ engine, isSoftware }) => (isSoftware ? `${engine} (software)` : engine)],
  ['median', ({ hps }) => formatHashrate(hps.median)],
  ['95 % interval', ({ hps }) => `${formatHashrate(hps.low)} – ${formatHashrate(hps.high)}`],
  ['relative', ({ relative }) => formatRatio(relative)],
  ['drift', ({ drift }) => formatPercent(drift)],
  ['shares', ({ shares }) => formatCount(shares.found)],
  ['expected', ({ shares }) => formatNumber(shares.expected)],
  ['ops/hash', ({ operationsPerHash: count }) => (count === null ? '–' : formatCount(count))],
];

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
    ...tableLines(COLUMNS, report.results),
    ...notes(report.results),
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
