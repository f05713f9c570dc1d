// Hashes per second actually computed, over the last second, ten seconds, minute, and the whole run.

/** Windows of the meter, seconds. */
export const METER_WINDOWS_SEC = [1, 10, 60] as const;
export type MeterWindowSec = (typeof METER_WINDOWS_SEC)[number];

const LONGEST_MS = 60_000;

/** Counts hashes as they are reported. Times are milliseconds of any one clock. */
export class HashrateMeter {
  readonly #begunMs: number;
  readonly #samples: { readonly atMs: number; readonly hashCount: number }[] = [];
  #total = 0;

  constructor(nowMs: number) {
    this.#begunMs = nowMs;
  }

  /** Hashes since the beginning. */
  get hashCount(): number {
    return this.#total;
  }

  add(hashCount: number, nowMs: number): void {
    this.#total += hashCount;
    this.#samples.push({ atMs: nowMs, hashCount });
    while (this.#samples[0]!.atMs < nowMs - LONGEST_MS) this.#samples.shift();
  }

  /** @returns hashes per second over the window, or over the run while that is shorter. */
  hashrateHps(windowSec: MeterWindowSec, nowMs: number): number {
    const windowMs = Math.min(windowSec * 1000, nowMs - this.#begunMs);
    if (windowMs <= 0) return 0;
    const since = nowMs - windowMs;
    let hashes = 0;
    for (let i = this.#samples.length - 1; i >= 0; i--) {
      const sample = this.#samples[i]!;
      if (sample.atMs <= since) break;
      hashes += sample.hashCount;
    }
    return (hashes / windowMs) * 1000;
  }

  /** @returns hashes per second since the beginning. */
  wholeRunHps(nowMs: number): number {
    const elapsedMs = nowMs - this.#begunMs;
    return elapsedMs > 0 ? (this.#total / elapsedMs) * 1000 : 0;
  }
}
