/**
 * Who comes to mine: people hear of it from those who do, look at what machines promise them, and begin if that clears
 * their hurdle. Where all places are taken, their money goes to somebody who mines.
 */

import { portableExp, portablePow } from '../portable-math.ts';
import type { Dice } from '../random.ts';
import type { Region, Scenario } from './scenario.ts';
import { Tariffs } from './tariffs.ts';

/** Half the price draws so many powers of two more newcomers. An assumption. */
const PRICE_PULL = 3;
/** Standard deviation of the logarithm of newcomers' capital. An assumption. */
const CAPITAL_SPREAD = 1;
/** Capital of hobbyists over that of farms. An assumption. */
const HOBBYIST_CAPITAL = 0.3;

/** Somebody who thinks about mining. */
export interface Newcomer {
  tariffClass: number;
  hurdle: number;
  /** Over the mean of farms. */
  capital: number;
}

export class Newcomers {
  readonly #miners: Scenario['miners'];
  readonly #regions: readonly Region[];
  readonly #tariffs: Tariffs;
  readonly #dice: Dice;
  /** Sums of the regions' pulls. */
  readonly #pulls: Float64Array;
  /** One for all calls: a race of many draws thousands a day. */
  readonly #newcomer: Newcomer = { tariffClass: 0, hurdle: 0, capital: 0 };

  constructor({ miners, regions }: Pick<Scenario, 'miners' | 'regions'>, tariffs: Tariffs, dice: Dice) {
    this.#miners = miners;
    this.#regions = regions;
    this.#tariffs = tariffs;
    this.#dice = dice;
    this.#pulls = new Float64Array(regions.length);
    this.beginWeek();
  }

  /** Looks at the regions' prices. */
  beginWeek(): void {
    let sum = 0;
    this.#regions.forEach(({ weight }, region) => {
      const price = this.#tariffs.middleUsdPerWattDay(region);
      if (this.#tariffs.isBanned[region] === 0) sum += weight / portablePow(price, PRICE_PULL);
      this.#pulls[region] = sum;
    });
  }

  /** Whether there is a region where mining is allowed. */
  get hasRegion(): boolean {
    return this.#pulls[this.#pulls.length - 1]! > 0;
  }

  /** Draws somebody; the object is used again by the next call. */
  draw(): Newcomer {
    const { hobbyistPart, hurdle } = this.#miners;
    const dice = this.#dice;
    const isHobbyist = dice.uniform() < hobbyistPart;
    const newcomer = this.#newcomer;
    newcomer.tariffClass = this.settle(isHobbyist);
    newcomer.hurdle = hurdle[0] + (hurdle[1] - hurdle[0]) * dice.uniform();
    // The mean of exp(spread z) is exp(spread^2 / 2).
    newcomer.capital =
      (isHobbyist ? HOBBYIST_CAPITAL : 1) *
      portableExp(CAPITAL_SPREAD * (dice.normal() - CAPITAL_SPREAD / 2));
    return newcomer;
  }

  /** Draws where somebody settles. @returns The class of what he pays. */
  settle(isHobbyist: boolean): number {
    const pulls = this.#pulls;
    const at = this.#dice.uniform() * pulls[pulls.length - 1]!;
    let region = 0;
    while (region < pulls.length - 1 && pulls[region]! <= at) region++;
    const step = Math.floor(this.#dice.uniform() * Tariffs.steps(isHobbyist));
    return this.#tariffs.classAt(region, isHobbyist, step);
  }
}
