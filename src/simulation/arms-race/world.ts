/** Everything that a race consists of, put together from its plan. Who acts on it: `race-run.ts`, `decisions.ts`. */
import { assertRuleRuns, ruleNamed } from '../../difficulty/index.ts';
import { MAINNET_POW_LIMIT } from '../../primitives/index.ts';
import { Dice } from '../random.ts';
import { DAY_SEC, dayOfDate } from './calendar.ts';
import { Fleet } from './fleet.ts';
import { Flows } from './flows.ts';
import { MachineMarket } from './machine-market.ts';
import type { MachineModel } from './machine-model.ts';
import { Miners } from './miners.ts';
import { Newcomers } from './newcomers.ts';
import { pricePath } from './price-path.ts';
import { Purchases } from './purchases.ts';
import type { RacePlan } from './race.ts';
import { RaceChain } from './race-chain.ts';
import { raceMachines } from './race-machines.ts';
import type { Scenario } from './scenario.ts';
import { Tariffs } from './tariffs.ts';

export class World {
  readonly scenario: Scenario;
  /** Since 1970. */
  readonly startDay: number;
  readonly days: number;
  /** By release. */
  readonly models: readonly MachineModel[];
  readonly chain: RaceChain;
  readonly tariffs: Tariffs;
  readonly fleet: Fleet;
  readonly market: MachineMarket;
  readonly purchases: Purchases;
  readonly miners: Miners;
  readonly newcomers: Newcomers;
  readonly flows = new Flows();
  /** For what miners do; prices and blocks have their own, so that they stay when miners change. */
  readonly dice: Dice;
  /** What events have made of prices, and of the speed of machines. */
  priceFactor = 1;
  speed = 1;
  readonly #prices: Float64Array;

  /**
   * @throws {RangeError} if the scenario's rule is not known or cannot run.
   */
  constructor({ scenario, machines, prices, seed }: RacePlan) {
    this.scenario = scenario;
    this.startDay = dayOfDate(scenario.from);
    const untilDay = dayOfDate(scenario.until);
    this.days = untilDay - this.startDay + 1;
    this.models = raceMachines(scenario, machines, untilDay);
    this.#prices = pricePath(scenario.market.price, prices, this.startDay, this.days, new Dice(seed, 1));

    const { rule: ruleName, spacingSec, windowBlocks } = scenario.difficulty;
    const rule = ruleNamed(ruleName);
    const parameters = {
      targetSpacingSec: spacingSec,
      windowBlocks: windowBlocks ?? rule.network.windowBlocks,
      powLimit: MAINNET_POW_LIMIT,
    };
    assertRuleRuns(rule, parameters);
    this.chain = new RaceChain(rule, parameters, this.startDay * DAY_SEC, new Dice(seed, 2));

    this.dice = new Dice(seed, 3);
    this.tariffs = new Tariffs(scenario);
    this.fleet = new Fleet(this.models, this.tariffs, scenario.regions.length);
    this.market = new MachineMarket(this.models, scenario.hardware);
    const places = scenario.miners.count + this.market.asicMakers;
    this.purchases = new Purchases(this.market, this.models, this.tariffs, this.fleet.hps, places, this.dice);
    this.miners = new Miners(places, (model, machines) => {
      this.flows.machinesRetired += machines;
      this.flows.wasteKg += machines * this.models[model]!.massKg;
    });
    this.newcomers = new Newcomers(scenario, this.tariffs, this.dice);
  }

  /** What a coin costs on a day of the race. */
  priceUsd(day: number): number {
    return this.#prices[day]! * this.priceFactor;
  }

  /** Coins of a block after so many halvings: subsidy and fees. */
  rewardBtc(halvings: number): number {
    const { subsidyBtc, feePart } = this.scenario.market;
    return subsidyBtc * 0.5 ** halvings * (1 + feePart);
  }

  /** Halvings before the block that is searched. */
  get halvings(): number {
    return Math.floor((this.chain.height + 1) / this.scenario.market.halvingIntervalBlocks);
  }
}
