// A miner at work, as its snapshot shows it; tests change what they look at.

import type { EngineSnapshot, RemoteSnapshot, ShareRow, ShareTally } from '../../../../src/miner/index.ts';
import type { NodeStatus, PoolStatus } from '../../../../src/source/index.ts';

export const ENGINE: EngineSnapshot = {
  id: 'wasm-simd x2',
  state: 'working',
  adapter: 'AMD EPYC',
  kernel: 'split-8',
  isSoftware: false,
  hashrateHps: 12.5e6,
  effectiveHps: 12.7e6,
  hashCount: 45e9,
  shares: 131,
  hardwareErrors: 0,
  measuredDuty: 1,
  problem: null,
  retrySec: null,
};

export const TALLY: ShareTally = {
  found: 137,
  accepted: 131,
  stale: 3,
  staleCredited: 0,
  rejected: 2,
  rejectedBy: [
    { reason: 'low difficulty share', count: 1 },
    { reason: 'duplicate', count: 1 },
  ],
  unanswered: 1,
  pending: 0,
  hardwareErrors: 0,
  acceptedProof: 44e9,
  expected: 135.2,
  blocks: 1,
};

export const POOL: PoolStatus = {
  kind: 'pool',
  state: 'working',
  url: 'stratum+tcp://pool.example:3333',
  problem: null,
  retrySec: null,
  latencyMs: 32,
  cuts: 1,
  jobs: 18,
  poolIndex: 0,
  user: 'tb1quser.worker',
  difficulty: 0.08,
  versionMask: 0x1fffe000,
  isResumed: true,
  message: null,
  job: {
    jobId: '5f',
    header: new Uint8Array(80),
    rollableBits: 0x1fffe000,
    coinbase1: new Uint8Array(45),
    coinbase2: new Uint8Array(60),
    extraNonce1: new Uint8Array(4),
    extraNonce2: new Uint8Array(8),
    branch: [new Uint8Array(32)],
    difficulty: 0.08,
    networkDifficulty: 126e12,
    isClean: true,
  },
};

export const NODE: NodeStatus = {
  kind: 'node',
  state: 'working',
  url: 'http://127.0.0.1:18443',
  problem: null,
  retrySec: null,
  latencyMs: 4,
  cuts: 0,
  jobs: 3,
  height: 441,
  networkDifficulty: 4.6e-10,
  transactions: 2,
  valueSats: 625_130_000n,
  address: 'bcrt1quser',
  hasSegwit: true,
  hasLongPoll: true,
  blocks: [{ hash: 'ab'.repeat(32), height: 440 }],
};

export const SHARE: ShareRow = {
  id: 7,
  time: 1_790_000_000,
  hash: '00000000abcd'.padEnd(64, 'e'),
  difficulty: 1.5,
  wantedDifficulty: 0.08,
  engine: 'wasm-simd x2',
  isBlock: false,
  isLate: false,
  verdict: 'accepted',
  reason: '',
  answerMs: 31.4,
};

const NOTHING = { atSec: new Float64Array(), byEngine: [], effectiveHps: new Float64Array(), slotSec: 1 };

export function sampleSnapshot(change: Partial<RemoteSnapshot> = {}): RemoteSnapshot {
  return {
    state: 'mining',
    step: '',
    pausedBy: null,
    detected: null,
    settings: { engines: [{ engine: 'wasm-simd', workers: 2 }], intensity: 1 },
    uptimeSec: 3900,
    minedSec: 3800,
    hashrateHps: 12.5e6,
    effectiveHps: 12.7e6,
    acceptedHps: 12.2e6,
    hashCount: 45e9,
    engines: [ENGINE],
    windows: [],
    recent: NOTHING,
    whole: NOTHING,
    shares: TALLY,
    bestShare: { hash: '0000', difficulty: 1234 },
    log: [SHARE],
    source: POOL,
    notices: [],
    ...change,
  };
}
