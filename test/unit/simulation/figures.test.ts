// Figures as tables write them: what is missing, what is beyond telling, and what is sorted by.

import { describe, expect, it } from 'vitest';
import {
  type Figure,
  REPLAY_FIGURES,
  SCENARIOS,
  type ShockResult,
  ShockTable,
  scenarioNamed,
  shockCsv,
  shockFigures,
  shockNotes,
} from '../../../src/simulation/index.ts';
import { EXPONENTIAL, FIXED, PERIODIC } from './rules.ts';

const OPTIONS = { seed: 1, blocks: 3000, spacingSec: 600 } as const;
const table = new ShockTable(OPTIONS);
const textOf = (result: ShockResult, id: string) =>
  shockFigures(scenarioNamed(result.scenario)!)
    .find((figure) => figure.id === id)!
    .text(result);

const figuresOf = (name: string) => shockFigures(scenarioNamed(name)!).map(({ id }) => id);

describe('a scenario’s figures', () => {
  it('are those that it asks for', () => {
    const always = ['mean', 'late', 'spread', 'gap'];
    expect(figuresOf('steady')).toEqual(always);
    expect(figuresOf('up-10')).toEqual([...always, 'reached', 'settled', 'after', 'overshoot']);
    expect(figuresOf('hopping')).toEqual([...always, 'hoppers', 'stolen', 'stolen-part']);
    expect(figuresOf('time-warp')).toEqual([...always, 'gained', 'gained-part']);
  });

  it('have names of their own, in addresses and in headings', () => {
    for (const figures of [
      ...SCENARIOS.map(shockFigures),
      REPLAY_FIGURES,
    ] as readonly (readonly Figure<never>[])[]) {
      for (const key of ['id', 'heading', 'label'] as const) {
        expect(new Set(figures.map((figure) => figure[key])).size).toBe(figures.length);
      }
    }
  });

  it('have a number for every text, or say that there is none', () => {
    for (const scenario of SCENARIOS) {
      for (const rule of [PERIODIC, FIXED]) {
        const result = table.run(rule, scenario);
        for (const { value, text } of shockFigures(scenario)) {
          expect(['–', 'never'].includes(text(result))).toBe(value(result) === null);
        }
      }
    }
  });
});

describe('texts', () => {
  const settled = table.run(EXPONENTIAL, scenarioNamed('up-10')!);
  const lost = table.run(FIXED, scenarioNamed('up-10')!);

  it('say never, and nothing where there is nothing to say', () => {
    expect(['reached', 'settled', 'after', 'overshoot'].map((id) => textOf(lost, id))).toEqual([
      'never',
      'never',
      '–',
      '–',
    ]);
    expect(textOf(settled, 'settled')).toMatch(/^1,\d{3}$/);
    expect(textOf({ ...settled, overshootFactor: 1000 }, 'overshoot')).toBe('1,000 ×');
    expect(textOf({ ...settled, overshootFactor: 1001 }, 'overshoot')).toBe('> 1,000 ×');
    expect(textOf({ ...settled, meanIntervalSec: 0.001 }, 'mean')).toBe('< 0.01');
  });

  it('give parts of all blocks and of the time', () => {
    const robbed = { ...table.run(PERIODIC, scenarioNamed('hopping')!), blocks: 3000, stolenBlocks: 30 };
    expect(textOf(robbed, 'stolen-part')).toBe('1.0 %');
    const warped = { ...table.run(PERIODIC, scenarioNamed('time-warp')!), elapsedSec: 900, gainedSec: -100 };
    expect([textOf(warped, 'gained'), textOf(warped, 'gained-part')]).toEqual(['-1 min 40 s', '-13 %']);
  });
});

describe('notes', () => {
  it('tell of chains cut short, of Bitcoin’s own pace and of testnet’s storms', () => {
    const result = table.run(FIXED, scenarioNamed('steady')!);
    const of = (rule: string, scenario: string, blocks = 3000) =>
      shockNotes(scenarioNamed(scenario)!, [{ ...result, rule, blocks }], OPTIONS);
    expect(of('fixed', 'down-100', 2999)).toEqual([
      'fixed: 2,999 blocks, then 32-bit header times ran out; figures are of these.',
    ]);
    expect(of('bitcoin', 'steady')).toEqual([expect.stringContaining('600.596 s')]);
    expect(of('bitcoin', 'up-10')).toEqual([]);
    expect(of('testnet', 'up-10')).toEqual([expect.stringContaining('storm')]);
    expect(of('testnet', 'hopping')).toEqual([]);
  });
});

describe('the table for spreadsheets', () => {
  it('has a line for each result, as many cells in each, and what they share', () => {
    const scenarios = [scenarioNamed('up-10')!, scenarioNamed('steady')!];
    const results = scenarios.map((scenario) => table.run(FIXED, scenario));
    const lines = shockCsv(scenarios, results, OPTIONS).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^scenario,rule,blocks,.*,asks_settling,asked_blocks,spacing_s,seed$/);
    expect(lines[1]).toMatch(/^up-10,test-fixed,3000,.*,,,,,,,,,true,3000,600,1$/);
    expect(lines[2]).toMatch(/^steady,test-fixed,3000,.*,false,3000,600,1$/);
    expect(new Set(lines.slice(0, 3).map((line) => line.split(',').length))).toEqual(new Set([20]));
  });
});
