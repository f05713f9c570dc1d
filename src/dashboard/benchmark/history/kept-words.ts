// How kept benchmarks are called in lists.

import type { BenchmarkReport } from '../../../miner/index.ts';
import { formatHashrate } from '../../../primitives/index.ts';
import { entryLabel } from '../entry-label.ts';
import { headline } from '../rows.ts';
import type { KeptReport } from './report-store.ts';

/** When it was measured, for example `2026-01-31 12:00:30`, UTC: a minute holds several quick ones. */
export function dateText({ date }: Pick<BenchmarkReport, 'date'>): string {
  return `${date.slice(0, 10)} ${date.slice(11, 19)}`;
}

/** Its name, or when and where it was measured. */
export function keptTitle({ name, report }: Pick<KeptReport, 'name' | 'report'>): string {
  return name === '' ? `${dateText(report)}, ${report.machine.runtime}` : name;
}

/** The figure that a person would tell: the best rate, and what the page's headline says. */
export function keptFigure({ results, machine }: BenchmarkReport): { best: string; headline: string } {
  const own = results.filter(({ isSoftware }) => !isSoftware);
  const best = (own.length > 0 ? own : results).reduce((a, b) => (b.hps.median > a.hps.median ? b : a));
  const label = entryLabel(best.engine, { cores: machine.cores, isSoftware: best.isSoftware });
  const top = headline(results, machine);
  return {
    best: `${formatHashrate(best.hps.median)}, ${label}`,
    headline: top === null ? '' : `${top.subject}: ${top.figure} ${top.versus}`,
  };
}
