/**
 * The shocks that rules are compared under. Each begins at time 0 after a past without any, with a hash rate that fits
 * the difficulty; times are in spacings, so that a scenario means the same at every target spacing.
 */
import type { DifficultyRule, RuleParameters } from '../difficulty/index.ts';
import {
  ConstantSupply,
  ElasticSupply,
  GrowingSupply,
  type HashSupply,
  HoppingSupply,
  SquareWaveSupply,
} from './hash-supply.ts';
import { EQUILIBRIUM_PROOF } from './ideal-past.ts';
import { futureLimitSec, type Liars } from './mining.ts';

/** A day at Bitcoin's 600 s. */
const DAY_BLOCKS = 144;

/** One shock. */
export interface Scenario {
  /** As on the command line, for example `up-10`. */
  readonly name: string;
  /** What happens, in one line. */
  readonly title: string;
  /** Conditions come to rest, so that it can be asked whether and when a rule does. */
  readonly settles: boolean;
  /** Some miners come and go with the difficulty. */
  readonly hasHoppers: boolean;
  /** Rules that it says something about; all where absent. */
  readonly concerns?: (rule: DifficultyRule) => boolean;
  /** @returns Fresh miners, for one run; `baseHps` keeps the spacing at the equilibrium target. */
  createSupply(baseHps: number, spacingSec: number): HashSupply;
  /** Miners who write false times. */
  readonly liars?: Liars;
}

const HOPPERS = { poolRate: 3, comeAtDifficulty: 1.1, leaveAtDifficulty: 1.3 } as const;
// An elasticity of 1 and more makes a rule with periods swing for ever: the rate of one period sets the difficulty of
// the next, which sets the rate in turn, with a gain of just the elasticity.
const EXODUS = { price: 0.01, elasticity: 0.5, reactionBlocks: DAY_BLOCKS / Math.LN10 } as const;
const GROWTH_DOUBLING_BLOCKS = 1000;
const OSCILLATION = { high: 1.5, low: 0.5, periodBlocks: DAY_BLOCKS } as const;
const DRIFTERS_SHARE = 0.6;

/** The hash rate changes by a factor at time 0, and stays. */
const step = (name: string, title: string, factor: number): Scenario => ({
  name,
  title,
  settles: true,
  hasHoppers: false,
  createSupply: (baseHps) => new ConstantSupply(baseHps * factor),
});

/** The hash rate stays as it was; times do not. */
const lies = (name: string, title: string, liars: Liars): Scenario => ({
  name,
  title,
  settles: false,
  hasHoppers: false,
  createSupply: (baseHps) => new ConstantSupply(baseHps),
  liars,
});

/** All scenarios, in the order in which tables have them. `steady` is first: others are measured against it. */
export const SCENARIOS: readonly Scenario[] = [
  { ...step('steady', 'nothing happens: the noise of blocks alone', 1), settles: false },
  step('up-10', 'ten times the hash rate, at once and for good', 10),
  step('up-100', 'a hundred times the hash rate, at once and for good', 100),
  step('down-10', 'a tenth of the hash rate, at once and for good', 1 / 10),
  step('down-100', 'a hundredth of the hash rate, at once and for good', 1 / 100),
  {
    name: 'growth',
    title: 'the hash rate doubles every 1,000 spacings',
    settles: false,
    hasHoppers: false,
    createSupply: (baseHps, spacingSec) => new GrowingSupply(baseHps, GROWTH_DOUBLING_BLOCKS * spacingSec),
  },
  {
    name: 'exodus',
    title: 'nine in ten miners leave in about 144 spacings; the rate follows (income per hash)^0.5',
    settles: true,
    hasHoppers: false,
    createSupply: (baseHps, spacingSec) =>
      new ElasticSupply({
        hps: baseHps,
        proof: EQUILIBRIUM_PROOF,
        price: EXODUS.price,
        elasticity: EXODUS.elasticity,
        reactionSec: EXODUS.reactionBlocks * spacingSec,
      }),
  },
  {
    name: 'hopping',
    title: 'a pool of 3 times the loyal hash rate comes at difficulty 1.1 or less and leaves above 1.3',
    settles: false,
    hasHoppers: true,
    createSupply: (baseHps) =>
      new HoppingSupply(
        baseHps,
        HOPPERS.poolRate * baseHps,
        HOPPERS.comeAtDifficulty * EQUILIBRIUM_PROOF,
        HOPPERS.leaveAtDifficulty * EQUILIBRIUM_PROOF,
      ),
  },
  {
    name: 'oscillation',
    title: 'half as much hash rate again for 72 spacings, half of it for the next 72, and so on',
    settles: false,
    hasHoppers: false,
    createSupply: (baseHps, spacingSec) =>
      new SquareWaveSupply(
        OSCILLATION.high * baseHps,
        OSCILLATION.low * baseHps,
        OSCILLATION.periodBlocks * spacingSec,
      ),
  },
  // A cartel that leaves the blocks of others unused: with half of the rate and more it can. Between the ends of
  // periods it lets the clock stand; at each end it writes the latest time there is, which a rule that measures from
  // the first to the last block of a period takes for a slow period.
  // Rules without periods have other weak points; lies made for these only slow the liars down.
  {
    ...lies('time-warp', 'blocks bear the earliest time allowed, the last of each period the latest one', {
      share: 1,
      offsetSec: (height, parameters) =>
        (height + 1) % parameters.windowBlocks === 0 ? futureLimitSec(parameters) : -Infinity,
    }),
    concerns: (rule) => rule.hasPeriods === true,
  },
  lies('future-drift', 'six in ten miners write the latest time allowed: 12 spacings ahead (2 h at 600 s)', {
    share: DRIFTERS_SHARE,
    offsetSec: (_height, parameters: RuleParameters) => futureLimitSec(parameters),
  }),
];

/** @returns The scenario of that name; undefined where there is none. */
export function scenarioNamed(name: string): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.name === name);
}
