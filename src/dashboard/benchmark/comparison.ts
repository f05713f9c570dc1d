// Two benchmarks beside each other: the rows of both, which is faster, and what was asked of only one.

import { type BenchmarkReport, compareResults, type RateComparison } from '../../miner/index.ts';
import { formatCount } from '../../primitives/index.ts';
import { entryLabel } from './entry-label.ts';

/** A row of both. */
export interface ComparisonRow extends RateComparison {
  readonly label: string;
  readonly hps: number;
  readonly otherHps: number;
}

/** A against B. */
export interface Comparison {
  readonly rows: readonly ComparisonRow[];
  /** Labels of the rows that only one of them has. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}

/** Compares a report with another one. */
export function compareReports(a: BenchmarkReport, b: BenchmarkReport): Comparison {
  const labelIn = ({ machine }: BenchmarkReport, id: string, isSoftware: boolean) =>
    entryLabel(id, { cores: machine.cores, isSoftware });
  const rows = compareResults(a.results, b.results).map((row): ComparisonRow => {
    const own = a.results.find(({ engine }) => engine === row.engine)!;
    const other = b.results.find(({ engine }) => engine === row.engine)!;
    return {
      ...row,
      // Numbers of cores are only the same words where the machines are alike.
      label: labelIn(a, row.engine, own.isSoftware || other.isSoftware),
      hps: own.hps.median,
      otherHps: other.hps.median,
    };
  });
  const onlyIn = (one: BenchmarkReport, other: BenchmarkReport) =>
    one.results
      .filter(({ engine }) => !other.results.some((result) => result.engine === engine))
      .map(({ engine, isSoftware }) => labelIn(one, engine, isSoftware));
  return { rows, onlyA: onlyIn(a, b), onlyB: onlyIn(b, a) };
}

/** The comparison in one sentence. */
export function comparisonSentence({ rows }: Comparison): string {
  if (rows.length === 0) return 'The two have no row in common: there is nothing to compare.';
  const count = (verdict: RateComparison['verdict']) => rows.filter((row) => row.verdict === verdict).length;
  const parts = [
    [count('faster'), 'faster'],
    [count('slower'), 'slower'],
  ] as const;
  const told = parts.filter(([n]) => n > 0).map(([n, word]) => `${word} in ${rowCount(n, rows.length)}`);
  const open = count('cannot tell');
  if (told.length === 0) return `No difference can be told in ${rowCount(open, rows.length)}.`;
  const rest = open === 0 ? '' : `; in ${rowCount(open, rows.length)} no difference can be told`;
  return `A is ${told.join(' and ')}${rest}.`;
}

function rowCount(n: number, all: number): string {
  if (n === all) return n === 1 ? 'the one row of both' : `all ${formatCount(n)} rows`;
  return n === 1 ? 'one row' : `${formatCount(n)} rows`;
}
