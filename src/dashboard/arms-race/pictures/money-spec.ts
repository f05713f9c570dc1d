// Money in and out: what all miners together earn in a day, and what it costs them.

import { formatPercent, formatRough, formatRoughMoney } from '../../../primitives/index.ts';
import type { SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { TableData } from '../../elements/table-data.ts';
import type { RaceScene } from '../shown-race.ts';
import { eventMarks } from './event-marks.ts';
import { figureTable } from './figure-table.ts';
import { tickDigits } from './hashrate-spec.ts';
import { figureLines } from './race-lines.ts';
import { besideOf, timeAxis } from './time-axis.ts';

const perDay = (usd: number) => formatRoughMoney(usd, 'USD');
/** Beside an axis whose title says what is counted; its ticks are round. */
const short = (usd: number) => formatRough(usd, tickDigits(usd));
/** Room for "1 million", px: an axis that needs more takes more. */
const LEFT = 78;

/** The price of a coin, which drives all the rest. */
export function priceSpec(scene: RaceScene, width: number): SeriesChartSpec {
  return {
    height: 200,
    beside: { ...besideOf(true), left: LEFT },
    x: timeAxis(scene.races),
    y: { scale: 'log', format: short },
    marks: eventMarks(scene, { width, rows: 0 }),
    series: figureLines(scene, [{ metric: 'priceUsd', label: 'price', hue: 'ink', isFlow: true }], 'log'),
  };
}

/** Revenue over electricity over the wear of machines, by day; logarithmic. */
export function moneySpec(scene: RaceScene, width: number): SeriesChartSpec {
  return {
    height: 260,
    beside: { ...besideOf(true), left: LEFT },
    x: timeAxis(scene.races),
    y: { scale: 'log', format: short },
    marks: eventMarks(scene, { width, rows: 0 }),
    series: figureLines(
      scene,
      [
        { metric: 'revenueUsd', label: 'revenue', hue: 'ice-3', isFlow: true },
        { metric: 'electricityUsd', label: 'electricity', hue: 'heat-5', isFlow: true },
        { metric: 'depreciationUsd', label: 'wear of machines', hue: 'heat-8', isFlow: true },
      ],
      'log',
    ),
  };
}

/** Electricity as a part of cost. */
export function sharesSpec(scene: RaceScene, width: number): SeriesChartSpec {
  return {
    height: 170,
    beside: { ...besideOf(true), left: LEFT },
    x: timeAxis(scene.races),
    y: {
      scale: 'linear',
      min: 0,
      max: 1,
      ticks: [0, 0.5, 1],
      format: (part) => formatPercent(part, 2),
    },
    marks: eventMarks(scene, { width, rows: 0 }),
    series: figureLines(
      scene,
      [{ metric: 'electricityPart', label: 'electricity', hue: 'heat-5', isFlow: true }],
      'linear',
    ),
  };
}

/** All that moves, by day. */
export function moneyTable(scene: RaceScene): TableData {
  const flow = (metric: Parameters<typeof figureTable>[1][number]['metric']) =>
    ({ metric, isFlow: true, format: perDay }) as const;
  return figureTable(scene, [
    { metric: 'priceUsd', isFlow: true, format: perDay },
    flow('revenueUsd'),
    flow('electricityUsd'),
    flow('depreciationUsd'),
    flow('profitUsd'),
    flow('hardwareUsd'),
    flow('capitalInUsd'),
    flow('withdrawnUsd'),
    { metric: 'electricityPart', isFlow: true, format: (part) => formatPercent(part) },
  ]);
}
