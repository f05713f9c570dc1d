// Mines a chain with real hashing: template, job, work, range, candidate, share, block, and the next template.

import {
  FUTURE_LIMIT_SEC,
  type HeaderNode,
  headerWithNonce,
  type Job,
  type Rejection,
} from '../chain/index.ts';
import type { HashEngine, ScanResult } from '../engine/index.ts';
import { equalBytes, meetsTarget } from '../primitives/index.ts';
import { finderOf, type PrivateChain } from '../source/index.ts';
import type { EngineCount } from './engine-lanes.ts';
import { JobMaker } from './job-maker.ts';
import { Miner, type MinerEvents } from './miner.ts';
import { MiningPlace, type RemineOrder, type Remining } from './mining-place.ts';
import type { Share } from './share.ts';
import { REAL_TIMERS, type Timers } from './timers.ts';

/** Header times are renewed this often: rules look at them, and some targets fall as they grow. */
const RENEW_MS = 1000;
/** A block's expected hashes take this many ranges: what is left of one when a block is found is searched in vain. */
const RANGES_PER_BLOCK = 100;

/** A block that this miner found. */
export interface MinedBlock {
  readonly node: HeaderNode;
  readonly extraNonce: bigint;
  readonly engine: HashEngine;
  /** Whose it counts as: a simulated rival's where the hash misses the block's own target. */
  readonly finder: 'you' | 'rival';
  /** Clock at which it was kept, milliseconds. */
  readonly atMs: number;
  /** Since the block before, or the start of the run, seconds by the clock. */
  readonly intervalSec: number;
  /** Hashes counted in that time. */
  readonly hashCount: number;
}

/** What a chain miner tells. */
export interface ChainMinerEvents extends Pick<MinerEvents, 'onHardwareError' | 'onEngineLost'> {
  /** Told after each range, with the proof (expected hashes) of a share in it. */
  readonly onRange?: (result: ScanResult, engine: HashEngine, proof: number) => void;
  /** Told of every share, those among them that are blocks or stale. */
  readonly onShare?: (share: Share, engine: HashEngine, proof: number) => void;
  readonly onBlock?: (block: MinedBlock) => void;
  /** A share that would have been a block, and came after another block of its place. */
  readonly onStale?: (share: Share, engine: HashEngine) => void;
  /** The chain refused a block. */
  readonly onRefused?: (rejection: Rejection) => void;
  /** The next block's earliest time is so far ahead that others would refuse it: mining rests for so long. */
  readonly onWait?: (sec: number) => void;
}

/** What a chain miner is handed. */
export interface ChainMinerParts {
  readonly chain: PrivateChain;
  /** Those to begin with: others may come and go. */
  readonly engines: readonly HashEngine[];
  /** Goes on while no engine is there, since one may come. */
  readonly waitsForEngines?: boolean;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  /** The time for headers, Unix seconds. */
  readonly chainTime: () => number;
  /** One's own clock, Unix seconds: what others would judge a block's time by. */
  readonly nowSec: () => number;
  /**
   * Where the extra nonce begins, in [0, 2^63). Another one for every run: from the same one a run would search again
   * what the last one has searched since the chain's newest block, and find nothing.
   */
  readonly firstExtraNonce: bigint;
  /** Shares that are wanted per second, by an easier target where blocks are seldom; none are asked for where absent. */
  readonly sharesPerSec?: number;
  /** Rate of a simulated rival over one's own, as in {@link ChainMiner.setRival}. */
  readonly rival?: number;
  readonly events?: ChainMinerEvents;
  /** The platform's, unless others are handed in. */
  readonly timers?: Timers;
}

/** Mines until it is stopped. One instance, one run. */
export class ChainMiner {
  readonly #parts: ChainMinerParts;
  readonly #miner: Miner;
  readonly #place: MiningPlace;
  readonly #jobs: JobMaker;
  readonly #stop = new AbortController();
  /** The block whose child is being stored: other children of it are stale. */
  #taken: Uint8Array | null = null;
  #failure: Error | null = null;
  #lastMs: number;
  #lastHashCount = 0;
  /** Of engines that were taken out. */
  #goneHashCount = 0;
  #isHeld = false;
  #isTooNew = false;
  #settled: Promise<void> = Promise.resolve();

  /** @throws {RangeError} if there is no engine, unless the miner is to wait for some. */
  constructor(parts: ChainMinerParts) {
    this.#parts = parts;
    const { chain, chainTime, nowSec, engines, waitsForEngines = false, clock, events, timers } = parts;
    this.#place = new MiningPlace(chain, chainTime, nowSec);
    this.#lastMs = clock();
    this.#jobs = new JobMaker({
      place: this.#place,
      firstExtraNonce: parts.firstExtraNonce,
      sharesPerSec: parts.sharesPerSec,
      spacingSec: chain.ruleParameters.targetSpacingSec,
      hashrateHps: () =>
        this.#miner.counts.reduce((sum, { meter }) => sum + meter.hashrateHps(10, clock()), 0),
    });
    this.#jobs.rival = parts.rival ?? 0;
    this.#miner = new Miner({
      engines,
      waitsForEngines,
      clock,
      nextWork: () => this.#jobs.next(),
      ...(timers === undefined ? {} : { timers }),
      maxRangeNonces: () => this.#jobs.expectedHashes / RANGES_PER_BLOCK,
      events: {
        onRange: (work, result, engine) => events?.onRange?.(result, engine, this.#jobs.of(work).proof),
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

  /** Hashes so far, of all engines, those that were taken out too. */
  get hashCount(): number {
    return this.#miner.counts.reduce((sum, { hashCount }) => sum + hashCount, this.#goneHashCount);
  }

  /** The time for headers now, Unix seconds: a branch that is mined has its own. */
  get timeSec(): number {
    return this.#place.timeSec;
  }

  /** The branch that is being mined; null where the tip is. */
  get remining(): Remining | null {
    return this.#place.remining;
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
    this.#goneHashCount += this.#miner.removeEngine(engine).hashCount;
  }

  /** Changes how much of the time an engine hashes, in [0, 1]; at 0 it is off. */
  setDuty(engine: HashEngine, duty: number): void {
    this.#miner.setDuty(engine, duty);
  }

  /**
   * Sets a simulated rival. Headers state its rate, engines search a target that is so much easier, and what misses the
   * block's own target counts as the rival's: one Poisson process, thinned exactly.
   *
   * @param rival - its rate over one's own, in [0, 600], in hundredths; 0 for none.
   */
  setRival(rival: number): void {
    this.#jobs.rival = rival;
    this.#miner.replaceWork();
  }

  /** Rests at once; what was hashed of the ranges in flight is not counted. */
  pause(): void {
    this.#isHeld = true;
    this.#applyPause();
    this.#miner.interrupt();
  }

  /** Goes on after `pause`. */
  resume(): void {
    this.#isHeld = false;
    this.#applyPause();
  }

  /**
   * Mines a branch until it has more work than the chain, then goes on at its tip. The chain tells its listeners of the
   * reorganisation.
   */
  remine(order: RemineOrder): void {
    this.#place.remine(order);
    this.#miner.replaceWork();
  }

  /** Gives the branch up and goes on at the tip. */
  cancelRemine(): void {
    this.#place.cancel();
    this.#miner.replaceWork();
  }

  /** Ends the run; `run` resolves once the last block is kept. */
  stop(): void {
    this.#stop.abort(new Error('stopped'));
  }

  /**
   * Mines for a time, or until `stop` or the signal ends it: all three are a clean end.
   *
   * @param durationMs - may be Infinity.
   * @throws {ChainStoreError} if a block cannot be stored.
   * @throws the first failure once no engine is left.
   */
  async run(durationMs: number, signal?: AbortSignal): Promise<void> {
    const ends = AbortSignal.any([this.#stop.signal, ...(signal === undefined ? [] : [signal])]);
    const { timers = REAL_TIMERS } = this.#parts;
    const endRenewal = timers.every(RENEW_MS, () => {
      this.#restWhileTooNew();
      this.#miner.replaceWork();
    });
    this.#restWhileTooNew();
    this.#lastMs = this.#parts.clock();
    try {
      await this.#miner.run(durationMs, ends);
    } catch (error) {
      if (!ends.aborted) throw error;
    } finally {
      endRenewal();
    }
    await this.#settled;
    if (this.#failure !== null) throw this.#failure;
  }

  /** More than six blocks per second push the median of times, and so the next block's, ahead of every clock. */
  #restWhileTooNew(): void {
    const { nowSec, events } = this.#parts;
    const aheadSec = this.#jobs.template().time - nowSec() - FUTURE_LIMIT_SEC;
    if (aheadSec > 0 && !this.#isTooNew) events?.onWait?.(aheadSec);
    this.#isTooNew = aheadSec > 0;
    this.#applyPause();
  }

  #applyPause(): void {
    this.#miner.isPaused = this.#isHeld || this.#isTooNew;
  }

  #take(share: Share, engine: HashEngine): void {
    const { job, blockTarget, proof } = this.#jobs.of(share.work);
    const { events } = this.#parts;
    events?.onShare?.(share, engine, proof);
    if (!meetsTarget(share.hash, blockTarget)) return;
    const { prevHash } = job.template;
    if (
      (this.#taken !== null && equalBytes(prevHash, this.#taken)) ||
      !equalBytes(prevHash, this.#place.parent.hash) ||
      this.#stop.signal.aborted
    ) {
      events?.onStale?.(share, engine);
      return;
    }
    this.#taken = prevHash;
    this.#settled = this.#keep(job, share, engine).catch((error: Error) => {
      this.#failure = error;
      this.#stop.abort(error);
    });
  }

  async #keep(job: Job, share: Share, engine: HashEngine): Promise<void> {
    const { chain, clock, nowSec, events } = this.#parts;
    const header = headerWithNonce(job.header, share.nonce);
    const verdict = await chain.submit({ header, coinbase: job.coinbase }, nowSec());
    if (verdict.ok) this.#place.follow(verdict.node);
    // From here on the place tells which blocks are late; a branch may begin at the very same parent.
    if (this.#taken === job.template.prevHash) this.#taken = null;
    if (!verdict.ok) {
      this.#miner.replaceWork();
      events?.onRefused?.(verdict);
      return;
    }
    this.#miner.replaceWork();
    const atMs = clock();
    const { hashCount } = this;
    const block: MinedBlock = {
      node: verdict.node,
      extraNonce: job.extraNonce,
      engine,
      finder: finderOf(verdict.node),
      atMs,
      intervalSec: (atMs - this.#lastMs) / 1000,
      hashCount: hashCount - this.#lastHashCount,
    };
    this.#lastMs = atMs;
    this.#lastHashCount = hashCount;
    this.#restWhileTooNew();
    events?.onBlock?.(block);
  }
}
