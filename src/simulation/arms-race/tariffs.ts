/**
 * What electricity costs: miners of one region and kind differ in a few steps, so that all who pay the same can be
 * reckoned together. A class of payers is a region, a kind of miner and a step.
 *
 * A region's electricity grows dearer as more of it goes into mining: at `sparePowerW` it costs twice as much.
 */

import { portableExp } from '../portable-math.ts';
import type { Region, Scenario } from './scenario.ts';

/** Standard normal numbers that stand for equal parts of all miners: the means of a normal variable over each. */
const FARM_STEPS = [-1.8, -1.18, -0.86, -0.61, -0.39, -0.19, 0, 0.19, 0.39, 0.61, 0.86, 1.18, 1.8] as const;
const HOME_STEPS = [-1.1, -0.32, 0.32, 1.1] as const;

const CLASSES_PER_REGION = FARM_STEPS.length + HOME_STEPS.length;

/** Watts that draw a kilowatt-hour in a day. */
const KWH_PER_WATT_DAY = 0.024;

/** Who pays the same. */
export interface TariffClass {
  readonly region: number;
  readonly isHobbyist: boolean;
  /** The class's price over the region's. */
  readonly factor: number;
  /** Loss up to which it mines on, as a part of the electricity's cost. */
  readonly tolerance: number;
}

export class Tariffs {
  readonly classes: readonly TariffClass[];
  /** USD for a machine's watt at the plug, for a day, site included; by class. */
  readonly usdPerWattDay: Float64Array;
  /** By region: mining is forbidden. */
  readonly isBanned: Uint8Array;

  readonly #regions: readonly Region[];
  readonly #pue: number;
  readonly #taxUsdPerKwh: Float64Array;
  readonly #firstClass: Int32Array;
  readonly #factors: Float64Array;

  constructor({ regions, miners }: Pick<Scenario, 'regions' | 'miners'>) {
    this.#regions = regions;
    this.#pue = miners.pue;
    const classes: TariffClass[] = [];
    this.#firstClass = new Int32Array(regions.length);
    regions.forEach((_, region) => {
      this.#firstClass[region] = classes.length;
      for (const z of FARM_STEPS) {
        classes.push({
          region,
          isHobbyist: false,
          factor: portableExp(miners.priceSpread * z),
          tolerance: miners.farmTolerance,
        });
      }
      for (const z of HOME_STEPS) {
        classes.push({
          region,
          isHobbyist: true,
          factor: miners.hobbyistPriceFactor * portableExp(miners.priceSpread * z),
          tolerance: miners.hobbyistTolerance,
        });
      }
    });
    this.classes = classes;
    this.#factors = Float64Array.from(classes, ({ factor }) => factor);
    this.usdPerWattDay = new Float64Array(classes.length);
    this.isBanned = new Uint8Array(regions.length);
    this.#taxUsdPerKwh = new Float64Array(regions.length);
    this.update(new Float64Array(regions.length));
  }

  /** How many classes of one kind each region has. */
  static steps(isHobbyist: boolean): number {
    return isHobbyist ? HOME_STEPS.length : FARM_STEPS.length;
  }

  /** The class of a region, a kind of miner and a step from 0, cheapest first. */
  classAt(region: number, isHobbyist: boolean, step: number): number {
    return this.#firstClass[region]! + (isHobbyist ? FARM_STEPS.length : 0) + step;
  }

  /** What farms in the middle of a region pay, USD for a watt-day. */
  middleUsdPerWattDay(region: number): number {
    return this.usdPerWattDay[this.classAt(region, false, FARM_STEPS.length >> 1)]!;
  }

  /** The same in the cheapest region that allows mining; Infinity where none does. */
  get leastMiddleUsdPerWattDay(): number {
    let least = Infinity;
    for (let region = 0; region < this.#regions.length; region++) {
      if (this.isBanned[region] === 0) least = Math.min(least, this.middleUsdPerWattDay(region));
    }
    return least;
  }

  /** Makes electricity dearer, in one region. */
  tax(region: number, usdPerKwh: number): void {
    this.#taxUsdPerKwh[region]! += usdPerKwh;
  }

  /**
   * Sets the day's prices.
   *
   * @param powerW - What mining draws in each region.
   */
  update(powerW: Float64Array): void {
    const { usdPerWattDay } = this;
    const perKwh = KWH_PER_WATT_DAY * this.#pue;
    // A plain loop: it runs each day for each class.
    for (let region = 0; region < this.#regions.length; region++) {
      const { pricePerKwhUsd, sparePowerW } = this.#regions[region]!;
      const price = pricePerKwhUsd * (1 + powerW[region]! / sparePowerW);
      const taxUsdPerKwh = this.#taxUsdPerKwh[region]!;
      const first = this.#firstClass[region]!;
      for (let i = first; i < first + CLASSES_PER_REGION; i++) {
        usdPerWattDay[i] = (price * this.#factors[i]! + taxUsdPerKwh) * perKwh;
      }
    }
  }
}
