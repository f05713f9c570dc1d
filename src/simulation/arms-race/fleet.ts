/**
 * All machines of a race, by model and by what their electricity costs: machines of one model at one price are switched
 * on and off together, so a day's work does not grow with the number of miners.
 *
 * Counts are kept as if no machine ever failed; `survival` is the part that is left of a machine of the first day. A
 * miner's account of a lot is the lot's size times the growth of `earned` since he last looked.
 */
import type { MachineModel } from './machine-model.ts';
import type { Tariffs } from './tariffs.ts';

/** Less than this of a machine is rounding. */
const NOTHING = 1e-9;

export class Fleet {
  /** Part of the machines of day 0 that have not failed. */
  survival = 1;
  /** By model and class, `model * classes + class`: machines over `survival`. */
  readonly counts: Float64Array;
  /** What one such machine has earned above its electricity since the race began, USD. */
  readonly earned: Float64Array;
  /** Whether they run today. */
  readonly isOn: Uint8Array;
  /** H/s of a machine, by model. */
  readonly hps: Float64Array;

  /** Of the day: H/s, running and in all. */
  hashrateHps = 0;
  installedHps = 0;
  /** Of the day: machines' watts, running, sites not counted. */
  machineW = 0;
  /** Of the day: USD. */
  electricityUsd = 0;
  machinesOn = 0;
  machinesOff = 0;
  readonly hashrateByModel: Float64Array;
  readonly hashrateByRegion: Float64Array;
  readonly wattsByRegion: Float64Array;

  readonly #classes: number;
  readonly #regionOf: Uint16Array;
  readonly #tolerance: Float64Array;
  readonly #powerW: Float64Array;
  /** Where there are machines. */
  #entries: number[] = [];
  readonly #isEntry: Uint8Array;

  constructor(models: readonly MachineModel[], tariffs: Tariffs, regions: number) {
    const classes = tariffs.classes.length;
    this.#classes = classes;
    this.counts = new Float64Array(models.length * classes);
    this.earned = new Float64Array(models.length * classes);
    this.isOn = new Uint8Array(models.length * classes);
    this.#isEntry = new Uint8Array(models.length * classes);
    this.hps = Float64Array.from(models, ({ hashrateHps }) => hashrateHps);
    this.#powerW = Float64Array.from(models, ({ powerW }) => powerW);
    this.#regionOf = Uint16Array.from(tariffs.classes, ({ region }) => region);
    this.#tolerance = Float64Array.from(tariffs.classes, ({ tolerance }) => tolerance);
    this.hashrateByModel = new Float64Array(models.length);
    this.hashrateByRegion = new Float64Array(regions);
    this.wattsByRegion = new Float64Array(regions);
  }

  /** @returns The place of a model's machines at a class's price. */
  placeOf(model: number, tariffClass: number): number {
    return model * this.#classes + tariffClass;
  }

  /** Adds machines, or takes some away; as counts are kept. */
  add(place: number, count: number): void {
    this.counts[place]! += count;
    if (this.#isEntry[place] === 0) {
      this.#isEntry[place] = 1;
      this.#entries.push(place);
      this.isOn[place] = 0;
    }
  }

  /** Forgets places without machines. */
  tidy(): void {
    this.#entries = this.#entries.filter((place) => {
      if (this.counts[place]! > NOTHING) return true;
      this.counts[place] = 0;
      this.isOn[place] = 0;
      this.#isEntry[place] = 0;
      return false;
    });
  }

  /**
   * Lets everyone look at the day's prices: what costs more than it earns is switched off, what pays again is switched
   * on.
   *
   * @param usdPerHpsDay - Income of 1 H/s for a day at the present difficulty.
   */
  switch(usdPerHpsDay: number, { usdPerWattDay, isBanned }: Tariffs): void {
    const { counts, isOn, hps, hashrateByModel, hashrateByRegion, wattsByRegion, survival } = this;
    const regionOf = this.#regionOf;
    const tolerance = this.#tolerance;
    const powerW = this.#powerW;
    const classes = this.#classes;
    hashrateByModel.fill(0);
    hashrateByRegion.fill(0);
    wattsByRegion.fill(0);
    let hashrate = 0;
    let installed = 0;
    let machineW = 0;
    let electricityUsd = 0;
    let on = 0;
    let off = 0;
    const entries = this.#entries;
    for (let entry = 0; entry < entries.length; entry++) {
      const place = entries[entry]!;
      const count = counts[place]! * survival;
      if (!(count > NOTHING)) continue;
      const model = (place / classes) | 0;
      const tariffClass = place - model * classes;
      const region = regionOf[tariffClass]!;
      const cost = powerW[model]! * usdPerWattDay[tariffClass]!;
      const rate = count * hps[model]!;
      installed += rate;
      if (isBanned[region] === 0 && usdPerHpsDay * hps[model]! >= cost * (1 - tolerance[tariffClass]!)) {
        isOn[place] = 1;
        const watts = count * powerW[model]!;
        hashrate += rate;
        machineW += watts;
        electricityUsd += count * cost;
        on += count;
        hashrateByModel[model]! += rate;
        hashrateByRegion[region]! += rate;
        wattsByRegion[region]! += watts;
      } else {
        isOn[place] = 0;
        off += count;
      }
    }
    this.hashrateHps = hashrate;
    this.installedHps = installed;
    this.machineW = machineW;
    this.electricityUsd = electricityUsd;
    this.machinesOn = on;
    this.machinesOff = off;
  }

  /**
   * Books what the day brought, and lets a day's part of all machines fail.
   *
   * @param revenueUsd - Of all miners together; shared by hash rate.
   * @param failurePerDay - Part that fails.
   * @returns Machines that failed.
   */
  book(revenueUsd: number, { usdPerWattDay }: Tariffs, failurePerDay: number): number {
    const { earned, isOn, hps, survival } = this;
    const powerW = this.#powerW;
    const classes = this.#classes;
    const usdPerHps = this.hashrateHps > 0 ? revenueUsd / this.hashrateHps : 0;
    const entries = this.#entries;
    for (let entry = 0; entry < entries.length; entry++) {
      const place = entries[entry]!;
      if (isOn[place] === 0) continue;
      const model = (place / classes) | 0;
      earned[place]! +=
        survival * (usdPerHps * hps[model]! - powerW[model]! * usdPerWattDay[place - model * classes]!);
    }
    this.survival *= 1 - failurePerDay;
    return (this.machinesOn + this.machinesOff) * failurePerDay;
  }

  /** What all machines have earned since the race began, as the accounts have it: counts times `earned`. */
  get accountUsd(): number {
    let usd = 0;
    for (const place of this.#entries) usd += this.counts[place]! * this.earned[place]!;
    return usd;
  }

  /** Every machine hashes so many times faster, those to be made as well. */
  speedUp(factor: number): void {
    for (let model = 0; model < this.hps.length; model++) this.hps[model]! *= factor;
  }
}
