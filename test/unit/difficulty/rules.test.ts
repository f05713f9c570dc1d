/** What all rules have in common, over random histories: pure, monotone, inside their bounds, at home on any spacing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArrayHistory } from '../../../src/chain/history.ts';
import type { DifficultyRule, RuleParameters } from '../../../src/difficulty/rule.ts';
import { assertRuleParameters, RULES, ruleNamed } from '../../../src/difficulty/rules.ts';
import { compactFromTarget, targetFromCompact } from '../../../src/primitives/target.ts';
import { REGTEST_POW_LIMIT } from '../../../src/primitives/verify.ts';
import { historyOf } from './support.ts';

const NAMES = RULES.map((rule) => [rule.name, rule] as const);
const SEED = 600;
/** So many that the next block begins a period where the rule has periods. */
const blocksFor = (rule: DifficultyRule) =>
  rule.hasPeriods === true ? 2 * rule.laboratoryWindowBlocks - 1 : 240;
const MOST_BLOCKS = 287;

/** Short windows, so that short histories fill them. */
const parametersOf = (rule: DifficultyRule, targetSpacingSec = 60): RuleParameters => ({
  targetSpacingSec,
  windowBlocks: rule.laboratoryWindowBlocks,
  powLimit: REGTEST_POW_LIMIT,
});

const intervals = fc.array(fc.integer({ min: -200, max: 600 }), {
  minLength: MOST_BLOCKS,
  maxLength: MOST_BLOCKS,
});
const sizes = fc.integer({ min: 120, max: 250 });
const compactOfSize = (size: number) => targetFromCompact(compactFromTarget(1n << BigInt(size)));

/** A history whose targets are the rule's own answers after the first few. */
function grow(rule: DifficultyRule, steps: readonly number[], target: bigint, parameters: RuleParameters) {
  const history = historyOf([], target, 1_700_000_000);
  for (const [i, step] of steps.entries()) {
    const time = history.timeAt(history.tipHeight) + step;
    history.push(time, i < 100 ? target : rule.nextTarget(history, time, parameters));
  }
  return history;
}

const next = (rule: DifficultyRule, history: ArrayHistory, parameters: RuleParameters, afterSec = 60) =>
  rule.nextTarget(history, history.timeAt(history.tipHeight) + afterSec, parameters);

describe.each(NAMES)('%s', (_, rule) => {
  const parameters = parametersOf(rule);

  it('never gives 0 nor more than the limit, and the same for the same', () => {
    fc.assert(
      fc.property(intervals, sizes, sizes, (steps, size, other) => {
        const history = grow(rule, steps, compactOfSize(size), parameters);
        const answer = next(rule, history, parameters);
        expect(answer).toBeGreaterThan(0n);
        expect(answer).toBeLessThanOrEqual(parameters.powLimit);
        // Another history in between leaves no trace.
        next(rule, grow(rule, steps.toReversed(), compactOfSize(other), parameters), parameters);
        expect(next(rule, history, parameters)).toBe(answer);
      }),
      { seed: SEED, numRuns: 15 },
    );
  });

  it('a later last block never makes the next one harder', () => {
    fc.assert(
      fc.property(intervals, sizes, fc.integer({ min: 1, max: 3000 }), (steps, size, laterSec) => {
        const target = compactOfSize(size);
        const positive = steps.map(Math.abs).slice(0, blocksFor(rule));
        const last = positive.at(-1)!;
        const early = historyOf(positive, target, 1_700_000_000);
        const late = historyOf([...positive.slice(0, -1), last + laterSec], target, 1_700_000_000);
        if (rule.name === 'homestead') {
          // The new block's own time decides.
          expect(next(rule, early, parameters, 60 + laterSec)).toBeGreaterThanOrEqual(
            next(rule, early, parameters, 60),
          );
        } else if (rule.name === 'kgw') {
          // The window's length jumps with the time; within one length the rule is monotone.
          const jump = targetRatio(next(rule, late, parameters), next(rule, early, parameters));
          expect(jump).toBeGreaterThan(0.4);
        } else {
          expect(next(rule, late, parameters)).toBeGreaterThanOrEqual(next(rule, early, parameters));
        }
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('at an even pace the target stays about where it is', () => {
    const target = compactOfSize(220);
    const history = historyOf(new Array(blocksFor(rule)).fill(60), target, 1_700_000_000);
    expect(targetRatio(next(rule, history, parameters), target)).toBeGreaterThan(0.94);
    expect(targetRatio(next(rule, history, parameters), target)).toBeLessThan(1.06);
  });

  it('spacing and times ten times as long give the same target', () => {
    fc.assert(
      fc.property(intervals, (steps) => {
        const target = compactOfSize(220);
        const long = parametersOf(rule, 600);
        const times = steps.map(Math.abs).slice(0, blocksFor(rule));
        const slow = historyOf(
          times.map((step) => 10 * step),
          target,
          1_700_000_000,
        );
        const fast = historyOf(times, target, 1_700_000_000);
        const ratio = targetRatio(next(rule, slow, long, 600), next(rule, fast, parameters, 60));
        // Whole seconds are coarser on the short spacing: a Homestead step is 42 or 416 s.
        const tolerance = rule.name === 'homestead' ? 0.07 : 0.001;
        expect(ratio).toBeGreaterThan(1 - tolerance);
        expect(ratio).toBeLessThan(1 + tolerance);
      }),
      { seed: SEED, numRuns: 15 },
    );
  });

  it.each([
    ['the easiest', (1n << 256n) - 1n],
    ['the hardest', 1n],
  ])('%s target: no overflow, no zero', (_label, target) => {
    const limits = { ...parameters, powLimit: (1n << 256n) - 1n };
    for (const step of [0, 60, 100_000]) {
      const history = historyOf(new Array(blocksFor(rule)).fill(step), target, 1_700_000_000);
      const answer = next(rule, history, limits);
      expect(answer).toBeGreaterThan(0n);
      expect(answer).toBeLessThan(1n << 256n);
    }
  });

  it('answers from the first block on', () => {
    for (let blocks = 0; blocks < 12; blocks++) {
      const history = historyOf(new Array(blocks).fill(60), compactOfSize(220), 1_700_000_000);
      expect(next(rule, history, rule.network)).toBeGreaterThan(0n);
    }
  });

  it('says where it comes from', () => {
    for (const text of [rule.title, rule.usedBy, rule.source]) expect(text.length).toBeGreaterThan(3);
    expect(rule.windowMeaning === null).toBe(rule.name === 'fixed');
    expect(() => assertRuleParameters(rule.network)).not.toThrow();
    expect(() => assertRuleParameters(parameters)).not.toThrow();
  });
});

/** How many times the one target is the other. */
function targetRatio(one: bigint, other: bigint): number {
  return Number((one * 1_000_000n) / other) / 1_000_000;
}

/** The farthest that one step may move a target that was constant, by each rule's own clamp. */
describe.each([
  ['bitcoin', 0.25, 4],
  ['cw-144', 0.5, 2],
  ['dgw-v3', 1 / 3, 3],
  ['digishield-v3', 0.84, 1.32],
  ['eda', 0.25, 4],
  ['lwma-1', 0, 6],
])('%s: the clamp', (name, least, most) => {
  const rule = ruleNamed(name);
  const parameters = parametersOf(rule);

  it.each([0, 1, 60, 10_000_000])('intervals of %i s', (step) => {
    const target = compactOfSize(200);
    // The next block begins a period for rules that have one.
    const count = 10 * parameters.windowBlocks - 1;
    const ratio = targetRatio(next(rule, historyOf(new Array(count).fill(step), target), parameters), target);
    expect(ratio).toBeGreaterThanOrEqual(least * 0.99);
    expect(ratio).toBeLessThanOrEqual(most * 1.01);
    if (step === 10_000_000) expect(ratio).toBeGreaterThan(most * 0.99);
    if (step === 0 && least > 0) expect(ratio).toBeLessThan(least * 1.02);
  });
});

describe('every rule', () => {
  it.each(NAMES)('%s says in one or two sentences what it does', (_name, { summary }) => {
    expect(summary).toMatch(/^[A-Z].*[a-z)]\.$/u);
    expect(summary.length).toBeLessThan(200);
    expect(summary.match(/\.(?: |$)/gu)!.length).toBeLessThanOrEqual(2);
  });
});

describe('ruleNamed and assertRuleParameters', () => {
  it('there are fifteen, each once', () => {
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(15);
    for (const rule of RULES) expect(ruleNamed(rule.name)).toBe(rule);
  });

  it('an unknown name gets the known ones', () => {
    expect(() => ruleNamed('guess')).toThrow(/"rule" expected one of bitcoin, .*fixed, got guess/);
  });

  it.each([
    [{ targetSpacingSec: 0 }, /targetSpacingSec.*from 1 .*got 0/],
    [{ targetSpacingSec: 1.5 }, /targetSpacingSec.*got 1.5/],
    [{ windowBlocks: 1 }, /windowBlocks.*from 2/],
    [{ powLimit: 0n }, /powLimit.*got 0/],
    [{ powLimit: 1n << 256n }, /powLimit/],
  ])('refuses %o', (change, message) => {
    const good = { targetSpacingSec: 600, windowBlocks: 2016, powLimit: 1n };
    expect(() => assertRuleParameters(good)).not.toThrow();
    expect(() => assertRuleParameters({ ...good, ...change })).toThrow(message);
  });
});
