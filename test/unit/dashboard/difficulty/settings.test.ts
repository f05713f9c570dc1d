// Settings and their address: every link comes back as it was, and a wrong one is said, never passed over.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AXES,
  DEFAULT_SETTINGS,
  type DifficultySettings,
  printSettings,
  problemOf,
  readSettings,
  tableRuns,
  VIEWS,
} from '../../../../src/dashboard/difficulty/settings.ts';
import { RULES } from '../../../../src/difficulty/index.ts';
import { SCENARIOS } from '../../../../src/simulation/index.ts';

const RULE_NAMES = RULES.map(({ name }) => name);
const SHOCK_NAMES = SCENARIOS.map(({ name }) => name);

describe('an address', () => {
  it('that says nothing means the defaults, and they say nothing', () => {
    expect(readSettings('')).toEqual({ settings: DEFAULT_SETTINGS, problem: null });
    expect(printSettings(DEFAULT_SETTINGS)).toBe('');
  });

  it('has the words of the command line', () => {
    const query = 'view=shocks&rules=bitcoin,asert&shock=up-10,hopping&seed=7&blocks=300&spacing=60';
    const { settings, problem } = readSettings(query);
    expect(problem).toBeNull();
    expect(settings).toMatchObject({
      view: 'shocks',
      rules: ['bitcoin', 'asert'],
      shocks: ['up-10', 'hopping'],
      seed: 7,
      blocks: 300,
      spacingSec: 60,
    });
    expect(printSettings(settings)).toBe(query);
    expect(readSettings('rules=all&shock=all').settings).toMatchObject({
      rules: RULE_NAMES,
      shocks: SHOCK_NAMES,
    });
  });

  it('comes back as it was', () => {
    const arbitrary: fc.Arbitrary<DifficultySettings> = fc
      .record({
        view: fc.constantFrom(...VIEWS),
        rules: fc.shuffledSubarray(RULE_NAMES, { minLength: 0 }),
        shocks: fc.shuffledSubarray(SHOCK_NAMES),
        seed: fc.nat(),
        blocks: fc.integer({ min: 100, max: 100_000 }),
        spacingSec: fc.integer({ min: 2, max: 86_400 }),
        triedRule: fc.constantFrom(...RULE_NAMES),
        triedShock: fc.constantFrom(...SHOCK_NAMES),
        compared: fc.nat(4),
        sort: fc.constantFrom('', 'settled', 'stolen-part'),
        axis: fc.constantFrom(...AXES),
        lastBlocks: fc.constantFrom(10, 20, 50, 100),
        replays: fc.shuffledSubarray(RULE_NAMES, { maxLength: 3 }),
      })
      .map((settings) => ({ ...settings, compared: settings.rules.slice(0, settings.compared) }));
    fc.assert(
      fc.property(arbitrary, (settings) => {
        expect(readSettings(printSettings(settings))).toEqual({ settings, problem: null });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it.each([
    ['seed=frog', 'seed expected a whole number from 0 to 9.01 × 10^15, got frog'],
    ['seed=-1', 'seed expected a whole number from 0 to 9.01 × 10^15, got -1'],
    ['blocks=99', 'blocks expected a whole number from 100 to 100,000, got 99'],
    ['blocks=100001', 'blocks expected a whole number from 100 to 100,000, got 100001'],
    ['spacing=0.5', 'spacing expected a whole number from 1 to 86,400, got 0.5'],
    ['view=past', 'view expected one of live, history, shocks, got past'],
    ['rules=bitcoin,frog', `rules expected all, or names from ${RULE_NAMES.join(', ')}, got bitcoin,frog`],
    ['shock=', `shock expected all, or names from ${SHOCK_NAMES.join(', ')}, got `],
    ['rules=bitcoin,asert&compare=kgw', 'compare expected all, or names from bitcoin, asert, got kgw'],
    [
      'compare=bitcoin,testnet,bip94,eda,asert',
      `compare expected at most 4 names from ${RULE_NAMES.join(', ')}, got bitcoin,testnet,bip94,eda,asert`,
    ],
    ['last=7', 'last expected one of 10, 20, 50, 100, got 7'],
    ['axis=round', 'axis expected one of log, linear, got round'],
    ['view=shocks&spacing=1', 'the rule lwma-1 needs a spacing of 2 s or more, got 1 s'],
  ])('with %s says so, and the rest is read', (query, problem) => {
    const read = readSettings(`${query}&sort=mean`);
    expect(read.problem).toBe(problem);
    expect(read.settings.sort).toBe('mean');
  });

  it.each(['blocks=100', 'blocks=100000', 'spacing=86400', 'view=shocks&rules=bitcoin&spacing=1', 'seed=0'])(
    'with %s is good',
    (query) => {
      expect(readSettings(query).problem).toBeNull();
    },
  );
});

describe('settings', () => {
  it('have a problem where a rule that is asked for cannot run', () => {
    const shocks = { ...DEFAULT_SETTINGS, view: 'shocks', spacingSec: 1 } as const;
    expect(problemOf(shocks)).toContain('lwma-1');
    expect(problemOf({ ...shocks, rules: ['asert'] })).toBeNull();
    expect(problemOf({ ...shocks, rules: ['asert'], triedRule: 'lwma-1' })).toContain('lwma-1');
    // Nothing of it runs elsewhere.
    expect(problemOf({ ...shocks, view: 'history' })).toBeNull();
  });

  it('run rules shock by shock, without those that a shock says nothing about', () => {
    expect(
      tableRuns({ ...DEFAULT_SETTINGS, rules: ['asert', 'bitcoin'], shocks: ['up-10', 'time-warp'] }),
    ).toEqual([
      { rule: 'asert', shock: 'up-10' },
      { rule: 'bitcoin', shock: 'up-10' },
      { rule: 'bitcoin', shock: 'time-warp' },
    ]);
  });
});
