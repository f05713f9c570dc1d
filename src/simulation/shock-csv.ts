// A shock table for spreadsheets: RFC 4180, plain numbers, units in the headings.

import type { Scenario } from './scenarios.ts';
import type { ShockResult } from './shock-table.ts';
import type { ShockOptions } from './shock-track.ts';

type Cell = string | number | boolean | null;

const COLUMNS: readonly (readonly [heading: string, value: (result: ShockResult) => Cell])[] = [
  ['scenario', (r) => r.scenario],
  ['rule', (r) => r.rule],
  ['blocks', (r) => r.blocks],
  ['elapsed_s', (r) => r.elapsedSec],
  ['mean_interval_s', (r) => r.meanIntervalSec],
  ['late_mean_interval_s', (r) => r.lateMeanIntervalSec],
  ['sd_over_mean', (r) => r.sdOverMean],
  ['longest_gap_s', (r) => r.longestGapSec],
  ['reached_blocks', (r) => r.reachedBlocks],
  ['reached_s', (r) => r.reachedSec],
  ['settled_blocks', (r) => r.settledBlocks],
  ['settled_s', (r) => r.settledSec],
  ['overshoot_factor', (r) => r.overshootFactor],
  ['hopper_blocks', (r) => r.hopperBlocks],
  ['stolen_blocks', (r) => r.stolenBlocks],
  ['gained_s', (r) => r.gainedSec],
];

/**
 * One line per rule and scenario, with what all runs share in every line. An empty cell is a figure that the scenario
 * does not have, or that never came about: `asks_settling` tells the two apart.
 */
export function shockCsv(
  scenarios: readonly Scenario[],
  results: readonly ShockResult[],
  { seed, spacingSec, blocks }: ShockOptions,
): string {
  const asks = new Map(scenarios.map(({ name, settles }) => [name, settles]));
  const rows: readonly (readonly Cell[])[] = [
    [...COLUMNS.map(([heading]) => heading), 'asks_settling', 'asked_blocks', 'spacing_s', 'seed'],
    ...results.map((result) => [
      ...COLUMNS.map(([, value]) => value(result)),
      asks.get(result.scenario) ?? false,
      blocks,
      spacingSec,
      seed,
    ]),
  ];
  // Names are words without commas or quotes, so no cell needs quoting.
  return rows.map((cells) => `${cells.map((cell) => cell ?? '').join(',')}\r\n`).join('');
}
