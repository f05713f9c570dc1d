/**
 * Buying machines. Each week every class of payers finds its best machine on sale; whoever looks at the market and
 * finds that it clears his hurdle orders for all his money. If a day's orders exceed what is there, all get the same
 * part of what they wanted.
 */

import type { Dice } from '../random.ts';
import { expectedSurplus } from './expected-value.ts';
import type { BuyersView, MachineMarket } from './machine-market.ts';
import type { MachineModel } from './machine-model.ts';
import type { Tariffs } from './tariffs.ts';

/**
 * Offers seem better or worse to buyers by up to this part: delivery, service, habit. Without it the maker of the best
 * machine alone would sell. An assumption.
 */
const TASTE = 0.25;

/** From this part of the network on a miner reckons with what his own machines do to the difficulty. */
const NOTICED_PART = 0.005;

export class Purchases {
  /** By class: the line whose machine is best; -1 where none is on sale. */
  readonly #best: Int16Array;
  /** By class: what that machine promises, USD. */
  readonly #surplus: Float64Array;
  readonly #market: MachineMarket;
  readonly #models: readonly MachineModel[];
  readonly #tariffs: Tariffs;
  readonly #hps: Float64Array;
  readonly #dice: Dice;
  #view: BuyersView | undefined;

  /** Today's orders. */
  #orders = 0;
  #orderMiner: Int32Array;
  #orderLine: Int16Array;
  #orderUsd: Float64Array;
  /** By line: money ordered for today. */
  readonly #wantedUsd: Float64Array;

  /** Machines wanted today, and got. */
  wanted = 0;
  bought = 0;

  constructor(
    market: MachineMarket,
    models: readonly MachineModel[],
    tariffs: Tariffs,
    hps: Float64Array,
    places: number,
    dice: Dice,
  ) {
    this.#market = market;
    this.#models = models;
    this.#tariffs = tariffs;
    this.#hps = hps;
    this.#dice = dice;
    this.#best = new Int16Array(tariffs.classes.length).fill(-1);
    this.#surplus = new Float64Array(tariffs.classes.length);
    this.#orderMiner = new Int32Array(places);
    this.#orderLine = new Int16Array(places);
    this.#orderUsd = new Float64Array(places);
    this.#wantedUsd = new Float64Array(market.lines.length);
  }

  /** Finds each class's best machine at the week's prices. */
  beginWeek(view: BuyersView): void {
    this.#view = view;
    const { usdPerWattDay } = this.#tariffs;
    for (let tariffClass = 0; tariffClass < this.#best.length; tariffClass++) {
      let best = -1;
      let bestLook = 0;
      for (let index = 0; index < this.#market.lines.length; index++) {
        const { model, stock, priceUsd } = this.#market.lines[index]!;
        if (model < 0 || !(stock > 0)) continue;
        const income = view.usdPerHpsDay * this.#hps[model]!;
        const cost = this.#models[model]!.powerW * usdPerWattDay[tariffClass]!;
        // What does not pay is looked at no further: most offers to most payers.
        if (!(income > cost)) continue;
        const surplus = expectedSurplus(income, cost, view.outlook);
        const look = (surplus / priceUsd) * (1 + TASTE * (2 * this.#dice.uniform() - 1));
        if (look > bestLook) {
          best = index;
          bestLook = look;
          this.#surplus[tariffClass] = surplus;
        }
      }
      this.#best[tariffClass] = best;
    }
  }

  /**
   * Asks whether the best machine clears a hurdle.
   *
   * @param part - Of the network's hash rate that the buyer has already: a machine takes from his others what it adds
   *   to the difficulty.
   * @returns The line; -1 if it does not.
   */
  offerFor(tariffClass: number, hurdle: number, part: number): number {
    const index = this.#best[tariffClass]!;
    if (index < 0) return -1;
    const { priceUsd, model } = this.#market.lines[index]!;
    let surplus = this.#surplus[tariffClass]!;
    if (part > NOTICED_PART) {
      const { usdPerHpsDay, outlook } = this.#view!;
      surplus = expectedSurplus(
        usdPerHpsDay * this.#hps[model]! * (1 - part),
        this.#models[model]!.powerW * this.#tariffs.usdPerWattDay[tariffClass]!,
        outlook,
      );
    }
    return surplus >= priceUsd * (1 + hurdle) ? index : -1;
  }

  /** What a class of payers expects of a machine, USD. */
  surplusFor(model: number, tariffClass: number): number {
    const { usdPerHpsDay, outlook } = this.#view!;
    return expectedSurplus(
      usdPerHpsDay * this.#hps[model]!,
      this.#models[model]!.powerW * this.#tariffs.usdPerWattDay[tariffClass]!,
      outlook,
    );
  }

  /** Orders machines of a line for an amount of money. */
  order(miner: number, line: number, usd: number): void {
    this.#orderMiner[this.#orders] = miner;
    this.#orderLine[this.#orders] = line;
    this.#orderUsd[this.#orders] = usd;
    this.#orders++;
    this.#wantedUsd[line]! += usd;
  }

  /**
   * Delivers today's orders.
   *
   * @param part - Of what the makers have that may be sold today, so that a week's output is not gone on its first day.
   * @param deliver - Called with each buyer, the model, machines and what they cost, USD.
   */
  deliver(
    part: number,
    deliver: (miner: number, model: number, machines: number, usd: number) => void,
  ): void {
    const { lines } = this.#market;
    this.wanted = 0;
    this.bought = 0;
    for (let i = 0; i < this.#orders; i++) {
      const index = this.#orderLine[i]!;
      const { model, priceUsd, stock } = lines[index]!;
      const wanted = this.#orderUsd[i]! / priceUsd;
      const machines = wanted * Math.min(1, (stock * part * priceUsd) / this.#wantedUsd[index]!);
      this.wanted += wanted;
      this.bought += machines;
      deliver(this.#orderMiner[i]!, model, machines, machines * priceUsd);
    }
    lines.forEach((line, index) => {
      const wanted = this.#wantedUsd[index]!;
      if (wanted > 0) this.#market.take(line, Math.min(line.stock * part, wanted / line.priceUsd));
      this.#wantedUsd[index] = 0;
    });
    this.#orders = 0;
  }
}
