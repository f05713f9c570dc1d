/**
 * Who makes machines, how many, and what they ask for them.
 *
 * A maker makes the one of its machines that is worth most to a buyer for its list price. Sold out, it raises its output;
 * with two months' machines unsold it stops. It asks for what making costs and a part of the surplus that the machine
 * promises: when coins are dear, so are machines. Each week has its prices.
 */

import { portablePow } from '../portable-math.ts';
import { DAYS_PER_MONTH } from './calendar.ts';
import { expectedSurplus, type Outlook } from './expected-value.ts';
import type { HardwareKind } from './generation.ts';
import type { MachineModel } from './machine-model.ts';
import type { Scenario } from './scenario.ts';

/** Days between price lists. */
export const WEEK_DAYS = 7;
/** A maker with so many months' output unsold makes no more. */
const FULL_STORE_MONTHS = 2;
/** Sold out: so much of what was there in the week is gone. */
const SOLD_OUT_PART = 0.95;
/** An output that does not sell shrinks by this part in a month. */
const SHRINK_PER_MONTH = 0.05;

/** A maker that has gone over to a newer model does not go back to one of so long ago. */
const STALE_DAYS = 3 * 365;

/** One maker's line of one kind of hardware. */
export interface MakerLine {
  readonly vendor: string;
  readonly kind: HardwareKind;
  /** Its models, by release. */
  readonly models: readonly number[];
  /** Machines a month; 0 before its first release. */
  perMonth: number;
  /** The model that it makes; -1 before its first release. */
  model: number;
  /** The newest and best model that it has for its own use, perhaps not yet released; -1 for none. */
  ownModel: number;
  /** Machines of `model` ready for sale. */
  stock: number;
  /** Asked for one, USD. */
  priceUsd: number;
  /** Of the week: machines that were there for others, and that were sold. */
  offered: number;
  sold: number;
  /** Sold in the week before. */
  soldBefore: number;
}

/** What prices of machines depend on. */
export interface BuyersView {
  /** Income of 1 H/s for a day, USD. */
  readonly usdPerHpsDay: number;
  /** Electricity of a usual farm, USD for a watt-day. */
  readonly usdPerWattDay: number;
  readonly outlook: Outlook;
}

export class MachineMarket {
  readonly lines: readonly MakerLine[];
  readonly #models: readonly MachineModel[];
  readonly #hardware: Scenario['hardware'];

  constructor(models: readonly MachineModel[], hardware: Scenario['hardware']) {
    this.#models = models;
    this.#hardware = hardware;
    const lines = new Map<string, MakerLine & { models: number[] }>();
    models.forEach(({ vendor, kind }, model) => {
      const key = `${kind} ${vendor}`;
      let line = lines.get(key);
      if (line === undefined) {
        line = {
          vendor,
          kind,
          models: [],
          perMonth: 0,
          model: -1,
          ownModel: -1,
          stock: 0,
          priceUsd: 0,
          offered: 0,
          sold: 0,
          soldBefore: 0,
        };
        lines.set(key, line);
      }
      line.models.push(model);
    });
    this.lines = [...lines.values()];
  }

  /** Makers of ASICs: those who may mine themselves. */
  get asicMakers(): number {
    return this.lines.filter(({ kind }) => kind === 'asic').length;
  }

  /** What making a machine costs, USD. */
  productionUsd(model: number): number {
    return this.#hardware.productionPart * this.#models[model]!.listPriceUsd;
  }

  /**
   * Begins a week: makers look at what they sold, choose what to make, and ask their prices.
   *
   * @param day - Since 1970.
   * @param hps - H/s of a machine, by model.
   * @param ownDays - Days before its release for which a maker has a machine.
   */
  beginWeek(day: number, view: BuyersView, hps: Float64Array, ownDays: number): void {
    for (const line of this.lines) {
      this.#adaptOutput(line);
      this.#choose(line, day, view, hps, ownDays);
      if (line.model < 0) continue;
      const made = (line.perMonth * WEEK_DAYS) / DAYS_PER_MONTH;
      if (line.stock < FULL_STORE_MONTHS * line.perMonth) line.stock += made;
      line.offered = line.stock;
      line.soldBefore = line.sold;
      line.sold = 0;
      const cost = this.productionUsd(line.model);
      const surplus = this.surplusOf(line.model, view, hps);
      line.priceUsd = cost + this.#hardware.vendorPart * Math.max(0, surplus - cost);
    }
  }

  /** Takes machines from what a line has. */
  take(line: MakerLine, machines: number): void {
    const taken = Math.min(line.stock, machines);
    line.stock -= taken;
    line.sold += taken;
  }

  /** Lets a maker keep machines of its own output. @returns How many there were. */
  keep(line: MakerLine, machines: number): number {
    const kept = Math.min(line.stock, machines);
    line.stock -= kept;
    line.offered -= kept;
    return kept;
  }

  /** What a usual farm expects of a machine, USD. */
  surplusOf(model: number, { usdPerHpsDay, usdPerWattDay, outlook }: BuyersView, hps: Float64Array): number {
    return expectedSurplus(usdPerHpsDay * hps[model]!, this.#models[model]!.powerW * usdPerWattDay, outlook);
  }

  #adaptOutput(line: MakerLine): void {
    if (line.model < 0) return;
    const { firstPerMonth, largestPerMonth } = this.#hardware.supply[line.kind];
    const weeksPerMonth = DAYS_PER_MONTH / WEEK_DAYS;
    if (line.sold >= SOLD_OUT_PART * line.offered) {
      let all = 0;
      for (const other of this.lines) if (other.kind === line.kind) all += other.perMonth;
      const room = Math.max(0, 1 - all / largestPerMonth);
      line.perMonth *= portablePow(1 + this.#hardware.supplyGrowthPerMonth * room, 1 / weeksPerMonth);
    } else if (line.stock >= line.perMonth) {
      line.perMonth = Math.max(
        firstPerMonth,
        line.perMonth * portablePow(1 - SHRINK_PER_MONTH, 1 / weeksPerMonth),
      );
    }
  }

  /** Chooses what is made, and what the maker may run itself. */
  #choose(line: MakerLine, day: number, view: BuyersView, hps: Float64Array, ownDays: number): void {
    let best = line.model;
    let bestWorth = best < 0 ? -1 : this.#worth(best, view, hps);
    let own = line.ownModel;
    for (const model of line.models) {
      const { releaseDay, efficiencyJPerTh } = this.#models[model]!;
      if (releaseDay - ownDays > day) break;
      // Machines of other days are not made again.
      if (releaseDay < day - STALE_DAYS) continue;
      if (own < 0 || efficiencyJPerTh < this.#models[own]!.efficiencyJPerTh) own = model;
      if (releaseDay > day) continue;
      const worth = this.#worth(model, view, hps);
      if (worth > bestWorth) {
        best = model;
        bestWorth = worth;
      }
    }
    line.ownModel = own;
    if (best === line.model) return;
    if (line.model < 0) line.perMonth = this.#hardware.supply[line.kind].firstPerMonth;
    // What is left of the old model goes the way of all stock: it is broken up for its parts.
    line.stock = 0;
    line.model = best;
  }

  /** What a buyer gets for the list price; hash rate per watt where nothing pays. */
  #worth(model: number, view: BuyersView, hps: Float64Array): number {
    const { listPriceUsd, efficiencyJPerTh } = this.#models[model]!;
    const surplus = this.surplusOf(model, view, hps);
    return surplus > 0 ? surplus / listPriceUsd : -efficiencyJPerTh / 1e12;
  }
}
