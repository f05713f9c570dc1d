// What the tests of engines and of the miner share: time that only the test moves, and engines whose answers,
// speeds and failures are known.

import { createWasmKernel } from '../../../src/engine/cpu/wasm-kernel.ts';
import type {
  EngineDescription,
  EngineName,
  HashEngine,
  NonceRange,
  ScanResult,
} from '../../../src/engine/engine.ts';
import { EngineDisposedError } from '../../../src/engine/errors.ts';
import { exactCandidates } from '../../../src/engine/exact.ts';
import { prepareWork, type Work } from '../../../src/engine/work.ts';

export const SEED = 20_090_103;

/** One hash in 256 meets it. */
export const EASY_TARGET = 2n ** 248n - 1n;

/** Dice that fall the same way in every run (mulberry32). @returns numbers in [0, 1). */
export function createDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function randomHeader(seed: number): Uint8Array {
  const dice = createDice(seed);
  return Uint8Array.from({ length: 80 }, () => Math.floor(dice() * 256));
}

/** A job of random bytes. */
export function randomWork(seed: number, target = EASY_TARGET, workId = seed): Work {
  return prepareWork(workId, randomHeader(seed), target);
}

export function describeFake(engine: EngineName, extras: Partial<EngineDescription> = {}): EngineDescription {
  return {
    engine,
    workers: 1,
    adapter: 'made for a test',
    isSoftware: false,
    kernel: 'none',
    operationsPerHash: null,
    limits: null,
    ...extras,
  };
}

/** A promise and what settles it. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

export function deferred<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle! };
}

/** Lets everything run that waits for nothing but its turn. */
export const turns = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock whose hours pass in no time: it goes to the next sleeper once all others wait. */
export class VirtualTime {
  nowMs = 0;
  readonly clock = (): number => this.nowMs;
  readonly #sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];

  /** @throws the signal's reason at the moment of its abort. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const wake = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const sleeper = { atMs: this.nowMs + ms, wake };
      const abort = () => {
        const index = this.#sleepers.indexOf(sleeper);
        if (index >= 0) this.#sleepers.splice(index, 1);
        reject(signal?.reason);
      };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** Calls back at a time. */
  at(ms: number, callback: () => void): void {
    this.#sleepers.push({ atMs: ms, wake: callback });
  }

  /** Calls back again and again until what it returns is called. */
  readonly every = (ms: number, callback: () => void): (() => void) => {
    let isOver = false;
    const next = () => {
      this.at(this.nowMs + ms, () => {
        if (isOver) return;
        callback();
        next();
      });
    };
    next();
    return () => {
      isOver = true;
    };
  };

  /** Lets time pass until the promise settles. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = () => {
      isSettled = true;
    };
    promise.then(settled, settled);
    let idle = 0;
    for (;;) {
      await turns();
      if (isSettled) return promise;
      const [first] = this.#sleepers.toSorted((one, other) => one.atMs - other.atMs);
      if (first === undefined) {
        // A message may be on its way.
        if (++idle > 20) throw new Error('everybody waits and nobody sleeps');
        continue;
      }
      idle = 0;
      this.#sleepers.splice(this.#sleepers.indexOf(first), 1);
      this.nowMs = Math.max(this.nowMs, first.atMs);
      first.wake();
    }
  }
}

/** How a fake engine behaves. */
export interface FakeOptions {
  readonly time: VirtualTime;
  readonly name?: EngineName;
  /** Hashes per second of virtual time. */
  readonly hashrateHps: number;
  /** The answer for a range; the default has no hit. */
  readonly answer?: (work: Work, range: NonceRange) => readonly number[];
  /** From this moment on it answers nothing any more. */
  readonly stuckFromMs?: number;
  /** Throws or rejects with what this returns, once it returns something; asked as each scan ends. */
  readonly failure?: (engine: FakeEngine) => Error | null;
}

/** An engine of known speed: scans wait for each other and take their time on the virtual clock. */
export class FakeEngine implements HashEngine {
  readonly name: EngineName;
  readonly description: EngineDescription;
  /** Ranges asked for, in order. */
  readonly asked: { readonly work: Work; readonly range: NonceRange }[] = [];
  /** Ranges answered, in order, and how long each kept the engine. */
  readonly answered: { readonly work: Work; readonly range: NonceRange; readonly tookMs: number }[] = [];
  /** Scans that were told to stop. */
  cancels = 0;
  disposals = 0;
  readonly #options: FakeOptions;
  readonly #disposal = new AbortController();
  #freeAtMs = 0;

  constructor(options: FakeOptions) {
    this.#options = options;
    this.name = options.name ?? 'js';
    this.description = describeFake(this.name);
  }

  async scan(work: Work, range: NonceRange, signal?: AbortSignal): Promise<ScanResult> {
    const { time, hashrateHps, answer, failure, stuckFromMs = Number.POSITIVE_INFINITY } = this.#options;
    const begunMs = time.nowMs;
    this.asked.push({ work, range });
    const tookMs = (range.count / hashrateHps) * 1000;
    this.#freeAtMs = Math.max(this.#freeAtMs, begunMs) + tookMs;
    if (this.#freeAtMs > stuckFromMs) this.#freeAtMs = Number.POSITIVE_INFINITY;
    const signals = signal === undefined ? [this.#disposal.signal] : [this.#disposal.signal, signal];
    try {
      await time.sleep(this.#freeAtMs - begunMs, AbortSignal.any(signals));
    } catch (reason) {
      this.cancels++;
      throw reason;
    }
    const error = failure?.(this) ?? null;
    if (error !== null) throw error;
    this.answered.push({ work, range, tookMs });
    return {
      workId: work.workId,
      candidates: answer?.(work, range) ?? [],
      hashCount: range.count,
      elapsedMs: time.nowMs - begunMs,
    };
  }

  async dispose(): Promise<void> {
    this.disposals++;
    this.#disposal.abort(new EngineDisposedError('the engine was disposed of'));
  }
}

const kernel = createWasmKernel('simd');

/** The exact answer, at once: for engines whose speed is made up and whose answers are not. */
export function exactAnswer(work: Work, { start, count }: NonceRange): number[] {
  kernel.prepare(work);
  const hits: number[] = [];
  for (let next = start; next < start + count; next += kernel.maxCount) {
    hits.push(...kernel.scan(next, Math.min(kernel.maxCount, start + count - next)));
  }
  return exactCandidates(work, hits);
}

/**
 * Whether ranges lie end to end over `whole`, with no gap and no nonce twice.
 *
 * @returns what is wrong, or null.
 */
export function tilingFault(ranges: readonly NonceRange[], whole: NonceRange): string | null {
  let next = whole.start;
  for (const { start, count } of ranges.toSorted((one, other) => one.start - other.start)) {
    if (start > next) return `nobody tried ${next} up to ${start}`;
    if (start < next) return `${start} up to ${next} was tried twice`;
    next += count;
  }
  const end = whole.start + whole.count;
  return next === end ? null : `ranges end at ${next}, not at ${end}`;
}
