// Many workers as one engine: a range is cut into slices, and whoever is free takes the next.

import {
  assertNonceRange,
  type EngineDescription,
  type HashEngine,
  type NonceRange,
  type ScanResult,
} from '../engine.ts';
import { EngineDisposedError, WorkerFailedError } from '../errors.ts';
import type { Work } from '../work.ts';

/** Wanted length of a slice: long against the cost of a message, short against a range. */
const SLICE_MS = 100;
const FIRST_SLICE_NONCES = 2 ** 14;
const MIN_SLICE_NONCES = 2 ** 10;

interface Slice {
  readonly work: Work;
  readonly range: NonceRange;
  readonly signal: AbortSignal;
  readonly resolve: (result: ScanResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Spreads scans over engines of one thread each. A worker that dies leaves its slice to the others. */
export class CpuPool implements HashEngine {
  readonly name: HashEngine['name'];
  readonly #threads: HashEngine[];
  readonly #idle: HashEngine[];
  readonly #queue: Slice[] = [];
  readonly #clock: () => number;
  readonly #onWorkerLost: (error: Error, left: number) => void;
  readonly #disposal = new AbortController();
  readonly #thread: EngineDescription;
  #sliceNonces = FIRST_SLICE_NONCES;

  /** @param onWorkerLost - told when a worker died and how many are left. */
  constructor(
    threads: readonly HashEngine[],
    clock: () => number,
    onWorkerLost: (error: Error, left: number) => void = () => {},
  ) {
    if (threads.length === 0) throw new RangeError('"threads" expected at least one engine');
    this.#threads = [...threads];
    this.#idle = [...threads];
    this.#clock = clock;
    this.#onWorkerLost = onWorkerLost;
    this.name = threads[0]!.name;
    this.#thread = threads[0]!.description;
  }

  get description(): EngineDescription {
    const workers = this.#threads.length;
    const adapter = workers === 1 ? '1 worker' : `${workers} workers`;
    return { ...this.#thread, workers, adapter };
  }

  async scan(work: Work, range: NonceRange, signal?: AbortSignal): Promise<ScanResult> {
    assertNonceRange(range);
    const begun = this.#clock();
    // One slice's failure ends the others of this scan.
    const end = new AbortController();
    const signals = [end.signal, this.#disposal.signal, ...(signal === undefined ? [] : [signal])];
    const either = AbortSignal.any(signals);
    either.throwIfAborted();
    if (this.#threads.length === 0 && range.count > 0) throw new WorkerFailedError('no worker is left');
    try {
      const results = await this.#slices(work, range, either);
      return {
        workId: work.workId,
        candidates: results.flatMap((result) => result.candidates),
        hashCount: results.reduce((total, result) => total + result.hashCount, 0),
        elapsedMs: this.#clock() - begun,
      };
    } catch (error) {
      end.abort(error);
      throw error;
    }
  }

  async dispose(): Promise<void> {
    this.#disposal.abort(new EngineDisposedError('the engine was disposed of'));
    await Promise.all(this.#threads.map((thread) => thread.dispose()));
  }

  /** Cuts as it goes, so that a slice's size follows what the last ones took. */
  async #slices(work: Work, range: NonceRange, signal: AbortSignal): Promise<ScanResult[]> {
    const results: ScanResult[] = [];
    const end = range.start + range.count;
    let next = range.start;
    const lane = async () => {
      while (next < end) {
        // Near the end, slices shrink so that all workers stop together.
        const even = Math.ceil((end - next) / (2 * Math.max(1, this.#threads.length)));
        const count = Math.min(end - next, Math.max(MIN_SLICE_NONCES, Math.min(this.#sliceNonces, even)));
        const start = next;
        next += count;
        results.push(await this.#enqueue(work, { start, count }, signal));
      }
    };
    await Promise.all(Array.from({ length: this.#threads.length }, lane));
    return results.sort((one, other) => (one.candidates[0] ?? 0) - (other.candidates[0] ?? 0));
  }

  #enqueue(work: Work, range: NonceRange, signal: AbortSignal): Promise<ScanResult> {
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      const settled = () => signal.removeEventListener('abort', onAbort);
      this.#queue.push({
        work,
        range,
        signal,
        resolve: (result) => {
          settled();
          resolve(result);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      if (this.#queue[0]!.signal.aborted) {
        this.#queue.shift();
        continue;
      }
      const thread = this.#idle.shift();
      if (thread === undefined) {
        if (this.#threads.length > 0) return;
        for (const slice of this.#queue.splice(0)) slice.reject(new WorkerFailedError('no worker is left'));
        return;
      }
      void this.#run(thread, this.#queue.shift()!);
    }
  }

  async #run(thread: HashEngine, slice: Slice): Promise<void> {
    try {
      const result = await thread.scan(slice.work, slice.range, slice.signal);
      this.#adapt(result);
      slice.resolve(result);
      this.#idle.push(thread);
    } catch (error) {
      // A scan may also be cancelled with such an error as the reason, while this worker lives.
      if (error instanceof WorkerFailedError && error !== slice.signal.reason) {
        this.#drop(thread, error);
        this.#queue.unshift(slice); // the work is not lost: another worker does the slice
      } else {
        slice.reject(error);
        this.#idle.push(thread);
      }
    }
    this.#dispatch();
  }

  #drop(thread: HashEngine, error: WorkerFailedError): void {
    this.#threads.splice(this.#threads.indexOf(thread), 1);
    void thread.dispose();
    this.#onWorkerLost(error, this.#threads.length);
  }

  #adapt({ hashCount, elapsedMs }: ScanResult): void {
    if (hashCount < this.#sliceNonces) return;
    const wanted = elapsedMs > 0 ? (hashCount * SLICE_MS) / elapsedMs : hashCount * 2;
    this.#sliceNonces = Math.max(MIN_SLICE_NONCES, Math.floor(Math.min(wanted, hashCount * 2)));
  }
}
