// The mining loop: who may write which time, and mean intervals that have closed forms.

import { describe, expect, it } from 'vitest';
import { ArrayHistory, medianTimePast } from '../../../src/chain/index.ts';
import type { DifficultyRule } from '../../../src/difficulty/index.ts';
import {
  bitcoinSettledIntervalSec,
  ConstantSupply,
  createIdealPast,
  Dice,
  drawSettledIntervalSec,
  EQUILIBRIUM_PROOF,
  EQUILIBRIUM_TARGET,
  fitExponential,
  futureLimitSec,
  IDEAL_PAST_BLOCKS,
  type Liars,
  MiningRun,
  mineHeaderTimes,
  proofOf,
  SCENARIOS,
} from '../../../src/simulation/index.ts';
import { EXPONENTIAL, FIXED, LATE_IS_EASY, PERIODIC } from './rules.ts';

const SPACING = 600;

function start(rule: DifficultyRule, seed: number, liars?: Liars, rate = 1) {
  const history = createIdealPast(SPACING);
  const supply = new ConstantSupply((rate * EQUILIBRIUM_PROOF) / SPACING);
  const run = new MiningRun({ rule, parameters: rule.network, history, supply, liars, seed });
  return { history, run, startTime: history.timeAt(history.tipHeight) };
}

function mineAll(run: MiningRun, blocks: number): MiningRun {
  for (let i = 0; i < blocks; i++) run.mineBlock();
  return run;
}

const drift = (share: number, offsetSec: number): Liars => ({ share, offsetSec: () => offsetSec });

describe('the ideal past', () => {
  it('is on schedule, and its hash rate fits its target', () => {
    const history = createIdealPast(150);
    expect(history.tipHeight).toBe(IDEAL_PAST_BLOCKS - 1);
    expect(history.timeAt(4099) - history.timeAt(0)).toBe(4099 * 150);
    expect(history.targetAt(4099)).toBe(EQUILIBRIUM_TARGET);
    expect(proofOf(EQUILIBRIUM_TARGET) / 2 ** 72).toBeCloseTo(1, 12);
  });
});

describe('header times', () => {
  const cases: [string, DifficultyRule, Liars | undefined][] = [
    ['honest miners', FIXED, undefined],
    ['drifters', PERIODIC, drift(0.6, 7200)],
    ['those who hold the clock', PERIODIC, drift(1, -Infinity)],
    ['some who hold the clock', EXPONENTIAL, drift(0.4, -Infinity)],
    ['the time warp', PERIODIC, SCENARIOS.find(({ name }) => name === 'time-warp')!.liars],
    ['drifters under a rule that looks at times', LATE_IS_EASY, drift(0.6, 7200)],
  ];

  it.each(cases)('of %s are whole, above the median and within two hours', (_name, rule, liars) => {
    const { run, history, startTime } = start(rule, 3, liars, 5);
    for (let i = 0; i < 5000; i++) {
      const median = medianTimePast(history);
      const before = run.nowSec;
      run.mineBlock();
      const time = history.timeAt(history.tipHeight);
      expect(Number.isInteger(time)).toBe(true);
      expect(time).toBeGreaterThan(median);
      expect(time - startTime - run.nowSec).toBeLessThanOrEqual(futureLimitSec(rule.network) + 1e-6);
      expect(run.nowSec).toBeGreaterThanOrEqual(before);
    }
  });

  it('of honest miners are the clock’s, but for blocks within one second', () => {
    const { run, history, startTime } = start(FIXED, 3);
    let off = 0;
    for (let i = 0; i < 5000; i++) {
      run.mineBlock();
      if (history.timeAt(history.tipHeight) !== Math.floor(startTime + run.nowSec)) off++;
    }
    expect(off).toBe(0);
  });

  it('of a thousand blocks a second run ahead of the clock until blocks have to wait', () => {
    const { run, history, startTime } = start(FIXED, 3, undefined, 600_000);
    mineAll(run, 60_000);
    // Six blocks must pass for the median to go on by one second, so the limit of 7,200 s is met at 43,200 blocks.
    expect(history.timeAt(history.tipHeight) - startTime).toBeGreaterThan(7200);
    expect(run.nowSec).toBeGreaterThan(2000);
  });

  it('of drifters are two hours ahead, in their part of the blocks', () => {
    const { run, history, startTime } = start(FIXED, 4, drift(0.3, 7200));
    let ahead = 0;
    for (let i = 0; i < 5000; i++) {
      run.mineBlock();
      if (history.timeAt(history.tipHeight) === Math.floor(startTime + run.nowSec + 7200)) ahead++;
    }
    expect(Math.abs(ahead / 5000 - 0.3)).toBeLessThan(0.03);
  });

  it('keep a rule’s own earliest time', () => {
    const later: DifficultyRule = {
      ...FIXED,
      earliestTime: (history) => history.timeAt(history.tipHeight) + 100,
    };
    const { run, history } = start(later, 5);
    for (let i = 0; i < 2000; i++) {
      const before = history.timeAt(history.tipHeight);
      run.mineBlock();
      expect(history.timeAt(history.tipHeight) - before).toBeGreaterThanOrEqual(100);
    }
  });

  it('end in 2106, and the run says so', () => {
    const { run, history, startTime } = start(FIXED, 6, undefined, 1e-5);
    mineAll(run, 1000);
    expect(run.isCutShort).toBe(true);
    expect(run.blocks).toBeLessThan(150);
    expect(startTime + run.nowSec).toBeLessThanOrEqual(0xffffffff);
    expect(history.tipHeight).toBe(IDEAL_PAST_BLOCKS - 1 + run.blocks);
    expect(run.mineBlock()).toBe(false);
    expect(mineAll(start(FIXED, 6).run, 1000).isCutShort).toBe(false);
  });
});

describe('dice', () => {
  it('same seed, same chain; another seed, another', () => {
    const times = (seed: number) => mineHeaderTimes(PERIODIC, { seed, blocks: 500, spacingSec: SPACING });
    expect(times(1)).toEqual(times(1));
    expect(times(1)).not.toEqual(times(2));
    expect(times(1)).toHaveLength(501);
  });

  it('who finds a block does not change when it is found', () => {
    const honest = start(FIXED, 9);
    const drifting = start(FIXED, 9, drift(0.5, 7200));
    for (let i = 0; i < 1000; i++) {
      honest.run.mineBlock();
      drifting.run.mineBlock();
      expect(drifting.run.nowSec).toBe(honest.run.nowSec);
    }
    expect(drifting.history.timeAt(4500)).not.toBe(honest.history.timeAt(4500));
  });
});

describe('a constant hash rate', () => {
  it('gives exponential intervals: sd/mean 1, median/mean ln 2', () => {
    const fit = fitExponential(
      mineHeaderTimes(PERIODIC, { seed: 2, blocks: 20_000, spacingSec: SPACING }),
      new Dice(1),
    );
    expect(Math.abs(fit.sdOverMean - 1)).toBeLessThan(0.03);
    expect(Math.abs(fit.medianOverMean - Math.LN2)).toBeLessThan(0.02);
  });

  it('settles under Bitcoin’s rule at 600.596 s: 400,000 periods drawn whole', () => {
    const mean = drawSettledIntervalSec(new Dice(2016), SPACING, 2016, 400_000);
    expect(bitcoinSettledIntervalSec(SPACING, 2016)).toBeCloseTo(600.5958, 4);
    expect(Math.abs(mean - 600.5958)).toBeLessThan(0.1);
    // The control: neither 600 nor 2016/2015 of it would pass.
    expect(Math.abs(mean - (600 * 2016) / 2015)).toBeGreaterThan(0.2);
  });

  it('does so block by block too', () => {
    // 1,000 periods. Luck of one period is taken back in the next, so the mean's error is far below 600 / sqrt(n).
    const { run } = start(PERIODIC, 12);
    mineAll(run, 1948);
    const begun = run.nowSec;
    mineAll(run, 1000 * 2016);
    const mean = (run.nowSec - begun) / (1000 * 2016);
    expect(Math.abs(mean - bitcoinSettledIntervalSec(SPACING, 2016))).toBeLessThan(0.15);
    expect(Math.abs(mean - SPACING)).toBeGreaterThan(0.4);
  });

  it('makes the drawn short period slower still: 12 / 10 of the spacing', () => {
    const mean = drawSettledIntervalSec(new Dice(5), SPACING, 12, 200_000);
    expect(Math.abs(mean / 720 - 1)).toBeLessThan(0.005);
  });
});

describe('a target that changes while a block is searched', () => {
  it('cuts intervals off where the target gets easy', () => {
    // A block two spacings late is easy at once: E[min(X, 1200.5)], the half second being the mean rounding of times.
    const { run } = start(LATE_IS_EASY, 7);
    mineAll(run, 100_000);
    const expected = SPACING * (1 - Math.exp(-1200.5 / SPACING));
    expect(Math.abs(run.nowSec / 100_000 - expected)).toBeLessThan(4.5);
    expect(Math.abs(mineAll(start(FIXED, 7).run, 100_000).nowSec / 100_000 - expected)).toBeGreaterThan(60);
  });

  it('is seen earlier by those whose clocks are ahead', () => {
    // Half of the miners may search the easy target half a spacing before the others: found there at once.
    const { run } = start(LATE_IS_EASY, 8, drift(0.5, 300));
    mineAll(run, 50_000);
    const { run: honest } = start(LATE_IS_EASY, 8);
    mineAll(honest, 50_000);
    expect(run.nowSec).toBeLessThan(honest.nowSec * 0.97);
  });

  it('is the very same chain as without changes where the rule announces none that matter', () => {
    const chatty: DifficultyRule = { ...FIXED, nextChange: (_history, time) => time + 10 };
    const plain = mineAll(start(FIXED, 10).run, 500);
    const pieces = mineAll(start(chatty, 10).run, 500);
    expect(pieces.nowSec).toBeCloseTo(plain.nowSec, 4);
    expect(pieces.hashes / plain.hashes).toBeCloseTo(1, 9);
  });
});

describe('a past of another shape', () => {
  it('may be one block long', () => {
    const history = new ArrayHistory();
    history.push(1_231_006_505, EQUILIBRIUM_TARGET);
    const run = new MiningRun({
      rule: FIXED,
      parameters: FIXED.network,
      history,
      supply: new ConstantSupply(EQUILIBRIUM_PROOF / SPACING),
      seed: 1,
    });
    expect(mineAll(run, 100).blocks).toBe(100);
    expect(history.tipHeight).toBe(100);
  });
});
