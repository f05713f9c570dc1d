// What a session has hashed, second by second and as a whole: windows and series are read from it, and however long it
// goes on, it stays as large as it was after the first hour.

import { SecondRing } from './second-ring.ts';
import { SlotSeries } from './slot-series.ts';
import { type MeterWindow, type RateSeries, SERIES_POINTS, SESSION_WINDOWS_SEC } from './snapshot.ts';

/** Ranges are told when they end: what a second was hashed in is known so much later. */
const SETTLED_SEC = 0.5;
const HOUR_SEC = 3600;
/** Engines with a row of their own in the whole series; what others did, once they are gone, is put together. */
const MOST_ROWS = 12;
/** The row of those. */
export const OTHER_ENGINES = 'others';
/** Rate and duty of an engine are of so many seconds. */
const DUTY_SEC = 10;

const PROOF = 'proof';
const EXPECTED = 'expected';
const HASHES = 'hashes';
const ACTIVE = 'active';
const SHARES = 'shares';
/** Names of rows about one engine. */
const of = (what: string, id: string) => `${what} ${id}`;

interface Totals {
  hashCount: number;
  activeSec: number;
  shareProof: number;
  shares: number;
}

/** What one engine has shown. */
export interface EngineFigures {
  /** What its shares of the last ten minutes prove, hashes per second; null while fewer than one is expected. */
  readonly effectiveHps: number | null;
  /** Part of the last ten seconds in which it worked; null before the first whole second. */
  readonly measuredDuty: number | null;
}

/** The record of a session's hashing. All times are seconds of mining since it began. */
export class RateHistory {
  readonly #whole = new SlotSeries(SERIES_POINTS);
  readonly #recent = new SecondRing(SERIES_POINTS + 2);
  readonly #hour = new SecondRing(HOUR_SEC + 2);
  readonly #totals: Totals = { hashCount: 0, activeSec: 0, shareProof: 0, shares: 0 };
  /** Hashes and seconds at work of each engine that is here. */
  readonly #engines = new Map<string, { readonly cameSec: number; hashCount: number; activeSec: number }>();
  /** The newest second that everything is known of, and what was read at it. */
  #readAt = -1;
  #windows: readonly MeterWindow[] = emptyWindows();
  #recentSeries: RateSeries = emptySeries();
  #wholeSeries: RateSeries = emptySeries();

  /** An engine that hashes from now on. */
  addEngine(id: string, nowSec: number): void {
    this.#engines.set(id, { cameSec: nowSec, hashCount: 0, activeSec: 0 });
  }

  removeEngine(id: string): void {
    this.#engines.delete(id);
  }

  /**
   * Counts a range.
   *
   * @param fromSec - when it was begun.
   * @param expectedShares - hashes over the proof of a share.
   */
  addHashes(id: string, fromSec: number, toSec: number, hashCount: number, expectedShares: number): void {
    const engine = this.#engines.get(id);
    if (engine !== undefined) engine.hashCount += hashCount;
    this.#whole.add(of(HASHES, id), fromSec, toSec, hashCount);
    this.#recent.add(of(HASHES, id), fromSec, toSec, hashCount);
    this.#recent.add(of(EXPECTED, id), toSec, toSec, expectedShares);
    this.#hour.add(HASHES, fromSec, toSec, hashCount);
    this.#totals.hashCount += hashCount;
  }

  /** @param proof - expected hashes of the share. */
  addShare(id: string, atSec: number, proof: number): void {
    this.#whole.add(PROOF, atSec, atSec, proof);
    this.#recent.add(PROOF, atSec, atSec, proof);
    this.#recent.add(of(PROOF, id), atSec, atSec, proof);
    this.#hour.add(PROOF, atSec, atSec, proof);
    this.#hour.add(SHARES, atSec, atSec, 1);
    this.#totals.shareProof += proof;
    this.#totals.shares++;
  }

  /** Counts the time in which an engine worked within a stretch of time. */
  addActivity(id: string, fromSec: number, toSec: number, activeSec: number): void {
    const engine = this.#engines.get(id);
    if (engine !== undefined) engine.activeSec += activeSec;
    const weighted = activeSec * this.#partOfFullRate(id);
    this.#recent.add(of(ACTIVE, id), fromSec, toSec, activeSec);
    this.#hour.add(ACTIVE, fromSec, toSec, weighted);
    this.#totals.activeSec += weighted;
  }

  /** Brings windows and series up to the newest second that is known. They are the same objects until then. */
  advance(nowSec: number): void {
    this.#whole.reach(nowSec);
    this.#recent.reach(nowSec);
    this.#hour.reach(nowSec);
    const endSec = Math.floor(nowSec - SETTLED_SEC);
    if (endSec <= this.#readAt) return;
    this.#readAt = endSec;
    this.#recent.prune((name) => [...this.#engines.keys()].some((id) => name.endsWith(` ${id}`)));
    this.#mergeRows();
    this.#windows = SESSION_WINDOWS_SEC.map((windowSec) => this.#window(windowSec, endSec, nowSec));
    this.#recentSeries = this.#readRecent(endSec);
    this.#wholeSeries = this.#readWhole(nowSec);
  }

  get windows(): readonly MeterWindow[] {
    return this.#windows;
  }

  /** The last ten minutes by seconds. */
  get recent(): RateSeries {
    return this.#recentSeries;
  }

  get whole(): RateSeries {
    return this.#wholeSeries;
  }

  /** What an engine that is here has shown until the last `advance`. */
  figuresOf(id: string): EngineFigures {
    const engine = this.#engines.get(id);
    const endSec = this.#readAt;
    const cameSec = engine === undefined ? endSec : Math.ceil(engine.cameSec);
    const dutyFrom = Math.max(cameSec, endSec - DUTY_SEC);
    const proofFrom = Math.max(cameSec, endSec - SERIES_POINTS);
    if (endSec <= cameSec) return { effectiveHps: null, measuredDuty: null };
    const expected = this.#recent.sum(of(EXPECTED, id), proofFrom, endSec);
    const proof = this.#recent.sum(of(PROOF, id), proofFrom, endSec);
    return {
      effectiveHps: expected < 1 ? null : proof / (endSec - proofFrom),
      measuredDuty: this.#recent.sum(of(ACTIVE, id), dutyFrom, endSec) / (endSec - dutyFrom),
    };
  }

  /** An engine's part of what all engines that are here would hash without rests; alone or unknown, all of it. */
  #partOfFullRate(id: string): number {
    let own = 0;
    let all = 0;
    for (const [name, { hashCount, activeSec }] of this.#engines) {
      const rate = activeSec > 0 ? hashCount / activeSec : 0;
      all += rate;
      if (name === id) own = rate;
    }
    return all > 0 ? own / all : 1 / Math.max(1, this.#engines.size);
  }

  #window(windowSec: number, endSec: number, nowSec: number): MeterWindow {
    if (windowSec === Number.POSITIVE_INFINITY) {
      const since = (name: string) => this.#hour.sum(name, endSec, nowSec + 1);
      return {
        windowSec,
        elapsedSec: endSec,
        hashCount: this.#totals.hashCount - since(HASHES),
        activeSec: this.#totals.activeSec - since(ACTIVE),
        shareProof: this.#totals.shareProof - since(PROOF),
        shares: this.#totals.shares - since(SHARES),
      };
    }
    const fromSec = Math.max(0, endSec - windowSec);
    const sum = (name: string) => this.#hour.sum(name, fromSec, endSec);
    return {
      windowSec,
      elapsedSec: endSec - fromSec,
      hashCount: sum(HASHES),
      activeSec: sum(ACTIVE),
      shareProof: sum(PROOF),
      shares: sum(SHARES),
    };
  }

  #readRecent(endSec: number): RateSeries {
    const count = Math.max(0, Math.min(SERIES_POINTS, endSec));
    const first = endSec - count;
    const read = (name: string) => this.#recent.totals(name, first, count);
    return {
      slotSec: 1,
      atSec: Float64Array.from({ length: count }, (_, i) => first + i + 1),
      byEngine: engineRows(this.#recent.names, read),
      effectiveHps: read(PROOF),
    };
  }

  #readWhole(nowSec: number): RateSeries {
    const { slotSec } = this.#whole;
    // The slot in hand is shown from its second second on; of slots of one second those that are settled.
    const shownSec = slotSec === 1 ? Math.max(0, this.#readAt) : nowSec;
    const isPartShown = shownSec % slotSec >= 1;
    const count = Math.floor(shownSec / slotSec) + (isPartShown ? 1 : 0);
    const endOf = (i: number) => Math.min((i + 1) * slotSec, shownSec);
    const read = (name: string) => {
      const totals = this.#whole.totals(name).slice(0, count);
      return totals.map((total, i) => total / (endOf(i) - i * slotSec));
    };
    return {
      slotSec,
      atSec: Float64Array.from({ length: count }, (_, i) => endOf(i)),
      byEngine: engineRows(this.#whole.names, read),
      effectiveHps: read(PROOF),
    };
  }

  /** Leaves a row of their own to the engines that are here and the latest others. */
  #mergeRows(): void {
    const gone = this.#whole.names.filter((name) => {
      const id = name.slice(HASHES.length + 1);
      return name.startsWith(`${HASHES} `) && id !== OTHER_ENGINES && !this.#engines.has(id);
    });
    const most = Math.max(0, MOST_ROWS - this.#engines.size - 1);
    for (const name of gone.slice(0, Math.max(0, gone.length - most))) {
      this.#whole.merge(name, of(HASHES, OTHER_ENGINES));
    }
  }
}

function engineRows(names: readonly string[], read: (name: string) => Float64Array): RateSeries['byEngine'] {
  return names
    .filter((name) => name.startsWith(`${HASHES} `))
    .map((name) => ({ id: name.slice(HASHES.length + 1), hps: read(name) }));
}

function emptyWindows(): readonly MeterWindow[] {
  return SESSION_WINDOWS_SEC.map((windowSec) => ({
    windowSec,
    elapsedSec: 0,
    hashCount: 0,
    activeSec: 0,
    shareProof: 0,
    shares: 0,
  }));
}

function emptySeries(): RateSeries {
  return { slotSec: 1, atSec: new Float64Array(0), byEngine: [], effectiveHps: new Float64Array(0) };
}
