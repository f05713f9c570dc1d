import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SETTINGS,
  offeredEntries,
  PRESETS,
  parseSettings,
  planOf,
  presetOf,
  printSettings,
  type Settings,
} from '../../../../src/dashboard/benchmark/settings.ts';

const OFFERED = ['js', 'wasm-simd', 'wasm-simd x8', 'gpu', 'gpu + wasm-simd x8'];

describe('settings in the address', () => {
  it('reads entries, seconds and runs', () => {
    expect(parseSettings('entries=js,wasm-simd,wasm-simd%20x2&seconds=1&runs=7')).toEqual({
      entries: ['js', 'wasm-simd', 'wasm-simd x2'],
      secondsPerRun: 1,
      runs: 7,
    });
  });

  it.each(['gpu%20%2B%20wasm-simd%20x8', 'gpu+%2B+wasm-simd+x8', 'gpu+wasm-simd%20x8', 'gpu + wasm-simd x8'])(
    'reads a joint entry written as %s',
    (written) => {
      expect(parseSettings(`entries=${written}`).entries).toEqual(['gpu + wasm-simd x8']);
    },
  );

  it.each([
    '',
    'entries=',
    'entries=cuda,x2',
    'seconds=0',
    'seconds=-1',
    'seconds=1e9',
    'runs=0',
    'runs=1.5',
    'runs=101',
    'x',
    '%',
  ])('keeps the default at %j', (query) => {
    expect(parseSettings(query)).toEqual(DEFAULT_SETTINGS);
  });

  it('takes the values at the bounds', () => {
    expect(parseSettings('seconds=600&runs=100')).toMatchObject({ secondsPerRun: 600, runs: 100 });
  });

  it('names an entry once', () => {
    expect(parseSettings('entries=js,js').entries).toEqual(['js']);
  });

  it.each<Settings>([
    DEFAULT_SETTINGS,
    { entries: ['gpu + wasm-simd x8', 'js'], secondsPerRun: 2, runs: 6 },
    { entries: ['wasm-simd x2'], secondsPerRun: 0.25, runs: 1 },
  ])('reads back what it wrote: %j', (settings) => {
    expect(parseSettings(printSettings(settings))).toEqual(settings);
  });

  it('writes nothing for the defaults', () => {
    expect(printSettings(DEFAULT_SETTINGS)).toBe('');
  });
});

describe('plans', () => {
  it('runs everything offered unless told otherwise', () => {
    expect(planOf(DEFAULT_SETTINGS, OFFERED).entries.map(({ id }) => id)).toEqual(OFFERED);
  });

  it('runs the chosen rows in the order offered, and rows that only the address names last', () => {
    const settings = { ...DEFAULT_SETTINGS, entries: ['wasm-simd x2', 'gpu', 'js'] };
    expect(offeredEntries(settings, OFFERED)).toEqual([...OFFERED, 'wasm-simd x2']);
    expect(planOf(settings, OFFERED).entries.map(({ id }) => id)).toEqual(['js', 'gpu', 'wasm-simd x2']);
  });

  it('keeps a quick benchmark of six rows under a minute', () => {
    const [quick] = PRESETS;
    const plan = planOf({ ...quick, entries: null }, OFFERED);
    expect(6 * (plan.warmUpSeconds + plan.runs * plan.secondsPerRun)).toBeLessThan(60);
  });

  it('knows a preset by its figures', () => {
    expect(PRESETS.map((preset) => presetOf({ ...preset, entries: ['js'] })?.id)).toEqual([
      'quick',
      'standard',
    ]);
    expect(presetOf({ entries: null, secondsPerRun: 2, runs: 5 })).toBeNull();
  });
});
