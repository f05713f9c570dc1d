// What the results say, ready to be shown: rows with names, verdicts and the one sentence on top.

import {
  type BenchmarkReport,
  type BenchmarkResult,
  type Interval,
  type Machine,
  parseBenchmarkEntry,
  REPORT_VERSION,
} from '../../miner/index.ts';
import { formatCount, formatRatio } from '../../primitives/index.ts';
import { entryLabel, formTitle, usesGpu } from './entry-label.ts';
import { REFERENCE_DEVICES } from './reference-devices.ts';

/** Whether found shares bear out the counted rate. */
export type ShareVerdict = 'consistent' | 'too few' | 'too many' | 'hardware errors' | 'no shares expected';

/** A result with what people read beside it. */
export interface ResultRow {
  readonly result: BenchmarkResult;
  readonly label: string;
  /** Median divided by that of the slowest row at hand. */
  readonly relative: number;
  readonly verdict: ShareVerdict;
}

/** Fewer expected shares than this cannot tell a right rate from a wrong one. */
const FEWEST_SHARES = 1;

/** Rows in the order measured; relative rates are taken anew, since a stopped benchmark lacks rows. */
export function resultRows(results: readonly BenchmarkResult[], cores: number): readonly ResultRow[] {
  const slowest = Math.min(...results.map(({ hps }) => hps.median));
  return results.map((result) => ({
    result,
    label: entryLabel(result.engine, { cores, isSoftware: result.isSoftware }),
    relative: result.hps.median / slowest,
    verdict: shareVerdict(result),
  }));
}

/**
 * The rows that tell what a machine is: kernel forms and the numbers of workers between one and most are left to charts
 * of their own; where there is nothing else, all rows.
 */
export function mainResults(results: readonly BenchmarkResult[]): readonly BenchmarkResult[] {
  const partsOf = ({ engine }: BenchmarkResult) => parseBenchmarkEntry(engine)?.parts ?? [];
  const most = Math.max(1, ...results.flatMap((result) => partsOf(result).map(({ workers }) => workers)));
  const main = results.filter((result) => {
    const parts = partsOf(result);
    if (parts.some((part) => formTitle(part) !== null)) return false;
    return parts.length !== 1 || parts[0]!.workers === 1 || parts[0]!.workers === most;
  });
  return main.length > 0 ? main : results;
}

/**
 * The counted rate over the same seconds as `effectiveHps`, from the shares that the counted hashes let expect.
 *
 * @returns Hashes per second.
 */
export function countedHps(result: BenchmarkResult): number {
  const { found, expected } = result.shares;
  return found > 0 ? (result.effectiveHps.rate * expected) / found : result.hps.median;
}

/** Judges a row: the counted rate has to lie in the interval that the shares prove. */
export function shareVerdict(result: BenchmarkResult): ShareVerdict {
  const { low, high } = result.effectiveHps;
  if (result.shares.hardwareErrors > 0) return 'hardware errors';
  if (result.shares.expected < FEWEST_SHARES) return 'no shares expected';
  const counted = countedHps(result);
  if (high < counted) return 'too few';
  if (low > counted) return 'too many';
  return 'consistent';
}

/** A verdict as a short phrase. */
export const VERDICT_TEXTS: Readonly<Record<ShareVerdict, string>> = {
  consistent: 'consistent',
  'too few': 'fewer than chance allows',
  'too many': 'more than chance allows',
  'hardware errors': 'wrong answers found',
  'no shares expected': 'too short to tell',
};

/** A row of the share proof: the proved rate and its interval, as parts of the counted rate. */
export interface ProofRow {
  readonly label: string;
  readonly proved: number;
  readonly interval: Interval;
  readonly verdict: ShareVerdict;
}

/** Rows that expected shares, each divided by its counted rate: 1 is full agreement. */
export function proofRows(rows: readonly ResultRow[]): readonly ProofRow[] {
  return rows
    .filter(({ verdict }) => verdict !== 'no shares expected')
    .map(({ result, label, verdict }) => {
      const counted = countedHps(result);
      const { rate, low, high } = result.effectiveHps;
      return {
        label,
        proved: rate / counted,
        interval: { low: low / counted, high: high / counted },
        verdict,
      };
    });
}

/** The one sentence on top: `subject`: `figure` `versus`. */
export interface Headline {
  readonly subject: string;
  readonly figure: string;
  readonly versus: string;
  /** A second sentence that sets the machine against a mining machine; null where nothing was measured. */
  readonly scale: string | null;
}

/**
 * The figure that a person came for: the GPU against one CPU core; without a GPU all cores against one.
 * A software adapter is no GPU here.
 *
 * @returns Null before anything was measured.
 */
export function headline(
  results: readonly BenchmarkResult[],
  machine: Pick<Machine, 'cores'>,
): Headline | null {
  const cpu = results.filter(({ engine }) => !usesGpu(engine));
  const oneCore = fastest(cpu.filter(({ workers }) => workers === 1));
  const gpu = results.find(({ engine, isSoftware }) => engine === 'gpu' && !isSoftware);
  const manyCores = fastest(cpu.filter(({ workers }) => workers > 1));
  const best = fastest(results.filter(({ engine, isSoftware }) => !(isSoftware && usesGpu(engine))));
  if (best === undefined) return null;
  const scale = scaleSentence(best.hps.median);
  if (oneCore !== undefined) {
    const versus = 'one CPU core';
    const against = (hps: number): string => formatRatio(hps / oneCore.hps.median);
    if (gpu !== undefined) return { subject: 'GPU', figure: against(gpu.hps.median), versus, scale };
    if (manyCores !== undefined) {
      const { workers } = manyCores;
      const subject = workers === machine.cores ? `All ${workers} cores` : `${workers} workers`;
      return { subject, figure: against(manyCores.hps.median), versus, scale };
    }
  }
  const slowest = cpu.reduce((a, b) => (b.hps.median < a.hps.median ? b : a), best);
  if (slowest === best) return null;
  const label = (result: BenchmarkResult): string =>
    entryLabel(result.engine, { cores: machine.cores, isSoftware: result.isSoftware });
  return {
    subject: label(best),
    figure: formatRatio(best.hps.median / slowest.hps.median),
    versus: label(slowest),
    scale,
  };
}

function scaleSentence(hps: number): string {
  const newest = REFERENCE_DEVICES.reduce((a, b) => (b.year >= a.year ? b : a));
  return `One ${newest.name} (${newest.year}, published) does the work of about ${formatCount(Number((newest.hps / hps).toPrecision(2)))} of this machine.`;
}

function fastest(results: readonly BenchmarkResult[]): BenchmarkResult | undefined {
  return results.reduce<BenchmarkResult | undefined>(
    (best, result) => (best !== undefined && best.hps.median >= result.hps.median ? best : result),
    undefined,
  );
}

/** What an unfinished benchmark leaves behind. */
export function unfinishedReport(
  finished: Omit<BenchmarkReport, 'version' | 'results' | 'failures'>,
  results: readonly BenchmarkResult[],
): BenchmarkReport {
  const slowest = Math.min(...results.map(({ hps }) => hps.median));
  return {
    version: REPORT_VERSION,
    ...finished,
    results: results.map((result) => ({ ...result, relative: result.hps.median / slowest })),
    failures: [],
  };
}
