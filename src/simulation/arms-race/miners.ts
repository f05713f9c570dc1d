/**
 * Everyone who mines, in arrays: a place for each miner, and in it a few lots of machines.
 *
 * A lot is a number of machines of one model that were bought within half a year. What it has earned is settled when its
 * owner looks: the lot's size times the growth of the fleet's account for such machines (`fleet.ts`).
 */
import type { Fleet } from './fleet.ts';

/** Lots that a miner keeps; who buys more gives up the least efficient. */
export const MOST_LOTS = 16;
/** Machines of one model that are bought within so many days are one lot. */
const LOT_DAYS = 180;

export class Miners {
  readonly places: number;
  /** 1 where somebody mines. */
  readonly isActive: Uint8Array;
  readonly tariffClass: Uint16Array;
  readonly hurdle: Float64Array;
  readonly cashUsd: Float64Array;
  readonly pool: Uint16Array;
  /** Day of the race on which something of his last ran. */
  readonly lastRanDay: Int32Array;
  /** H/s that ran when he last looked. */
  readonly hashrateHps: Float64Array;
  active = 0;
  /** Money of all, as far as it is booked. */
  totalCashUsd = 0;
  /** What the accounts of all lots stood at when their owners last looked: lots times `fleet.earned`. */
  bookedUsd = 0;

  readonly #onGivenUp: (model: number, machines: number) => void;
  readonly #lots: Uint8Array;
  readonly #lotModel: Uint16Array;
  /** As the fleet keeps counts. */
  readonly #lotCount: Float64Array;
  /** The fleet's account when the owner last looked. */
  readonly #lotEarned: Float64Array;
  readonly #lotDay: Int32Array;
  /** Day on which it was last seen running. */
  readonly #lotRanDay: Int32Array;

  /**
   * @param places - Most miners at a time.
   * @param onGivenUp - Told of each lot that is given up.
   */
  constructor(places: number, onGivenUp: (model: number, machines: number) => void) {
    this.places = places;
    this.#onGivenUp = onGivenUp;
    this.isActive = new Uint8Array(places);
    this.tariffClass = new Uint16Array(places);
    this.hurdle = new Float64Array(places);
    this.cashUsd = new Float64Array(places);
    this.pool = new Uint16Array(places);
    this.lastRanDay = new Int32Array(places);
    this.hashrateHps = new Float64Array(places);
    this.#lots = new Uint8Array(places);
    this.#lotModel = new Uint16Array(places * MOST_LOTS);
    this.#lotCount = new Float64Array(places * MOST_LOTS);
    this.#lotEarned = new Float64Array(places * MOST_LOTS);
    this.#lotDay = new Int32Array(places * MOST_LOTS);
    this.#lotRanDay = new Int32Array(places * MOST_LOTS);
  }

  /** Pays a miner, or lets him pay. */
  pay(miner: number, usd: number): void {
    this.cashUsd[miner]! += usd;
    this.totalCashUsd += usd;
  }

  /** Lets somebody begin at a place that is free. */
  enter(miner: number, day: number, tariffClass: number, hurdle: number, pool: number): void {
    this.isActive[miner] = 1;
    this.active++;
    this.tariffClass[miner] = tariffClass;
    this.hurdle[miner] = hurdle;
    this.pool[miner] = pool;
    this.lastRanDay[miner] = day;
    this.hashrateHps[miner] = 0;
  }

  /** Frees a place. Its owner takes his money along; machines are given up before. @returns The money, USD. */
  leave(miner: number): number {
    const usd = this.cashUsd[miner]!;
    this.pay(miner, -usd);
    this.isActive[miner] = 0;
    this.active--;
    this.hashrateHps[miner] = 0;
    return usd;
  }

  /**
   * Books what a miner's machines earned since he last looked, and what of them runs now.
   *
   * @returns What they earned above their electricity, USD; below 0 for a loss.
   */
  settle(miner: number, day: number, fleet: Fleet): number {
    const { survival } = fleet;
    const first = miner * MOST_LOTS;
    let earnedUsd = 0;
    let hps = 0;
    for (let lot = first; lot < first + this.#lots[miner]!; lot++) {
      const place = fleet.placeOf(this.#lotModel[lot]!, this.tariffClass[miner]!);
      const earned = fleet.earned[place]!;
      earnedUsd += this.#lotCount[lot]! * (earned - this.#lotEarned[lot]!);
      this.#lotEarned[lot] = earned;
      if (fleet.isOn[place] !== 0) {
        hps += this.#lotCount[lot]! * survival * fleet.hps[this.#lotModel[lot]!]!;
        this.#lotRanDay[lot] = day;
      }
    }
    this.bookedUsd += earnedUsd;
    this.hashrateHps[miner] = hps;
    if (hps > 0) this.lastRanDay[miner] = day;
    this.pay(miner, earnedUsd);
    return earnedUsd;
  }

  /** Adds machines to a miner, who has settled. */
  addMachines(miner: number, model: number, machines: number, day: number, fleet: Fleet): void {
    const place = fleet.placeOf(model, this.tariffClass[miner]!);
    const count = machines / fleet.survival;
    const first = miner * MOST_LOTS;
    fleet.add(place, count);
    this.bookedUsd += count * fleet.earned[place]!;
    for (let lot = first; lot < first + this.#lots[miner]!; lot++) {
      if (this.#lotModel[lot] === model && day - this.#lotDay[lot]! < LOT_DAYS) {
        this.#lotCount[lot]! += count;
        return;
      }
    }
    if (this.#lots[miner] === MOST_LOTS) this.#giveUp(miner, this.#slowestLot(miner, fleet), fleet);
    const lot = first + this.#lots[miner]!++;
    this.#lotModel[lot] = model;
    this.#lotCount[lot] = count;
    this.#lotEarned[lot] = fleet.earned[place]!;
    this.#lotDay[lot] = day;
    this.#lotRanDay[lot] = day;
  }

  /** Gives up the machines of a miner, who has settled, that were bought, or last seen running, before a day. */
  retire(miner: number, boughtBefore: number, ranBefore: number, fleet: Fleet): void {
    const first = miner * MOST_LOTS;
    for (let lot = first + this.#lots[miner]! - 1; lot >= first; lot--) {
      if (this.#lotDay[lot]! < boughtBefore || this.#lotRanDay[lot]! < ranBefore)
        this.#giveUp(miner, lot, fleet);
    }
  }

  /** Moves all machines of a miner, who has settled, to where another price is paid. */
  move(miner: number, tariffClass: number, fleet: Fleet): void {
    const first = miner * MOST_LOTS;
    for (let lot = first; lot < first + this.#lots[miner]!; lot++) {
      const model = this.#lotModel[lot]!;
      const to = fleet.placeOf(model, tariffClass);
      fleet.add(fleet.placeOf(model, this.tariffClass[miner]!), -this.#lotCount[lot]!);
      fleet.add(to, this.#lotCount[lot]!);
      this.bookedUsd += this.#lotCount[lot]! * (fleet.earned[to]! - this.#lotEarned[lot]!);
      this.#lotEarned[lot] = fleet.earned[to]!;
    }
    this.tariffClass[miner] = tariffClass;
  }

  /** Takes a lot away; the miner's last one gets its place. */
  #giveUp(miner: number, lot: number, fleet: Fleet): void {
    const model = this.#lotModel[lot]!;
    const count = this.#lotCount[lot]!;
    fleet.add(fleet.placeOf(model, this.tariffClass[miner]!), -count);
    this.bookedUsd -= count * this.#lotEarned[lot]!;
    this.#onGivenUp(model, count * fleet.survival);
    const last = miner * MOST_LOTS + --this.#lots[miner]!;
    this.#lotModel[lot] = this.#lotModel[last]!;
    this.#lotCount[lot] = this.#lotCount[last]!;
    this.#lotEarned[lot] = this.#lotEarned[last]!;
    this.#lotDay[lot] = this.#lotDay[last]!;
    this.#lotRanDay[lot] = this.#lotRanDay[last]!;
  }

  /** The lot of the model that hashes least per machine: the oldest. */
  #slowestLot(miner: number, fleet: Fleet): number {
    const first = miner * MOST_LOTS;
    let slowest = first;
    for (let lot = first + 1; lot < first + this.#lots[miner]!; lot++) {
      if (fleet.hps[this.#lotModel[lot]!]! < fleet.hps[this.#lotModel[slowest]!]!) slowest = lot;
    }
    return slowest;
  }
}
