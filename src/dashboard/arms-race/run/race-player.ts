// Plays races: how far they are computed, how much of them is shown, and the day that is looked at.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RaceScenario } from '../../../simulation/index.ts';
import type { RaceScene, ShownRace } from '../shown-race.ts';
import type { RaceClient } from '../worker/client.ts';
import { RaceLine } from './race-line.ts';

/** How fast races are played: years in a second; `full` shows days as soon as they are computed. */
export const SPEEDS = ['1', '4', 'full'] as const;
export type Speed = (typeof SPEEDS)[number];

/** What the player is about. */
export type PlayerState = 'empty' | 'opening' | 'playing' | 'paused' | 'ended' | 'failed';

/** Pictures follow five times a second: more often they would hold up the page on a slow machine. */
const TICK_MS = 200;
const DAYS_PER_YEAR = 365.25;

/** Shows one race or two over one axis of time. */
export class RacePlayer implements ReactiveController {
  state: PlayerState = 'empty';
  /** One sentence on what failed; empty for nothing. */
  problem = '';
  speed: Speed = '4';
  readonly #host: ReactiveControllerHost;
  readonly #now: () => number;
  #lines: readonly RaceLine[] = [];
  /** Days that are shown, a fraction while they are played. */
  #shown = 0;
  /** The day that is looked at; null: the last one shown. */
  #day: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastTick = 0;
  /** A race that was just opened is shown as fast as it is computed. */
  #isOpening = false;
  /** Counts openings, so that one that is overtaken ends quietly. */
  #turn = 0;
  #scene: RaceScene | null = null;

  /** @param now - Milliseconds from any origin. */
  constructor(host: ReactiveControllerHost, now: () => number) {
    this.#host = host;
    this.#now = now;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.pause();
  }

  /** What the panels show; null before the first day is there. */
  get scene(): RaceScene | null {
    return this.#scene;
  }

  /** Days of the longer race. */
  get days(): number {
    return Math.max(0, ...this.#lines.map(({ facts }) => facts.days));
  }

  /** Days that are shown. */
  get shownDays(): number {
    return Math.floor(this.#shown);
  }

  /** The day that is looked at. */
  get day(): number {
    return Math.min(this.#day ?? this.shownDays - 1, Math.max(0, this.shownDays - 1));
  }

  /** Days of the first race: those that can be looked at. */
  get firstDays(): number {
    return this.#lines[0]?.facts.days ?? 0;
  }

  /** Days since 1970-01-01 (UTC) of the first race's first day. */
  get startDay(): number {
    return this.#lines[0]?.facts.startDay ?? 0;
  }

  get isPlaying(): boolean {
    return this.state === 'playing';
  }

  /**
   * Opens races in place of those there are, and runs them to their end.
   *
   * @param day - The day to look at once it is there; null for the last.
   */
  async open(
    client: RaceClient,
    races: readonly { readonly scenario: RaceScenario; readonly seed: number }[],
    day: number | null,
  ): Promise<void> {
    const turn = ++this.#turn;
    this.#stop();
    this.#set('opening');
    try {
      const opened = await Promise.allSettled(
        races.map(({ scenario, seed }) => RaceLine.open(client, scenario, seed)),
      );
      const lines = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const failure = opened.find((one) => one.status === 'rejected');
      if (turn !== this.#turn || failure !== undefined) {
        // A race that nobody will look at would stay in the worker.
        for (const line of lines) line.close();
        if (failure !== undefined) throw failure.reason;
        return;
      }
      for (const line of this.#lines) line.close();
      this.#lines = lines;
      this.#shown = 1;
      this.#day = day;
      this.#isOpening = true;
      this.#begin();
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /** Plays on; from the beginning if the end is reached. */
  play(): void {
    if (this.#lines.length === 0) return;
    if (this.#shown >= this.days) this.#shown = 1;
    this.#day = null;
    this.#isOpening = false;
    this.#begin();
  }

  pause(): void {
    if (this.state !== 'playing') return;
    this.#stop();
    for (const line of this.#lines) line.rest();
    this.#set('paused');
  }

  /** Looks at a day; one that is not shown yet is run to. */
  look(day: number): void {
    const wanted = Math.max(0, Math.min(this.firstDays - 1, Math.round(day)));
    // The last day is looked at wherever the end comes to lie.
    this.#day = wanted === this.firstDays - 1 ? null : wanted;
    if (wanted < this.#shown) {
      this.#refresh();
      return;
    }
    const turn = this.#turn;
    void this.#growAll(wanted + 1).then(
      () => {
        if (turn !== this.#turn) return;
        this.#shown = Math.max(this.#shown, Math.min(wanted + 1, this.#there));
        this.#refresh();
      },
      (error: unknown) => {
        if (turn === this.#turn) this.#fail(error);
      },
    );
  }

  setSpeed(speed: Speed): void {
    this.speed = speed;
    this.#host.requestUpdate();
  }

  #begin(): void {
    this.#stop();
    this.problem = '';
    this.#set('playing');
    this.#lastTick = this.#now();
    this.#tick();
  }

  #tick(): void {
    const now = this.#now();
    const isFull = this.#isOpening || this.speed === 'full';
    const passed = ((now - this.#lastTick) / 1000) * Number(this.speed) * DAYS_PER_YEAR;
    const target = isFull ? this.days : Math.min(this.days, this.#shown + passed);
    this.#lastTick = now;
    const turn = this.#turn;
    this.#growAll(Math.ceil(target)).catch((error: unknown) => {
      if (turn === this.#turn && this.state === 'playing') this.#fail(error);
    });
    this.#shown = Math.max(this.#shown, Math.min(target, this.#there));
    if (this.#shown >= this.days) {
      this.#shown = this.days;
      this.#set('ended');
      return;
    }
    this.#refresh();
    this.#timer = setTimeout(() => this.#tick(), TICK_MS);
  }

  /** Days that can be shown: what is shown never runs ahead of what is computed. */
  get #there(): number {
    return Math.min(...this.#lines.map((line) => (line.isWhole ? this.days : line.length)));
  }

  #growAll(days: number): Promise<unknown> {
    return Promise.all(this.#lines.map((line) => line.grow(days)));
  }

  #stop(): void {
    clearTimeout(this.#timer);
  }

  #fail(error: unknown): void {
    this.#stop();
    this.problem = error instanceof Error ? error.message : String(error);
    this.#set('failed');
  }

  #set(state: PlayerState): void {
    this.state = state;
    this.#refresh();
  }

  #refresh(): void {
    const there = this.#lines.filter(({ length }) => length > 0);
    if (there.length === this.#lines.length && there.length > 0) {
      const [first, ...rest] = there.map((line): ShownRace => line.shown(this.shownDays));
      if (first !== undefined) {
        this.#scene = { races: [first, ...rest], day: Math.min(this.day, first.days.length - 1) };
      }
    }
    this.#host.requestUpdate();
  }
}
