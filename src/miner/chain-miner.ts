// Mines a chain with real hashing: template, job, work, range, candidate, share, block, and the next template.

import {
  FUTURE_LIMIT_SEC,
  type HeaderNode,
  headerWithNonce,
  type Job,
  jobFromTemplate,
  type Rejection,
} from '../chain/index.ts';
import { type HashEngine, prepareWork, type Work } from '../engine/index.ts';
import { blockProof, equalBytes } from '../primitives/index.ts';
import type { PrivateChain } from '../source/index.ts';
import type { EngineCount } from './engine-lanes.ts';
import { Miner, type MinerEvents } from './miner.ts';
import type { Share } from './share.ts';
import { REAL_TIMERS, type Timers } from './timers.ts';

/** Header times are renewed this often: rules look at them, and some targets fall as they grow. */
const RENEW_MS = 1000;
/** Jobs whose late shares can still be told to be stale. */
const JOBS_KEPT = 64;
/** A block's expected hashes take this many ranges: what is left of one when a block is found is searched in vain. */
const RANGES_PER_BLOCK = 100;

/** A block that this miner found. */
export interface MinedBlock {
  readonly node: HeaderNode;
  readonly extraNonce: bigint;
  readonly engine: HashEngine;
  /** Clock at which it was kept, milliseconds. */
  readonly atMs: number;
  /** Since the block before, or the start of the run, seconds by the clock. */
  readonly intervalSec: number;
  /** Hashes counted in that time. */
  readonly hashCount: number;
}

/** What a chain miner tells. */
export interface ChainMinerEvents extends Pick<MinerEvents, 'onHardwareError' | 'onEngineLost'> {
  readonly onBlock?: (block: MinedBlock) => void;
  /** A share that came after another block of its height. */
  readonly onStale?: (share: Share, engine: HashEngine) => void;
  /** The chain refused a block. */
  readonly onRefused?: (rejection: Rejection) => void;
  /** The next block's earliest time is so far ahead that others would refuse it: mining rests for so long. */
  readonly onWait?: (sec: number) => void;
}

/** What a chain miner is handed. */
export interface ChainMinerParts {
  readonly chain: PrivateChain;
  readonly engines: readonly HashEngine[];
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
  readonly events?: ChainMinerEvents;
  /** The platform's, unless others are handed in. */
  readonly timers?: Timers;
}

/** Mines until it is stopped. One instance, one run. */
export class ChainMiner {
  readonly #parts: ChainMinerParts;
  readonly #miner: Miner;
  readonly #jobs = new Map<number, Job>();
  readonly #stop = new AbortController();
  #workId = 0;
  #extraNonce: bigint;
  /** Height of the block that is being stored; its rivals are stale. */
  #pending = -1;
  #failure: Error | null = null;
  #lastMs: number;
  #lastHashCount = 0;
  /** Of the job in hand. */
  #expectedHashes = Number.POSITIVE_INFINITY;

  /** @throws {RangeError} if there is no engine. */
  constructor(parts: ChainMinerParts) {
    this.#parts = parts;
    const { engines, clock, events, timers } = parts;
    this.#lastMs = clock();
    this.#extraNonce = parts.firstExtraNonce;
    this.#miner = new Miner({
      engines,
      clock,
      nextWork: () => this.#nextWork(),
      ...(timers === undefined ? {} : { timers }),
      maxRangeNonces: () => this.#expectedHashes / RANGES_PER_BLOCK,
      events: {
        onShare: (share, engine) => void this.#take(share, engine),
        ...(events?.onHardwareError === undefined ? {} : { onHardwareError: events.onHardwareError }),
        ...(events?.onEngineLost === undefined ? {} : { onEngineLost: events.onEngineLost }),
      },
    });
  }

  /** Counts so far, one per engine; live. */
  get counts(): readonly EngineCount[] {
    return this.#miner.counts;
  }

  /** Hashes so far, of all engines. */
  get hashCount(): number {
    return this.#miner.counts.reduce((sum, { hashCount }) => sum + hashCount, 0);
  }

  /** Changes how much of the time an engine hashes, in [0, 1]; at 0 it is off. */
  setDuty(engine: HashEngine, duty: number): void {
    this.#miner.setDuty(engine, duty);
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

  #settled: Promise<void> = Promise.resolve();

  /** More than six blocks per second push the median of times, and so the next block's, ahead of every clock. */
  #restWhileTooNew(): void {
    const { chain, chainTime, nowSec, events } = this.#parts;
    const aheadSec = chain.template(chainTime()).time - nowSec() - FUTURE_LIMIT_SEC;
    if (aheadSec > 0 && !this.#miner.isPaused) events?.onWait?.(aheadSec);
    this.#miner.isPaused = aheadSec > 0;
  }

  #nextWork(): Work {
    const { chain, chainTime } = this.#parts;
    const job = jobFromTemplate(chain.template(chainTime()), this.#extraNonce++);
    const workId = this.#workId++;
    this.#expectedHashes = Number(blockProof(job.template.target));
    this.#jobs.set(workId, job);
    this.#jobs.delete(workId - JOBS_KEPT);
    return prepareWork(workId, job.header, job.template.target);
  }

  #take(share: Share, engine: HashEngine): void {
    const job = this.#jobs.get(share.work.workId);
    const { chain, events } = this.#parts;
    if (
      job === undefined ||
      job.template.height <= this.#pending ||
      !equalBytes(job.template.prevHash, chain.tip.hash) ||
      this.#stop.signal.aborted
    ) {
      events?.onStale?.(share, engine);
      return;
    }
    this.#pending = job.template.height;
    this.#settled = this.#keep(job, share, engine).catch((error: Error) => {
      this.#failure = error;
      this.#stop.abort(error);
    });
  }

  async #keep(job: Job, share: Share, engine: HashEngine): Promise<void> {
    const { chain, clock, nowSec, events } = this.#parts;
    const header = headerWithNonce(job.header, share.nonce);
    const verdict = await chain.submit({ header, coinbase: job.coinbase }, nowSec());
    if (!verdict.ok) {
      this.#pending = -1;
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
