// How fast is this crew, roughly? A new chain's first target comes from the answer, while the engines are still coming.

import type { HashEngine } from '../../engine/index.ts';
import { bytesFromHex } from '../../primitives/index.ts';
import type { EngineCount } from '../engine-lanes.ts';
import { KNOWN_HEADERS } from '../known-headers.ts';
import { Miner } from '../miner.ts';
import type { Timers } from '../timers.ts';
import { timeRollingWork } from '../work-sequence.ts';
import type { EngineCrew } from './engine-crew.ts';

/** What compilers and clocks need to settle is not counted. */
const WARM_UP_MS = 300;
const COUNTED_MS = 700;
/** A throttled engine is watched until it has worked for so long. */
const ENOUGH_WORK_MS = 60;
/** An engine that still opens (a GPU's kernels compile for seconds) is waited for so long. */
const PATIENCE_MS = 5000;
const LOOK_MS = 50;

/** What a measurement is handed. */
export interface CrewRateParts {
  readonly crew: EngineCrew;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  readonly timers: Pick<Timers, 'sleep'>;
  readonly signal: AbortSignal;
  /** Asked a few times a second: while it is so nothing hashes, and the measurement begins anew after. */
  readonly isPaused: () => boolean;
  /** Told a few times a second: hashes per second so far. */
  readonly onRate: (hps: number) => void;
}

interface Mark {
  readonly atMs: number;
  readonly hashCount: number;
  readonly workedMs: number;
}

/**
 * Hashes for about a second with a target that nothing meets.
 *
 * @returns hashes per second of all engines together at their duty, at least 1; engines that come later are not in it.
 * @throws the signal's reason on abort.
 * @throws {Error} if no engine is left and none can be hoped for.
 */
export async function measureCrewRate(parts: CrewRateParts): Promise<number> {
  const { crew, clock, timers, signal } = parts;
  const end = new AbortController();
  const miner = new Miner({
    engines: [],
    waitsForEngines: true,
    clock,
    timers,
    nextWork: timeRollingWork(bytesFromHex(KNOWN_HEADERS[0]!.hex), 0n),
    events: { onEngineLost: (engine, error) => crew.lose(engine, error) },
  });
  miner.isPaused = parts.isPaused();
  crew.attach(miner);
  const running = miner.run(Number.POSITIVE_INFINITY, end.signal);
  try {
    return await watch(miner, parts);
  } finally {
    crew.attach(null);
    end.abort(signal);
    await running.catch((error: unknown) => {
      if (error !== signal) throw error;
    });
  }
}

async function watch(
  miner: Miner,
  { crew, clock, timers, signal, isPaused, onRate }: CrewRateParts,
): Promise<number> {
  const marks = new Map<HashEngine, Mark>();
  let begunMs: number | null = null;
  for (;;) {
    await timers.sleep(LOOK_MS, signal);
    if (!crew.isHopeful) throw new Error('no engine is left');
    miner.isPaused = isPaused();
    if (miner.isPaused) {
      miner.interrupt();
      marks.clear();
      begunMs = null;
      onRate(0);
      continue;
    }
    const nowMs = clock();
    const { counts } = miner;
    if (counts.every(({ hashCount }) => hashCount === 0)) continue;
    begunMs ??= nowMs;
    const tookMs = nowMs - begunMs;
    for (const count of counts) {
      if (!marks.has(count.engine)) marks.set(count.engine, markOf(count, nowMs));
    }
    if (tookMs < WARM_UP_MS) {
      // What came before is forgotten again; it is shown all the same.
      onRate(sum(counts, (count) => rateSince(count)));
      for (const count of counts) marks.set(count.engine, markOf(count, nowMs));
      continue;
    }
    const rate = sum(counts, (count) => rateSince(count, marks.get(count.engine)));
    onRate(rate);
    const isEnough = counts.every((count) => {
      const mark = marks.get(count.engine)!;
      return nowMs - mark.atMs >= COUNTED_MS && count.workedMs - mark.workedMs >= ENOUGH_WORK_MS;
    });
    if (tookMs >= PATIENCE_MS || (isEnough && !crew.isOpening)) return Math.max(1, rate);
  }
}

function markOf({ hashCount, workedMs }: EngineCount, atMs: number): Mark {
  return { atMs, hashCount, workedMs };
}

/** @returns hashes per second at the engine's duty; from its beginning where nothing came since the mark. */
function rateSince(count: EngineCount, mark?: Mark): number {
  const hashes = count.hashCount - (mark?.hashCount ?? 0);
  const workedMs = count.workedMs - (mark?.workedMs ?? 0);
  if (workedMs > 0) return (hashes / workedMs) * 1000 * count.duty;
  return mark === undefined ? 0 : rateSince(count);
}

const sum = (counts: readonly EngineCount[], of: (count: EngineCount) => number) =>
  counts.reduce((total, count) => total + of(count), 0);
