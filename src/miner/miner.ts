// The miner: several engines at once on disjoint ranges, every candidate verified, every hash counted.

import { EngineDisposedError, type HashEngine, type ScanResult, type Work } from '../engine/index.ts';
import { HashrateMeter } from './hashrate-meter.ts';
import { type Assignment, NonceSpace } from './nonce-space.ts';
import { type Share, verifyCandidate } from './share.ts';
import { REAL_TIMERS, type Timers } from './timers.ts';

/**
 * Wanted length of a range. Two are in flight per engine, so an engine never waits for
 * the miner; the whole is short enough that rates are fresh and a new job reaches the engines soon.
 */
const RANGE_MS = 250;
const RANGES_IN_FLIGHT = 2;
/** A throttled engine's shortest range: below it, starting ranges costs more than searching them. */
const MIN_RANGE_MS = 5;
/** A resting lane looks this often whether it may go on. */
const REST_MS = 100;
const FIRST_RANGE_NONCES = 2 ** 15;
const MIN_RANGE_NONCES = 2 ** 10;
/** Fewer are not worth asking for, however soon the job is done. */
const FEWEST_NONCES = 32;

/** What the miner tells while it runs. */
export interface MinerEvents {
  readonly onShare?: (share: Share, engine: HashEngine) => void;
  /** A candidate that the reference hash refused. */
  readonly onHardwareError?: (work: Work, nonce: number, engine: HashEngine) => void;
  /** An engine failed and is out; its ranges go to the others. */
  readonly onEngineLost?: (engine: HashEngine, error: Error) => void;
}

/** What a miner is handed. */
export interface MinerParts {
  readonly engines: readonly HashEngine[];
  /** Makes a fresh job when 2^32 nonces are used up. */
  readonly nextWork: () => Work;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  readonly events?: MinerEvents;
  /** Asked before each range: the most nonces it may have, where a long one would go on after the job is done. */
  readonly maxRangeNonces?: () => number;
  /** The platform's, unless others are handed in. */
  readonly timers?: Pick<Timers, 'sleep'>;
}

/** What one engine has done. */
export interface EngineCount {
  readonly engine: HashEngine;
  readonly meter: HashrateMeter;
  readonly hashCount: number;
  /** From the start to the last answer, milliseconds: `hashCount` over it is the rate. */
  readonly busyMs: number;
  /** The part of the time that it is to hash, in [0, 1]; at 0 it is off. */
  readonly duty: number;
  readonly shares: number;
  readonly hardwareErrors: number;
  /** Why the engine is out; null while it works. */
  readonly lost: Error | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Mines until it is told to stop. One instance, one run. */
export class Miner {
  readonly #parts: MinerParts;
  readonly #space: NonceSpace;
  readonly #counts: readonly Mutable<EngineCount>[];
  readonly #begunMs: number;
  /** While true, engines rest after the range in hand. */
  isPaused = false;

  /** @throws {RangeError} if there is no engine. */
  constructor(parts: MinerParts) {
    if (parts.engines.length === 0) throw new RangeError('"engines" expected at least one');
    this.#parts = parts;
    this.#space = new NonceSpace(parts.nextWork);
    this.#begunMs = parts.clock();
    this.#counts = parts.engines.map((engine) => ({
      engine,
      meter: new HashrateMeter(this.#begunMs),
      hashCount: 0,
      busyMs: 0,
      duty: 1,
      shares: 0,
      hardwareErrors: 0,
      lost: null,
    }));
  }

  /** Counts so far, one per engine; live. */
  get counts(): readonly EngineCount[] {
    return this.#counts;
  }

  /**
   * Changes how much of the time an engine hashes; it takes effect with its next range.
   *
   * @param duty - In [0, 1]; 0 turns it off.
   * @throws {RangeError} if the engine is not this miner's, or the duty out of range.
   */
  setDuty(engine: HashEngine, duty: number): void {
    const count = this.#counts.find((candidate) => candidate.engine === engine);
    if (count === undefined) throw new RangeError('"engine" expected one of this miner');
    if (!(duty >= 0 && duty <= 1)) throw new RangeError(`"duty" expected a number from 0 to 1, got ${duty}`);
    count.duty = duty;
  }

  /** Drops the job in hand: engines get a fresh one with their next range, and finish the one they search. */
  replaceWork(): void {
    this.#space.replaceWork();
  }

  /**
   * Mines for a time, then lets what is in flight finish, so that no hash goes uncounted.
   *
   * @throws the signal's reason on abort.
   * @throws the first failure once no engine is left.
   */
  async run(durationMs: number, signal?: AbortSignal): Promise<void> {
    const failures: Error[] = [];
    const endMs = this.#begunMs + durationMs;
    const lanes = this.#counts.flatMap((count) =>
      Array.from({ length: RANGES_IN_FLIGHT }, (_, lane) => this.#lane(lane, count, endMs, failures, signal)),
    );
    await Promise.all(lanes);
    signal?.throwIfAborted();
    if (this.#counts.every(({ lost }) => lost !== null)) throw failures[0];
  }

  async #lane(
    lane: number,
    count: Mutable<EngineCount>,
    endMs: number,
    failures: Error[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { clock, maxRangeNonces } = this.#parts;
    let nonces = FIRST_RANGE_NONCES;
    let restMs = 0;
    while (count.lost === null && !signal?.aborted) {
      const leftMs = endMs - clock();
      if (leftMs <= 0) return;
      // A second range in flight would fill the rests of a throttled engine.
      if (this.isPaused || count.duty === 0 || (count.duty < 1 && lane > 0)) {
        restMs = 0;
        await this.#rest(Math.min(REST_MS, leftMs), signal);
        continue;
      }
      // Timers are no finer than a millisecond; what is less waits for the next rest.
      if (restMs >= 1 && count.duty < 1) {
        const begunMs = clock();
        await this.#rest(Math.min(restMs, REST_MS, leftMs), signal);
        restMs -= clock() - begunMs;
        continue;
      }
      const most = Math.max(FEWEST_NONCES, Math.floor(maxRangeNonces?.() ?? nonces));
      const assignment = this.#space.take(Math.min(nonces, most));
      let result: ScanResult;
      try {
        result = await count.engine.scan(assignment.work, assignment.range, signal);
      } catch (error) {
        this.#space.giveBack(assignment);
        if (signal?.aborted) return;
        this.#lose(count, error as Error, failures);
        return;
      }
      this.#record(count, assignment, result);
      const rate = result.hashCount / Math.max(result.elapsedMs, 0.01);
      // What a rest took too long or too short is made good in the next one.
      restMs = count.duty < 1 ? restMs + result.elapsedMs * (1 / count.duty - 1) : 0;
      const rangeMs = Math.max(MIN_RANGE_MS, RANGE_MS * count.duty);
      const wanted = rate * Math.min(rangeMs, Math.max(endMs - clock(), 10));
      nonces = Math.floor(Math.max(MIN_RANGE_NONCES, Math.min(wanted, nonces * 4, 2 ** 32)));
    }
  }

  async #rest(ms: number, signal: AbortSignal | undefined): Promise<void> {
    const { timers = REAL_TIMERS } = this.#parts;
    try {
      await timers.sleep(ms, signal);
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }

  #record(count: Mutable<EngineCount>, { work }: Assignment, { hashCount, candidates }: ScanResult): void {
    const nowMs = this.#parts.clock();
    const { events } = this.#parts;
    count.hashCount += hashCount;
    count.busyMs = nowMs - this.#begunMs;
    count.meter.add(hashCount, nowMs);
    for (const nonce of candidates) {
      const share = verifyCandidate(work, nonce);
      if (share === null) {
        count.hardwareErrors++;
        events?.onHardwareError?.(work, nonce, count.engine);
      } else {
        count.shares++;
        events?.onShare?.(share, count.engine);
      }
    }
  }

  #lose(count: Mutable<EngineCount>, error: Error, failures: Error[]): void {
    if (count.lost !== null) return;
    count.lost = error;
    failures.push(error);
    if (!(error instanceof EngineDisposedError)) this.#parts.events?.onEngineLost?.(count.engine, error);
  }
}
