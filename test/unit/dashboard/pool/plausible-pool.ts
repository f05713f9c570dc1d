// Snapshots of mining for a pool as its worker might send them: for tests of what the page makes of them. The two jobs are
// real ones, of ckpool and public-pool on a regtest node of their own, with the header that their shares were judged by.

import type { RemoteSnapshot, ShareRow, ShareTally } from '../../../../src/miner/index.ts';
import { bytesFromHex } from '../../../../src/primitives/index.ts';
import type { PoolJobStatus, PoolStatus } from '../../../../src/source/index.ts';
import { plausibleSnapshot } from '../mine/plausible-snapshot.ts';

/** ckpool's job at height 665: two payments, a commitment, its own text around the extra nonces. */
export const CKPOOL_JOB: PoolJobStatus = {
  jobId: '6b0291e90000000b',
  coinbase1: bytesFromHex(
    '01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff2c02990200041a92026b046f4b241f0c',
  ),
  extraNonce1: bytesFromHex('eb91026b'),
  extraNonce2: bytesFromHex('0000000000000000'),
  coinbase2: bytesFromHex(
    '0a636b706f6f6c2d6c6872052f6c61622fffffffff02388da0120000000016001462e907b15cbf27d5425399ebf6f0fb50ebb88f180000000000000000266a24aa21a9edd10bc259733e6ff32e0cecef5bfb3ea3d6741ca90c556024bac7482bd0e5f6ad00000000',
  ),
  branch: [
    'e1cab3d9594ff6170d37f37261d62a6b5d2e8471cb2178e8bc5d9319d930be3d',
    '5da4ea38934891e1a4351526dba5561daf7990413c53bbd0ce5097a64c9c2cf9',
    '07420887ee5be7debc3c20873ded48d0839ee58e0ac9ce4a9a036cf38f60d7aa',
  ].map(bytesFromHex),
  header: bytesFromHex(
    '000000207e7f52fecd349f294a65fedb8cc46bbbd8c59d22e33a1af73f107380b5110100b8f047e414c84cff64b1256fa3b08e73b91dbbfed65b3a83203aad17edd23e961a92026bffff7f2000000000',
  ),
  difficulty: 0.001,
  networkDifficulty: 4.6565423739069247e-10,
  rollableBits: 0x1fffe000,
  isClean: true,
};

/** public-pool's job at height 549: no other transaction, so the coinbase's hash is the root. */
export const PUBLIC_POOL_JOB: PoolJobStatus = {
  jobId: '3',
  coinbase1: bytesFromHex(
    '02000000010000000000000000000000000000000000000000000000000000000000000000ffffffff170226025075626c69632d506f6f6c00',
  ),
  extraNonce1: bytesFromHex('2da22451'),
  extraNonce2: bytesFromHex('00000000'),
  coinbase2: bytesFromHex(
    'ffffffff0240be40250000000016001462e907b15cbf27d5425399ebf6f0fb50ebb88f180000000000000000266a24aa21a9ede2f61c3f71d1defd3fa999dfa36953755c690689799962b48bebd836974e8cf900000000',
  ),
  branch: [],
  header: bytesFromHex(
    '0000002026e0590d387a9aebdb6fe4b962af07177c7f336014c136d36c5fd22b37ce000001466ad1bc58048921f952dfeb8e4bd4d5297cb92ec09e5764cdf0b65e4ee09f8990026bffff7f2000000000',
  ),
  difficulty: 1e-5,
  networkDifficulty: 4.6565423739069247e-10,
  rollableBits: 0x1fffe000,
  isClean: true,
};

/** A pool that works. */
export function plausibleStatus(change: Partial<PoolStatus> = {}): PoolStatus {
  return {
    kind: 'pool',
    state: 'working',
    url: 'ws://127.0.0.1:8080/',
    problem: null,
    retrySec: null,
    latencyMs: 12.4,
    cuts: 0,
    jobs: 31,
    poolIndex: 0,
    user: 'bcrt1qvt5s0v2uhuna2sjnn84ldu8m2r4m3rccaqhe07.lab',
    difficulty: 0.001,
    versionMask: 0x1fffe000,
    isResumed: false,
    message: null,
    job: CKPOOL_JOB,
    ...change,
  };
}

/** Forty shares of fifty accepted. */
export function plausibleTally(change: Partial<ShareTally> = {}): ShareTally {
  return {
    found: 50,
    accepted: 40,
    stale: 4,
    staleCredited: 1,
    rejected: 3,
    rejectedBy: [
      { reason: 'low difficulty share', count: 2 },
      { reason: 'duplicate share', count: 1 },
    ],
    unanswered: 2,
    pending: 1,
    hardwareErrors: 0,
    acceptedProof: 41 * 0.001 * 2 ** 32,
    expected: 48.2,
    blocks: 0,
    ...change,
  };
}

/** A share of the log. */
export function plausibleShare(change: Partial<ShareRow> = {}): ShareRow {
  return {
    id: 1,
    time: 1_795_330_100,
    hash: '000001483580d1f110c792d5b0d66193d6176f5569f856bc0e64e49ab2b57463',
    difficulty: 0.0031,
    wantedDifficulty: 0.001,
    engine: 'wasm-simd x8',
    isBlock: false,
    isLate: false,
    verdict: 'accepted',
    reason: '',
    answerMs: 14.2,
    ...change,
  };
}

/** A session that has mined for a pool for a while. */
export function plausibleRemote(change: Partial<RemoteSnapshot> = {}): RemoteSnapshot {
  const { detected, minedSec, hashrateHps, engines, windows, recent, whole } = plausibleSnapshot({
    gpuAt: 1,
  });
  return {
    state: 'mining',
    step: '',
    pausedBy: null,
    detected,
    settings: { engines: [{ engine: 'wasm-simd', workers: 8 }], intensity: 1 },
    uptimeSec: minedSec + 4,
    minedSec,
    hashrateHps,
    effectiveHps: hashrateHps * 1.02,
    acceptedHps: hashrateHps * 0.91,
    hashCount: hashrateHps * minedSec,
    engines: engines.filter(({ id }) => id !== 'gpu'),
    windows,
    recent,
    whole,
    shares: plausibleTally(),
    bestShare: { hash: plausibleShare().hash, difficulty: 0.0312 },
    log: [plausibleShare()],
    source: plausibleStatus(),
    notices: [],
    ...change,
  };
}
