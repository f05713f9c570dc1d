// What the difficulty commands print: tables of text, a line per rule or chain.

import type { DifficultyRule } from '../difficulty/index.ts';
import { formatCount, formatDuration, formatNumber } from '../primitives/index.ts';
import {
  type ExponentialFit,
  type Figure,
  REPLAY_FIGURES,
  type ReplayResult,
  type RetargetCheck,
  type Scenario,
  type ShockOptions,
  type ShockResult,
  shockFigures,
  shockNotes,
} from '../simulation/index.ts';
import { type Column, tableLines } from './table.ts';

/** Intervals are known to more than three digits: their noise in 10,000 blocks is 1 % at most. */
const seconds = (sec: number) => (sec > 0 && sec < 0.01 ? '< 0.01' : formatNumber(sec, 4));

const columnsOf = <T>(figures: readonly Figure<T>[]): readonly Column<T>[] =>
  figures.map(({ heading, text }) => [heading, text]);

/** One scenario's table: what happens, then a line per rule. */
export function shockLines(
  scenario: Scenario,
  rows: readonly ShockResult[],
  rules: readonly DifficultyRule[],
  options: ShockOptions,
): string[] {
  const others = rules.filter(({ name }) => rows.every((row) => row.rule !== name));
  const columns: readonly Column<ShockResult>[] = [
    ['rule', (r) => r.rule],
    ...columnsOf(shockFigures(scenario)),
  ];
  const notes = shockNotes(scenario, rows, options);
  if (others.length > 0) {
    notes.push(
      `No periods to warp, and attacks made for them are not modelled:`,
      others.map(({ name }) => name).join(', '),
    );
  }
  return [
    `${scenario.name}: ${scenario.title}`,
    ...(rows.length > 0 ? tableLines(columns, rows) : []),
    ...notes,
  ];
}

/** What the columns of shock tables mean, once under all of them. */
export function shockLegend({ seed, blocks, spacingSec }: ShockOptions): string[] {
  return [
    `Seed ${seed}, ${formatCount(blocks)} blocks after each shock, target spacing ${formatNumber(spacingSec)} s. Late mean: of the second half.`,
    'Reached, settled: blocks until the expected interval (proof / hash rate) is first, and for good, within 10 %',
    'of that of the same rule with the same dice and no shock. Overshoot: how far past it, as a factor.',
    'Stolen: hoppers’ blocks beyond their part of all hashes, and as a part of all blocks. Gained: real time by',
    'which lies made as many blocks come sooner, and as a part of the time they take without; negative: later.',
  ];
}

const REPLAY: readonly Column<ReplayResult>[] = [
  ['chain', (r) => r.rule ?? 'real'],
  ...columnsOf(REPLAY_FIGURES),
];

/** The real chain and what rules would have made of its hash rate. */
export function replayLines(
  check: RetargetCheck,
  rows: readonly ReplayResult[],
  { seed, genesisTime }: { readonly seed: number; readonly genesisTime: number },
): string[] {
  return [
    `${formatCount(check.exact)} of ${formatCount(check.known)} real retargets recomputed exactly${
      check.firstWrongHeight === null ? '' : `; the first that differs is at ${check.firstWrongHeight}`
    }.`,
    '',
    ...tableLines(REPLAY, rows),
    ...rows
      .filter(({ isCutShort }) => isCutShort)
      .map(({ rule, height, elapsedSec }) => {
        const date = new Date((genesisTime + elapsedSec) * 1000).toISOString().slice(0, 10);
        return `${rule}: stopped at ${formatCount(height)} blocks, on ${date}.`;
      }),
    `Seed ${seed}. Each rule at 600 s, from block 0 at difficulty 1, under the real chain’s hash rate, until the date of`,
    'the real height. In 2009 difficulty 1 was too hard for 600 s, whatever the rule. Slowest, fastest: means of',
    '2,016 blocks. The data do not hold single times of the real chain.',
  ];
}

/** Where intervals come from, and their fit. */
export interface NamedFit extends ExponentialFit {
  readonly source: string;
}

const FITS: readonly Column<NamedFit>[] = [
  ['source', (r) => r.source],
  ['intervals', (r) => formatCount(r.intervals)],
  ['mean s', (r) => seconds(r.meanSec)],
  ['sd/mean', (r) => formatNumber(r.sdOverMean)],
  ['median/mean', (r) => formatNumber(r.medianOverMean)],
  ['longest', (r) => formatDuration(r.longestSec)],
  ['KS distance', (r) => formatNumber(r.distance)],
  ['Stephens', (r) => formatNumber(r.stephens)],
  [
    'p',
    (r) =>
      r.pValue * (r.draws + 1) < 1.5 ? `< ${formatNumber(2 / (r.draws + 1), 1)}` : formatNumber(r.pValue, 2),
  ],
];

/** Fits side by side. */
export function fitLines(rows: readonly NamedFit[], seed: number): string[] {
  return [
    ...tableLines(FITS, rows),
    ...rows
      .filter(({ backwards }) => backwards > 0)
      .map(({ source, backwards }) => `${source}: ${formatCount(backwards)} header times run backwards.`),
    'Exponential intervals have sd/mean 1 and median/mean ln 2 = 0.693. KS distance: from the exponential of the',
    'same mean, in whole seconds. Stephens: the same for every sample size; above 1.094 chance alone is below 5 %,',
    `above 1.308 below 1 %. p: how often drawn exponential intervals lie as far off (seed ${seed}).`,
  ];
}
