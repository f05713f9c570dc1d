// Mines whatever a work source has: its orders become work for the engines, its changes reach them at once, and what
// they find goes back to it.

import { type HashEngine, prepareWork, type ScanResult, type Work } from '../../engine/index.ts';
import { blockProof, meetsTarget } from '../../primitives/index.ts';
import type { SearchOrder, ShareVerdict, WorkChange, WorkSource } from '../../source/index.ts';
import type { EngineCount } from '../engine-lanes.ts';
import { Miner, type MinerEvents } from '../miner.ts';
import type { Share } from '../share.ts';
import { REAL_TIMERS, type Timers } from '../timers.ts';

/** Wanted length of a range: what is found in one is told at its end. */
const RANGE_MS = 100;
/** The first ranges after a change are so short, later ones as long as the work is old: first shares come soon. */
const FIRST_RANGE_MS = 10;
/** Below so many, starting a range costs more than searching it. */
const LEAST_TIMED_NONCES = 1024;
/** A block's expected hashes take so many ranges: the rest of one is searched in vain when the block is found. */
const RANGES_PER_BLOCK = 100;
/** Shares that a range may be expected to hold: more at once would flood those who judge them. */
const SHARES_PER_RANGE = 16;
/**
 * Engines leave old work at most once in such a time. Each break costs a worker the kernel call that it is in, so a
 * storm of jobs would leave time for nothing else; a single change, or the first of several, is heard at once.
 */
const BREAK_MS = 30;
/** So many shares may wait for their verdicts; then engines rest until some have come. */
const MOST_PENDING = 512;

/**
 * A GPU's dispatches for a pool or a node are to last so long, milliseconds: three are in flight when the work changes,
 * and the first hash of the new comes after them. The slowest adapter, a software one on two cores, was through with
 * its three after 55 ms at worst, and after 110 where they were to last 25; its rate was within 6 % of that with 25.
 */
export const REMOTE_DISPATCH_MS = 10;

/** A share, and what it was found for. */
export interface FoundShare {
  readonly share: Share;
  readonly engine: HashEngine;
  readonly order: SearchOrder;
  /** Expected hashes of such a share. */
  readonly proof: number;
  /** Whether it meets the network's target. */
  readonly isBlock: boolean;
  /** Whether its work had been replaced when it was found. */
  readonly isLate: boolean;
}

/** What a remote miner tells. */
export interface RemoteMinerEvents extends Pick<MinerEvents, 'onHardwareError' | 'onEngineLost'> {
  /** Told after each range, with the proof (expected hashes) of a share in it. */
  readonly onRange?: (result: ScanResult, engine: HashEngine, proof: number) => void;
  /** Told of every share, late ones too; all of them are handed to the source, whose verdict is `answer`. */
  readonly onShare?: (found: FoundShare, answer: Promise<ShareVerdict>) => void;
  /** Told when there comes to be work, or none. */
  readonly onSupply?: (hasWork: boolean) => void;
}

/** What a remote miner is handed. Engines come and go by `addEngine` and `removeEngine`. */
export interface RemoteMinerParts {
  /** Opened by someone who passes its changes on to `change`. */
  readonly source: Pick<WorkSource, 'next' | 'isCurrent' | 'submit'>;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  readonly events?: RemoteMinerEvents;
  /** The platform's, unless others are handed in. */
  readonly timers?: Pick<Timers, 'sleep'>;
}

/** An order, and what follows from its targets. */
interface Search {
  readonly order: SearchOrder;
  readonly proof: number;
  /** The most nonces that a range of it may have, however fast the engine. */
  readonly mostNonces: number;
}

/** Mines until it is stopped; while there is no engine or no work it waits. One instance, one run. */
export class RemoteMiner {
  readonly #parts: RemoteMinerParts;
  readonly #timers: Pick<Timers, 'sleep'>;
  readonly #miner: Miner;
  readonly #searches = new WeakMap<Work, Search>();
  readonly #stop = new AbortController();
  #newest: Search | null = null;
  #workId = 0;
  #hasWork = false;
  #isHeld = false;
  #pending = 0;
  /** When engines were told last to leave what they had. */
  #brokenMs: number;
  /** Engines were told so a moment ago: the next time has to wait. */
  #isCalming = false;
  #isBreakDue = false;

  constructor(parts: RemoteMinerParts) {
    const { clock, events, timers = REAL_TIMERS } = parts;
    this.#parts = parts;
    this.#timers = timers;
    this.#brokenMs = clock();
    this.#miner = new Miner({
      engines: [],
      waitsForEngines: true,
      clock,
      timers,
      nextWork: () => this.#nextWork(),
      maxRangeNonces: (count) => this.#mostNonces(count),
      events: {
        onRange: (work, result, engine) => events?.onRange?.(result, engine, this.#searches.get(work)!.proof),
        onShare: (share, engine) => this.#take(share, engine),
        ...(events?.onHardwareError === undefined ? {} : { onHardwareError: events.onHardwareError }),
        ...(events?.onEngineLost === undefined ? {} : { onEngineLost: events.onEngineLost }),
      },
    });
  }

  /** Counts so far, one per engine that is here; live. */
  get counts(): readonly EngineCount[] {
    return this.#miner.counts;
  }

  /** Whether there was work when it was looked for last. */
  get hasWork(): boolean {
    return this.#hasWork;
  }

  /** Adds an engine; while a run is under way it begins at once. */
  addEngine(engine: HashEngine, duty = 1): void {
    this.#miner.addEngine(engine, duty);
  }

  /**
   * Takes an engine out: its ranges in flight go to the others, and it may be disposed of.
   *
   * @throws {RangeError} if it is not this miner's.
   */
  removeEngine(engine: HashEngine): void {
    this.#miner.removeEngine(engine);
  }

  /** Changes how much of the time an engine hashes, in [0, 1]; at 0 it is off. */
  setDuty(engine: HashEngine, duty: number): void {
    this.#miner.setDuty(engine, duty);
  }

  /** The source has other work, or none. */
  change(change: WorkChange): void {
    const wasDry = !this.#hasWork;
    this.#miner.replaceWork();
    this.#setSupply(change !== 'gone');
    // Resting engines are woken by it.
    if (change !== 'renewed' || wasDry) this.#breakOff();
  }

  /** Rests at once; what was hashed of the ranges in flight is not counted. */
  pause(): void {
    this.#isHeld = true;
    this.#applyPause();
    this.#miner.interrupt();
  }

  /** Goes on at once after `pause`. */
  resume(): void {
    this.#isHeld = false;
    this.#applyPause();
    this.#miner.interrupt();
  }

  /** Ends the run. */
  stop(): void {
    this.#stop.abort(new Error('stopped'));
  }

  /**
   * Mines for a time, or until `stop` or the signal ends it: all three are a clean end.
   *
   * @param durationMs - may be Infinity.
   */
  async run(durationMs: number, signal?: AbortSignal): Promise<void> {
    const ends = AbortSignal.any([this.#stop.signal, ...(signal === undefined ? [] : [signal])]);
    try {
      await this.#miner.run(durationMs, ends);
    } catch (error) {
      if (!ends.aborted) throw error;
    } finally {
      this.stop();
    }
  }

  #nextWork(): Work | null {
    const order = this.#parts.source.next();
    this.#setSupply(order !== null);
    if (order === null) return null;
    const work = prepareWork(this.#workId++, order.header, order.shareTarget);
    const proof = expectedHashes(order.shareTarget);
    const blockRange = Number(blockProof(order.blockTarget)) / RANGES_PER_BLOCK;
    this.#newest = { order, proof, mostNonces: Math.min(blockRange, proof * SHARES_PER_RANGE) };
    this.#searches.set(work, this.#newest);
    return work;
  }

  #mostNonces({ hashCount, workedMs }: EngineCount): number {
    const ageMs = this.#parts.clock() - this.#brokenMs;
    const rangeMs = Math.min(RANGE_MS, Math.max(FIRST_RANGE_MS, ageMs));
    // Two ranges share the engine. Before its first answer nobody knows its rate.
    const inTime = workedMs > 0 ? ((hashCount / workedMs) * rangeMs) / 2 : Number.POSITIVE_INFINITY;
    return Math.min(this.#newest!.mostNonces, Math.max(LEAST_TIMED_NONCES, inTime));
  }

  #setSupply(hasWork: boolean): void {
    if (hasWork === this.#hasWork) return;
    this.#hasWork = hasWork;
    this.#parts.events?.onSupply?.(hasWork);
  }

  /** Ends ranges in flight, and rests. */
  #breakOff(): void {
    this.#isBreakDue = this.#isCalming;
    if (this.#isCalming) return;
    this.#brokenMs = this.#parts.clock();
    this.#miner.interrupt();
    this.#isCalming = true;
    const { signal } = this.#stop;
    const calm = () => {
      this.#isCalming = false;
      if (this.#isBreakDue && !signal.aborted) this.#breakOff();
    };
    this.#timers.sleep(BREAK_MS, signal).then(calm, (error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  #take(share: Share, engine: HashEngine): void {
    const { source, events } = this.#parts;
    const { order, proof } = this.#searches.get(share.work)!;
    const isLate = !source.isCurrent(order);
    const isBlock = meetsTarget(share.hash, order.blockTarget);
    const answer = source.submit(order, share.nonce, share.hash);
    this.#pending++;
    this.#applyPause();
    events?.onShare?.({ share, engine, order, proof, isBlock, isLate }, answer);
    void answer.then(() => {
      this.#pending--;
      this.#applyPause();
    });
  }

  #applyPause(): void {
    this.#miner.isPaused = this.#isHeld || this.#pending >= MOST_PENDING;
  }
}

/** @returns hashes that a target asks for on average, 2^256 / (target + 1), as a double. */
function expectedHashes(target: bigint): number {
  return 2 ** 256 / Number(target + 1n);
}
