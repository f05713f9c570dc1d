import { describe, expect, it } from 'vitest';
import { portableExp, portableLog, portablePow } from '../../../src/simulation/portable-math.ts';
import { Dice } from '../../../src/simulation/random.ts';

/** Two units in the last place: ours and the engine's are each within one. */
const NEAR = 2 * Number.EPSILON;
const isNear = (own: number, other: number) => Math.abs(own - other) <= NEAR * Math.abs(other);

describe('portable functions', () => {
  it('are the engine’s within the last place, over all magnitudes', () => {
    const dice = new Dice(1);
    for (let i = 0; i < 20_000; i++) {
      const x = dice.uniform() * 10 ** Math.floor(dice.uniform() * 600 - 300);
      const near = 1 + (dice.uniform() - 0.5) / 2;
      const y = (dice.uniform() - 0.5) * 1400;
      expect(isNear(portableLog(x), Math.log(x)), `log ${x}`).toBe(true);
      expect(isNear(portableLog(near), Math.log(near)), `log ${near}`).toBe(true);
      expect(isNear(portableExp(y), Math.exp(y)), `exp ${y}`).toBe(true);
      expect(isNear(portableExp(y / 1e4), Math.exp(y / 1e4)), `exp ${y / 1e4}`).toBe(true);
      expect(Math.abs(portablePow(near, y / 100) / near ** (y / 100) - 1)).toBeLessThan(1e-14);
    }
  });

  it('have these very bits everywhere', () => {
    const dice = new Dice(2);
    let sum = 0;
    for (let i = 0; i < 1000; i++) sum += portableLog(dice.uniform()) + portableExp(dice.uniform());
    expect(sum).toMatchInlineSnapshot(`765.5033598727838`);
  });

  it('know the ends', () => {
    expect([0, 1, Infinity, -1, Number.NaN].map(portableLog)).toEqual([-Infinity, 0, Infinity, NaN, NaN]);
    expect([0, -Infinity, Infinity, 710, -746, Number.NaN].map(portableExp)).toEqual([
      1,
      0,
      Infinity,
      Infinity,
      0,
      NaN,
    ]);
    expect(portableExp(709.7)).toBeLessThan(Infinity);
    expect(portableExp(-745)).toBe(5e-324);
    expect(portableLog(5e-324)).toBeCloseTo(-744.4400719213812, 10);
    expect([portablePow(0, 0.5), portablePow(5, 0), portablePow(1, 1e9), portablePow(0.3, 1)]).toEqual([
      0, 1, 1, 0.3,
    ]);
  });
});
