// What `mine` prints: one line per block, and the report of a run.

import type { DifficultyRule } from '../../difficulty/index.ts';
import type { MinedBlock, MiningSummary, RateChange } from '../../miner/index.ts';
import {
  difficultyFromTarget,
  displayHash,
  formatCount,
  formatDifficulty,
  formatDuration,
  formatHashrate,
  formatNumber,
  formatPercent,
} from '../../primitives/index.ts';

const HASH_DIGITS = 20;

/** Above the blocks' lines. */
export const BLOCK_LINE_HEAD = line('height', 'hash', 'interval', 'difficulty', 'hash rate', 'mean', 'luck');

/** One block and the run so far. */
export function blockLine({ node, intervalSec }: MinedBlock, rateHps: number, run: MiningSummary): string {
  return line(
    formatCount(node.height),
    displayHash(node.hash).slice(0, HASH_DIGITS),
    formatDuration(intervalSec),
    formatDifficulty(difficultyFromTarget(node.target)),
    formatHashrate(rateHps),
    run.meanIntervalSec === null ? '' : formatDuration(run.meanIntervalSec),
    run.luck === null ? '' : formatPercent(run.luck),
  );
}

function line(
  height: string,
  hash: string,
  interval: string,
  difficulty: string,
  rate: string,
  mean: string,
  luck: string,
): string {
  return [
    height.padStart(9),
    hash.padEnd(HASH_DIGITS),
    interval.padStart(11),
    difficulty.padStart(14),
    rate.padStart(10),
    mean.padStart(11),
    luck.padStart(7),
  ].join('  ');
}

const countOf = (blocks: number) => `${formatCount(blocks)} ${blocks === 1 ? 'block' : 'blocks'}`;

/** A rule with its window, for example "asert, half-life 12 blocks". */
export function ruleText({ name, windowMeaning }: DifficultyRule, windowBlocks: number): string {
  return windowMeaning === null ? name : `${name}, ${windowMeaning} ${formatCount(windowBlocks)} blocks`;
}

/** The run as sentences. */
export function reportLines(run: MiningSummary, spacingSec: number, staleBlocks: number): readonly string[] {
  const first = [
    `${countOf(run.blocks)} in ${formatDuration(run.seconds)}, ${formatHashrate(run.hashrateHps)}`,
    run.meanIntervalSec === null
      ? null
      : `mean interval ${formatDuration(run.meanIntervalSec)} where ${formatDuration(spacingSec)} is wanted`,
    run.sdOverMean === null ? null : `sd/mean ${formatNumber(run.sdOverMean)} (exponential: 1)`,
    run.luck === null ? null : `luck ${formatPercent(run.luck)}`,
    staleBlocks === 0 ? null : `${formatCount(staleBlocks)} stale`,
  ];
  return [first.filter((part) => part !== null).join('; '), ...run.changes.map(changeLine)];
}

function changeLine(change: RateChange): string {
  const rates =
    change.beforeHps === null
      ? formatHashrate(change.afterHps)
      : `from ${formatHashrate(change.beforeHps)} to ${formatHashrate(change.afterHps)}`;
  const settled =
    change.settledBlocks === null || change.settledSec === null
      ? 'the expected interval has not come within 15 % of the spacing yet'
      : `the expected interval was first within 15 % of the spacing after ${countOf(change.settledBlocks)}, ${formatDuration(change.settledSec)}`;
  return `${change.what}, after ${countOf(change.afterBlocks)}: ${rates}; ${settled}`;
}
