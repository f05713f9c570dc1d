// What programs are told of a miner: plain JSON with units in the names, on `/stats` and in the lines of `--json`.

import type { RemoteSnapshot } from '../../miner/index.ts';
import type { SourceStatus } from '../../source/index.ts';
import { measuredEfficiency, measuredParts, measuredWatts, type PowerReading } from '../power/power.ts';
import { presentRate } from './present-rate.ts';

/** All figures of the moment; series, the log and a job's bytes are left out. */
export function statsOf(snapshot: RemoteSnapshot, power: PowerReading) {
  const { state, step, pausedBy, uptimeSec, minedSec, effectiveHps, acceptedHps } = snapshot;
  const hashrateHps = presentRate(snapshot);
  return {
    state,
    step,
    pausedBy,
    uptimeSec,
    minedSec,
    hashrateHps,
    effectiveHps,
    acceptedHps,
    hashCount: snapshot.hashCount,
    engines: snapshot.engines,
    shares: snapshot.shares,
    bestShare: snapshot.bestShare,
    source: sourceStats(snapshot.source),
    power: {
      parts: measuredParts(power),
      watts: measuredWatts(power),
      joulesPerTerahash: measuredEfficiency(power, snapshot.engines, hashrateHps),
    },
  };
}

function sourceStats(source: SourceStatus) {
  if (source.kind === 'node') return { ...source, valueSats: Number(source.valueSats) };
  const { job, versionMask, ...rest } = source;
  return {
    ...rest,
    versionMask: hexOf(versionMask),
    jobId: job?.jobId ?? null,
    networkDifficulty: job?.networkDifficulty ?? null,
  };
}

const hexOf = (mask: number | null) => mask?.toString(16).padStart(8, '0') ?? null;
