// A chain as a session's snapshot tells of it, for tests of what the live view makes of one.

import type { BlockRow, ChainSnapshot, MiningSnapshot, RuleOutlook } from '../../../../src/miner/index.ts';

const ASERT: RuleOutlook = {
  name: 'asert',
  title: 'ASERT (aserti3-2d)',
  usedBy: 'Bitcoin Cash since November 2020',
  windowBlocks: 8,
  windowMeaning: 'half-life',
  period: null,
  projectedFactor: null,
  whatIf: [
    { intervalSec: 0, factor: 1.09 },
    { intervalSec: 10, factor: 1 },
    { intervalSec: 80, factor: 0.545 },
  ],
};

/** A chain with these intervals, one slot a block, mined at 1 MH/s; its spacing is 10 s. */
export function chainOf(intervals: readonly number[], change: Partial<ChainSnapshot> = {}): ChainSnapshot {
  const height = intervals.length;
  const blocks = intervals.map(
    (intervalSec, i): BlockRow => ({
      height: i + 1,
      hash: '0'.repeat(64),
      time: 1_700_000_000 + i,
      intervalSec,
      nBits: 0x1d00ffff,
      difficulty: 0.002,
      nonce: 0,
      finder: 'you',
      engine: null,
      margin: 2,
      proof: 1,
    }),
  );
  return {
    rule: ASERT,
    spacingSec: 10,
    height,
    target: 1n << 230n,
    nBits: 0x1e00ffff,
    difficulty: 0.002,
    proof: 2 ** 26,
    difficulties: {
      heights: Float64Array.from({ length: height + 1 }, (_, i) => i + 1),
      values: new Float64Array(height + 1).fill(0.002),
    },
    intervals: Float64Array.of(...intervals, Number.NaN),
    networkHps: new Float64Array(height + 1).fill(1e6),
    statistics: {
      count: height,
      meanSec: height === 0 ? null : intervals.reduce((sum, sec) => sum + sec, 0) / height,
      sdSec: null,
      bins: [],
      binSec: 2,
      furtherWait: [],
    },
    blocks: blocks.slice(-240),
    yours: height,
    rivals: 0,
    luck: null,
    staleBlocks: 0,
    kept: 'memory',
    ...change,
  };
}

/** A session that mines this chain at 1 MH/s, or as `change` says. */
export function sessionOf(chain: ChainSnapshot | null, change: Partial<MiningSnapshot> = {}): MiningSnapshot {
  const series = { atSec: new Float64Array(), byEngine: [], effectiveHps: new Float64Array(), slotSec: 1 };
  return {
    state: 'mining',
    step: '',
    pausedBy: null,
    detected: null,
    settings: { rule: 'asert', spacingSec: 10, windowBlocks: 8, engines: [], intensity: 1, rival: 0 },
    minedSec: 0,
    hashrateHps: 1e6,
    engines: [],
    windows: [],
    recent: series,
    whole: series,
    events: [],
    chain,
    search: null,
    bestShare: null,
    remine: null,
    notices: [],
    ...change,
  };
}
