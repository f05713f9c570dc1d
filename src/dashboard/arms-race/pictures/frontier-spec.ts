// Efficiency over the years: each machine a dot, what runs and what just pays as lines, and physics far below.

import {
  formatEfficiency,
  formatHashrate,
  formatPower,
  formatRoughMoney,
} from '../../../primitives/index.ts';
import { GENERATIONS, generationOf, type MachineModel } from '../../../simulation/index.ts';
import type { ChartSeries, SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import type { TableData } from '../../elements/table-data.ts';
import type { RaceScene } from '../shown-race.ts';
import { eventMarks } from './event-marks.ts';
import { tickDigits } from './hashrate-spec.ts';
import { generationHue } from './hues.ts';
import { figureLines } from './race-lines.ts';
import { besideOf, dayText, isoDay, timeAxis } from './time-axis.ts';

/** Machines that have come by the last day shown, by release. */
export function machinesSoFar({ races: [{ facts, days }] }: RaceScene): readonly MachineModel[] {
  return facts.machines.filter(({ releaseDay }) => releaseDay < facts.startDay + days.length);
}

/** What is to be known of a machine, in a sentence or two. */
export function machineText(machine: MachineModel): string {
  const { name, releaseDay, hashrateHps, powerW, efficiencyJPerTh, listPriceUsd } = machine;
  const what = `${name}, ${dayText(releaseDay)}: ${formatHashrate(hashrateHps)}, ${formatPower(powerW)}, ${formatEfficiency(efficiencyJPerTh)}, ${formatRoughMoney(listPriceUsd, 'USD')}.`;
  const doubts = doubtsOf(machine);
  return doubts === '' ? what : `${what} ${doubts}`;
}

/** What of a machine's figures is not known; empty for nothing. */
function doubtsOf({
  isToCome,
  isSizeEstimated,
  isPriceEstimated,
  isUnverified,
  isReleaseRough,
}: MachineModel): string {
  if (isToCome === true) return 'It has not been made: progress goes on as assumed.';
  const estimated = [
    ...(isSizeEstimated ? ['speed and power'] : []),
    ...(isPriceEstimated ? ['price'] : []),
    ...(isReleaseRough ? ['day of release'] : []),
  ];
  const said = estimated.length === 0 ? '' : `Estimated: ${estimated.join(', ')}.`;
  return isUnverified ? `${said} Not verified.`.trim() : said;
}

/** The picture. */
export function frontierSpec(scene: RaceScene, width: number): SeriesChartSpec {
  const [race] = scene.races;
  const machines = machinesSoFar(scene);
  const dots = (isToCome: boolean) =>
    GENERATIONS.flatMap(({ id, title }, generation): readonly ChartSeries[] => {
      const own = machines.filter(
        (machine) =>
          (machine.isToCome === true) === isToCome &&
          generationOf(machine.kind, machine.efficiencyJPerTh) === generation,
      );
      if (own.length === 0) return [];
      return [
        {
          id: `${id}${isToCome ? '-to-come' : ''}`,
          label: title,
          hue: generationHue(generation),
          kind: 'points',
          width: 3.5,
          isHollow: isToCome,
          x: own.map(({ releaseDay }) => Math.max(releaseDay, race.facts.startDay)),
          y: own.map(({ efficiencyJPerTh }) => efficiencyJPerTh),
          notes: own.map(machineText),
        },
      ];
    });
  return {
    height: 420,
    beside: besideOf(true),
    x: timeAxis(scene.races),
    y: {
      scale: 'log',
      // Room below the limit: on the very edge it would look like the axis.
      min: 10 ** Math.floor(Math.log10(race.facts.landauerJPerTh)),
      format: (value) => formatEfficiency(value, tickDigits(value)),
    },
    marks: [
      {
        axis: 'y',
        at: race.facts.landauerJPerTh,
        label: 'Landauer’s limit',
        hue: 'ice-3',
        isDashed: true,
      },
      ...eventMarks(scene, { width, rows: 0 }),
    ],
    series: [
      ...dots(false),
      ...dots(true),
      ...figureLines(
        scene,
        [
          { metric: 'breakEvenJPerTh', label: 'just pays', hue: 'ice-3', isFlow: true },
          { metric: 'fleetJPerTh', label: 'what runs', hue: 'ink', isFlow: true },
        ],
        'log',
      ),
    ],
  };
}

/** The machines, each with what is known of it and from where. */
export function machineTable(scene: RaceScene): TableData {
  return {
    columns: [
      { id: 'name', label: 'Machine' },
      { id: 'maker', label: 'Maker' },
      { id: 'release', label: 'Release' },
      {
        id: 'efficiency_j_per_th',
        label: 'Efficiency',
        isNumber: true,
        format: (value) => formatEfficiency(value),
      },
      { id: 'rate_hps', label: 'Speed', isNumber: true, format: (value) => formatHashrate(value) },
      { id: 'power_w', label: 'Power', isNumber: true, format: (value) => formatPower(value) },
      { id: 'price_usd', label: 'Price', isNumber: true, format: (value) => formatRoughMoney(value, 'USD') },
      { id: 'doubts', label: 'Not known' },
      { id: 'source', label: 'From' },
    ],
    rows: machinesSoFar(scene).map((machine) => ({
      name: machine.name,
      maker: machine.vendor,
      release: isoDay(machine.releaseDay),
      efficiency_j_per_th: machine.efficiencyJPerTh,
      rate_hps: machine.hashrateHps,
      power_w: machine.powerW,
      price_usd: machine.listPriceUsd,
      doubts: doubtsOf(machine),
      source: machine.source,
    })),
  };
}
