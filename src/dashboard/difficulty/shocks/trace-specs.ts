// Large pictures of shocks as charts' specs, and their values as tables.

import { formatCount, formatNumber } from '../../../primitives/index.ts';
import type { ShockTrace, ThinnedTrack } from '../../../simulation/index.ts';
import type {
  ChartAxis,
  ChartMark,
  ChartSeries,
  Hue,
  SeriesChartSpec,
} from '../../charts/series-chart/spec.ts';
import type { TableData } from '../../elements/table-data.ts';
import type { BlockAxis } from '../settings.ts';
import { paceDomain } from './pace-domain.ts';

/** Three digits at most, and no dust after a round number: `10`, `0.35`. */
const factorText = (value: number): string => String(Number(value.toPrecision(3)));

const blocksAxis = (axis: BlockAxis, blocks: number): ChartAxis => ({
  scale: axis,
  min: axis === 'log' ? 1 : 0,
  max: blocks,
  format: formatCount,
  title: 'blocks after the shock',
});

/** Room beside the two pictures that stand above each other. */
const BESIDE = { left: 48, right: 128 } as const;

/** Hash rates over that before the shock; exact, since both means are geometric. */
export function rates({ difficulty, expected }: ThinnedTrack): Float64Array {
  return difficulty.mean.map((value, index) => value / expected.mean[index]!);
}

/** Hash rate and difficulty, both over what they were before the shock: where they meet, blocks come on time. */
export function followSpec(trace: ShockTrace, axis: BlockAxis, blocks: number): SeriesChartSpec {
  const { own } = trace;
  return {
    height: 220,
    beside: BESIDE,
    x: blocksAxis(axis, blocks),
    y: { scale: 'log', format: factorText, ...followEnds(own) },
    series: [
      { id: 'rate', label: 'hash rate', hue: 'ember-3', kind: 'line', x: own.blocks, y: rates(own) },
      {
        id: 'difficulty',
        label: 'difficulty',
        hue: 'ice-3',
        kind: 'line',
        x: own.blocks,
        y: own.difficulty.mean,
        low: own.difficulty.low,
        high: own.difficulty.high,
      },
    ],
  };
}

/** Further than this from where it was, a difficulty is off the picture. */
const FURTHEST = 3000;

/** Only where some value is out of all bounds is the axis cut; else it is left to the chart. */
function followEnds({ difficulty }: ThinnedTrack): { readonly min?: number; readonly max?: number } {
  return {
    ...(difficulty.low.some((value) => value < 1 / FURTHEST) ? { min: 1 / FURTHEST } : {}),
    ...(difficulty.high.some((value) => value > FURTHEST) ? { max: FURTHEST } : {}),
  };
}

/** How far blocks are off their pace, with the steady twin behind. */
export function paceSpec(trace: ShockTrace, axis: BlockAxis, blocks: number): SeriesChartSpec {
  const { own, steady, result } = trace;
  const domain = paceDomain([trace]);
  const marks: ChartMark[] = [{ axis: 'y', at: 1, label: '', hue: 'line-strong' }];
  if (result.settledBlocks !== null && result.settledBlocks > 0) {
    marks.push({ axis: 'x', at: result.settledBlocks, label: 'settled', hue: 'ink-3', isDashed: true });
  }
  return {
    height: 220,
    beside: BESIDE,
    x: blocksAxis(axis, blocks),
    y: { scale: 'log', format: factorText, ...domain },
    marks,
    series: [
      {
        id: 'steady',
        label: 'without the shock',
        hue: 'ink-3',
        kind: 'line',
        width: 1.25,
        x: steady.blocks,
        y: steady.expected.mean,
      },
      {
        id: 'own',
        label: 'with it',
        hue: 'ice-3',
        kind: 'line',
        x: own.blocks,
        y: own.expected.mean,
        low: own.expected.low,
        high: own.expected.high,
      },
    ],
  };
}

/** All are time kept, hence ice and grey; the fourth is told from the second by its dashes. */
const LINES: readonly { readonly hue: Hue; readonly isDashed?: true }[] = [
  { hue: 'ice-3' },
  { hue: 'ink' },
  { hue: 'ice-3', isDashed: true },
  { hue: 'ink-2', isDashed: true },
];

/**
 * Rules over each other.
 *
 * @param lines - At most four, with the names that stand at the lines.
 */
export function compareSpec(
  lines: readonly { readonly title: string; readonly trace: ShockTrace }[],
  axis: BlockAxis,
  blocks: number,
): SeriesChartSpec {
  return {
    height: 320,
    x: blocksAxis(axis, blocks),
    y: { scale: 'log', format: factorText, ...paceDomain(lines.map(({ trace }) => trace)) },
    marks: [{ axis: 'y', at: 1, label: '', hue: 'line-strong' }],
    series: lines.map(
      ({ title, trace: { result, own } }, index): ChartSeries => ({
        id: result.rule,
        label: title,
        kind: 'line',
        x: own.blocks,
        y: own.expected.mean,
        ...LINES[index % LINES.length]!,
      }),
    ),
  };
}

const FACTOR = { isNumber: true, format: (value: number) => formatNumber(value, 4) } as const;

/** A run's points as a table. */
export function traceTable({ own, steady }: ShockTrace): TableData {
  const hashrate = rates(own);
  const without = meansByBlock(steady);
  return {
    columns: [
      { id: 'blocks', label: 'Blocks', isNumber: true },
      { id: 'time_s', label: 'Time', note: 's', isNumber: true, format: (value) => formatCount(value) },
      { id: 'hashrate_factor', label: 'Hash rate', note: 'over before', ...FACTOR },
      { id: 'difficulty_factor', label: 'Difficulty', note: 'over before', ...FACTOR },
      { id: 'expected_low', label: 'Least', note: 'expected interval / spacing', ...FACTOR },
      { id: 'expected_mean', label: 'Mean', note: 'expected interval / spacing', ...FACTOR },
      { id: 'expected_high', label: 'Most', note: 'expected interval / spacing', ...FACTOR },
      { id: 'steady_mean', label: 'Without the shock', note: 'expected interval / spacing', ...FACTOR },
    ],
    rows: Array.from(own.blocks, (blocks, i) => ({
      blocks,
      time_s: own.sec[i]!,
      hashrate_factor: hashrate[i]!,
      difficulty_factor: own.difficulty.mean[i]!,
      expected_low: own.expected.low[i]!,
      expected_mean: own.expected.mean[i]!,
      expected_high: own.expected.high[i]!,
      steady_mean: without.get(blocks) ?? null,
    })),
  };
}

/** Several runs' points as a table. */
export function compareTable(
  lines: readonly { readonly title: string; readonly trace: ShockTrace }[],
): TableData {
  const columns = lines.map(({ title, trace: { result, own } }) => ({
    column: { id: result.rule, label: title, note: 'expected interval / spacing', ...FACTOR },
    means: meansByBlock(own),
  }));
  const blocks = new Set(columns.flatMap(({ means }) => [...means.keys()]));
  return {
    columns: [{ id: 'blocks', label: 'Blocks', isNumber: true }, ...columns.map(({ column }) => column)],
    rows: [...blocks]
      .toSorted((a, b) => a - b)
      .map((block) => ({
        blocks: block,
        ...Object.fromEntries(columns.map(({ column, means }) => [column.id, means.get(block) ?? null])),
      })),
  };
}

/** A run that was cut short has its points at other blocks than the others. */
const meansByBlock = ({ blocks, expected }: ThinnedTrack): ReadonlyMap<number, number> =>
  new Map(Array.from(blocks, (block, index) => [block, expected.mean[index]!]));
