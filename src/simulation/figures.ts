/** The figures of shock tables and replays as tables write them, on the command line and in the page. */

import {
  formatCount,
  formatDuration,
  formatNumber,
  formatPercent,
  formatRatio,
} from '../primitives/index.ts';
import { bitcoinSettledIntervalSec } from './epoch-model.ts';
import type { ReplayResult } from './replay.ts';
import type { Scenario } from './scenarios.ts';
import type { ShockResult } from './shock-table.ts';
import type { ShockOptions } from './shock-track.ts';

/** One column of a table. */
export interface Figure<T> {
  /** One word, for addresses. */
  readonly id: string;
  /** Heading where space is dear. */
  readonly heading: string;
  /** Heading where it is not. */
  readonly label: string;
  /** What tables are sorted by; null where there is no such figure. */
  readonly value: (row: T) => number | null;
  readonly text: (row: T) => string;
}

const NOTHING = '–';

/** Intervals are known to more than three digits: their noise in 10,000 blocks is 1 % at most. */
const seconds = (sec: number) => (sec > 0 && sec < 0.01 ? '< 0.01' : formatNumber(sec, 4));

const orNothing = (value: number | null, text: (value: number) => string, nothing = NOTHING) =>
  value === null ? nothing : text(value);

/** Beyond a thousand the rule has lost hold; how far it fell says nothing more. */
const overshoot = (factor: number) => (factor > 1000 ? '> 1,000 ×' : formatRatio(factor, 3));

/** To a tenth of a per mille: beyond it there is only noise. */
const partText = (part: number) => formatPercent(Math.round(part * 1e4) / 1e4, 2);

const signedDuration = (sec: number) => (sec < 0 ? `-${formatDuration(-sec)}` : formatDuration(sec));

const ALWAYS: readonly Figure<ShockResult>[] = [
  {
    id: 'mean',
    heading: 'mean s',
    label: 'Mean interval, s',
    value: (r) => r.meanIntervalSec,
    text: (r) => seconds(r.meanIntervalSec),
  },
  {
    id: 'late',
    heading: 'late mean s',
    label: 'Mean of the second half, s',
    value: (r) => r.lateMeanIntervalSec,
    text: (r) => seconds(r.lateMeanIntervalSec),
  },
  {
    id: 'spread',
    heading: 'sd/mean',
    label: 'Deviation / mean',
    value: (r) => r.sdOverMean,
    text: (r) => formatNumber(r.sdOverMean),
  },
  {
    id: 'gap',
    heading: 'longest gap',
    label: 'Longest gap',
    value: (r) => r.longestGapSec,
    text: (r) => formatDuration(r.longestGapSec),
  },
];

const SETTLING: readonly Figure<ShockResult>[] = [
  {
    id: 'reached',
    heading: 'reached',
    label: 'Reached, blocks',
    value: (r) => r.reachedBlocks,
    text: (r) => orNothing(r.reachedBlocks, formatCount, 'never'),
  },
  {
    id: 'settled',
    heading: 'settled',
    label: 'Settled, blocks',
    value: (r) => r.settledBlocks,
    text: (r) => orNothing(r.settledBlocks, formatCount, 'never'),
  },
  {
    id: 'after',
    heading: 'after',
    label: 'Settled after',
    value: (r) => r.settledSec,
    text: (r) => orNothing(r.settledSec, formatDuration),
  },
  {
    id: 'overshoot',
    heading: 'overshoot',
    label: 'Overshoot',
    value: (r) => r.overshootFactor,
    text: (r) => orNothing(r.overshootFactor, overshoot),
  },
];

const stolenPart = (r: ShockResult) => (r.stolenBlocks === null ? null : r.stolenBlocks / r.blocks);

const HOPPERS: readonly Figure<ShockResult>[] = [
  {
    id: 'hoppers',
    heading: 'hopper blocks',
    label: 'Hoppers’ blocks',
    value: (r) => r.hopperBlocks,
    text: (r) => orNothing(r.hopperBlocks, formatCount),
  },
  {
    id: 'stolen',
    heading: 'stolen',
    label: 'Stolen blocks',
    value: (r) => r.stolenBlocks,
    text: (r) => orNothing(r.stolenBlocks, formatCount),
  },
  {
    id: 'stolen-part',
    heading: 'of all',
    label: 'Stolen, of all',
    value: stolenPart,
    text: (r) => orNothing(stolenPart(r), partText),
  },
];

const gainedPart = (r: ShockResult) =>
  r.gainedSec === null ? null : r.gainedSec / (r.elapsedSec + r.gainedSec);

const LIARS: readonly Figure<ShockResult>[] = [
  {
    id: 'gained',
    heading: 'gained',
    label: 'Gained',
    value: (r) => r.gainedSec,
    text: (r) => orNothing(r.gainedSec, signedDuration),
  },
  {
    id: 'gained-part',
    heading: 'of the time',
    label: 'Gained, of the time',
    value: gainedPart,
    text: (r) => orNothing(gainedPart(r), partText),
  },
];

/** What there is to say of rules under a scenario. */
export function shockFigures(scenario: Scenario): readonly Figure<ShockResult>[] {
  return [
    ...ALWAYS,
    ...(scenario.settles ? SETTLING : []),
    ...(scenario.hasHoppers ? HOPPERS : []),
    ...(scenario.liars === undefined ? [] : LIARS),
  ];
}

/** What a reader should know of a scenario's results beyond the figures; a sentence each. */
export function shockNotes(
  scenario: Scenario,
  results: readonly ShockResult[],
  { blocks, spacingSec }: ShockOptions,
): string[] {
  const notes = results
    .filter((result) => result.blocks < blocks)
    .map(
      (result) =>
        `${result.rule}: ${formatCount(result.blocks)} blocks, then 32-bit header times ran out; figures are of these.`,
    );
  if (scenario.name === 'steady' && results.some(({ rule }) => rule === 'bitcoin')) {
    const expected = formatNumber(bitcoinSettledIntervalSec(spacingSec, 2016), 6);
    notes.push(
      `bitcoin: in the long run ${expected} s, since 2,015 intervals are held against 2,016 spacings.`,
    );
  }
  if (scenario.settles && results.some(({ rule }) => rule === 'testnet')) {
    notes.push('testnet: its blocks storm without a shock too, so its settling says nothing.');
  }
  return notes;
}

/** What there is to say of a replay. */
export const REPLAY_FIGURES: readonly Figure<ReplayResult>[] = [
  {
    id: 'mean',
    heading: 'mean s',
    label: 'Mean interval, s',
    value: (r) => r.meanIntervalSec,
    text: (r) => formatNumber(r.meanIntervalSec, 6),
  },
  {
    id: 'spread',
    heading: 'sd/mean',
    label: 'Deviation / mean',
    value: (r) => r.sdOverMean,
    text: (r) => orNothing(r.sdOverMean, formatNumber),
  },
  {
    id: 'slowest',
    heading: 'slowest 2,016 s',
    label: 'Slowest 2,016, s',
    value: (r) => r.slowestPeriodSec,
    text: (r) => seconds(r.slowestPeriodSec),
  },
  {
    id: 'fastest',
    heading: 'fastest 2,016 s',
    label: 'Fastest 2,016, s',
    value: (r) => r.fastestPeriodSec,
    text: (r) => seconds(r.fastestPeriodSec),
  },
  {
    id: 'gap',
    heading: 'longest gap',
    label: 'Longest gap',
    value: (r) => r.longestGapSec,
    text: (r) => orNothing(r.longestGapSec, formatDuration),
  },
  {
    id: 'height',
    heading: 'height',
    label: 'Height at the end',
    value: (r) => r.height,
    text: (r) => formatCount(r.height),
  },
];
