// Hash rates: the integral is the rate's integral, and the inverse is the integral's inverse.

import { describe, expect, it } from 'vitest';
import {
  ConstantSupply,
  Dice,
  ElasticSupply,
  GrowingSupply,
  type HashSupply,
  HoppingSupply,
  PiecewiseSupply,
  SquareWaveSupply,
} from '../../../src/simulation/index.ts';

const CASES: readonly [string, () => HashSupply][] = [
  ['constant', () => new ConstantSupply(5)],
  ['growing', () => new GrowingSupply(5, 1000)],
  ['square wave', () => new SquareWaveSupply(9, 1, 700)],
  ['hopping', () => new HoppingSupply(2, 6, 10, 20)],
  ['elastic', () => new ElasticSupply({ hps: 5, proof: 10, price: 1, elasticity: 1, reactionSec: 10 })],
  ['piecewise', () => new PiecewiseSupply([0, 300, 1000, 1100], [4, 1, 20, 3])],
];

describe.each(CASES)('%s', (_name, create) => {
  it('counts the hashes that its rate gives', () => {
    const supply = create();
    const steps = 200_000;
    let sum = 0;
    // The midpoint rule; jumps of the rate cost it a step's width each.
    for (let i = 0; i < steps; i++) sum += (supply.rateAt(((i + 0.5) * 2500) / steps) * 2500) / steps;
    expect(supply.hashesBetween(0, 2500) / sum).toBeCloseTo(1, 4);
  });

  it('finds the time at which hashes are done', () => {
    const supply = create();
    const dice = new Dice(3);
    for (let i = 0; i < 300; i++) {
      const from = dice.uniform() * 3000;
      const hashes = dice.exponential() * 3000;
      const to = supply.timeAfter(from, hashes);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(supply.hashesBetween(from, to)).toBeCloseTo(hashes, 5);
    }
  });

  it('is done at once with nothing', () => {
    expect(create().timeAfter(1234.5, 0)).toBeCloseTo(1234.5, 9);
  });
});

describe('growing', () => {
  it('doubles', () => {
    const supply = new GrowingSupply(5, 1000);
    expect(supply.rateAt(3000) / supply.rateAt(0)).toBeCloseTo(8, 9);
  });
});

describe('the square wave', () => {
  it('is high in the first half of a period and low in the second', () => {
    const supply = new SquareWaveSupply(9, 1, 700);
    expect([0, 349, 350, 699, 700, 1049, 1050].map((sec) => supply.rateAt(sec))).toEqual([
      9, 9, 1, 1, 9, 9, 1,
    ]);
  });
});

describe('hoppers', () => {
  it('come at one difficulty and leave at another', () => {
    const supply = new HoppingSupply(2, 6, 10, 20);
    const seen = [11, 10, 20, 21, 15, 10].map((proof) => {
      supply.adapt(0, proof);
      return [supply.rateAt(), supply.hopperShare];
    });
    const away = [2, 0];
    const here = [8, 0.75];
    expect(seen).toEqual([away, here, here, away, away, here]);
  });
});

describe('elastic miners', () => {
  const create = () =>
    new ElasticSupply({ hps: 8, proof: 10, price: 0.01, elasticity: 0.5, reactionSec: 100 });

  it('leave, in one reaction time, (1 - 1/e) of the way', () => {
    const supply = create();
    supply.adapt(0, 10);
    expect(supply.rateAt()).toBe(8);
    supply.adapt(100, 10);
    expect(supply.rateAt()).toBeCloseTo(0.8 + (8 - 0.8) / Math.E, 9);
    supply.adapt(1e6, 10);
    expect(supply.rateAt()).toBeCloseTo(0.8, 9);
  });

  it('come back as blocks get easier', () => {
    const supply = create();
    supply.adapt(1e6, 10);
    supply.adapt(2e6, 0.1);
    expect(supply.rateAt()).toBeCloseTo(8, 9);
  });
});

describe('piecewise', () => {
  it('needs a rate for each piece, and a piece', () => {
    expect(() => new PiecewiseSupply([0, 1], [1])).toThrow(/"hps" expected 2 rates/);
    expect(() => new PiecewiseSupply([], [])).toThrow(/at least 1/);
  });
});
