// What the difficulty commands print: tables of text, a line per rule or chain.

import type { DifficultyRule } from '../difficulty/index.ts';
import {
  formatCount,
  formatDuration,
  formatNumber,
  formatPercent,
  formatRatio,
} from '../primitives/index.ts';
import {
  bitcoinSettledIntervalSec,
  type ExponentialFit,
  type ReplayResult,
  type RetargetCheck,
  type Scenario,
  type ShockOptions,
  type ShockResult,
} from '../simulation/index.ts';

type Column<T> = readonly [heading: string, cell: (row: T) => string];

const NOTHING = '–';

/** Intervals are known to more than three digits: their noise in 10,000 blocks is 1 % at most. */
const seconds = (sec: number) => (sec > 0 && sec < 0.01 ? '< 0.01' : formatNumber(sec, 4));

function lines<T>(columns: readonly Column<T>[], rows: readonly T[]): string[] {
  const cells = [
    columns.map(([heading]) => heading),
    ...rows.map((row) => columns.map(([, cell]) => cell(row))),
  ];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => line[i]!.length)));
  return cells.map((line) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
  );
}

const ALWAYS: readonly Column<ShockResult>[] = [
  ['rule', (r) => r.rule],
  ['mean s', (r) => seconds(r.meanIntervalSec)],
  ['late mean s', (r) => seconds(r.lateMeanIntervalSec)],
  ['sd/mean', (r) => formatNumber(r.sdOverMean)],
  ['longest gap', (r) => formatDuration(r.longestGapSec)],
];

const never = <T>(value: T | null, text: (value: T) => string) => (value === null ? 'never' : text(value));

/** Beyond a thousand the rule has lost hold; how far it fell says nothing more. */
const overshoot = (factor: number) => (factor > 1000 ? '> 1,000 ×' : formatRatio(factor, 3));

const SETTLING: readonly Column<ShockResult>[] = [
  ['reached', (r) => never(r.reachedBlocks, formatCount)],
  ['settled', (r) => never(r.settledBlocks, formatCount)],
  ['after', (r) => (r.settledSec === null ? NOTHING : formatDuration(r.settledSec))],
  ['overshoot', (r) => (r.overshootFactor === null ? NOTHING : overshoot(r.overshootFactor))],
];

const HOPPERS: readonly Column<ShockResult>[] = [
  ['hopper blocks', (r) => (r.hopperBlocks === null ? NOTHING : formatCount(r.hopperBlocks))],
  ['stolen', (r) => (r.stolenBlocks === null ? NOTHING : formatCount(r.stolenBlocks))],
  ['of all', (r) => (r.stolenBlocks === null ? NOTHING : partOf(r.stolenBlocks, r.blocks))],
];

/** To a tenth of a per mille: beyond it there is only noise. */
function partOf(count: number, all: number): string {
  return formatPercent(Math.round((count / all) * 1e4) / 1e4, 2);
}

const LIARS: readonly Column<ShockResult>[] = [
  ['gained', (r) => (r.gainedSec === null ? NOTHING : signedDuration(r.gainedSec))],
  ['of the time', (r) => (r.gainedSec === null ? NOTHING : partOf(r.gainedSec, r.elapsedSec + r.gainedSec))],
];

function signedDuration(sec: number): string {
  return sec < 0 ? `-${formatDuration(-sec)}` : formatDuration(sec);
}

/** One scenario's table: what happens, then a line per rule. */
export function shockLines(
  scenario: Scenario,
  rows: readonly ShockResult[],
  rules: readonly DifficultyRule[],
  { blocks, spacingSec }: ShockOptions,
): string[] {
  const others = rules.filter(({ name }) => rows.every((row) => row.rule !== name));
  const columns = [
    ...ALWAYS,
    ...(scenario.settles ? SETTLING : []),
    ...(scenario.hasHoppers ? HOPPERS : []),
    ...(scenario.liars === undefined ? [] : LIARS),
  ];
  const notes = rows
    .filter((row) => row.blocks < blocks)
    .map(
      (row) =>
        `${row.rule}: ${formatCount(row.blocks)} blocks, then 32-bit header times ran out; figures are of these.`,
    );
  if (scenario.name === 'steady' && rows.some((row) => row.rule === 'bitcoin')) {
    const expected = formatNumber(bitcoinSettledIntervalSec(spacingSec, 2016), 6);
    notes.push(
      `bitcoin: in the long run ${expected} s, since 2,015 intervals are held against 2,016 spacings.`,
    );
  }
  if (scenario.settles && rows.some((row) => row.rule === 'testnet')) {
    notes.push('testnet: its blocks storm without a shock too, so its settling says nothing.');
  }
  if (others.length > 0) {
    notes.push(
      `No periods to warp, and attacks made for them are not modelled:`,
      others.map(({ name }) => name).join(', '),
    );
  }
  return [`${scenario.name}: ${scenario.title}`, ...(rows.length > 0 ? lines(columns, rows) : []), ...notes];
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
  ['mean s', (r) => formatNumber(r.meanIntervalSec, 6)],
  ['sd/mean', (r) => (r.sdOverMean === null ? NOTHING : formatNumber(r.sdOverMean))],
  ['slowest 2,016 s', (r) => seconds(r.slowestPeriodSec)],
  ['fastest 2,016 s', (r) => seconds(r.fastestPeriodSec)],
  ['longest gap', (r) => (r.longestGapSec === null ? NOTHING : formatDuration(r.longestGapSec))],
  ['height', (r) => formatCount(r.height)],
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
    ...lines(REPLAY, rows),
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
    ...lines(FITS, rows),
    ...rows
      .filter(({ backwards }) => backwards > 0)
      .map(({ source, backwards }) => `${source}: ${formatCount(backwards)} header times run backwards.`),
    'Exponential intervals have sd/mean 1 and median/mean ln 2 = 0.693. KS distance: from the exponential of the',
    'same mean, in whole seconds. Stephens: the same for every sample size; above 1.094 chance alone is below 5 %,',
    `above 1.308 below 1 %. p: how often drawn exponential intervals lie as far off (seed ${seed}).`,
  ];
}
