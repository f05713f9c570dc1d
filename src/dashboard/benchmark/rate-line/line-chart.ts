// The live rate as a Chart.js configuration: seconds across, a logarithmic rate up, one line per entry.

import { formatDuration } from '../../../primitives/index.ts';
import type { Chart, ChartConfiguration, Colours, Plugin } from '../../charts/chart.ts';
import { font } from '../../charts/chart.ts';
import { decadeTicks, emberOf, type LiveSeries, type LogDomain, logDomain } from '../points.ts';

export type LinePoint = { readonly x: number; readonly y: number };
type LineConfig = ChartConfiguration<'line', LinePoint[]>;

/** A series with its name. */
export interface NamedSeries extends LiveSeries {
  readonly label: string;
}

const MONO = '"Geist Mono Variable", ui-monospace, monospace';

/**
 * Draws the series over the whole of the plan, so that the line fills the picture as time passes.
 *
 * @param totalSeconds - End of the time axis.
 * @param size - Of the drawing, px.
 */
export function lineChartConfig(
  series: readonly NamedSeries[],
  totalSeconds: number,
  size: { readonly width: number; readonly height: number },
  colours: Colours,
): LineConfig {
  const domain = lineDomain(series);
  // Upright labels need a quarter of the room that lying ones do.
  const ticks = decadeTicks(domain, size.height * 2.5);
  const labelled = ticks.some(({ label }) => label !== null) ? ticks : decadeTicks(domain, 10_000);
  const tickFont = { family: MONO, size: 12 };
  const end = Math.max(1, totalSeconds);
  return {
    type: 'line',
    data: {
      datasets: series.map(({ engine, points }) => ({
        data: [...points],
        borderColor: colours[`ember-${emberOf(engine)}`],
        borderWidth: 2,
        pointRadius: 0,
        tension: 0,
      })),
    },
    options: {
      parsing: false,
      normalized: true,
      animation: false,
      events: [],
      maintainAspectRatio: false,
      layout: { padding: { top: 22, right: 8 } },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          max: end,
          border: { color: colours['line-strong'] },
          grid: { display: false },
          ticks: {
            color: colours['ink-3'],
            font: tickFont,
            maxRotation: 0,
            maxTicksLimit: Math.max(3, Math.floor(size.width / 120)),
            callback: (value) =>
              value === 0 ? 'start' : formatDuration(Math.round(Number(value))).replace(/\.0+ /u, ' '),
          },
        },
        y: {
          type: 'logarithmic',
          min: domain.min,
          max: domain.max,
          border: { display: false },
          grid: { color: colours.line, drawTicks: false },
          afterBuildTicks: (axis) => {
            axis.ticks = labelled.map(({ value }) => ({ value }));
          },
          ticks: {
            autoSkip: false,
            padding: 8,
            color: colours['ink-3'],
            font: tickFont,
            callback: (value) => labelled.find((tick) => tick.value === value)?.label ?? '',
          },
        },
      },
    },
    plugins: [seriesNames(series, colours)],
  };
}

/** The decades that the series span. */
export function lineDomain(series: readonly LiveSeries[]): LogDomain {
  return logDomain(series.flatMap(({ points }) => points.map(({ y }) => y)));
}

/** Names each line where it starts, above the picture, as long as the names do not touch. */
function seriesNames(series: readonly NamedSeries[], colours: Colours): Plugin<'line'> {
  return {
    id: 'series-names',
    afterDatasetsDraw(chart: Chart<'line'>) {
      const { ctx, chartArea } = chart;
      const x = chart.scales['x'];
      if (x === undefined) return;
      ctx.save();
      ctx.font = font('sans', 12);
      ctx.textBaseline = 'middle';
      let free = Number.NEGATIVE_INFINITY;
      for (const [index, { points, label }] of series.entries()) {
        const first = points[0];
        if (first === undefined) continue;
        const at = Math.round(x.getPixelForValue(first.x)) + 0.5;
        ctx.strokeStyle = colours.line;
        ctx.beginPath();
        ctx.moveTo(at, chartArea.top - 6);
        ctx.lineTo(at, chartArea.bottom);
        ctx.stroke();
        const width = ctx.measureText(label).width;
        const next = series[index + 1]?.points[0];
        const room = (next === undefined ? chartArea.right : x.getPixelForValue(next.x)) - at;
        const isLast = index === series.length - 1;
        if (at < free || (!isLast && width + 6 > room)) continue;
        const start = Math.min(at + 5, chartArea.right - width);
        ctx.fillStyle = isLast ? colours.ink : colours['ink-3'];
        ctx.fillText(label, start, chartArea.top - 12);
        free = start + width + 8;
      }
      ctx.restore();
    },
  };
}
