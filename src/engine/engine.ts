// The one interface behind which every way of hashing stands.

import type { Work } from './work.ts';

/** The engines by name: the names of `--engine`, of reports and of the page. */
export const ENGINE_NAMES = ['gpu', 'wasm-simd', 'wasm', 'js', 'reference'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** A slice of the nonce space, half-open: `start` up to but not including `start + count`; at most up to 2^32. */
export interface NonceRange {
  /** First nonce, u32. */
  readonly start: number;
  /** Nonces to try, 0 to 2^32 - start. */
  readonly count: number;
}

/** What an engine found in a range. Rates and progress derive from `hashCount` alone. */
export interface ScanResult {
  readonly workId: number;
  /** Nonces, ascending, u32. */
  readonly candidates: readonly number[];
  /** Header hashes really computed, repeated ones after a split included. */
  readonly hashCount: number;
  /** Wall time from the call to the answer, milliseconds. */
  readonly elapsedMs: number;
}

/** Facts about an engine that a person wants beside its rate. */
export interface EngineDescription {
  readonly engine: EngineName;
  /** Threads, or 1 for a GPU. */
  readonly workers: number;
  /** The device as the platform names it, for example `NVIDIA hopper` or `4 workers`. */
  readonly adapter: string;
  /** True where a GPU interface is served by the CPU: such a rate is never called a GPU's. */
  readonly isSoftware: boolean;
  /** The kernel form in use, for example `unrolled x1, workgroup 64`. */
  readonly kernel: string;
  /** Per-nonce operations of a printed kernel, three-input logic and adds as one; null for the others. */
  readonly operationsPerHash: number | null;
  /** The adapter's limits that a kernel may meet, by WebGPU's names; null for the CPU's engines. */
  readonly limits: Readonly<Record<string, number>> | null;
}

/** Searches ranges of nonces for header hashes that meet a target. */
export interface HashEngine {
  readonly name: EngineName;
  readonly description: EngineDescription;
  /**
   * Tries each nonce of `range` once and reports exactly those whose header hash meets `work.target`.
   * Several scans may run at once.
   *
   * @throws {RangeError} if the range is not within [0, 2^32].
   * @throws the signal's reason, within 200 ms of its abort.
   * @throws {DeviceLostError | WorkerFailedError | ShaderError} if the platform fails; no part of the range counts then.
   */
  scan(work: Work, range: NonceRange, signal?: AbortSignal): Promise<ScanResult>;
  /** Frees the engine; scans under way are rejected with {@link EngineDisposedError}. */
  dispose(): Promise<void>;
}

/** @throws {RangeError} unless `range` lies within the 2^32 nonces of a header. */
export function assertNonceRange(range: NonceRange): void {
  const { start, count } = range;
  if (!Number.isInteger(start) || start < 0 || start > 2 ** 32) {
    throw new RangeError(`"range.start" expected 0..2^32, got ${start}`);
  }
  if (!Number.isInteger(count) || count < 0 || start + count > 2 ** 32) {
    throw new RangeError(`"range.count" expected 0..${2 ** 32 - start}, got ${count}`);
  }
}
