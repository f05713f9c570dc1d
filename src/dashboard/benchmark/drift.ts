// Does a row hold its rate? Its trace against its own middle, the trend through it, and a verdict in words.

import { type BenchmarkResult, senTrend, type Trend } from '../../miner/index.ts';
import { formatDuration, formatPercent } from '../../primitives/index.ts';

/** One row over its time. */
export interface DriftRow {
  readonly id: string;
  readonly label: string;
  /** Middle of each slot, seconds since the row's first run; rate over the row's middle one, 1 is the same; null for a gap. */
  readonly points: readonly { readonly sec: number; readonly part: number | null }[];
  /** Seconds of the row. */
  readonly spanSec: number;
  /** From the first slot to the last; null where there are too few. */
  readonly trend: Trend | null;
  readonly verdict: string;
  /** Whether the rate changed for certain, and by more than nobody's concern. */
  readonly isNotable: boolean;
}

/** Changes below it are nobody's concern, however certain. */
const NOTABLE = 0.01;

/** Rows that kept a trace, in order. */
export function driftRows(
  results: readonly BenchmarkResult[],
  labelOf: (result: BenchmarkResult) => string,
): readonly DriftRow[] {
  return results.flatMap((result) => {
    const { trace } = result;
    const rates = trace?.hps.filter((rate) => rate !== null) ?? [];
    if (trace === null || rates.length === 0) return [];
    const sorted = rates.toSorted((a, b) => a - b);
    const middle = sorted[sorted.length >> 1]!;
    const spanSec = trace.hps.length * trace.slotSec;
    const trend = middle > 0 ? senTrend(trace.hps) : null;
    return [
      {
        id: result.engine,
        label: labelOf(result),
        points: trace.hps.map((rate, slot) => ({
          sec: (slot + 0.5) * trace.slotSec,
          part: rate === null || middle === 0 ? null : rate / middle,
        })),
        spanSec,
        trend,
        verdict: driftVerdict(trend, spanSec),
        isNotable: trend !== null && isNotable(trend),
      },
    ];
  });
}

/** A trend in words, for example `slowed by 3.1 % over 10 min`. */
export function driftVerdict(trend: Trend | null, spanSec: number): string {
  if (trend === null) return 'too short to tell';
  const { change, low, high } = trend;
  if (isNotable(trend)) {
    const word = change < 0 ? 'slowed' : 'sped up';
    const much = roundText(formatPercent(Math.abs(change), 2));
    return `${word} by ${much} over ${roundText(formatDuration(Math.round(spanSec)))}`;
  }
  const reach = Math.max(Math.abs(low), Math.abs(high), NOTABLE);
  return `steady within ${roundText(formatPercent(reach, 2))}`;
}

function isNotable({ change, low, high }: Trend): boolean {
  return (low > 0 || high < 0) && Math.abs(change) >= NOTABLE;
}

/** Takes the zeros off a round figure: `38.0 s` is `38 s` where it was rounded before. */
export function roundText(text: string): string {
  return text.replace(/\.0+ /u, ' ');
}
