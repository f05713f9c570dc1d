/**
 * The arms race, day by day.
 *
 * Each day: what the scenario has for it happens; machines that cost more than they earn are switched off and others on;
 * blocks are drawn under the real rule; income is shared by hash rate; a seventh of all miners look at their accounts
 * and the market, so that each does once a week; newcomers come; orders are delivered. Makers set their prices weekly.
 */
import { assertRuleRuns, ruleNamed } from '../../difficulty/index.ts';
import { MAINNET_POW_LIMIT } from '../../primitives/index.ts';
import { Dice } from '../random.ts';
import { DAY_SEC, dayOfDate } from './calendar.ts';
import { type Concentration, measureConcentration, NO_CONCENTRATION } from './concentration.ts';
import { Decisions, Flows } from './decisions.ts';
import { Fleet } from './fleet.ts';
import { generationOf } from './generation.ts';
import { MachineMarket, WEEK_DAYS } from './machine-market.ts';
import type { MachineModel } from './machine-model.ts';
import { machinesToCome } from './machines-to-come.ts';
import { Miners } from './miners.ts';
import { Newcomers } from './newcomers.ts';
import { pricePath } from './price-path.ts';
import { Purchases } from './purchases.ts';
import type { RaceDays, RaceFacts, RacePlan } from './race.ts';
import { RaceChain } from './race-chain.ts';
import { generationEvent, halvingEvent, releaseEvent, retreatEvent, scenarioEvent } from './race-events.ts';
import { RaceLedger } from './race-ledger.ts';
import type { Scenario, ScenarioEvent } from './scenario.ts';
import { Tariffs } from './tariffs.ts';

const YEAR_SEC = 365.25 * DAY_SEC;
const HASHES_PER_DIFFICULTY = 2 ** 48 / 0xffff;
/** Days over which miners look back at the hash rate's growth. */
const LOOK_BACK_DAYS = 90;
/** Nobody expects income per hash to fall faster, per day: by half in five weeks. */
const FASTEST_DECLINE = 0.02;
/** Straight-line wear of a machine, days: three years, as miners' accounts often have it. An assumption. */
const WEAR_DAYS = 1096;
/** Concentration and pools are counted every so many days, and hold until the next count. */
const COUNT_DAYS = 30;
/** A site's own use beside its machines: none to speak of, and a warm hall (Cambridge's index: 1.01 and 1.20). */
const PUE_LOW = 1.01;
const PUE_HIGH = 1.2;
/** The least efficient machine in earnest has at least this part of the hash rate. */
const NOTABLE_PART = 0.001;
/** A retreat is told when so much of the hash rate has gone within a month. */
const RETREAT_PART = 0.25;
const RETREAT_DAYS = 30;
/** k T ln 2 at 300 K for each of 32 bits of the 2,447 word operations of a double hash: J per 10^12 hashes. */
const LANDAUER_J_PER_TH = 2447 * 32 * 1.380649e-23 * 300 * Math.LN2 * 1e12;

/** One race. */
export class RaceRun {
  readonly facts: RaceFacts;
  readonly #scenario: Scenario;
  readonly #models: readonly MachineModel[];
  readonly #generationOf: Uint8Array;
  readonly #vendorOf: Uint16Array;
  readonly #byVendor: Float64Array;
  readonly #prices: Float64Array;
  readonly #chain: RaceChain;
  readonly #tariffs: Tariffs;
  readonly #fleet: Fleet;
  readonly #market: MachineMarket;
  readonly #purchases: Purchases;
  readonly #miners: Miners;
  readonly #newcomers: Newcomers;
  readonly #flows = new Flows();
  readonly #decisions: Decisions;
  readonly #ledger: RaceLedger;
  /** By day: what machines bought before wear off, USD a day; by differences. */
  readonly #wear: Float64Array;
  readonly #siteW: Float64Array;
  readonly #seenGenerations = new Set<number>();
  #wearUsd = 0;
  #day = 0;
  #priceFactor = 1;
  #speed = 1;
  #halvings = 0;
  #bestReleased = Infinity;
  #released = 0;
  #lastRetreat = -Infinity;
  #concentration: Concentration = NO_CONCENTRATION;
  #pools: Concentration = NO_CONCENTRATION;

  /**
   * @throws {RangeError} if no machine of the scenario can be had on its first day, or its rule cannot run.
   */
  constructor({ scenario, machines, prices, seed }: RacePlan) {
    this.#scenario = scenario;
    const startDay = dayOfDate(scenario.from);
    const untilDay = dayOfDate(scenario.until);
    const days = untilDay - startDay + 1;
    const models = raceMachines(scenario, machines, untilDay);
    this.#models = models;
    this.facts = {
      scenario,
      seed,
      startDay,
      days,
      regions: scenario.regions.map(({ name }) => name),
      machines: models,
      landauerJPerTh: LANDAUER_J_PER_TH,
    };
    this.#prices = pricePath(scenario.market.price, prices, startDay, days, new Dice(seed, 1));
    const rule = ruleNamed(scenario.difficulty.rule);
    const parameters = {
      targetSpacingSec: scenario.difficulty.spacingSec,
      windowBlocks: scenario.difficulty.windowBlocks ?? rule.network.windowBlocks,
      powLimit: MAINNET_POW_LIMIT,
    };
    assertRuleRuns(rule, parameters);
    this.#chain = new RaceChain(rule, parameters, startDay * DAY_SEC, new Dice(seed, 2));

    const { regions, miners, hardware } = scenario;
    const vendors = [...new Set(models.map(({ vendor }) => vendor))];
    const makers = models.filter(({ kind }) => kind === 'asic').map(({ vendor }) => vendor);
    const places = miners.count + new Set(makers).size;
    this.#generationOf = Uint8Array.from(models, ({ kind, efficiencyJPerTh }) =>
      generationOf(kind, efficiencyJPerTh),
    );
    this.#vendorOf = Uint16Array.from(models, ({ vendor }) => vendors.indexOf(vendor));
    this.#byVendor = new Float64Array(vendors.length);
    this.#tariffs = new Tariffs(scenario);
    this.#fleet = new Fleet(models, this.#tariffs, regions.length);
    this.#market = new MachineMarket(models, hardware);
    this.#purchases = new Purchases(this.#market, models, this.#tariffs, this.#fleet.hps, places);
    this.#miners = new Miners(places, (model, count) => {
      this.#flows.machinesRetired += count;
      this.#flows.wasteKg += count * models[model]!.massKg;
    });
    const dice = new Dice(seed, 3);
    this.#newcomers = new Newcomers(scenario, this.#tariffs, dice);
    this.#decisions = new Decisions(
      {
        scenario,
        models,
        tariffs: this.#tariffs,
        fleet: this.#fleet,
        market: this.#market,
        purchases: this.#purchases,
        miners: this.#miners,
        newcomers: this.#newcomers,
        flows: this.#flows,
        dice,
      },
      miners.count,
    );
    this.#ledger = new RaceLedger(days, regions.length);
    this.#wear = new Float64Array(days + WEAR_DAYS + 2);
    this.#siteW = new Float64Array(regions.length);
    this.#beginWithOne();
  }

  get daysDone(): number {
    return this.#day;
  }

  /**
   * Runs on.
   *
   * @param days - At most.
   * @returns Those days, as fresh copies.
   */
  advance(days: number): RaceDays {
    const first = this.#day;
    const end = Math.min(this.facts.days, first + days);
    while (this.#day < end) this.#runDay();
    return this.#ledger.copy(first, end - first);
  }

  /** One miner with one machine, the first there is. */
  #beginWithOne(): void {
    const { startDay } = this.facts;
    const model = this.#models.findIndex(({ releaseDay }) => releaseDay <= startDay);
    if (model < 0) {
      throw new RangeError(
        `"hardware" expected a machine that can be had on ${this.#scenario.from}, got none`,
      );
    }
    const miner = this.#decisions.enter(
      0,
      this.#tariffs.classAt(0, true, 0),
      this.#scenario.miners.hurdle[0],
    );
    this.#miners.addMachines(miner, model, 1, 0, this.#fleet);
    this.#flows.machinesBought = 1;
  }

  #runDay(): void {
    const day = this.#day;
    const fleet = this.#fleet;
    const miners = this.#miners;
    const flows = this.#flows;
    if (day > 0) flows.reset();
    this.#happen(day);
    const priceUsd = this.#prices[day]! * this.#priceFactor;
    const rewardBtc = this.#rewardBtc(this.#halvings);
    const usdPerHpsDay = (rewardBtc * priceUsd * DAY_SEC) / this.#chain.proof;
    if (day % WEEK_DAYS === 0) this.#beginWeek(day, usdPerHpsDay, rewardBtc * priceUsd);
    fleet.switch(usdPerHpsDay, this.#tariffs);

    const lastFound = this.#chain.foundAt;
    const coins = this.#mineDay(day);
    const { blocks } = this.#chain;
    const revenueUsd = coins * priceUsd;
    const failurePerDay = 1 / this.#scenario.hardware.meanLifeDays;
    const failed = fleet.book(revenueUsd, this.#tariffs, failurePerDay);

    const blocksPerYear = YEAR_SEC / this.#scenario.difficulty.spacingSec;
    this.#decisions.review(day);
    this.#decisions.admit(day, rewardBtc * priceUsd * blocksPerYear);
    this.#decisions.deliver(day);
    if (day % COUNT_DAYS === 0) this.#count();

    const wearPerDay = flows.hardwareUsd / WEAR_DAYS;
    this.#wear[day + 1]! += wearPerDay;
    this.#wear[day + 1 + WEAR_DAYS]! -= wearPerDay;
    this.#wearUsd += this.#wear[day]!;
    const wear = Math.max(0, this.#wearUsd);
    const { pue } = this.#scenario.miners;
    const best = this.#cheapestUsdPerHps();
    const hps = fleet.hashrateHps;
    const worst = this.#recordModels(day);
    const frontier = this.#bestReleased / this.#speed;
    const guessW = fleet.machineW * pue;
    const kwh = (guessW * DAY_SEC) / 3.6e6;
    const meanPrice = kwh > 0 ? fleet.electricityUsd / kwh : Number.NaN;
    const profit = revenueUsd - fleet.electricityUsd - wear;
    this.#ledger.write(day, {
      priceUsd,
      rewardBtc,
      height: this.#chain.height,
      blocks,
      meanIntervalSec: blocks > 0 ? (this.#chain.foundAt - lastFound) / blocks : Number.NaN,
      difficulty: this.#chain.proof / HASHES_PER_DIFFICULTY,
      hashrateHps: hps,
      installedHps: fleet.installedHps,
      hashPriceUsdPerThDay: usdPerHpsDay * 1e12,
      powerLowW: Math.min(guessW, (hps / 1e12) * frontier * PUE_LOW),
      powerGuessW: guessW,
      powerHighW: Math.max(guessW, (hps / 1e12) * worst * PUE_HIGH),
      fleetJPerTh: hps > 0 ? (fleet.machineW / hps) * 1e12 : Number.NaN,
      frontierJPerTh: frontier,
      breakEvenJPerTh: (usdPerHpsDay * 1e12) / (DAY_SEC * (meanPrice / 3.6e6)),
      meanPricePerKwhUsd: meanPrice,
      machinePriceUsdPerTh: best * 1e12,
      soldOutPart:
        flows.machinesWanted > 0 ? Math.max(0, 1 - this.#purchases.bought / flows.machinesWanted) : 0,
      revenueUsd,
      electricityUsd: fleet.electricityUsd,
      hardwareUsd: flows.hardwareUsd,
      depreciationUsd: wear,
      profitUsd: profit,
      capitalInUsd: flows.capitalInUsd,
      withdrawnUsd: flows.withdrawnUsd,
      cashUsd: miners.totalCashUsd,
      electricityPart:
        fleet.electricityUsd > 0 ? fleet.electricityUsd / (fleet.electricityUsd + wear) : Number.NaN,
      co2Grams: this.#co2Grams(),
      eWasteKg: flows.wasteKg + failed * this.#meanMassKg(),
      machinesBought: flows.machinesBought,
      machinesFailed: failed,
      machinesRetired: flows.machinesRetired,
      machinesOn: fleet.machinesOn,
      machinesOff: fleet.machinesOff,
      miners: miners.active,
      entered: flows.entered,
      left: flows.left,
      hhi: this.#concentration.hhi,
      gini: this.#concentration.gini,
      nakamotoMiners: this.#concentration.nakamoto,
      nakamotoPools: this.#pools.nakamoto,
      largestMinerPart: this.#concentration.largestPart,
      largestPoolPart: this.#pools.largestPart,
      largestRegionPart: hps > 0 ? Math.max(...fleet.hashrateByRegion) / hps : 0,
      largestVendorPart: hps > 0 ? Math.max(...this.#byVendor) / hps : 0,
      cartelHardwareUsd: hps * best,
      cartelPowerUsd: (hps / 1e12) * frontier * (PUE_LOW * DAY_SEC * (meanPrice / 3.6e6)),
    });
    this.#watchRetreat(day);
    this.#day++;
  }
  /** Lets happen what the scenario has for the day, and machines be released. */
  #happen(day: number): void {
    const { startDay } = this.facts;
    const { events } = this.#ledger;
    for (const event of this.#scenario.events) {
      if (dayOfDate(event.on) !== startDay + day) continue;
      const name = this.#applyEvent(event);
      events.push(scenarioEvent(day, event, startDay, name));
    }
    // Machines are in order of release.
    for (let model = this.#released; model < this.#models.length; model++, this.#released++) {
      const machine = this.#models[model]!;
      if (machine.releaseDay > startDay + day) break;
      if (machine.efficiencyJPerTh >= this.#bestReleased) continue;
      this.#bestReleased = machine.efficiencyJPerTh;
      if (day > 0) events.push(releaseEvent(day, machine));
    }
  }

  /** @returns The name of the region concerned. */
  #applyEvent(event: ScenarioEvent): string {
    const { regions } = this.facts;
    switch (event.kind) {
      case 'ban': {
        const hps = this.#fleet.hashrateByRegion;
        const region =
          event.region === 'largest' ? hps.indexOf(Math.max(...hps)) : regions.indexOf(event.region);
        this.#tariffs.isBanned[region] = 1;
        this.#newcomers.beginWeek();
        return regions[region]!;
      }
      case 'price':
        this.#priceFactor *= event.factor;
        return '';
      case 'energy-tax':
        regions.forEach((name, region) => {
          if (event.region === 'all' || event.region === name) this.#tariffs.tax(region, event.usdPerKwh);
        });
        return event.region;
      case 'speed':
        this.#fleet.speedUp(event.factor);
        this.#speed *= event.factor;
        return '';
      default:
        return event satisfies never;
    }
  }

  #beginWeek(day: number, usdPerHpsDay: number, blockUsd: number): void {
    const { startDay } = this.facts;
    const { hardware, vendors, miners, difficulty } = this.#scenario;
    const fleet = this.#fleet;
    fleet.tidy();
    fleet.wattsByRegion.forEach((watts, region) => {
      this.#siteW[region] = watts * miners.pue;
    });
    this.#tariffs.update(this.#siteW);
    this.#newcomers.beginWeek();
    // The difficulty follows the hash rate: what a machine earns tomorrow is set by the hash rate of today.
    const soon =
      fleet.hashrateHps > 0 ? (blockUsd * DAY_SEC) / difficulty.spacingSec / fleet.hashrateHps : Infinity;
    const view = {
      usdPerHpsDay: Math.min(usdPerHpsDay, soon),
      usdPerWattDay: this.#usualUsdPerWattDay(),
      outlook: {
        declinePerDay: this.#declinePerDay(day),
        failurePerDay: 1 / hardware.meanLifeDays,
        lifeDays: hardware.endOfLifeDays,
      },
    };
    this.#market.beginWeek(startDay + day, view, fleet.hps, vendors.selfMiningDays);
    this.#purchases.beginWeek(view);
    this.#decisions.keepOwn(day);
  }

  /** What farms pay in the cheapest region that allows it. */
  #usualUsdPerWattDay(): number {
    let least = Infinity;
    this.facts.regions.forEach((_, region) => {
      if (this.#tariffs.isBanned[region] === 0)
        least = Math.min(least, this.#tariffs.middleUsdPerWattDay(region));
    });
    return least;
  }

  /** How fast miners expect income per hash to fall: as the hash rate has grown, in part. */
  #declinePerDay(day: number): number {
    const { hashrateHps } = this.#ledger.figures;
    const from = Math.max(0, day - 1 - LOOK_BACK_DAYS);
    const now = hashrateHps[day - 1];
    const then = hashrateHps[from];
    if (now === undefined || then === undefined || !(now > 0 && then > 0) || day - 1 <= from) return 0;
    const growth = (Math.log(now / then) / (day - 1 - from)) * this.#scenario.miners.expectedGrowthPart;
    return Math.min(FASTEST_DECLINE, Math.max(0, growth));
  }

  /** Mines the day. @returns Coins that its blocks brought. */
  #mineDay(day: number): number {
    const { halvingIntervalBlocks, subsidyBtc } = this.#scenario.market;
    const chain = this.#chain;
    const before = chain.height;
    chain.mineUntil((this.facts.startDay + day + 1) * DAY_SEC, this.#fleet.hashrateHps);
    let coins = 0;
    let at = before;
    while (at < chain.height) {
      const halvings = Math.floor((at + 1) / halvingIntervalBlocks);
      const next = Math.min(chain.height, (halvings + 1) * halvingIntervalBlocks - 1);
      coins += (next - at) * this.#rewardBtc(halvings);
      at = next;
    }
    const halvings = Math.floor((chain.height + 1) / halvingIntervalBlocks);
    if (halvings > this.#halvings) {
      this.#halvings = halvings;
      this.#ledger.events.push(halvingEvent(day, subsidyBtc * 0.5 ** halvings));
    }
    return coins;
  }

  /** Subsidy and fees of a block. */
  #rewardBtc(halvings: number): number {
    const { subsidyBtc, feePart } = this.#scenario.market;
    return subsidyBtc * 0.5 ** halvings * (1 + feePart);
  }

  #count(): void {
    this.#decisions.countPools();
    this.#pools = measureConcentration(this.#decisions.poolHps.slice());
    this.#concentration = measureConcentration(this.#miners.hashrateHps.slice());
  }

  /** Sums the day's hash rate by generation, maker and region. @returns J/TH of the least efficient machine in earnest. */
  #recordModels(day: number): number {
    const { hashrateByGeneration, hashrateByRegion, events } = this.#ledger;
    const { hashrateByModel, hashrateHps } = this.#fleet;
    this.#byVendor.fill(0);
    let worst = 0;
    for (let model = 0; model < hashrateByModel.length; model++) {
      const hps = hashrateByModel[model]!;
      if (!(hps > 0)) continue;
      const generation = this.#generationOf[model]!;
      hashrateByGeneration[generation]![day]! += hps;
      this.#byVendor[this.#vendorOf[model]!]! += hps;
      if (hps >= NOTABLE_PART * hashrateHps)
        worst = Math.max(worst, this.#models[model]!.efficiencyJPerTh / this.#speed);
      if (!this.#seenGenerations.has(generation)) {
        this.#seenGenerations.add(generation);
        events.push(generationEvent(day, generation));
      }
    }
    this.#fleet.hashrateByRegion.forEach((hps, region) => {
      hashrateByRegion[region]![day] = hps;
    });
    return worst;
  }

  /** USD for 1 H/s of the cheapest machine on sale. */
  #cheapestUsdPerHps(): number {
    let least = Infinity;
    for (const { model, priceUsd } of this.#market.lines) {
      if (model >= 0) least = Math.min(least, priceUsd / this.#fleet.hps[model]!);
    }
    return least;
  }

  #co2Grams(): number {
    const { regions, miners } = this.#scenario;
    let grams = 0;
    this.#fleet.wattsByRegion.forEach((watts, region) => {
      grams += ((watts * miners.pue * DAY_SEC) / 3.6e6) * regions[region]!.gridGramsPerKwh;
    });
    return grams;
  }

  /** Mean mass of a machine that runs. */
  #meanMassKg(): number {
    const { hashrateByModel, hps } = this.#fleet;
    let kg = 0;
    let machines = 0;
    for (let model = 0; model < hps.length; model++) {
      const count = hashrateByModel[model]! / hps[model]!;
      kg += count * this.#models[model]!.massKg;
      machines += count;
    }
    return machines > 0 ? kg / machines : 0;
  }

  #watchRetreat(day: number): void {
    const { hashrateHps } = this.#ledger.figures;
    const then = hashrateHps[day - RETREAT_DAYS];
    if (then === undefined || day - this.#lastRetreat < 6 * RETREAT_DAYS) return;
    const lost = 1 - hashrateHps[day]! / then;
    if (lost < RETREAT_PART) return;
    this.#lastRetreat = day;
    this.#ledger.events.push(retreatEvent(day, lost));
  }
}

/** The machines of a scenario, by release. */
function raceMachines(
  { hardware }: Scenario,
  table: readonly MachineModel[],
  untilDay: number,
): readonly MachineModel[] {
  const extra = hardware.extraMachines.map(
    ({ name, vendor, kind, release, hashrateThs, powerW, priceUsd }): MachineModel => ({
      name,
      vendor,
      kind,
      releaseDay: dayOfDate(release),
      hashrateHps: hashrateThs * 1e12,
      powerW,
      efficiencyJPerTh: powerW / hashrateThs,
      listPriceUsd: priceUsd,
      isPriceEstimated: false,
      isSizeEstimated: false,
      isUnverified: false,
      isReleaseRough: false,
      massKg: powerW / 200,
      source: 'the scenario',
    }),
  );
  const known = [...(hardware.isTableUsed ? table : []), ...extra].filter(({ kind }) =>
    hardware.kinds.includes(kind),
  );
  return [...known, ...machinesToCome(known, hardware, untilDay)]
    .filter(({ releaseDay }) => releaseDay <= untilDay)
    .sort((a, b) => a.releaseDay - b.releaseDay);
}
