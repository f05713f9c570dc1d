// One race on the page: what of it is there, and more of it on demand.

import { type RaceDays, RaceRecord, type RaceScenario } from '../../../simulation/index.ts';
import type { ShownRace } from '../shown-race.ts';
import type { RaceClient, RemoteRace } from '../worker/client.ts';

/** Most days that are asked for at once: some milliseconds of the worker's time with 300 miners. */
const DAYS_AT_ONCE = 160;
/** Miners from which on a day takes longer the more there are; so an answer never takes long, and a pause is heard. */
const MANY_MINERS = 2000;

/** Days that are asked for at once of a race with so many miners. */
export function daysAtOnce(miners: number): number {
  return Math.max(2, Math.round(DAYS_AT_ONCE * Math.min(1, MANY_MINERS / miners)));
}

/** A race that grows as far as it is asked to. */
export class RaceLine {
  readonly scenario: RaceScenario;
  readonly seed: number;
  readonly #race: RemoteRace;
  readonly #record: RaceRecord;
  #wanted = 0;
  #growing: Promise<void> | null = null;

  private constructor(race: RemoteRace, scenario: RaceScenario, seed: number) {
    this.#race = race;
    this.#record = new RaceRecord(race.facts);
    this.scenario = scenario;
    this.seed = seed;
  }

  /** @throws {Error} if the scenario cannot be run, or the worker has died. */
  static async open(client: RaceClient, scenario: RaceScenario, seed: number): Promise<RaceLine> {
    return new RaceLine(await client.open(scenario, seed), scenario, seed);
  }

  get facts() {
    return this.#record.facts;
  }

  /** Days that are there. */
  get length(): number {
    return this.#record.length;
  }

  get isWhole(): boolean {
    return this.length === this.facts.days;
  }

  /**
   * Runs on until so many days are there; calls while it grows join it.
   *
   * @throws {Error} if the race cannot go on, was closed, or the worker has died.
   */
  grow(days: number): Promise<void> {
    this.#wanted = Math.max(this.#wanted, Math.min(days, this.facts.days));
    this.#growing ??= this.#run().finally(() => {
      this.#growing = null;
    });
    return this.#growing;
  }

  /** Stops growing: what is there stays. */
  rest(): void {
    this.#wanted = this.length;
  }

  /** The first days, at most as many as are there; at least one. */
  shown(days: number): ShownRace {
    const all = this.#record.days;
    const length = Math.max(1, Math.min(days, all.length));
    return { facts: this.facts, days: length === all.length ? all : cut(all, length) };
  }

  close(): void {
    this.#race.close();
  }

  async #run(): Promise<void> {
    const most = daysAtOnce(this.scenario.miners.count);
    while (this.length < this.#wanted) {
      this.#record.append(await this.#race.advance(Math.min(most, this.#wanted - this.length)));
    }
  }
}

/** The first days of some, as views. */
function cut(days: RaceDays, length: number): RaceDays {
  const view = (column: Float64Array) => column.subarray(0, length);
  return {
    firstDay: 0,
    length,
    figures: Object.fromEntries(
      Object.entries(days.figures).map(([id, column]) => [id, view(column)]),
    ) as RaceDays['figures'],
    hashrateByGeneration: days.hashrateByGeneration.map(view),
    hashrateByRegion: days.hashrateByRegion.map(view),
    events: days.events.filter(({ day }) => day < length),
  };
}
