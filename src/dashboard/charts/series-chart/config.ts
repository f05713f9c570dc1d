// A chart's model as a Chart.js configuration. Chart.js lays out the axes and draws lines and points; what it has no
// word for is painted around them.

import type { Colours } from '../chart.ts';
import type { ChartConfiguration, Plugin } from './chart-js.ts';
import type { AxisModel, ChartModel, ChartPoint } from './model.ts';
import { DASHES, type LiveChart, paintOver, paintUnder } from './paint.ts';

const MONO = '"Geist Mono Variable", ui-monospace, monospace';
const SANS = '"Geist Variable", system-ui, sans-serif';

/** A Chart.js chart of these. */
export type SeriesConfig = ChartConfiguration<'line', ChartPoint[]>;

/** The configuration for a first drawing; later ones are `takeModel`. */
export function chartConfig(live: LiveChart, colours: Colours): SeriesConfig {
  const { model } = live;
  return {
    type: 'line',
    data: {
      datasets: model.series.map(({ series, points }) => {
        const isPoints = series.kind === 'points';
        const colour = colours[series.hue];
        return {
          data: [...points],
          showLine: !isPoints,
          stepped: series.kind === 'step',
          borderColor: colour,
          backgroundColor: series.isHollow === true ? colours.panel : colour,
          borderWidth: isPoints
            ? series.isHollow === true
              ? 1.5
              : 0
            : (series.width ?? (series.isStacked === true ? 1.5 : 2)),
          borderDash: series.isDashed === true ? [...DASHES] : [],
          borderJoinStyle: 'round' as const,
          pointRadius: isPoints ? (series.width ?? 4) : 0,
          tension: 0,
          spanGaps: false,
        };
      }),
    },
    options: {
      responsive: false,
      parsing: false,
      normalized: true,
      animation: false,
      events: [],
      maintainAspectRatio: false,
      layout: { padding: padding(model) },
      scales: {
        x: {
          ...axisOptions(() => live.model.x, colours, true),
          border: { color: colours['line-strong'] },
          grid: { drawOnChartArea: false, tickLength: 4, tickColor: colours['line-strong'] },
          title: {
            display: (model.x.axis.title ?? '') !== '',
            text: model.x.axis.title ?? '',
            align: 'end',
            color: colours['ink-3'],
            font: { family: SANS, size: 12 },
            padding: 0,
          },
        },
        y: {
          ...axisOptions(() => live.model.y, colours, false),
          afterFit(scale: { width: number }) {
            scale.width = Math.max(scale.width, live.model.spec.beside?.left ?? 0);
          },
          border: { display: false },
          grid: { color: colours.line, drawTicks: false },
        },
      },
    },
    plugins: [paintPlugin(live, colours)],
  };
}

/** Hands a new model of the same form to a chart. */
export function takeModel(
  chart: { readonly data: SeriesConfig['data']; readonly options: NonNullable<SeriesConfig['options']> },
  model: ChartModel,
): void {
  for (const [index, { points }] of model.series.entries()) {
    const dataset = chart.data.datasets[index];
    if (dataset !== undefined) dataset.data = [...points];
  }
  chart.options.layout = { padding: padding(model) };
  const { x, y } = chart.options.scales ?? {};
  if (x !== undefined) Object.assign(x, model.x.domain);
  if (y !== undefined) Object.assign(y, model.y.domain);
}

function padding({ margins }: ChartModel) {
  return { top: margins.top, right: Math.max(8, margins.end) };
}

function axisOptions(read: () => AxisModel, colours: Colours, isAcross: boolean) {
  const { axis, domain } = read();
  return {
    type: axis.scale === 'log' ? ('logarithmic' as const) : ('linear' as const),
    min: domain.min,
    max: domain.max,
    afterBuildTicks(scale: { ticks: { value: number }[] }) {
      scale.ticks = read().ticks.map(({ value }) => ({ value }));
    },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      // Round values begin and end an axis; ticks that were asked for stand under their words.
      align: isAcross && axis.ticks !== undefined ? ('center' as const) : ('inner' as const),
      padding: 6,
      color: colours['ink-3'],
      font: { family: MONO, size: 11.5 },
      callback: (_value: unknown, index: number) => read().ticks[index]?.label ?? '',
    },
  };
}

function paintPlugin(live: LiveChart, colours: Colours): Plugin<'line'> {
  return {
    id: 'series-chart',
    beforeDatasetsDraw: (chart) => paintUnder(chart, live, colours),
    afterDatasetsDraw: (chart) => paintOver(chart, live, colours),
  };
}
