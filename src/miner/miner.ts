// The miner: several engines at once on disjoint ranges, every candidate verified, every hash counted.

import { EngineDisposedError, type HashEngine, type ScanResult, type Work } from '../engine/index.ts';
import { type EngineCount, EngineLanes } from './engine-lanes.ts';
import { type Assignment, NonceSpace } from './nonce-space.ts';
import { type Share, verifyCandidate } from './share.ts';
import { REAL_TIMERS, type Timers } from './timers.ts';

/** A run without an engine looks this often whether its time is over. */
const WAIT_MS = 60_000;

/** What the miner tells while it runs. */
export interface MinerEvents {
  /** Told after each range that an engine has searched. */
  readonly onRange?: (work: Work, result: ScanResult, engine: HashEngine) => void;
  readonly onShare?: (share: Share, engine: HashEngine) => void;
  /** A candidate that the reference hash refused. */
  readonly onHardwareError?: (work: Work, nonce: number, engine: HashEngine) => void;
  /** An engine failed and is out; its ranges go to the others. */
  readonly onEngineLost?: (engine: HashEngine, error: Error) => void;
}

/** What a miner is handed. */
export interface MinerParts {
  /** Those to begin with: others may come and go. */
  readonly engines: readonly HashEngine[];
  /** Goes on while no engine is there, since one may come; else the end of the last ends the run. */
  readonly waitsForEngines?: boolean;
  /**
   * Makes a fresh job when 2^32 nonces are used up; null while there is none: engines rest then, and it is asked again
   * some times a second.
   */
  readonly nextWork: () => Work | null;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  readonly events?: MinerEvents;
  /**
   * Asked before each range of an engine: the most nonces it may have, where a long one would go on after the job is done.
   */
  readonly maxRangeNonces?: (count: EngineCount) => number;
  /** The platform's, unless others are handed in. */
  readonly timers?: Pick<Timers, 'sleep'>;
}

/** A run under way. */
interface Run {
  readonly endMs: number;
  /** First failure of an engine. */
  failure: Error | null;
  /** Engines at work, and the wait for engines. */
  open: number;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;
}

/** Mines until it is told to stop. One instance, one run. */
export class Miner {
  readonly #parts: MinerParts;
  readonly #space: NonceSpace;
  readonly #lanes: EngineLanes[];
  readonly #begunMs: number;
  #run: Run | null = null;
  /** While true, engines rest after the range in hand. */
  isPaused = false;

  /** @throws {RangeError} if there is no engine, unless the miner is to wait for some. */
  constructor(parts: MinerParts) {
    if (parts.engines.length === 0 && parts.waitsForEngines !== true) {
      throw new RangeError('"engines" expected at least one');
    }
    this.#parts = parts;
    this.#space = new NonceSpace(parts.nextWork);
    this.#begunMs = parts.clock();
    this.#lanes = parts.engines.map((engine) => new EngineLanes(engine, this.#begunMs));
  }

  /** Counts so far, one per engine that is here, lost ones too; live. */
  get counts(): readonly EngineCount[] {
    return this.#lanes.map(({ count }) => count);
  }

  /** Adds an engine; while a run is under way it begins at once. */
  addEngine(engine: HashEngine, duty = 1): void {
    const lanes = new EngineLanes(engine, this.#parts.clock());
    this.#lanes.push(lanes);
    this.setDuty(engine, duty);
    if (this.#run !== null) this.#start(lanes, this.#run);
  }

  /**
   * Takes an engine out: its ranges in flight go to the others, and it may be disposed of.
   *
   * @returns what it has done.
   * @throws {RangeError} if it is not this miner's.
   */
  removeEngine(engine: HashEngine): EngineCount {
    const lanes = this.#lanesOf(engine);
    this.#lanes.splice(this.#lanes.indexOf(lanes), 1);
    lanes.end();
    return lanes.count;
  }

  /**
   * Changes how much of the time an engine hashes; it takes effect with its next range.
   *
   * @param duty - In [0, 1]; 0 turns it off.
   * @throws {RangeError} if the engine is not this miner's, or the duty out of range.
   */
  setDuty(engine: HashEngine, duty: number): void {
    if (!(duty >= 0 && duty <= 1)) throw new RangeError(`"duty" expected a number from 0 to 1, got ${duty}`);
    this.#lanesOf(engine).count.duty = duty;
  }

  /** Drops the job in hand: engines get a fresh one with their next range, and finish the one they search. */
  replaceWork(): void {
    this.#space.replaceWork();
  }

  /** Breaks off the ranges in flight; they are searched again, and what was hashed of them is not counted. */
  interrupt(): void {
    for (const lanes of this.#lanes) lanes.interrupt();
  }

  /**
   * Mines for a time, then lets what is in flight finish, so that no hash goes uncounted.
   *
   * @throws the signal's reason on abort.
   * @throws the first failure once no engine is left.
   */
  async run(durationMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const endLanes = () => {
      for (const lanes of this.#lanes) lanes.end();
    };
    signal?.addEventListener('abort', endLanes, { once: true });
    let failure: Error | null;
    try {
      failure = await new Promise<Error | null>((resolve, reject) => {
        const run: Run = {
          endMs: this.#begunMs + durationMs,
          failure: null,
          open: 0,
          end: () => resolve(run.failure),
          fail: reject,
        };
        this.#run = run;
        if (this.#parts.waitsForEngines === true) this.#hold(run, this.#waitForEngines(run.endMs, signal));
        for (const lanes of this.#lanes) this.#start(lanes, run);
        if (run.open === 0) run.end();
      });
    } finally {
      this.#run = null;
      endLanes();
      signal?.removeEventListener('abort', endLanes);
    }
    signal?.throwIfAborted();
    if (failure !== null && this.#lanes.every(({ count }) => count.lost !== null)) throw failure;
  }

  #start(lanes: EngineLanes, run: Run): void {
    const { clock, timers = REAL_TIMERS, maxRangeNonces } = this.#parts;
    const running = lanes.run({
      clock,
      timers,
      endMs: run.endMs,
      isPaused: () => this.isPaused || !this.#space.hasWork(),
      maxRangeNonces: () => maxRangeNonces?.(lanes.count) ?? Number.POSITIVE_INFINITY,
      take: (count) => this.#space.take(count),
      giveBack: (assignment) => this.#space.giveBack(assignment),
      onResult: (assignment, result) => this.#record(lanes, assignment, result),
      onLost: (error) => {
        run.failure ??= error;
        if (!(error instanceof EngineDisposedError)) {
          this.#parts.events?.onEngineLost?.(lanes.count.engine, error);
        }
      },
    });
    this.#hold(run, running);
  }

  /** The run goes on until the task is over. */
  #hold(run: Run, task: Promise<void>): void {
    run.open++;
    task.then(() => {
      if (--run.open === 0) run.end();
    }, run.fail);
  }

  async #waitForEngines(endMs: number, signal: AbortSignal | undefined): Promise<void> {
    const { clock, timers = REAL_TIMERS } = this.#parts;
    while (signal?.aborted !== true) {
      const leftMs = endMs - clock();
      if (leftMs <= 0) return;
      await timers.sleep(Math.min(leftMs, WAIT_MS), signal).catch((error: unknown) => {
        if (signal?.aborted !== true) throw error;
      });
    }
  }

  #lanesOf(engine: HashEngine): EngineLanes {
    const lanes = this.#lanes.find(({ count }) => count.engine === engine);
    if (lanes === undefined) throw new RangeError('"engine" expected one of this miner');
    return lanes;
  }

  #record({ count }: EngineLanes, { work }: Assignment, result: ScanResult): void {
    const { events } = this.#parts;
    events?.onRange?.(work, result, count.engine);
    for (const nonce of result.candidates) {
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
}
