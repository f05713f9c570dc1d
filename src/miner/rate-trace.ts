// The rate of a benchmark's row over time: enough points to see a machine slow down, never more than fit a report.

/** Hash rate over the seconds of a row's timed runs, in slots of equal length. */
export interface RateTrace {
  /** Length of a slot, seconds. */
  readonly slotSec: number;
  /** Mean hashes per second in each slot from the first run's start; null where nothing ran in between. */
  readonly hps: readonly (number | null)[];
}

/** Most slots of a trace: past it, two become one. */
export const TRACE_SLOTS = 120;

const FIRST_SLOT_SEC = 0.25;
/** A trace's rates are for drawing and for trends: five digits are more than either shows. */
const DIGITS = 5;

/** What a count says of one engine's run; an `EngineCount` is one. */
export interface RunCount {
  readonly hashCount: number;
  /** From the run's start to its last answer, milliseconds. */
  readonly busyMs: number;
}

/** Hashes, and the seconds in which they were made, per slot. */
interface Lane {
  readonly hashes: number[];
  readonly seconds: number[];
}

/**
 * Gathers a trace from counts looked at now and then. Hashes between two looks are spread evenly over the time between
 * the answers that told of them: answers come in lumps, work does not.
 */
export class RateTraceRecorder {
  #slotSec = FIRST_SLOT_SEC;
  #originMs: number | null = null;
  #begunSec = 0;
  readonly #lanes: Lane[] = [];
  #seen: RunCount[] = [];

  /** A run begins. @param nowMs - by any clock, the same for all runs. */
  begin(nowMs: number): void {
    this.#originMs ??= nowMs;
    this.#begunSec = (nowMs - this.#originMs) / 1000;
    this.#seen = [];
  }

  /** Takes the counts of the run under way, one per engine and always in the same order. */
  take(counts: readonly RunCount[]): void {
    for (const [index, { hashCount, busyMs }] of counts.entries()) {
      const before = this.#seen[index] ?? { hashCount: 0, busyMs: 0 };
      if (busyMs <= before.busyMs) continue;
      const lane = (this.#lanes[index] ??= { hashes: [], seconds: [] });
      const from = this.#begunSec + before.busyMs / 1000;
      this.#spread(lane, hashCount - before.hashCount, from, this.#begunSec + busyMs / 1000);
      this.#seen[index] = { hashCount, busyMs };
    }
  }

  /** The trace so far: engines added up, slots that are less than half there left out at the end. */
  trace(): RateTrace {
    const lanes = this.#lanes;
    const rateOf = (slot: number): number | null => {
      let total = 0;
      for (const { hashes, seconds } of lanes) {
        if (!((seconds[slot] ?? 0) > 0)) return null;
        total += hashes[slot]! / seconds[slot]!;
      }
      return Number(total.toPrecision(DIGITS));
    };
    const length = Math.max(0, ...lanes.map(({ hashes }) => hashes.length));
    const isWhole = lanes.every(({ seconds }) => (seconds[length - 1] ?? 0) >= this.#slotSec / 2);
    const count = isWhole || length === 1 ? length : length - 1;
    return { slotSec: this.#slotSec, hps: Array.from({ length: count }, (_, slot) => rateOf(slot)) };
  }

  #spread(lane: Lane, hashes: number, fromSec: number, toSec: number): void {
    while (toSec > this.#slotSec * TRACE_SLOTS) this.#double();
    const slotSec = this.#slotSec;
    const last = Math.ceil(toSec / slotSec) - 1;
    for (let slot = Math.floor(fromSec / slotSec); slot <= last; slot++) {
      const seconds = Math.min(toSec, (slot + 1) * slotSec) - Math.max(fromSec, slot * slotSec);
      if (!(seconds > 0)) continue;
      while (lane.hashes.length <= slot) {
        lane.hashes.push(0);
        lane.seconds.push(0);
      }
      lane.hashes[slot]! += (hashes * seconds) / (toSec - fromSec);
      lane.seconds[slot]! += seconds;
    }
  }

  #double(): void {
    this.#slotSec *= 2;
    for (const { hashes, seconds } of this.#lanes) {
      for (const values of [hashes, seconds]) {
        const halves = values.splice(0);
        for (let i = 0; i < halves.length; i += 2) values.push(halves[i]! + (halves[i + 1] ?? 0));
      }
    }
  }
}
