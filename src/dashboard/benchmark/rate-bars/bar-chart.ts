// The bar chart of hash rates as a Chart.js configuration: for the page, and for the picture that is saved.

import { formatHashrate } from '../../../primitives/index.ts';
import type { Chart, ChartConfiguration, Colours, Plugin } from '../../charts/chart.ts';
import { font } from '../../charts/chart.ts';
import { type BarRow, decadeTicks, logDomain } from '../points.ts';

/** Narrower than this a name stands above its bar, px. */
const STACKED_BELOW = 620;
const LABELS_WIDTH = 236;
const VALUE_WIDTH = 86;
const AXIS_HEIGHT = 30;

/** Height that the rows want, px. */
export function barChartHeight(rows: readonly BarRow[], width: number): number {
  return rows.length * (width < STACKED_BELOW ? 46 : 34) + AXIS_HEIGHT;
}

/**
 * Bars on a logarithmic axis: measured ones filled, with a whisker for the interval; published ones hollow; those of a
 * software adapter hatched in grey.
 *
 * @param width - Of the drawing, px.
 */
export function barChartConfig(
  rows: readonly BarRow[],
  width: number,
  colours: Colours,
): ChartConfiguration<'bar', number[], string> {
  const isStacked = width < STACKED_BELOW;
  const domain = logDomain(rows.map(({ hps }) => hps));
  const left = isStacked ? 0 : LABELS_WIDTH;
  const ticks = decadeTicks(domain, width - left - VALUE_WIDTH);
  const fill = (row: BarRow): string | CanvasPattern =>
    row.kind === 'published'
      ? 'transparent'
      : row.kind === 'software'
        ? hatching(colours['ink-3'])
        : colours[`ember-${row.ember}`];
  return {
    type: 'bar',
    data: {
      labels: rows.map(({ label }) => label),
      datasets: [
        {
          data: rows.map(({ hps }) => hps),
          base: domain.min,
          backgroundColor: rows.map(fill),
          borderColor: rows.map(({ kind }) =>
            kind === 'published'
              ? colours['line-strong']
              : kind === 'software'
                ? colours['ink-3']
                : 'transparent',
          ),
          borderWidth: rows.map(({ kind }) => (kind === 'measured' ? 0 : 1)),
          borderSkipped: false,
          barThickness: isStacked ? 12 : 14,
        },
      ],
    },
    options: {
      indexAxis: 'y',
      animation: false,
      events: [],
      maintainAspectRatio: false,
      layout: { padding: { left, right: VALUE_WIDTH } },
      scales: {
        x: {
          type: 'logarithmic',
          position: 'bottom',
          min: domain.min,
          max: domain.max,
          border: { display: false },
          grid: {
            // Names stand in the drawing where it is narrow: fewer lines behind them.
            color: ({ index }) => (isStacked && ticks[index]?.label === null ? 'transparent' : colours.line),
            drawTicks: false,
          },
          afterBuildTicks: (axis) => {
            axis.ticks = ticks.map(({ value }) => ({ value }));
          },
          ticks: {
            autoSkip: false,
            maxRotation: 0,
            padding: 8,
            color: colours['ink-3'],
            font: { family: '"Geist Mono Variable", ui-monospace, monospace', size: 12 },
            callback: (value) => ticks.find((tick) => tick.value === value)?.label ?? '',
          },
        },
        y: { type: 'category', display: false, offset: true },
      },
    },
    plugins: [rowText(rows, isStacked, colours)],
  };
}

/** Names, values, whiskers and the line between what was measured and what was published. */
function rowText(rows: readonly BarRow[], isStacked: boolean, colours: Colours): Plugin<'bar'> {
  return {
    id: 'row-text',
    afterDatasetsDraw(chart: Chart<'bar'>) {
      const { ctx, chartArea } = chart;
      const x = chart.scales['x'];
      const bars = chart.getDatasetMeta(0).data;
      if (x === undefined) return;
      ctx.save();
      ctx.textBaseline = 'middle';
      for (const [index, row] of rows.entries()) {
        const bar = bars[index];
        if (bar === undefined) continue;
        const isPublished = row.kind === 'published';
        if (isPublished && rows[index - 1]?.kind !== 'published')
          separate(chart, bar.y, isStacked, colours, index > 0);
        const nameY = isStacked ? bar.y - 16 : bar.y;
        ctx.font = font('sans', 13);
        ctx.textAlign = 'left';
        ctx.fillStyle = isPublished ? colours['ink-2'] : colours.ink;
        const nameX = isStacked ? chartArea.left : 0;
        ctx.fillText(row.label, nameX, nameY);
        ctx.fillStyle = colours['ink-3'];
        ctx.fillText(row.note, nameX + ctx.measureText(`${row.label}  `).width, nameY);
        const end = x.getPixelForValue(row.interval?.high ?? row.hps);
        ctx.font = font('mono', 12.5, isPublished ? 400 : 550);
        ctx.fillStyle = isPublished || row.kind === 'software' ? colours['ink-2'] : colours['spend-ink'];
        ctx.fillText(formatHashrate(row.hps), Math.max(end, bar.x) + 8, bar.y + 0.5);
        if (row.interval !== null)
          whisker(ctx, x.getPixelForValue(row.interval.low), end, bar.y, colours.ink);
      }
      ctx.restore();
    },
  };
}

function separate(
  chart: Chart<'bar'>,
  y: number,
  isStacked: boolean,
  colours: Colours,
  hasLine: boolean,
): void {
  const { ctx, chartArea, width } = chart;
  const top = Math.round(y - (isStacked ? 27 : 17)) + 0.5;
  if (hasLine) {
    ctx.strokeStyle = colours['line-strong'];
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(0, top);
    ctx.lineTo(width, top);
    ctx.stroke();
  }
  ctx.font = font('sans', 12);
  ctx.fillStyle = colours['ink-3'];
  ctx.textAlign = 'right';
  ctx.fillText(
    isStacked ? 'published' : 'published, for scale',
    isStacked ? width : chartArea.right + VALUE_WIDTH,
    top + 13,
  );
}

function whisker(ctx: CanvasRenderingContext2D, low: number, high: number, y: number, colour: string): void {
  // Where the interval is finer than the stroke a whisker would only look like noise.
  if (high - low < 3) return;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.25;
  ctx.beginPath();
  ctx.moveTo(low, y);
  ctx.lineTo(high, y);
  for (const x of [low, high]) {
    ctx.moveTo(x, y - 4);
    ctx.lineTo(x, y + 4);
  }
  ctx.stroke();
}

function hatching(colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 6;
  const ctx = tile.getContext('2d');
  if (ctx === null) return colour;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  for (const offset of [-6, 0, 6]) {
    ctx.moveTo(offset, 6);
    ctx.lineTo(offset + 6, 0);
  }
  ctx.stroke();
  return ctx.createPattern(tile, 'repeat') ?? colour;
}
