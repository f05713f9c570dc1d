// The figures behind a report's pictures, as tables: for the page and for spreadsheets.

import { formatCount, formatHashrate, formatNumber, formatPercent } from '../../../primitives/index.ts';
import type { TableColumn, TableData } from '../../elements/table-data.ts';
import type { Comparison } from '../comparison.ts';
import type { DriftRow } from '../drift.ts';
import type { FormGroup } from '../forms.ts';
import type { BarRow } from '../points.ts';
import { type ProofRow, VERDICT_TEXTS } from '../rows.ts';
import type { ScalingCurve } from '../scaling.ts';

const RATE = { isNumber: true, format: (hps: number) => formatHashrate(hps) } as const;
const PART = { isNumber: true, format: (part: number) => formatPercent(part) } as const;
const CHANGE = {
  isNumber: true,
  format: (part: number) => `${part > 0 ? '+' : ''}${formatPercent(part, 2)}`,
} as const;
const TIMES = { isNumber: true, format: (ratio: number) => `${formatNumber(ratio, 4)} ×` } as const;
const ENDS: readonly TableColumn[] = [
  { id: 'low_hps', label: 'Low', note: '95 %', ...RATE },
  { id: 'high_hps', label: 'High', note: '95 %', ...RATE },
];

/** Bars, with where each figure is from. */
export function barsTable(rows: readonly BarRow[]): TableData {
  return {
    columns: [
      { id: 'row', label: 'Row' },
      { id: 'rate_hps', label: 'Hash rate', ...RATE },
      ...ENDS,
      { id: 'origin', label: 'Origin' },
    ],
    rows: rows.map(({ label, note, hps, interval, source }) => ({
      row: label,
      rate_hps: hps,
      low_hps: interval?.low ?? null,
      high_hps: interval?.high ?? null,
      origin: source === null ? 'measured here' : `published, ${note}; ${source}`,
    })),
  };
}

/** What shares prove, as parts of the counted rate. */
export function proofTable(rows: readonly ProofRow[]): TableData {
  return {
    columns: [
      { id: 'row', label: 'Row' },
      { id: 'proved', label: 'Proved', note: 'of the counted rate', ...PART },
      { id: 'low', label: 'Low', note: '95 %', ...PART },
      { id: 'high', label: 'High', note: '95 %', ...PART },
      { id: 'verdict', label: 'Verdict' },
    ],
    rows: rows.map(({ label, proved, interval, verdict }) => ({
      row: label,
      proved,
      ...interval,
      verdict: VERDICT_TEXTS[verdict],
    })),
  };
}

/** Points of the scaling curve. */
export function scalingTable({ points }: ScalingCurve): TableData {
  return {
    columns: [
      { id: 'workers', label: 'Workers', isNumber: true, format: formatCount },
      { id: 'rate_hps', label: 'Hash rate', ...RATE },
      ...ENDS,
      { id: 'ideal_hps', label: 'Ideal', note: 'one worker’s, times workers', ...RATE },
      { id: 'efficiency', label: 'Each keeps', note: 'of its rate alone', ...PART },
    ],
    rows: points.map(({ workers, hps, interval, idealHps, efficiency }) => ({
      workers,
      rate_hps: hps,
      low_hps: interval.low,
      high_hps: interval.high,
      ideal_hps: idealHps,
      efficiency,
    })),
  };
}

/** Kernel forms. */
export function formsTable(groups: readonly FormGroup[]): TableData {
  return {
    columns: [
      { id: 'engine', label: 'Engine' },
      { id: 'form', label: 'Form' },
      { id: 'rate_hps', label: 'Hash rate', ...RATE },
      ...ENDS,
      { id: 'of_best', label: 'Of the best', ...PART },
      { id: 'operations', label: 'Operations', note: 'per hash', isNumber: true },
    ],
    rows: groups.flatMap(({ title, rows }) =>
      rows.map(({ form, hps, interval, ofBest, operationsPerHash }) => ({
        engine: title,
        form,
        rate_hps: hps,
        low_hps: interval.low,
        high_hps: interval.high,
        of_best: ofBest,
        operations: operationsPerHash,
      })),
    ),
  };
}

/** Trends over each row's time. */
export function driftTable(rows: readonly DriftRow[]): TableData {
  return {
    columns: [
      { id: 'row', label: 'Row' },
      { id: 'span_sec', label: 'Time', note: 'seconds', isNumber: true },
      { id: 'change', label: 'Change', note: 'first to last', ...CHANGE },
      { id: 'low', label: 'Low', note: '95 %', ...CHANGE },
      { id: 'high', label: 'High', note: '95 %', ...CHANGE },
      { id: 'verdict', label: 'Verdict' },
    ],
    rows: rows.map(({ label, spanSec, trend, verdict }) => ({
      row: label,
      span_sec: spanSec,
      change: trend?.change ?? null,
      low: trend?.low ?? null,
      high: trend?.high ?? null,
      verdict,
    })),
  };
}

/** Two benchmarks, and the rows of only one. */
export function comparisonTable({ rows, onlyA, onlyB }: Comparison): TableData {
  return {
    columns: [
      { id: 'row', label: 'Row' },
      { id: 'a_hps', label: 'A', ...RATE },
      { id: 'b_hps', label: 'B', ...RATE },
      { id: 'ratio', label: 'A over B', ...TIMES },
      { id: 'low', label: 'Low', note: '95 %', ...TIMES },
      { id: 'high', label: 'High', note: '95 %', ...TIMES },
      { id: 'verdict', label: 'A is' },
    ],
    rows: [
      ...rows.map(({ label, hps, otherHps, ratio, interval, verdict }) => ({
        row: label,
        a_hps: hps,
        b_hps: otherHps,
        ratio,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        verdict,
      })),
      ...onlyA.map((row) => ({ row, verdict: 'only in A' })),
      ...onlyB.map((row) => ({ row, verdict: 'only in B' })),
    ],
  };
}
