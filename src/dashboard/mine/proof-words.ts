// What shares say about the count of hashes, in one sentence.

import type { MeterWindow } from '../../miner/index.ts';
import { formatCount, formatHashrate, formatPercent, formatWholeSeconds } from '../../primitives/index.ts';

/** Fewer shares prove nothing worth a sentence. */
const LEAST_SHARES = 10;

/** The longest of the shorter windows that has enough shares, in words; what a share is, before there are enough. */
export function proofWords(windows: readonly MeterWindow[]): string {
  const window = windows.find(({ windowSec, shares }) => windowSec >= 600 && shares >= LEAST_SHARES);
  if (window === undefined || !(window.elapsedSec > 0)) {
    return 'A count can be claimed; shares, hashes that are low enough to be rare, prove it. They gather in the first minutes.';
  }
  const proved = window.shareProof / window.elapsedSec;
  const off = window.shareProof / window.hashCount - 1;
  const words =
    Math.abs(off) < 0.005
      ? 'as counted'
      : `${formatPercent(Math.abs(off), 2)} ${off > 0 ? 'above' : 'below'} the count`;
  const chance = formatPercent(1 / Math.sqrt(window.shares), 2);
  const span = formatWholeSeconds(Math.min(window.windowSec, window.elapsedSec));
  return `The ${formatCount(window.shares)} shares of the last ${span} prove ${formatHashrate(proved)}, ${words}; chance alone moves that by ${chance}.`;
}
