// What the Pool page has to say, one callout for each kind of thing: a pool that talks or errs ten times a second fills no
// page, and pushes nothing away that is said of engines.

import type { RemoteSnapshot, SessionNotice } from '../../miner/index.ts';
import { formatCount } from '../../primitives/index.ts';

/** A pool that was told to be quiet is heard again after so long, seconds. */
const QUIET_SEC = 60;
/** How a source marks the pool's words to people. */
const MESSAGE = 'The pool says: ';
const MESSAGES_HEADING = 'The pool says';
const MISTAKES_HEADING = 'A mistake of the pool';

/** A callout. */
export interface ShownNotice {
  readonly tone: SessionNotice['tone'];
  /** Another one for each callout, but for the cut's. */
  readonly heading: string;
  readonly text: string;
  /** Of the newest, Unix seconds. */
  readonly time: number;
  /** How many there were; empty for one. */
  readonly more: string;
}

/** A line that is cut, or never stood. */
export interface ShownCut {
  /** One sentence. */
  readonly problem: string;
  /** Since when, Unix seconds. */
  readonly time: number;
}

interface Kind extends Omit<ShownNotice, 'more'> {
  readonly ids: readonly number[];
  readonly count: number;
  readonly isPools: boolean;
  readonly isShown: boolean;
  /** Until then it is not shown again, Unix seconds. */
  readonly quietUntil: number;
}

/** Gathers what snapshots bring. */
export class PoolNotices {
  readonly #nowSec: () => number;
  readonly #kinds = new Map<string, Kind>();
  #newestId = 0;
  #cut: ShownCut | null = null;
  /** A person has put the cut away. */
  #isCutAway = false;
  /** Problems of this cut that were told. */
  readonly #told = new Set<string>();
  #words = '';

  /** @param nowSec - the wall clock, Unix seconds. */
  constructor(nowSec: () => number) {
    this.#nowSec = nowSec;
  }

  /** Another run begins: nothing of the last one is left. */
  begin(): void {
    this.#kinds.clear();
    this.#newestId = 0;
    this.#words = '';
    this.#mendCut();
  }

  /** Takes what is new in a snapshot. */
  take({ notices, source }: Pick<RemoteSnapshot, 'notices' | 'source'>): void {
    for (const notice of notices) {
      if (notice.id <= this.#newestId) continue;
      this.#newestId = notice.id;
      // The source's status says it as well, and for as long as it is so.
      const isOfCut = notice.heading === 'Pool' && notice.text.startsWith(`${source.url}: `);
      if (!isOfCut) this.#add(notice);
    }
    if (source.state === 'working') this.#mendCut();
    else if (source.problem !== null) this.#takeCut(source.problem);
  }

  /** In the order in which they came first. */
  get shown(): readonly ShownNotice[] {
    return [...this.#kinds.values()]
      .filter(({ isShown }) => isShown)
      .map(({ tone, heading, text, time, count, isPools }) => ({
        tone,
        heading,
        text,
        time,
        more: count === 1 ? '' : `the newest of ${formatCount(count)}${isPools ? ' that were noted' : ''}`,
      }));
  }

  /** Null while the line stands, and once it was put away. */
  get cut(): ShownCut | null {
    return this.#isCutAway ? null : this.#cut;
  }

  /** For those who hear the page: the newest thing, each said once. */
  get words(): string {
    return this.#words;
  }

  /** Puts a callout away. @returns ids of the notices behind it. */
  dismiss(heading: string): readonly number[] {
    const kind = this.#kinds.get(heading);
    if (kind === undefined) return [];
    const quietUntil = kind.isPools ? this.#nowSec() + QUIET_SEC : 0;
    this.#kinds.set(heading, { ...kind, ids: [], isShown: false, quietUntil });
    return kind.ids;
  }

  /** Puts the cut away. */
  dismissCut(): void {
    this.#isCutAway = true;
  }

  #add({ id, tone, heading: from, text: whole }: SessionNotice): void {
    const isPools = from === 'Pool';
    const isMessage = isPools && whole.startsWith(MESSAGE);
    const heading = isMessage ? MESSAGES_HEADING : isPools ? MISTAKES_HEADING : from;
    const text = isMessage ? whole.slice(MESSAGE.length) : whole;
    const time = this.#nowSec();
    const before = this.#kinds.get(heading);
    const { ids = [], count = 0, isShown = false, quietUntil = 0 } = before ?? {};
    const kind = { tone, heading, text, time, isPools, quietUntil };
    const isNowShown = isShown || time >= quietUntil;
    // What a pool says on and on is said aloud only as it begins.
    if (isNowShown && !(isPools && isShown)) this.#words = `${heading}: ${text}`;
    this.#kinds.set(heading, {
      ...kind,
      ids: [...ids, id].slice(-20),
      count: count + 1,
      isShown: isNowShown,
    });
  }

  #takeCut(problem: string): void {
    if (this.#cut?.problem !== problem) this.#cut = { problem, time: this.#cut?.time ?? this.#nowSec() };
    if (this.#told.has(problem)) return;
    this.#told.add(problem);
    this.#words = problem;
  }

  #mendCut(): void {
    if (this.#told.has(this.#words)) this.#words = '';
    this.#told.clear();
    this.#cut = null;
    this.#isCutAway = false;
  }
}
