/** What happens in a race: the scenario's events, machines that come, halvings, retreats. Each is done and told. */
import { dayOfDate } from './calendar.ts';
import type { MachineModel } from './machine-model.ts';
import type { RaceEvent } from './race.ts';
import { generationEvent, halvingEvent, releaseEvent, retreatEvent, scenarioEvent } from './race-events.ts';
import type { RaceLedger } from './race-ledger.ts';
import type { ScenarioEvent } from './scenario.ts';
import type { World } from './world.ts';

/** A retreat is told when so much of the hash rate has gone within a month. */
const RETREAT_PART = 0.25;
const RETREAT_DAYS = 30;
/** After a retreat the next one is told half a year later at the earliest. */
const QUIET_DAYS = 180;

export class Happenings {
  /** Of all machines that have come, J/TH as made. */
  bestJPerTh = Infinity;
  readonly #world: World;
  readonly #ledger: RaceLedger;
  readonly #events: RaceEvent[];
  readonly #planned: readonly { readonly day: number; readonly event: ScenarioEvent }[];
  readonly #seenGenerations = new Set<number>();
  #released = 0;
  #halvings = 0;
  #retreatDay = -Infinity;

  constructor(world: World, ledger: RaceLedger) {
    this.#world = world;
    this.#ledger = ledger;
    this.#events = ledger.events;
    this.#planned = world.scenario.events.map((event) => ({
      day: dayOfDate(event.on) - world.startDay,
      event,
    }));
  }

  /** Begins a day: what the scenario has for it, and machines that can be had from now on. */
  begin(day: number): void {
    const { startDay, models } = this.#world;
    for (const planned of this.#planned) {
      if (planned.day === day) {
        this.#events.push(scenarioEvent(day, planned.event, startDay, this.#apply(planned.event)));
      }
    }
    let best: MachineModel | undefined;
    for (; this.#released < models.length; this.#released++) {
      const machine = models[this.#released]!;
      if (machine.releaseDay > startDay + day) break;
      if (machine.efficiencyJPerTh >= this.bestJPerTh) continue;
      this.bestJPerTh = machine.efficiencyJPerTh;
      best = machine;
    }
    if (best !== undefined && day > 0) this.#events.push(releaseEvent(day, best));
  }

  /** Tells of a generation whose first machine runs. */
  seeGeneration(day: number, generation: number): void {
    if (this.#seenGenerations.has(generation)) return;
    this.#seenGenerations.add(generation);
    this.#events.push(generationEvent(day, generation));
  }

  /** Ends a day, whose figures are written. */
  end(day: number): void {
    const { halvings, scenario } = this.#world;
    if (halvings > this.#halvings) {
      this.#halvings = halvings;
      this.#events.push(halvingEvent(day, scenario.market.subsidyBtc * 0.5 ** halvings));
    }
    const { hashrateHps } = this.#ledger.figures;
    const then = hashrateHps[day - RETREAT_DAYS];
    if (then === undefined || day - this.#retreatDay < QUIET_DAYS) return;
    const lost = 1 - hashrateHps[day]! / then;
    if (!(lost >= RETREAT_PART)) return;
    this.#retreatDay = day;
    // A ban has told it already.
    if (this.#events.some((event) => event.kind === 'ban' && day - event.day <= RETREAT_DAYS)) return;
    this.#events.push(retreatEvent(day, lost));
  }

  /** Does it. @returns The name of the region that is concerned. */
  #apply(event: ScenarioEvent): string {
    const world = this.#world;
    const { regions } = world.scenario;
    const indexOf = (name: string) => regions.findIndex((region) => region.name === name);
    switch (event.kind) {
      case 'ban': {
        const hps = world.fleet.hashrateByRegion;
        const region = event.region === 'largest' ? hps.indexOf(Math.max(...hps)) : indexOf(event.region);
        world.tariffs.isBanned[region] = 1;
        world.newcomers.beginWeek();
        return regions[region]!.name;
      }
      case 'price':
        world.priceFactor *= event.factor;
        return '';
      case 'energy-tax':
        for (const [region, { name }] of regions.entries()) {
          if (event.region === 'all' || event.region === name) world.tariffs.tax(region, event.usdPerKwh);
        }
        return event.region;
      case 'speed':
        world.fleet.speedUp(event.factor);
        world.speed *= event.factor;
        return '';
      default:
        return event satisfies never;
    }
  }
}
