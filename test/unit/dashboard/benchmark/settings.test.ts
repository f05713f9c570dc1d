import { describe, expect, it } from 'vitest';
import {
  chosenEntries,
  DEFAULT_SETTINGS,
  type OfferedRows,
  offeredEntries,
  PRESETS,
  parseSettings,
  planOf,
  presetOf,
  printSettings,
  type Settings,
} from '../../../../src/dashboard/benchmark/settings.ts';
import { plannedMs } from '../../../../src/miner/index.ts';

const OFFERED: OfferedRows = {
  engines: ['js', 'wasm-simd', 'wasm-simd x8', 'gpu', 'gpu + wasm-simd x8'],
  scaling: ['wasm-simd', 'wasm-simd x2', 'wasm-simd x4', 'wasm-simd x8'],
  forms: ['wasm-simd:unrolled', 'wasm-simd:split-8'],
};

describe('settings in the address', () => {
  it('reads groups and the time of the whole', () => {
    expect(parseSettings('groups=forms,engines&time=600')).toEqual({
      groups: ['forms', 'engines'],
      entries: null,
      timing: { totalSec: 600 },
    });
  });

  it('still reads rows, seconds and runs as addresses had them before', () => {
    expect(parseSettings('entries=js,wasm-simd,wasm-simd%20x2&seconds=1&runs=7')).toEqual({
      groups: DEFAULT_SETTINGS.groups,
      entries: ['js', 'wasm-simd', 'wasm-simd x2'],
      timing: { secondsPerRun: 1, runs: 7 },
    });
    expect(parseSettings('seconds=2').timing).toEqual({ secondsPerRun: 2, runs: 6 });
    expect(parseSettings('runs=3').timing).toEqual({ secondsPerRun: 0.75, runs: 3 });
  });

  it.each(['gpu%20%2B%20wasm-simd%20x8', 'gpu+%2B+wasm-simd+x8', 'gpu+wasm-simd%20x8', 'gpu + wasm-simd x8'])(
    'reads a joint entry written as %s',
    (written) => {
      expect(parseSettings(`entries=${written}`).entries).toEqual(['gpu + wasm-simd x8']);
    },
  );

  it('reads kernel forms', () => {
    expect(parseSettings('entries=wasm-simd:split-8,gpu%3Aunrolled%3A1%3A64').entries).toEqual([
      'wasm-simd:split-8',
      'gpu:unrolled:1:64',
    ]);
  });

  it.each([
    '',
    'entries=',
    'entries=cuda,x2',
    'groups=',
    'groups=all',
    'time=0',
    'time=1e9',
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
    expect(parseSettings('seconds=600&runs=100').timing).toEqual({ secondsPerRun: 600, runs: 100 });
    expect(parseSettings('time=1').timing).toEqual({ totalSec: 1 });
    expect(parseSettings('time=86400').timing).toEqual({ totalSec: 86_400 });
  });

  it('names an entry once', () => {
    expect(parseSettings('entries=js,js').entries).toEqual(['js']);
  });

  it.each<Settings>([
    DEFAULT_SETTINGS,
    { groups: ['forms'], entries: null, timing: { totalSec: 60 } },
    {
      groups: ['engines', 'scaling', 'forms'],
      entries: ['gpu + wasm-simd x8', 'js'],
      timing: { totalSec: 15 },
    },
    { groups: ['engines'], entries: ['wasm-simd:split-8 x2'], timing: { secondsPerRun: 0.25, runs: 1 } },
    { ...DEFAULT_SETTINGS, timing: { secondsPerRun: 0.75, runs: 6 } },
  ])('reads back what it wrote: %j', (settings) => {
    expect(parseSettings(printSettings(settings))).toEqual(settings);
  });

  it('writes nothing for the defaults', () => {
    expect(printSettings(DEFAULT_SETTINGS)).toBe('');
  });
});

describe('plans', () => {
  it('run all rows of the groups unless told otherwise, each once', () => {
    expect(planOf(DEFAULT_SETTINGS, OFFERED).entries.map(({ id }) => id)).toEqual([
      ...OFFERED.engines,
      'wasm-simd x2',
      'wasm-simd x4',
    ]);
    expect(chosenEntries({ ...DEFAULT_SETTINGS, groups: ['forms'] }, OFFERED)).toEqual(OFFERED.forms);
    expect(planOf({ ...DEFAULT_SETTINGS, groups: [] }, OFFERED).entries).toEqual([]);
  });

  it('run the chosen rows in the order offered, and rows that only the address names last', () => {
    const settings: Settings = { ...DEFAULT_SETTINGS, groups: ['engines'], entries: ['js x3', 'gpu', 'js'] };
    expect(offeredEntries(settings, OFFERED)).toEqual([...OFFERED.engines, 'js x3']);
    expect(planOf(settings, OFFERED).entries.map(({ id }) => id)).toEqual(['js', 'gpu', 'js x3']);
  });

  it.each(PRESETS)('of the preset $id take its time, whatever the rows', ({ totalSec }) => {
    for (const groups of [['engines'], ['engines', 'scaling', 'forms']] as const) {
      const plan = planOf({ groups, entries: null, timing: { totalSec } }, OFFERED);
      expect(plannedMs(plan)).toBeCloseTo(totalSec * 1000, 6);
      expect(plan.runs).toBeGreaterThanOrEqual(6);
    }
  });

  it('of an address with runs of its own take those', () => {
    const plan = planOf({ ...DEFAULT_SETTINGS, timing: { secondsPerRun: 2, runs: 3 } }, OFFERED);
    expect(plan).toMatchObject({ secondsPerRun: 2, runs: 3 });
  });

  it('know a preset by its time', () => {
    expect(PRESETS.map(({ totalSec }) => presetOf({ totalSec })?.id)).toEqual(['quick', 'standard', 'soak']);
    expect(PRESETS.map(({ totalSec }) => totalSec)).toEqual([15, 60, 600]);
    expect(presetOf({ totalSec: 16 })).toBeNull();
    expect(presetOf({ secondsPerRun: 2, runs: 5 })).toBeNull();
  });
});
