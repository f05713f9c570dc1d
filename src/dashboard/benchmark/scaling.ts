// What more workers bring: the rows of one CPU engine with more and more of them.

import { type BenchmarkResult, type Interval, parseBenchmarkEntry } from '../../miner/index.ts';
import { formatPercent, formatRatio } from '../../primitives/index.ts';
import { engineTitle } from './entry-label.ts';

/** One number of workers. Rates are hashes per second. */
export interface ScalingPoint {
  readonly workers: number;
  readonly hps: number;
  readonly interval: Interval;
  /** What so many workers would do if none stood in another's way. */
  readonly idealHps: number;
  /** `hps` over `idealHps`: what each worker keeps of its rate alone. */
  readonly efficiency: number;
}

/** An engine's points by their workers, the fewest first; at least two. */
export interface ScalingCurve {
  readonly engine: string;
  readonly points: readonly ScalingPoint[];
}

/**
 * The curve of the engine that was measured with most numbers of workers, of the fastest where there are several.
 *
 * @returns null where no engine was measured with two.
 */
export function scalingCurve(results: readonly BenchmarkResult[]): ScalingCurve | null {
  const byEngine = new Map<string, Map<number, BenchmarkResult>>();
  for (const result of results) {
    const parts = parseBenchmarkEntry(result.engine)?.parts ?? [];
    const [part] = parts;
    if (part === undefined || parts.length > 1 || part.engine === 'gpu' || part.shape !== undefined) continue;
    const title = engineTitle(part.engine);
    const rows = byEngine.get(title) ?? new Map<number, BenchmarkResult>();
    byEngine.set(title, rows.set(part.workers, result));
  }
  const curves = [...byEngine].map(([engine, rows]) => curveOf(engine, rows));
  const best = curves.reduce<ScalingCurve | null>((kept, curve) => {
    if (curve.points.length < 2) return kept;
    const difference = curve.points.length - (kept?.points.length ?? 0);
    return difference > 0 || (difference === 0 && topRate(curve) > topRate(kept!)) ? curve : kept;
  }, null);
  return best;
}

function topRate({ points }: ScalingCurve): number {
  return Math.max(...points.map(({ hps }) => hps));
}

function curveOf(engine: string, rows: ReadonlyMap<number, BenchmarkResult>): ScalingCurve {
  const sorted = [...rows].sort(([a], [b]) => a - b);
  const [fewest] = sorted;
  const perWorker = fewest === undefined ? 0 : fewest[1].hps.median / fewest[0];
  return {
    engine,
    points: sorted.map(([workers, { hps }]) => ({
      workers,
      hps: hps.median,
      interval: { low: hps.low, high: hps.high },
      idealHps: perWorker * workers,
      efficiency: hps.median / (perWorker * workers),
    })),
  };
}

/** Says what the curve shows in one sentence. */
export function scalingSentence({ points }: ScalingCurve, cores: number): string {
  const first = points[0]!;
  const last = points.at(-1)!;
  const who = last.workers === cores ? `All ${cores} cores` : `${last.workers} workers`;
  const base = first.workers === 1 ? 'one worker alone' : `${first.workers} workers`;
  const times = formatRatio(last.hps / first.hps);
  return `${who} do ${times} what ${base} does: each keeps ${formatPercent(last.efficiency, 2)} of its rate. What is missing, workers lose to each other: shared core parts, clocks that fall under load, other programs.`;
}
