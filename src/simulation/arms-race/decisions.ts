/**
 * What miners decide. Each looks at his accounts and the market once a week, a seventh of all on each day: takes out a
 * part of what was earned, gives up what is too old, moves where mining is allowed, orders machines, or leaves.
 */
import { DAYS_PER_MONTH } from './calendar.ts';
import { WEEK_DAYS } from './machine-market.ts';
import type { World } from './world.ts';

/** Of money that finds no machine worth buying, owners take out this part a week. An assumption. */
const IDLE_WITHDRAWN_PART = 0.05;
/** Chance in a week that a miner chooses a pool anew. An assumption. */
const POOL_CHANGE = 0.01;
/** Part of the hash rate by which each pool seems larger than it is: even a new one is chosen. An assumption. */
const POOL_START_PART = 0.02;
/**
 * Nobody comes to a pool above this part, and members leave it sooner: in January and June 2014 GHash.IO came near and
 * above a half, and miners moved away (from memory, not looked up).
 */
const CROWDED_POOL_PART = 0.4;
const CROWDED_POOL_CHANGE = 0.1;
/** After a ban a miner needs so many days on average until his machines run elsewhere (Cambridge's maps: half a year). */
const MOVE_DAYS = 120;

export class Decisions {
  /** H/s by pool, as of the last count. */
  readonly poolHps: Float64Array;
  readonly #world: World;
  /** Places for miners who are not makers; the makers' come after them. */
  readonly #places: number;
  /** Free places, the next one last. */
  readonly #free: number[];
  #pooledHps = 0;

  constructor(world: World) {
    const places = world.scenario.miners.count;
    this.#world = world;
    this.#places = places;
    this.#free = Array.from({ length: places }, (_, i) => places - 1 - i);
    this.poolHps = new Float64Array(world.scenario.miners.pools);
  }

  /** Lets somebody begin. @returns His place; -1 where all are taken. */
  enter(day: number, tariffClass: number, hurdle: number): number {
    const miner = this.#free.pop();
    if (miner === undefined) return -1;
    this.#world.miners.enter(miner, day, tariffClass, hurdle, this.#choosePool());
    this.#world.flows.entered++;
    return miner;
  }

  /** Lets a seventh of all miners look and decide. */
  review(day: number): void {
    const { miners } = this.#world;
    for (let miner = day % WEEK_DAYS; miner < this.#places; miner += WEEK_DAYS) {
      if (miners.isActive[miner] !== 0) this.#reviewOne(miner, day);
    }
  }

  /**
   * Lets people hear of mining from those who do it.
   *
   * @param yearRevenueUsd - What all miners together will get in a year in which blocks come on schedule, at today's price.
   */
  admit(day: number, yearRevenueUsd: number): void {
    const { miners, newcomers, purchases, scenario, dice } = this.#world;
    const { entryPerMonth, entryCapitalPart } = scenario.miners;
    if (!newcomers.hasRegion) return;
    const active = Math.max(1, miners.active);
    const expected = (active * entryPerMonth) / DAYS_PER_MONTH;
    const meanCapital = (entryCapitalPart * yearRevenueUsd) / active;
    let count = Math.floor(expected);
    if (dice.uniform() < expected - count) count++;
    for (; count > 0; count--) {
      const { tariffClass, hurdle, capital } = newcomers.draw();
      if (purchases.offerFor(tariffClass, hurdle, 0) < 0) continue;
      let miner = this.enter(day, tariffClass, hurdle);
      if (miner < 0) {
        miner = Math.floor(dice.uniform() * this.#places);
        if (miners.isActive[miner] === 0) continue;
      }
      this.#putIn(miner, capital * meanCapital);
    }
  }

  /** Lets makers keep a part of what they make, the newest they have. */
  keepOwn(day: number): void {
    const { market, miners, scenario, purchases, tariffs, fleet } = this.#world;
    const { hardware, vendors } = scenario;
    const { selfMiningPart } = vendors;
    if (selfMiningPart <= 0) return;
    let maker = this.#places;
    for (const line of market.lines) {
      if (line.kind !== 'asic') continue;
      const miner = maker++;
      const model = line.ownModel;
      if (model < 0) continue;
      const tariffClass = this.#makersClass();
      if (tariffClass < 0) continue;
      if (miners.isActive[miner] === 0) {
        miners.enter(miner, day, tariffClass, 0, (miner - this.#places) % this.poolHps.length);
      }
      this.#account(miner, day);
      if (tariffs.isBanned[tariffs.classes[miners.tariffClass[miner]!]!.region] !== 0) {
        miners.move(miner, tariffClass, fleet);
      }
      if (purchases.surplusFor(model, miners.tariffClass[miner]!) > market.productionUsd(model)) {
        // Of what is made, a part stays: the rest is what was sold in the week before. Before its first release a maker
        // has what it makes of its first machine, later a new one takes the place of those on sale.
        const machines =
          line.model < 0
            ? (selfMiningPart * hardware.supply.asic.firstPerMonth * WEEK_DAYS) / DAYS_PER_MONTH
            : market.keep(line, (selfMiningPart / (1 - selfMiningPart)) * line.soldBefore);
        const usd = machines * market.productionUsd(model);
        this.#putIn(miner, Math.max(0, usd - miners.cashUsd[miner]!));
        this.#take(miner, model, machines, usd, day);
      }
    }
  }

  /** Delivers the day's orders. */
  deliver(day: number): void {
    const { purchases, flows } = this.#world;
    purchases.deliver(1 / (WEEK_DAYS - (day % WEEK_DAYS)), (miner, model, machines, usd) =>
      this.#take(miner, model, machines, usd, day),
    );
    flows.machinesWanted += purchases.wanted;
  }

  /** Counts pools. */
  countPools(): void {
    const { miners } = this.#world;
    this.poolHps.fill(0);
    this.#pooledHps = 0;
    for (let miner = 0; miner < miners.places; miner++) {
      const hps = miners.hashrateHps[miner]!;
      this.poolHps[miners.pool[miner]!]! += hps;
      this.#pooledHps += hps;
    }
  }

  #reviewOne(miner: number, day: number): void {
    const { miners, scenario, tariffs, fleet, newcomers, purchases, dice } = this.#world;
    this.#account(miner, day);
    if (day - miners.lastRanDay[miner]! > scenario.miners.patienceDays) {
      this.#leave(miner, day);
      return;
    }
    let tariffClass = miners.tariffClass[miner]!;
    const { region, isHobbyist } = tariffs.classes[tariffClass]!;
    if (tariffs.isBanned[region] !== 0) {
      if (!newcomers.hasRegion || dice.uniform() > WEEK_DAYS / MOVE_DAYS) return;
      tariffClass = newcomers.settle(isHobbyist);
      miners.move(miner, tariffClass, fleet);
    }
    const isCrowded = this.poolHps[miners.pool[miner]!]! > CROWDED_POOL_PART * this.#pooledHps;
    if (dice.uniform() < (isCrowded ? CROWDED_POOL_CHANGE : POOL_CHANGE))
      miners.pool[miner] = this.#choosePool();
    const usd = miners.cashUsd[miner]!;
    if (!(usd > 0)) return;
    const part = fleet.hashrateHps > 0 ? miners.hashrateHps[miner]! / fleet.hashrateHps : 0;
    const line = purchases.offerFor(tariffClass, miners.hurdle[miner]!, part);
    if (line >= 0) purchases.order(miner, line, usd);
    else this.#takeOut(miner, usd * IDLE_WITHDRAWN_PART);
  }

  /** Books what was earned; owners take out their part of it, and pay for losses. */
  #account(miner: number, day: number): void {
    const { miners, fleet, scenario } = this.#world;
    const earned = miners.settle(miner, day, fleet);
    if (earned > 0) this.#takeOut(miner, earned * (1 - scenario.miners.reinvestedPart));
    const usd = miners.cashUsd[miner]!;
    if (usd < 0) this.#putIn(miner, -usd);
    miners.retire(miner, day - scenario.hardware.endOfLifeDays, day - scenario.miners.patienceDays, fleet);
  }

  #leave(miner: number, day: number): void {
    const { miners, fleet, flows } = this.#world;
    miners.retire(miner, day + 1, day + 1, fleet);
    flows.withdrawnUsd += miners.leave(miner);
    flows.left++;
    this.#free.push(miner);
  }

  #take(miner: number, model: number, machines: number, usd: number, day: number): void {
    const { miners, fleet, flows } = this.#world;
    if (!(machines > 0)) return;
    miners.pay(miner, -usd);
    flows.hardwareUsd += usd;
    flows.machinesBought += machines;
    miners.addMachines(miner, model, machines, day, fleet);
  }

  #putIn(miner: number, usd: number): void {
    this.#world.miners.pay(miner, usd);
    this.#world.flows.capitalInUsd += usd;
  }

  #takeOut(miner: number, usd: number): void {
    this.#world.miners.pay(miner, -usd);
    this.#world.flows.withdrawnUsd += usd;
  }

  /** Larger pools pay more evenly, and are chosen more often. */
  #choosePool(): number {
    const { poolHps } = this;
    const sum = this.#pooledHps;
    const pull = (hps: number) =>
      sum === 0 ? 1 : hps > CROWDED_POOL_PART * sum ? 0 : hps + POOL_START_PART * sum;
    let pulls = 0;
    for (const hps of poolHps) pulls += pull(hps);
    let at = this.#world.dice.uniform() * pulls;
    for (let pool = 0; pool < poolHps.length; pool++) {
      at -= pull(poolHps[pool]!);
      if (at < 0) return pool;
    }
    return poolHps.length - 1;
  }

  /** Makers mine where farms pay least. */
  #makersClass(): number {
    const { tariffs } = this.#world;
    let best = -1;
    tariffs.classes.forEach(({ region, isHobbyist }, i) => {
      if (isHobbyist || tariffs.isBanned[region] !== 0) return;
      if (best < 0 || tariffs.usdPerWattDay[i]! < tariffs.usdPerWattDay[best]!) best = i;
    });
    return best;
  }
}
