/** Outlooks: what is imagined comes true, on a history that really goes on that way and on a private chain. */
import { describe, expect, it } from 'vitest';
import { type ArrayHistory, MemoryStore } from '../../../src/chain/index.ts';
import { ImaginedHistory, ruleOutlook } from '../../../src/difficulty/outlook.ts';
import type { DifficultyRule } from '../../../src/difficulty/rule.ts';
import { RULES, ruleNamed } from '../../../src/difficulty/rules.ts';
import { compactFromTarget, targetFromCompact } from '../../../src/primitives/target.ts';
import { REGTEST_POW_LIMIT } from '../../../src/primitives/verify.ts';
import { create, grow, TIME } from '../source/support.ts';
import { historyOf } from './support.ts';

const SPACING_SEC = 60;
const TARGET = targetFromCompact(compactFromTarget(2n ** 220n));
const parametersOf = (rule: DifficultyRule) => ({
  targetSpacingSec: SPACING_SEC,
  windowBlocks: rule.laboratoryWindowBlocks,
  powLimit: REGTEST_POW_LIMIT,
});
const asStated = (target: bigint) => targetFromCompact(compactFromTarget(target));

/** So many blocks whose intervals go up and down, their targets the rule's own. */
function grown(rule: DifficultyRule, blocks: number): ArrayHistory {
  const history = historyOf([], TARGET, TIME);
  for (let i = 1; i < blocks; i++) {
    const time = history.timeAt(history.tipHeight) + 20 + ((i * 37) % 90);
    history.push(time, i < 300 ? TARGET : asStated(rule.nextTarget(history, time, parametersOf(rule))));
  }
  return history;
}

const BLOCKS = 437;
const ask = { time: TIME, intervalsSec: [], meanIntervalSec: null };

describe.each(RULES.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
  const parameters = parametersOf(rule);

  it('targets after the next block are those that the rule gives once it is there', () => {
    const history = grown(rule, BLOCKS);
    const tip = history.timeAt(history.tipHeight);
    const intervalsSec = [0, 1, 30, 60, 61, 121, 300, 3600];
    const { target, whatIf } = ruleOutlook(rule, history, parameters, {
      time: tip + 90,
      intervalsSec,
      meanIntervalSec: null,
    });
    expect(target).toBe(asStated(rule.nextTarget(history, tip + 90, parameters)));
    expect(whatIf.map(({ intervalSec }) => intervalSec)).toEqual(intervalsSec);
    for (const next of whatIf) {
      const real = grown(rule, BLOCKS);
      const time = tip + next.intervalSec;
      expect(next.target).toBe(asStated(rule.nextTarget(real, time, parameters)));
      real.push(time, next.target);
      expect(next.targetAfter).toBe(asStated(rule.nextTarget(real, time + SPACING_SEC, parameters)));
    }
    // It has left no trace.
    expect(history.tipHeight).toBe(BLOCKS - 1);
  });

  it('on a private chain they are what the chain asks for', async () => {
    const chain = await create(new MemoryStore(), rule.name, rule.laboratoryWindowBlocks);
    for (let i = 1; i <= 40; i++) await grow(chain, TIME + 10 * i + (i % 5));
    const intervalSec = 17;
    const { target, whatIf, period } = ruleOutlook(rule, chain.ruleHistory(), chain.ruleParameters, {
      time: chain.tip.time + intervalSec,
      intervalsSec: [intervalSec],
      meanIntervalSec: null,
    });
    expect(target).toBe(chain.template(chain.tip.time + intervalSec).target);
    expect(period?.done).toBe(rule.hasPeriods === true ? 41 % rule.laboratoryWindowBlocks : undefined);
    await grow(chain, chain.tip.time + intervalSec);
    expect(chain.tip.target).toBe(whatIf[0]!.target);
    expect(chain.template(chain.tip.time + 10).target).toBe(whatIf[0]!.targetAfter);
  });

  if (rule.hasPeriods !== true) {
    it('has no periods', () => expect(ruleOutlook(rule, grown(rule, 50), parameters, ask).period).toBeNull());
    return;
  }

  it.each([0, 15, 60, 61, 119, 200, 900])(
    'the next period’s target is that of a chain that goes on at %i s a block, at any place in the period',
    (meanIntervalSec) => {
      for (const blocks of [BLOCKS, 432, 431, 433]) {
        const history = grown(rule, blocks);
        const { period } = ruleOutlook(rule, history, parameters, { ...ask, meanIntervalSec });
        const of = rule.laboratoryWindowBlocks;
        expect(period).toMatchObject({ done: blocks % of, of });
        const tip = history.timeAt(history.tipHeight);
        let time = tip;
        do {
          time += meanIntervalSec;
          history.push(time, asStated(rule.nextTarget(history, time, parameters)));
        } while ((history.tipHeight + 1) % of !== 0);
        time += meanIntervalSec;
        expect(period!.projectedTarget).toBe(asStated(rule.nextTarget(history, time, parameters)));
      }
    },
  );
});

describe('Bitcoin’s projection', () => {
  const rule = ruleNamed('bitcoin');
  const parameters = parametersOf(rule);
  /** Eleven blocks of a period of 24, at the spacing. */
  const history = historyOf(new Array(34).fill(SPACING_SEC), TARGET, TIME);
  const projected = (meanIntervalSec: number) => {
    const { period } = ruleOutlook(rule, history, parameters, { ...ask, meanIntervalSec });
    return Number(period!.projectedTarget) / Number(TARGET);
  };

  it('says where it stands', () => {
    expect(ruleOutlook(rule, history, parameters, ask).period).toEqual({
      done: 11,
      of: 24,
      projectedTarget: null,
    });
  });

  it('weighs what is done and what is to come, and is clamped to a factor of four', () => {
    // 23 intervals count against 24 spacings: ten of a minute, thirteen to come.
    expect(projected(60)).toBeCloseTo((23 * 60) / (24 * 60), 4);
    expect(projected(30)).toBeCloseTo((10 * 60 + 13 * 30) / (24 * 60), 4);
    expect(projected(3600)).toBeCloseTo(4, 4);
    expect(projected(0)).toBeCloseTo((10 * 60) / (24 * 60), 4);
  });

  it('follows fractions of seconds', () => {
    expect(projected(30.5)).toBeCloseTo((10 * 60 + Math.round(13 * 30.5)) / (24 * 60), 4);
  });
});

describe('an imagined history', () => {
  it('is the past below and the imagined above, work included', () => {
    const past = historyOf([600, 600], TARGET, TIME);
    const imagined = new ImaginedHistory(past);
    expect(imagined.tipHeight).toBe(2);
    imagined.push(TIME + 1300, TARGET / 2n);
    imagined.push(TIME + 1400, TARGET / 4n);
    const whole = historyOf([600, 600], TARGET, TIME);
    whole.push(TIME + 1300, TARGET / 2n);
    whole.push(TIME + 1400, TARGET / 4n);
    expect(imagined.tipHeight).toBe(whole.tipHeight);
    for (let height = 0; height <= 4; height++) {
      expect(imagined.timeAt(height)).toBe(whole.timeAt(height));
      expect(imagined.targetAt(height)).toBe(whole.targetAt(height));
      expect(imagined.targetNumberAt(height)).toBe(whole.targetNumberAt(height));
      expect(imagined.chainworkAt(height)).toBe(whole.chainworkAt(height));
    }
    expect(() => imagined.timeAt(5)).toThrow(/from 0 to 4, got 5/);
    expect(() => imagined.timeAt(-1)).toThrow(RangeError);
    expect(past.tipHeight).toBe(2);
  });
});
