// What there is to see of a session that has not answered yet.

import type { MiningSnapshot, RateSeries } from '../../miner/index.ts';

const NO_SERIES: RateSeries = {
  slotSec: 1,
  atSec: new Float64Array(0),
  byEngine: [],
  effectiveHps: new Float64Array(0),
};

/** Nothing is known, nothing hashes. */
export const OPENING_SNAPSHOT: MiningSnapshot = {
  state: 'opening',
  step: '',
  pausedBy: null,
  detected: null,
  settings: { rule: 'asert', spacingSec: 10, windowBlocks: null, engines: [], intensity: 1, rival: 0 },
  minedSec: 0,
  hashrateHps: 0,
  engines: [],
  windows: [],
  recent: NO_SERIES,
  whole: NO_SERIES,
  events: [],
  chain: null,
  search: null,
  bestShare: null,
  remine: null,
  notices: [],
};
