// The report at the end of mining for a node or a pool: sentences and figures, and whether what was credited is what the
// counted hashes should have given.

import { poissonInterval, type RemoteSnapshot, type ShareTally } from '../../miner/index.ts';
import {
  formatCount,
  formatDifficulty,
  formatDuration,
  formatHashrate,
  formatNumber,
  formatPercent,
} from '../../primitives/index.ts';

const CONFIDENCE = 0.95;

/** Credited work against the hashes counted. */
export interface CreditedWork {
  /** Sum of the proofs of credited shares over the hashes counted. */
  readonly ratio: number;
  /** Where the ratio of so many shares lies by chance alone, with 95 %: 1 is inside where all is as it should be. */
  readonly low: number;
  readonly high: number;
}

/** @returns null where no share was credited, or nothing hashed. */
export function creditedWork({
  shares,
  hashCount,
}: Pick<RemoteSnapshot, 'shares' | 'hashCount'>): CreditedWork | null {
  const credited = shares.accepted + shares.staleCredited;
  if (credited === 0 || hashCount === 0) return null;
  const ratio = shares.acceptedProof / hashCount;
  const { low, high } = poissonInterval(credited, CONFIDENCE);
  return { ratio, low: (ratio * low) / credited, high: (ratio * high) / credited };
}

/** The run as sentences. */
export function reportLines(snapshot: RemoteSnapshot): readonly string[] {
  const { shares, uptimeSec, minedSec, hashCount, bestShare, acceptedHps } = snapshot;
  const rate = minedSec > 0 ? hashCount / minedSec : 0;
  const first = [
    `${formatDuration(uptimeSec)}, ${formatDuration(minedSec)} of it mining: ${formatCount(hashCount)} hashes, ${formatHashrate(rate)} counted`,
    ...(acceptedHps === null ? [] : [`${formatHashrate(acceptedHps)} accepted`]),
    ...(bestShare === null ? [] : [`best share of difficulty ${formatDifficulty(bestShare.difficulty)}`]),
  ];
  return [
    first.join('; '),
    shareSentence(shares),
    creditSentence(snapshot),
    ...(shares.blocks === 0
      ? []
      : [`${formatCount(shares.blocks)} ${shares.blocks === 1 ? 'block' : 'blocks'} found`]),
  ];
}

function shareSentence(shares: ShareTally): string {
  const reasons = shares.rejectedBy.map(({ reason, count }) => `${formatCount(count)} ${reason}`).join(', ');
  const unanswered = shares.unanswered + shares.pending;
  return [
    `shares: ${formatCount(shares.accepted)} accepted`,
    `${formatCount(shares.stale)} stale${shares.staleCredited === 0 ? '' : ` (${formatCount(shares.staleCredited)} credited)`}`,
    `${formatCount(shares.rejected)} rejected${reasons === '' ? '' : ` (${reasons})`}`,
    ...(unanswered === 0 ? [] : [`${formatCount(unanswered)} unanswered`]),
    `${formatCount(shares.hardwareErrors)} hardware errors`,
  ].join(', ');
}

function creditSentence(snapshot: RemoteSnapshot): string {
  if (snapshot.hashCount === 0) return 'no hashes were counted that credited work could be held against';
  const work = creditedWork(snapshot);
  if (work === null) {
    return `no share was credited, where the hashes counted let one expect ${formatNumber(snapshot.shares.expected)}`;
  }
  const { ratio, low, high } = work;
  return `credited work is ${formatPercent(ratio)} of the hashes counted (95 % interval: ${formatPercent(low)} to ${formatPercent(high)})`;
}
