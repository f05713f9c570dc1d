/**
 * The arms race, day by day.
 *
 * Each day: what the scenario has for it happens; machines that cost more than they earn are switched off and others on;
 * blocks are drawn under the real rule; income is shared by hash rate; a seventh of all miners look at their accounts
 * and the market, so that each does once a week; newcomers come; orders are delivered. Makers set their prices weekly.
 */
import { YEAR_SEC } from '../economics.ts';
import { landauerJPerTh } from '../landauer.ts';
import { portableLog } from '../portable-math.ts';
import { DAY_SEC } from './calendar.ts';
import { DayFigures } from './day-figures.ts';
import { Decisions } from './decisions.ts';
import { Happenings } from './happenings.ts';
import { WEEK_DAYS } from './machine-market.ts';
import type { RaceDays, RaceFacts, RacePlan } from './race.ts';
import { RaceLedger } from './race-ledger.ts';
import { World } from './world.ts';

/** Days over which miners look back at the hash rate's growth. An assumption. */
const LOOK_BACK_DAYS = 90;
/**
 * Part of the way that a region's price of electricity goes in a day to what today's mining would make it: contracts do
 * not follow single days. At once, an idle day would make power cheap, and all would come back together. An assumption.
 */
const TARIFF_FOLLOWS = 0.1;
/** Nobody expects income per hash to fall faster, per day: by half in five weeks. An assumption. */
const FASTEST_DECLINE = 0.02;

/** One race. */
export class RaceRun {
  readonly facts: RaceFacts;
  readonly #world: World;
  readonly #ledger: RaceLedger;
  readonly #happenings: Happenings;
  readonly #decisions: Decisions;
  readonly #figures: DayFigures;
  /** What mining has drawn in each region of late, sites included, W. */
  readonly #siteW: Float64Array;
  #day = 0;

  /**
   * @throws {RangeError} if no machine of the scenario can be had on its first day, or its rule cannot run.
   */
  constructor(plan: RacePlan) {
    const world = new World(plan);
    const { scenario, startDay, days, models } = world;
    this.#world = world;
    this.facts = {
      scenario,
      seed: plan.seed,
      startDay,
      days,
      regions: scenario.regions.map(({ name }) => name),
      machines: models,
      landauerJPerTh: landauerJPerTh(),
    };
    this.#ledger = new RaceLedger(days, scenario.regions.length);
    this.#happenings = new Happenings(world, this.#ledger);
    this.#decisions = new Decisions(world);
    this.#figures = new DayFigures(world, this.#decisions, this.#happenings, this.#ledger);
    this.#siteW = new Float64Array(scenario.regions.length);
    this.#beginWithOne();
  }

  /** Days that have been run. */
  get daysDone(): number {
    return this.#day;
  }

  /**
   * Runs on.
   *
   * @param days - At most.
   * @returns Those days, as fresh copies.
   * @throws {RangeError} if the rule lets blocks come faster than one in a second.
   */
  advance(days: number): RaceDays {
    const first = this.#day;
    const end = Math.min(this.facts.days, first + days);
    while (this.#day < end) this.#runDay();
    return this.#ledger.copy(first, end - first);
  }

  /** One miner at home in the first region with one machine, the first there is. */
  #beginWithOne(): void {
    const { models, startDay, scenario, miners, tariffs, fleet } = this.#world;
    const model = models.findIndex(({ releaseDay }) => releaseDay <= startDay);
    if (model < 0) {
      throw new RangeError(`"hardware" expected a machine that can be had on ${scenario.from}, got none`);
    }
    const miner = this.#decisions.enter(0, tariffs.classAt(0, true, 0), scenario.miners.hurdle[0]);
    miners.addMachines(miner, model, 1, 0, fleet);
  }

  #runDay(): void {
    const day = this.#day;
    const { scenario, fleet, tariffs, chain, flows } = this.#world;
    if (day > 0) flows.reset();
    this.#happenings.begin(day);
    const priceUsd = this.#world.priceUsd(day);
    const rewardBtc = this.#world.rewardBtc(this.#world.halvings);
    const blockUsd = rewardBtc * priceUsd;
    const usdPerHpsDay = (blockUsd * DAY_SEC) / chain.proof;
    this.#priceElectricity();
    if (day % WEEK_DAYS === 0) this.#beginWeek(usdPerHpsDay, blockUsd);
    fleet.switch(usdPerHpsDay, tariffs);

    const lastFoundAt = chain.foundAt;
    const revenueUsd = this.#mineDay() * priceUsd;
    const machinesFailed = fleet.book(revenueUsd, tariffs, 1 / scenario.hardware.meanLifeDays);
    if (day % WEEK_DAYS === 0) this.#decisions.keepOwn(day);
    this.#decisions.review(day);
    this.#decisions.admit(day, (blockUsd * YEAR_SEC) / scenario.difficulty.spacingSec);
    this.#decisions.deliver(day);

    this.#figures.write(day, {
      rewardBtc,
      usdPerHpsDay,
      revenueUsd,
      meanIntervalSec: chain.blocks > 0 ? (chain.foundAt - lastFoundAt) / chain.blocks : Number.NaN,
      machinesFailed,
    });
    this.#happenings.end(day);
    this.#day++;
  }

  /** Electricity has the day's price. */
  #priceElectricity(): void {
    const { scenario, fleet, tariffs } = this.#world;
    fleet.wattsByRegion.forEach((watts, region) => {
      const siteW = this.#siteW[region]!;
      this.#siteW[region] = siteW + TARIFF_FOLLOWS * (watts * scenario.miners.pue - siteW);
    });
    tariffs.update(this.#siteW);
  }

  /** Machines and what they promise have their prices for a week. */
  #beginWeek(usdPerHpsDay: number, blockUsd: number): void {
    const { scenario, startDay, fleet, tariffs, newcomers, market, purchases } = this.#world;
    const { hardware, vendors, difficulty } = scenario;
    fleet.tidy();
    newcomers.beginWeek();
    // The difficulty follows the hash rate: what a machine earns soon is set by all that runs today.
    const soon = (blockUsd * DAY_SEC) / difficulty.spacingSec / fleet.hashrateHps;
    const view = {
      usdPerHpsDay: fleet.hashrateHps > 0 ? Math.min(usdPerHpsDay, soon) : usdPerHpsDay,
      usdPerWattDay: tariffs.leastMiddleUsdPerWattDay,
      outlook: {
        declinePerDay: this.#expectedDeclinePerDay(),
        failurePerDay: 1 / hardware.meanLifeDays,
        lifeDays: hardware.endOfLifeDays,
      },
    };
    market.beginWeek(startDay + this.#day, view, fleet.hps, vendors.selfMiningDays);
    purchases.beginWeek(view);
  }

  /** How fast miners expect income per hash to fall: as the hash rate has grown, in part. */
  #expectedDeclinePerDay(): number {
    const { hashrateHps } = this.#ledger.figures;
    const last = this.#day - 1;
    const first = Math.max(0, last - LOOK_BACK_DAYS);
    if (last <= first) return 0;
    const growth = portableLog(hashrateHps[last]! / hashrateHps[first]!) / (last - first);
    // Not a number where nobody mined.
    return growth > 0
      ? Math.min(FASTEST_DECLINE, growth * this.#world.scenario.miners.expectedGrowthPart)
      : 0;
  }

  /** Mines the day. @returns Coins that its blocks brought. */
  #mineDay(): number {
    const world = this.#world;
    const { chain, scenario } = world;
    const { halvingIntervalBlocks } = scenario.market;
    let height = chain.height;
    let halvings = world.halvings;
    chain.mineUntil((world.startDay + this.#day + 1) * DAY_SEC, world.fleet.hashrateHps);
    let coins = 0;
    while (height < chain.height) {
      const last = Math.min(chain.height, (halvings + 1) * halvingIntervalBlocks - 1);
      coins += (last - height) * world.rewardBtc(halvings);
      height = last;
      halvings++;
    }
    return coins;
  }
}
