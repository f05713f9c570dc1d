/** A day's figures, from what the day left behind. */
import { HASHES_PER_DIFFICULTY } from '../../primitives/index.ts';
import { breakEvenJPerTh, CAMBRIDGE_PUE, JOULES_PER_KWH } from '../economics.ts';
import { DAY_SEC } from './calendar.ts';
import { type Concentration, measureConcentration, NO_CONCENTRATION } from './concentration.ts';
import type { Decisions } from './decisions.ts';
import { generationOf } from './generation.ts';
import type { Happenings } from './happenings.ts';
import type { RaceLedger } from './race-ledger.ts';
import type { World } from './world.ts';

/** Straight-line wear of a machine, days: three years. An assumption; miners' accounts often have it. */
const WEAR_DAYS = 1096;
/** Concentration and pools are counted every so many days, and hold until the next count. */
const COUNT_DAYS = 30;
/** The least efficient machine in earnest has at least this part of the hash rate. */
const NOTABLE_PART = 0.001;

/** What only the day's course knows. */
export interface DayCourse {
  readonly rewardBtc: number;
  /** Income of 1 H/s for a day at the difficulty of the morning, USD. */
  readonly usdPerHpsDay: number;
  readonly revenueUsd: number;
  readonly meanIntervalSec: number;
  readonly machinesFailed: number;
}

export class DayFigures {
  readonly #world: World;
  readonly #decisions: Decisions;
  readonly #happenings: Happenings;
  readonly #ledger: RaceLedger;
  readonly #generationOf: Uint8Array;
  readonly #vendorOf: Uint16Array;
  readonly #byVendor: Float64Array;
  /** By day: by how much the daily wear of all machines changes, USD. */
  readonly #wearChange: Float64Array;
  #wearUsd = 0;
  #miners: Concentration = NO_CONCENTRATION;
  #pools: Concentration = NO_CONCENTRATION;
  /** Of the day's machines: J/TH of the least efficient in earnest, and mean mass. */
  #worstJPerTh = 0;
  #meanKg = 0;

  constructor(world: World, decisions: Decisions, happenings: Happenings, ledger: RaceLedger) {
    const { models } = world;
    const vendors = [...new Set(models.map(({ vendor }) => vendor))];
    this.#world = world;
    this.#decisions = decisions;
    this.#happenings = happenings;
    this.#ledger = ledger;
    this.#generationOf = Uint8Array.from(models, ({ kind, efficiencyJPerTh }) =>
      generationOf(kind, efficiencyJPerTh),
    );
    this.#vendorOf = Uint16Array.from(models, ({ vendor }) => vendors.indexOf(vendor));
    this.#byVendor = new Float64Array(vendors.length);
    this.#wearChange = new Float64Array(world.days + WEAR_DAYS + 2);
  }

  /** Writes a day. */
  write(
    day: number,
    { rewardBtc, usdPerHpsDay, revenueUsd, meanIntervalSec, machinesFailed }: DayCourse,
  ): void {
    const { scenario, fleet, miners, flows, chain, purchases, speed } = this.#world;
    if (day % COUNT_DAYS === 0) this.#count();
    this.#sumModels(day);
    const wearUsd = this.#wear(day);
    const { electricityUsd, hashrateHps } = fleet;
    const ths = hashrateHps / 1e12;
    const frontierJPerTh = this.#happenings.bestJPerTh / speed;
    const guessW = fleet.machineW * scenario.miners.pue;
    const usdPerJoule = electricityUsd / (guessW * DAY_SEC);
    const cheapest = this.#cheapestOnSale();
    const partOf = (largest: number) => (hashrateHps > 0 ? largest / hashrateHps : Number.NaN);
    this.#ledger.write(day, {
      priceUsd: this.#world.priceUsd(day),
      rewardBtc,
      height: chain.height,
      blocks: chain.blocks,
      meanIntervalSec,
      difficulty: chain.proof / HASHES_PER_DIFFICULTY,
      hashrateHps,
      installedHps: fleet.installedHps,
      hashPriceUsdPerThDay: usdPerHpsDay * 1e12,
      powerLowW: Math.min(guessW, ths * frontierJPerTh * CAMBRIDGE_PUE.low),
      powerGuessW: guessW,
      powerHighW: Math.max(guessW, ths * this.#worstJPerTh * CAMBRIDGE_PUE.high),
      fleetJPerTh: fleet.machineW / ths,
      frontierJPerTh,
      // At the machine, as makers state efficiencies: what the site draws beside it is part of its joule's price.
      breakEvenJPerTh: breakEvenJPerTh(
        usdPerHpsDay * 1e12,
        usdPerJoule * JOULES_PER_KWH,
        scenario.miners.pue,
      ),
      meanPricePerKwhUsd: usdPerJoule * JOULES_PER_KWH,
      machinePriceUsdPerTh: cheapest.usdPerHps * 1e12,
      soldOutPart: flows.machinesWanted > 0 ? Math.max(0, 1 - purchases.bought / flows.machinesWanted) : 0,
      revenueUsd,
      electricityUsd,
      hardwareUsd: flows.hardwareUsd,
      depreciationUsd: wearUsd,
      profitUsd: revenueUsd - electricityUsd - wearUsd,
      capitalInUsd: flows.capitalInUsd,
      withdrawnUsd: flows.withdrawnUsd,
      // Owners look once a week; what their machines have earned since is theirs.
      cashUsd: miners.totalCashUsd + fleet.accountUsd - miners.bookedUsd,
      electricityPart: electricityUsd / (electricityUsd + wearUsd),
      co2Grams: this.#co2Grams(),
      eWasteKg: flows.wasteKg + machinesFailed * this.#meanKg,
      machinesBought: flows.machinesBought,
      machinesFailed,
      machinesRetired: flows.machinesRetired,
      machinesOn: fleet.machinesOn,
      machinesOff: fleet.machinesOff,
      miners: miners.active,
      entered: flows.entered,
      left: flows.left,
      hhi: this.#miners.hhi,
      gini: this.#miners.gini,
      nakamotoMiners: this.#miners.nakamoto,
      nakamotoPools: this.#pools.nakamoto,
      largestMinerPart: this.#miners.largestPart,
      largestPoolPart: this.#pools.largestPart,
      largestRegionPart: partOf(Math.max(...fleet.hashrateByRegion)),
      largestVendorPart: partOf(Math.max(...this.#byVendor)),
      cartelHardwareUsd: hashrateHps * cheapest.usdPerHps,
      cartelPowerUsd: ths * cheapest.jPerTh * scenario.miners.pue * DAY_SEC * usdPerJoule,
    });
  }

  #count(): void {
    this.#decisions.countPools();
    this.#pools = measureConcentration(this.#decisions.poolHps.slice());
    this.#miners = measureConcentration(this.#world.miners.hashrateHps.slice());
  }

  /** Sums the day's hash rate by generation, maker and region. */
  #sumModels(day: number): void {
    const { hashrateByGeneration, hashrateByRegion } = this.#ledger;
    const { models, fleet, speed } = this.#world;
    const { hashrateByModel, hashrateHps, hps } = fleet;
    this.#byVendor.fill(0);
    this.#worstJPerTh = 0;
    let kg = 0;
    let machines = 0;
    for (let model = 0; model < hashrateByModel.length; model++) {
      const rate = hashrateByModel[model]!;
      if (!(rate > 0)) continue;
      const { efficiencyJPerTh, massKg } = models[model]!;
      const generation = this.#generationOf[model]!;
      hashrateByGeneration[generation]![day]! += rate;
      this.#byVendor[this.#vendorOf[model]!]! += rate;
      if (rate >= NOTABLE_PART * hashrateHps) {
        this.#worstJPerTh = Math.max(this.#worstJPerTh, efficiencyJPerTh / speed);
      }
      const count = rate / hps[model]!;
      machines += count;
      kg += count * massKg;
      this.#happenings.seeGeneration(day, generation);
    }
    this.#meanKg = machines > 0 ? kg / machines : 0;
    fleet.hashrateByRegion.forEach((rate, region) => {
      hashrateByRegion[region]![day] = rate;
    });
  }

  /** The day's wear of all machines bought in the last three years, USD. */
  #wear(day: number): number {
    const perDay = this.#world.flows.hardwareUsd / WEAR_DAYS;
    this.#wearUsd += this.#wearChange[day]!;
    this.#wearChange[day + 1]! += perDay;
    this.#wearChange[day + 1 + WEAR_DAYS]! -= perDay;
    // What is left of a sum that has come to an end is rounding.
    return Math.max(0, this.#wearUsd);
  }

  /** The machine on sale that costs least for a hash rate: USD for 1 H/s, and its J/TH. */
  #cheapestOnSale(): { readonly usdPerHps: number; readonly jPerTh: number } {
    const { market, fleet, models, speed } = this.#world;
    let usdPerHps = Infinity;
    let jPerTh = Number.NaN;
    for (const { model, priceUsd } of market.lines) {
      if (model < 0 || !(priceUsd / fleet.hps[model]! < usdPerHps)) continue;
      usdPerHps = priceUsd / fleet.hps[model]!;
      jPerTh = models[model]!.efficiencyJPerTh / speed;
    }
    return { usdPerHps, jPerTh };
  }

  #co2Grams(): number {
    const { fleet, scenario } = this.#world;
    let grams = 0;
    fleet.wattsByRegion.forEach((watts, region) => {
      const kwh = (watts * scenario.miners.pue * DAY_SEC) / JOULES_PER_KWH;
      grams += kwh * scenario.regions[region]!.gridGramsPerKwh;
    });
    return grams;
  }
}
