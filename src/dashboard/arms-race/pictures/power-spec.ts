// What it draws: power, within bounds.

import { formatCount, formatMass, formatNumber, formatPower } from '../../../primitives/index.ts';
import type { ChartSeries, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { TableData } from '../../elements/table-data.ts';
import type { RaceScene } from '../shown-race.ts';
import { eventMarks } from './event-marks.ts';
import { figureTable } from './figure-table.ts';
import { tickDigits } from './hashrate-spec.ts';
import { cutRaces, figureAt } from './race-lines.ts';
import { besideOf, timeAxis } from './time-axis.ts';

/** Power with its band. */
export function powerSpec(
  scene: RaceScene,
  { scale, width }: { readonly scale: 'log' | 'linear'; readonly width: number },
): SeriesChartSpec {
  return {
    height: 280,
    beside: besideOf(false),
    x: timeAxis(scene.races),
    y: { scale, format: (w) => formatPower(w, tickDigits(w)) },
    marks: eventMarks(scene, { width, rows: 0 }),
    series: cutRaces(scene).map((one, index): ChartSeries => {
      const above = (values: Float64Array) =>
        scale === 'log' ? values.map((value) => (value > 0 ? value : Number.NaN)) : values;
      return {
        id: index === 0 ? 'power' : 'other-power',
        label: index === 0 ? 'best guess' : 'best guess, compared',
        hue: 'heat-6',
        kind: 'line',
        isDashed: index > 0,
        width: index === 0 ? 2 : 1.5,
        direct: 'none',
        x: one.cut.x,
        y: above(figureAt(one, 'powerGuessW', true)),
        ...(index === 0
          ? {
              low: above(figureAt(one, 'powerLowW', true)),
              high: above(figureAt(one, 'powerHighW', true)),
            }
          : {}),
      };
    }),
  };
}

/** Energy and what it leaves behind, by day. */
export function powerTable(scene: RaceScene): TableData {
  return figureTable(scene, [
    { metric: 'powerLowW', isFlow: true, format: (w) => formatPower(w) },
    { metric: 'powerGuessW', isFlow: true, format: (w) => formatPower(w) },
    { metric: 'powerHighW', isFlow: true, format: (w) => formatPower(w) },
    { metric: 'fleetJPerTh', isFlow: true, format: (value) => formatNumber(value) },
    { metric: 'co2Grams', isFlow: true, format: (grams) => formatMass(grams) },
    { metric: 'eWasteKg', isFlow: true, format: (kg) => formatMass(kg * 1000) },
    { metric: 'machinesOn', isFlow: false, format: formatCount },
    { metric: 'machinesOff', isFlow: false, format: formatCount },
  ]);
}
