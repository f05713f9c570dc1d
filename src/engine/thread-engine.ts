// An engine that hashes on the thread it runs on: short calls of a kernel, and a look at the messages between them.

import {
  assertNonceRange,
  type EngineDescription,
  type HashEngine,
  type NonceRange,
  type ScanResult,
} from './engine.ts';
import { EngineDisposedError } from './errors.ts';
import { exactCandidates } from './exact.ts';
import type { NonceKernel } from './nonce-kernel.ts';
import type { Work } from './work.ts';

/**
 * Time that one call of a kernel should take. Long enough that the break costs nothing (about 20 us), short
 * enough that a cancel is heard at once.
 */
const CALL_MS = 12;
const FIRST_CALL_NONCES = 2 ** 10;

/** What a thread engine is handed. */
export interface ThreadEngineParts {
  readonly kernel: NonceKernel;
  readonly description: EngineDescription;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  /** Lets messages in; timers are no good for it, browsers hold them for 4 ms. */
  readonly nextTask: () => Promise<void>;
}

/** Runs a {@link NonceKernel} in the current thread. */
export class ThreadEngine implements HashEngine {
  readonly name: HashEngine['name'];
  readonly description: EngineDescription;
  readonly #parts: ThreadEngineParts;
  readonly #disposal = new AbortController();
  #prepared: Work | null = null;
  #callNonces = FIRST_CALL_NONCES;

  constructor(parts: ThreadEngineParts) {
    this.#parts = parts;
    this.description = parts.description;
    this.name = parts.description.engine;
  }

  async scan(work: Work, range: NonceRange, signal?: AbortSignal): Promise<ScanResult> {
    assertNonceRange(range);
    const { kernel, clock, nextTask } = this.#parts;
    const begun = clock();
    const end = range.start + range.count;
    const hits: number[] = [];
    let hashCount = 0;
    for (let start = range.start; start < end; ) {
      signal?.throwIfAborted();
      this.#disposal.signal.throwIfAborted();
      // Another scan may have run in the break.
      if (this.#prepared !== work) kernel.prepare((this.#prepared = work));
      const count = Math.min(this.#callNonces, end - start);
      const before = clock();
      for (const nonce of kernel.scan(start, count)) hits.push(nonce);
      this.#adapt(count, clock() - before);
      start += count;
      hashCount += count;
      await nextTask();
    }
    signal?.throwIfAborted();
    this.#disposal.signal.throwIfAborted();
    const candidates = exactCandidates(work, hits);
    return { workId: work.workId, candidates, hashCount, elapsedMs: clock() - begun };
  }

  async dispose(): Promise<void> {
    this.#disposal.abort(new EngineDisposedError('the engine was disposed of'));
  }

  /** Moves the length of a call towards {@link CALL_MS}, at most doubling. */
  #adapt(count: number, elapsedMs: number): void {
    if (count < this.#callNonces) return;
    const wanted = elapsedMs > 0 ? (count * CALL_MS) / elapsedMs : count * 2;
    const next = Math.min(wanted, count * 2, this.#parts.kernel.maxCount);
    this.#callNonces = Math.max(64, Math.floor(next / 64) * 64);
  }
}
