// Runs in pieces and their pictures: the same figures as in one go, and pictures that show what happened.

import { describe, expect, it } from 'vitest';
import type { DifficultyRule } from '../../../src/difficulty/index.ts';
import { RULES, ruleNamed } from '../../../src/difficulty/index.ts';
import {
  SCENARIOS,
  type ShockRun,
  ShockTable,
  type ShockTrace,
  scenarioNamed,
} from '../../../src/simulation/index.ts';
import { EXPONENTIAL, FIXED } from './rules.ts';

const OPTIONS = { seed: 3, blocks: 2000, spacingSec: 600 } as const;

function finish(run: ShockRun, piece: number): ShockRun {
  while (run.advance(piece));
  return run;
}

function trace(rule: DifficultyRule, scenario: string, points = 400): ShockTrace {
  const run = new ShockTable(OPTIONS).begin(rule, scenarioNamed(scenario)!);
  return finish(run, 5000).trace(points);
}

describe('a run in pieces', () => {
  it.each(RULES.map(({ name }) => name))('of %s has the figures of a run in one go', (name) => {
    const rule = ruleNamed(name);
    const inPieces = new ShockTable(OPTIONS);
    const inOne = new ShockTable(OPTIONS);
    for (const scenario of SCENARIOS.filter(({ concerns }) => concerns?.(rule) ?? true)) {
      expect(finish(inPieces.begin(rule, scenario), 170).result).toEqual(inOne.run(rule, scenario));
    }
  });

  it('mines its twin first, and a later run of the same rule finds it done', () => {
    const table = new ShockTable(OPTIONS);
    const pieces = (run: ShockRun) => {
      let count = 1;
      while (run.advance(500)) count++;
      return count;
    };
    expect(pieces(table.begin(EXPONENTIAL, scenarioNamed('up-10')!))).toBe(8);
    expect(pieces(table.begin(EXPONENTIAL, scenarioNamed('up-100')!))).toBe(4);
    expect(pieces(table.begin(EXPONENTIAL, scenarioNamed('steady')!))).toBe(1);
  });

  it('ends where header times run out', () => {
    const table = new ShockTable({ ...OPTIONS, blocks: 10_000, spacingSec: 86_400 });
    const { result, own, steady } = finish(table.begin(FIXED, scenarioNamed('down-100')!), 1000).trace(400);
    expect(result.blocks).toBeLessThan(10_000);
    expect(own.blocks.at(-1)).toBe(result.blocks);
    expect(steady.blocks.at(-1)).toBe(10_000);
  });
});

describe('a trace', () => {
  it('ends with the run, in as many points as were asked for', () => {
    const { result, own, steady } = trace(EXPONENTIAL, 'down-10', 120);
    expect(own.blocks.length).toBeLessThanOrEqual(120);
    expect(own.blocks.length).toBeGreaterThan(90);
    expect(own.blocks.at(-1)).toBe(2000);
    expect(own.sec.at(-1)).toBe(result.elapsedSec);
    expect(steady.blocks).toEqual(own.blocks);
    expect(steady.sec.at(-1)).not.toBe(result.elapsedSec);
  });

  it('begins with the shock and comes back to the goal', () => {
    const { own, steady } = trace(EXPONENTIAL, 'down-10');
    expect(own.expected.mean[0]).toBeCloseTo(10, 6);
    expect(steady.expected.mean[0]).toBeCloseTo(1, 6);
    const last = own.expected.mean.at(-1)! / steady.expected.mean.at(-1)!;
    expect(Math.abs(last - 1)).toBeLessThan(0.02);
  });

  it.each(['down-10', 'growth', 'hopping', 'oscillation'])(
    'under %s holds the hash rate: difficulty over expected interval, block by block',
    (scenario) => {
      const { own } = trace(EXPONENTIAL, scenario, 2000);
      const rates = own.difficulty.mean.map((difficulty, i) => difficulty / own.expected.mean[i]!);
      const [least, most] = [Math.min(...rates), Math.max(...rates)];
      if (scenario === 'down-10') for (const rate of rates) expect(rate).toBeCloseTo(0.1, 9);
      if (scenario === 'hopping')
        expect([least, most].map((rate) => Math.round(rate * 1e6) / 1e6)).toEqual([1, 4]);
      if (scenario === 'oscillation')
        expect([least, most].map((rate) => Math.round(rate * 1e6) / 1e6)).toEqual([0.5, 1.5]);
      if (scenario === 'growth') expect(rates.at(-1)).toBeGreaterThan(3);
    },
  );
});
