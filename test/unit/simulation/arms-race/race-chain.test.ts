// The race's chain: block times are drawn, targets are the rule's.

import { describe, expect, test } from 'vitest';
import { RULES, ruleNamed } from '../../../../src/difficulty/index.ts';
import { MAINNET_POW_LIMIT } from '../../../../src/primitives/index.ts';
import { RaceChain } from '../../../../src/simulation/arms-race/race-chain.ts';
import { Dice } from '../../../../src/simulation/index.ts';

const START = 1_231_459_200;
const DAY = 86_400;

function chainUnder(name: string, seed = 1) {
  const rule = ruleNamed(name);
  const parameters = { ...rule.network, targetSpacingSec: 600, powLimit: MAINNET_POW_LIMIT };
  return new RaceChain(rule, parameters, START, new Dice(seed));
}

function mine(chain: RaceChain, days: number, hpsAt: (day: number) => number, from = 0): void {
  for (let day = from; day < from + days; day++) chain.mineUntil(START + (day + 1) * DAY, hpsAt(day));
}

describe('a constant hash rate', () => {
  test('Bitcoin’s rule settles at 2016/2014 of the spacing', () => {
    const chain = chainUnder('bitcoin');
    mine(chain, 400, () => 1e12);
    const [height, at] = [chain.height, chain.foundAt];
    mine(chain, 20_000, () => 1e12, 400);
    // 2.9 million intervals: the mean of a period is off by 1/sqrt(2016), and periods follow each other.
    expect((chain.foundAt - at) / (chain.height - height)).toBeCloseTo(600 * (2016 / 2014), 0);
  });

  test('ASERT keeps the spacing', () => {
    const chain = chainUnder('asert');
    mine(chain, 100, () => 1e12);
    const [height, at] = [chain.height, chain.foundAt];
    mine(chain, 2000, () => 1e12, 100);
    expect((chain.foundAt - at) / (chain.height - height)).toBeCloseTo(600, 0);
  });

  test('below difficulty 1 blocks are as rare as the hash rate makes them', () => {
    const chain = chainUnder('bitcoin', 3);
    mine(chain, 20_000, () => 1e6);
    expect((20_000 * DAY) / chain.height / (2 ** 48 / 0xffff / 1e6)).toBeCloseTo(1, 1);
  });
});

describe('a growing hash rate', () => {
  test('blocks come early by what it grows in a period and a half, about', () => {
    const chain = chainUnder('bitcoin');
    const perDay = 0.01;
    mine(chain, 1500, (day) => 1e9 * (1 + perDay) ** day);
    const [height, at] = [chain.height, chain.foundAt];
    mine(chain, 1500, (day) => 1e9 * (1 + perDay) ** day, 1500);
    const interval = (chain.foundAt - at) / (chain.height - height);
    // The target of a period fits the rate of the middle of the one before, a period of 2016 intervals ago.
    const periodDays = (2016 * interval) / DAY;
    expect(interval / 600).toBeCloseTo((1 + perDay) ** -periodDays, 1);
    expect(interval).toBeLessThan(560);
  });
});

describe('days', () => {
  test('a day’s end changes nothing where the rate stays', () => {
    const whole = chainUnder('bitcoin');
    whole.mineUntil(START + 50 * DAY, 1e10);
    const cut = chainUnder('bitcoin');
    mine(cut, 50, () => 1e10);
    expect(cut.height).toBe(whole.height);
    expect(cut.foundAt).toBeCloseTo(whole.foundAt, 3);
    expect(cut.proof).toBe(whole.proof);
  });

  test('nobody mines: no blocks, and the search goes on afterwards', () => {
    const chain = chainUnder('bitcoin');
    mine(chain, 10, (day) => (day === 0 ? 1e8 : 0));
    const { height } = chain;
    expect(chain.blocks).toBe(0);
    mine(chain, 1, () => 1e8, 10);
    expect(chain.height).toBeGreaterThan(height);
    expect(chain.foundAt).toBeGreaterThan(START + 10 * DAY);
  });
});

describe('every rule', () => {
  test.each(RULES.filter(({ name }) => name !== 'fixed').map(({ name }) => [name]))(
    '%s runs, and follows a hash rate that is a thousand times that of difficulty 1',
    (name) => {
      const chain = chainUnder(name);
      mine(chain, 120, () => 7e9);
      const [height, at] = [chain.height, chain.foundAt];
      mine(chain, 30, () => 7e9, 120);
      const interval = (chain.foundAt - at) / (chain.height - height);
      // Testnets let blocks of difficulty 1 pass; Kimoto's Gravity Well and its kin are biased.
      expect(interval).toBeGreaterThan(120);
      expect(interval).toBeLessThan(900);
    },
  );

  test('a rule that does not follow is refused with its name, not run for ever', () => {
    const chain = chainUnder('fixed');
    expect(() => mine(chain, 2, () => 1e15)).toThrow(/"difficulty.rule" expected .* under fixed/u);
  });
});
