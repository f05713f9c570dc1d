// Searches one range to its end, on the first engine that can; where one fails, the next goes on from there.

import type { HashEngine, NonceRange, Work } from '../engine/index.ts';
import { selfTest } from './self-test.ts';
import { verifyCandidate } from './share.ts';

/** Wanted length of a piece: progress is told and a failure costs at most this much. */
const PIECE_MS = 500;
const FIRST_PIECE_NONCES = 2 ** 16;

/** What a search is handed. */
export interface SearchOptions {
  /** Opens engines in order of preference; the later ones are for when the earlier fail. */
  readonly openers: readonly (() => Promise<HashEngine>)[];
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  readonly signal?: AbortSignal;
  /** Told after each piece: nonces done, and hashes per second so far. */
  readonly onProgress?: (done: number, hashrateHps: number) => void;
  /** Told why an engine is out, when another takes over. */
  readonly onFallback?: (error: Error) => void;
}

/** What a search found. */
export interface SearchResult {
  /** The engine that finished. */
  readonly engine: HashEngine['description'];
  /** Verified nonces, ascending. */
  readonly found: readonly number[];
  readonly hardwareErrors: number;
  readonly hashes: number;
  /** Time of hashing, seconds; opening and self-test aside. */
  readonly seconds: number;
}

/**
 * Tries each nonce of the range.
 *
 * @throws the signal's reason on abort.
 * @throws the last engine's failure when none is left.
 */
export async function searchRange(
  work: Work,
  range: NonceRange,
  options: SearchOptions,
): Promise<SearchResult> {
  const progress: Progress = { next: range.start, found: [], hardwareErrors: 0, hashes: 0, ms: 0 };
  for (const [i, open] of options.openers.entries()) {
    let engine: HashEngine | null = null;
    try {
      engine = await open();
      const verdict = await selfTest(engine, options.signal);
      if (!verdict.ok)
        throw new Error(`${engine.name} failed its self-test and is shut out: ${verdict.reason}`);
      await searchWith(engine, work, range, progress, options);
      return {
        engine: engine.description,
        found: progress.found,
        hardwareErrors: progress.hardwareErrors,
        hashes: progress.hashes,
        seconds: progress.ms / 1000,
      };
    } catch (error) {
      options.signal?.throwIfAborted();
      if (i === options.openers.length - 1) throw error;
      options.onFallback?.(error as Error);
    } finally {
      await engine?.dispose();
    }
  }
  throw new RangeError('"openers" expected at least one');
}

interface Progress {
  next: number;
  readonly found: number[];
  hardwareErrors: number;
  hashes: number;
  ms: number;
}

async function searchWith(
  engine: HashEngine,
  work: Work,
  range: NonceRange,
  progress: Progress,
  { clock, signal, onProgress }: SearchOptions,
): Promise<void> {
  const end = range.start + range.count;
  let nonces = FIRST_PIECE_NONCES;
  while (progress.next < end) {
    const count = Math.min(nonces, end - progress.next);
    const begunMs = clock();
    const result = await engine.scan(work, { start: progress.next, count }, signal);
    const tookMs = Math.max(clock() - begunMs, 0.01);
    progress.next += count;
    progress.hashes += result.hashCount;
    progress.ms += tookMs;
    for (const nonce of result.candidates) {
      if (verifyCandidate(work, nonce) === null) progress.hardwareErrors++;
      else progress.found.push(nonce);
    }
    nonces = Math.max(FIRST_PIECE_NONCES, Math.floor(Math.min((count * PIECE_MS) / tookMs, nonces * 4)));
    onProgress?.(progress.next - range.start, (progress.hashes / progress.ms) * 1000);
  }
}
