// Mining for a pool, in words.

import { poissonInterval, type RemoteSnapshot } from '../../miner/index.ts';
import {
  formatCount,
  formatHashrate,
  formatNumber,
  formatPercent,
  formatRough,
  formatWholeSeconds,
} from '../../primitives/index.ts';
import type { PoolStatus, SourceStatus } from '../../source/index.ts';
import { enginesWords } from '../mine/engine-words.ts';
import { PAUSED_WORDS, type StateWords } from '../work-bar/state-words.ts';
import { bitCount } from './job-fields.ts';

/** Where it stands, and what can be done. */
export function poolStateWords({
  state,
  step,
  pausedBy,
  settings,
  engines,
  source,
}: Pick<RemoteSnapshot, 'state' | 'step' | 'pausedBy' | 'settings' | 'engines' | 'source'>): StateWords {
  switch (state) {
    case 'ready':
      return {
        state: 'Not mining',
        detail: 'nothing connects or hashes before you start',
        action: 'start',
        rest: 'none',
      };
    case 'starting':
      return { state: 'Starting', detail: step || 'for the pool', action: 'stop', rest: 'none' };
    case 'mining':
      return { state: 'For the pool', detail: enginesWords(settings.engines), action: 'stop', rest: 'pause' };
    case 'paused':
      return { state: 'Paused', detail: PAUSED_WORDS[pausedBy ?? 'user'], action: 'stop', rest: 'resume' };
    case 'waiting': {
      const isWithoutEngines = engines.length > 0 && engines.every((engine) => engine.state === 'lost');
      const words = { state: 'Waiting', action: 'stop', rest: 'none' } as const;
      if (isWithoutEngines) return { ...words, detail: 'no engine works' };
      if (source.problem === null) return { ...words, detail: lineWords(source) };
      // One cut is one word, however often it is tried again.
      return { ...words, detail: 'cut off', passing: retryWords(source) || lineWords(source) };
    }
    case 'stopping':
      return { state: 'Stopping', detail: '', action: 'stopping', rest: 'none' };
    case 'failed':
      return { state: 'Stopped', detail: 'a notice says why', action: 'start', rest: 'none' };
  }
}

/** Where the line to the pool stands, with the count-down to the next try. */
export function lineWords(line: Pick<SourceStatus, 'state' | 'retrySec'>): string {
  switch (line.state) {
    case 'closed':
      return 'not connected';
    case 'connecting':
      return 'connecting';
    case 'greeting':
      return 'connected, no work yet';
    case 'working':
      return 'connected, with work';
    case 'waiting':
      return ['cut off', retryWords(line)].filter((words) => words !== '').join(', ');
  }
}

/** The count-down to the next try; empty where there is none. */
function retryWords({ retrySec }: Pick<SourceStatus, 'retrySec'>): string {
  return retrySec === null ? '' : `next try in ${formatWholeSeconds(Math.max(1, Math.ceil(retrySec)))}`;
}

/** What the pool lets be rolled, and what comes of it in the job in hand. */
export function rollingWords({ versionMask, job }: Pick<PoolStatus, 'versionMask' | 'job'>): string {
  if (versionMask === null) return '–';
  const bits = bitCount(versionMask);
  if (bits === 0) return 'not allowed';
  if (job === null) return `${bits} bits`;
  const rolled = bitCount(job.rollableBits);
  return rolled === 0
    ? `${bits} bits, but none in this job: its version has some of them set`
    : `${bits} bits: ${formatRough(2 ** rolled)} headers from one merkle root`;
}

/** What shares say about the count of hashes, with the interval that chance leaves. */
export function proofSentence({
  shares,
  hashCount,
  minedSec,
}: Pick<RemoteSnapshot, 'shares' | 'hashCount' | 'minedSec'>): string {
  const { found, expected, acceptedProof } = shares;
  if (found === 0 && expected < 1) {
    return 'Counting can be claimed; shares prove it. The first ones are still to come.';
  }
  const { low, high } = poissonInterval(found);
  const due = formatNumber(expected, 3);
  const words = `The hashes counted should have given ${due} share${expected === 1 ? '' : 's'}, and ${formatCount(found)} ${found === 1 ? 'was' : 'were'} found.`;
  const range = `Such a count comes by chance where ${formatNumber(low, 3)} to ${formatNumber(high, 3)} are due (95 %)`;
  const verdict =
    expected < low
      ? 'more were found than that'
      : expected > high
        ? 'fewer were found than that'
        : 'so proof and count agree';
  const credited =
    hashCount > 0 && minedSec > 0
      ? ` Credited shares prove ${formatHashrate(acceptedProof / minedSec)}, ${formatPercent(acceptedProof / hashCount, 2)} of the count.`
      : '';
  return `${words} ${range}: ${verdict}.${credited}`;
}
