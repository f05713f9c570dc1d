// One engine in a miner: ranges in flight one beside the other, rests between them, and what came of it.

import type { HashEngine, ScanResult } from '../engine/index.ts';
import { ActivityMeter } from './activity-meter.ts';
import { DutyCycle } from './duty-cycle.ts';
import { HashrateMeter } from './hashrate-meter.ts';
import type { Assignment } from './nonce-space.ts';
import type { Timers } from './timers.ts';

/**
 * Wanted length of a range. Two are in flight per engine, so an engine never waits for
 * the miner; the whole is short enough that rates are fresh and a new job reaches the engines soon.
 */
const RANGE_MS = 250;
const RANGES_IN_FLIGHT = 2;
/** A throttled engine's range and rest together, where the range is not longer than others: seldom enough that starting it costs little. */
const CYCLE_MS = 500;
/** A throttled engine's shortest range: below it, starting ranges costs more than searching them. */
const MIN_RANGE_MS = 5;
/** A resting lane looks this often whether it may go on. */
const REST_MS = 100;
/** A lane that begins a throttled cycle waits so long, again and again, for the other lane's last range. */
const ALONE_MS = 5;
const FIRST_RANGE_NONCES = 2 ** 15;
const MIN_RANGE_NONCES = 2 ** 10;
/** Fewer are not worth asking for, however soon the job is done. */
const FEWEST_NONCES = 32;

/** What one engine has done. */
export interface EngineCount {
  readonly engine: HashEngine;
  readonly meter: HashrateMeter;
  readonly hashCount: number;
  /** From the start to the last answer, milliseconds: `hashCount` over it is the rate. */
  readonly busyMs: number;
  /** Time at work up to the last answer, milliseconds: `hashCount` over it is the rate without rests. */
  readonly workedMs: number;
  /** The time in which at least one range was with the engine. */
  readonly activity: Pick<ActivityMeter, 'activeMs' | 'isActive'>;
  /** The part of the time that it is to hash, in [0, 1]; at 0 it is off. */
  readonly duty: number;
  readonly shares: number;
  readonly hardwareErrors: number;
  /** Why the engine is out; null while it works. */
  readonly lost: Error | null;
}

/** What the lanes of an engine ask of their miner. */
export interface LaneHost {
  readonly clock: () => number;
  readonly timers: Pick<Timers, 'sleep'>;
  /** Clock at which the run ends, milliseconds; may be Infinity. */
  readonly endMs: number;
  readonly isPaused: () => boolean;
  /** The most nonces that the next range may have. */
  readonly maxRangeNonces: () => number;
  readonly take: (count: number) => Assignment;
  readonly giveBack: (assignment: Assignment) => void;
  readonly onResult: (assignment: Assignment, result: ScanResult) => void;
  readonly onLost: (error: Error) => void;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Keeps one engine at work. */
export class EngineLanes {
  /** Counts so far; live. */
  readonly count: Mutable<EngineCount>;
  readonly #begunMs: number;
  readonly #activity = new ActivityMeter();
  readonly #cycle = new DutyCycle();
  /** Ends scans and rests that are under way; renewed by `interrupt`. */
  #halt = new AbortController();
  #isOver = false;

  constructor(engine: HashEngine, nowMs: number) {
    this.#begunMs = nowMs;
    this.count = {
      engine,
      meter: new HashrateMeter(nowMs),
      hashCount: 0,
      busyMs: 0,
      workedMs: 0,
      activity: this.#activity,
      duty: 1,
      shares: 0,
      hardwareErrors: 0,
      lost: null,
    };
  }

  /** Resolves when the run's time is over, the engine is lost, or `end` was called. */
  async run(host: LaneHost): Promise<void> {
    await Promise.all(Array.from({ length: RANGES_IN_FLIGHT }, (_, lane) => this.#lane(lane, host)));
  }

  /** Breaks off the ranges in flight and gives them back: their hashes so far are not counted. */
  interrupt(): void {
    const halt = this.#halt;
    this.#halt = new AbortController();
    halt.abort(new Error('interrupted'));
  }

  /** Ends the lanes, ranges in flight included. */
  end(): void {
    this.#isOver = true;
    this.interrupt();
  }

  async #lane(lane: number, host: LaneHost): Promise<void> {
    const { count } = this;
    const { clock } = host;
    let most = FIRST_RANGE_NONCES;
    /** Hashes per millisecond; 0 before the first answer. */
    let rate = 0;
    while (count.lost === null && !this.#isOver) {
      const leftMs = host.endMs - clock();
      if (leftMs <= 0) return;
      const restMs = this.#restMs(lane, host.isPaused(), clock());
      if (restMs > 0) {
        await this.#rest(Math.min(restMs, leftMs), host);
        continue;
      }
      const rangeMs = Math.max(MIN_RANGE_MS, Math.min(RANGE_MS, CYCLE_MS * count.duty));
      const wanted = rate === 0 ? most : rate * Math.min(rangeMs, Math.max(leftMs, 10));
      const nonces = Math.floor(Math.max(MIN_RANGE_NONCES, Math.min(wanted, most, 2 ** 32)));
      const bound = Math.max(FEWEST_NONCES, Math.floor(host.maxRangeNonces()));
      const assignment = host.take(Math.min(nonces, bound));
      const result = await this.#scan(assignment, host);
      if (result === null) continue;
      count.hashCount += result.hashCount;
      count.busyMs = clock() - this.#begunMs;
      count.workedMs = this.#activity.activeMs(clock());
      count.meter.add(result.hashCount, clock());
      host.onResult(assignment, result);
      rate = result.hashCount / Math.max(result.elapsedMs, 0.01);
      most = nonces * 4;
    }
  }

  /** @returns how long the lane is to rest before it asks again, milliseconds; 0 where a range is due. */
  #restMs(lane: number, isPaused: boolean, nowMs: number): number {
    const { duty } = this.count;
    const isOff = isPaused || duty === 0;
    if (isOff || duty === 1) {
      this.#cycle.restart(1, nowMs, this.#activity.activeMs(nowMs));
      return isOff ? REST_MS : 0;
    }
    // A second range in flight would fill the rests of a throttled engine.
    if (lane > 0) return REST_MS;
    if (this.#cycle.duty !== duty) {
      // What is in flight from before would have to be rested for under the new duty.
      if (this.#activity.isActive) return ALONE_MS;
      this.#cycle.restart(duty, nowMs, this.#activity.activeMs(nowMs));
    }
    const dueMs = this.#cycle.restMs(nowMs, this.#activity.activeMs(nowMs));
    // Timers are no finer than a millisecond; what is less waits for the next rest.
    return dueMs >= 1 ? Math.min(dueMs, REST_MS) : 0;
  }

  /** @returns null where nothing came of it: the engine is lost, or the range was broken off. */
  async #scan(assignment: Assignment, { clock, giveBack, onLost }: LaneHost): Promise<ScanResult | null> {
    const { signal } = this.#halt;
    this.#activity.begin(clock());
    try {
      return await this.count.engine.scan(assignment.work, assignment.range, signal);
    } catch (error) {
      giveBack(assignment);
      if (!signal.aborted && this.count.lost === null) {
        this.count.lost = error as Error;
        onLost(error as Error);
      }
      return null;
    } finally {
      this.#activity.end(clock());
    }
  }

  async #rest(ms: number, { timers }: LaneHost): Promise<void> {
    const { signal } = this.#halt;
    try {
      await timers.sleep(ms, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
