// What a session counts while it mines: by engine, by time, and what was best.

import type { HashEngine, ScanResult } from '../../engine/index.ts';
import { difficultyFromTarget, displayHash, hashAsInteger } from '../../primitives/index.ts';
import type { MinedBlock } from '../chain-miner.ts';
import type { EngineCount } from '../engine-lanes.ts';
import type { Share } from '../share.ts';
import type { CrewMember } from './crew-member.ts';
import { RateHistory } from './rate-history.ts';
import type { BestShare, EngineSnapshot } from './snapshot.ts';

/** Rates are of so many seconds. */
const RATE_SEC = 10;

/** Counts for as long as a session lives, however often it is stopped. Times are milliseconds of the mining clock. */
export class SessionRecord {
  readonly history = new RateHistory();
  readonly #memberOf: (engine: HashEngine) => CrewMember | undefined;
  /** An engine's time at work when it was looked at last, and when that was. */
  readonly #seen = new WeakMap<EngineCount, { readonly atMs: number; readonly activeMs: number }>();
  #bestShare: BestShare | null = null;
  #bestHash: bigint | null = null;
  #hashCount = 0;
  /** Hashes counted until the newest block, and the work of one's own blocks. */
  #luck = { fromHashCount: 0, toHashCount: 0, work: 0 };

  constructor(memberOf: (engine: HashEngine) => CrewMember | undefined) {
    this.#memberOf = memberOf;
  }

  /** Hashes counted, those of engines that are gone too. */
  get hashCount(): number {
    return this.#hashCount;
  }

  get bestShare(): BestShare | null {
    return this.#bestShare;
  }

  /** Work of one's own blocks over the hashes counted up to the newest block; null before the first. */
  get luck(): number | null {
    const { fromHashCount, toHashCount, work } = this.#luck;
    return toHashCount > fromHashCount ? work / (toHashCount - fromHashCount) : null;
  }

  /** Luck begins anew: another chain. */
  beginChain(): void {
    this.#luck = { fromHashCount: this.#hashCount, toHashCount: this.#hashCount, work: 0 };
  }

  /** @param proof - expected hashes of a share in the range. */
  addRange({ hashCount, elapsedMs }: ScanResult, engine: HashEngine, proof: number, nowMs: number): void {
    this.#hashCount += hashCount;
    const member = this.#memberOf(engine);
    if (member === undefined) return;
    member.hashCount += hashCount;
    const fromSec = Math.max(0, nowMs - elapsedMs) / 1000;
    this.history.addHashes(member.id, fromSec, nowMs / 1000, hashCount, hashCount / proof);
  }

  addShare({ hash }: Share, engine: HashEngine, proof: number, nowMs: number): void {
    const member = this.#memberOf(engine);
    if (member === undefined) return;
    member.shares++;
    this.history.addShare(member.id, nowMs / 1000, proof);
    const value = hashAsInteger(hash);
    if (this.#bestHash !== null && value >= this.#bestHash) return;
    this.#bestHash = value;
    this.#bestShare = {
      hash: displayHash(hash),
      difficulty: difficultyFromTarget(value > 0n ? value : 1n),
      atSec: nowMs / 1000,
      engine: member.id,
    };
  }

  /** @param proof - the block's own, expected hashes. */
  addBlock({ finder }: Pick<MinedBlock, 'finder'>, proof: number): void {
    this.#luck.toHashCount = this.#hashCount;
    if (finder === 'you') this.#luck.work += proof;
  }

  /** Looks how long engines have been at work since the last look. */
  sample(counts: readonly EngineCount[], nowMs: number): void {
    for (const count of counts) {
      const member = this.#memberOf(count.engine);
      const activeMs = count.activity.activeMs(nowMs);
      const seen = this.#seen.get(count);
      this.#seen.set(count, { atMs: nowMs, activeMs });
      if (member === undefined || seen === undefined || activeMs === seen.activeMs) continue;
      const workedSec = (activeMs - seen.activeMs) / 1000;
      this.history.addActivity(member.id, seen.atMs / 1000, nowMs / 1000, workedSec);
    }
  }

  /**
   * An engine for a snapshot.
   *
   * @param count - the miner's count of it; undefined while it does not mine.
   */
  engine(member: CrewMember, count: EngineCount | undefined, nowMs: number): EngineSnapshot {
    const { id, state, engine, problem, retrySec, hashCount, shares, hardwareErrors } = member;
    return {
      id,
      state,
      adapter: engine?.description.adapter ?? '',
      kernel: engine?.description.kernel ?? '',
      isSoftware: engine?.description.isSoftware ?? false,
      hashrateHps: count === undefined ? 0 : recentHps(count, nowMs),
      ...this.history.figuresOf(id),
      hashCount,
      shares,
      hardwareErrors,
      problem,
      retrySec,
    };
  }
}

/** @returns hashes per second over the last ten seconds; while it is younger, of its time at work and its duty. */
export function recentHps({ hashCount, busyMs, workedMs, duty, meter }: EngineCount, nowMs: number): number {
  if (busyMs >= RATE_SEC * 1000) return meter.hashrateHps(RATE_SEC, nowMs);
  return workedMs > 0 ? (hashCount / workedMs) * 1000 * duty : 0;
}

/** @returns hashes per second of all engines together, as `recentHps` of each. */
export function totalHps(counts: readonly EngineCount[], nowMs: number): number {
  return counts.reduce((total, count) => total + (count.lost === null ? recentHps(count, nowMs) : 0), 0);
}
