import { describe, expect, it } from 'vitest';
import {
  benchmarkEntry,
  parseBenchmarkEntry,
  plannedMs,
  standardEntries,
} from '../../../src/miner/benchmark-plan.ts';
import type { Detected } from '../../../src/miner/engine-host.ts';

const machine = (cores: number, parts: Partial<Detected> = {}): Detected => ({
  machine: { runtime: 'a test', platform: 'none', cpu: null, cores },
  adapter: null,
  adapterProblem: 'no adapter in this test',
  hasWasm: true,
  hasWasmSimd: true,
  ...parts,
});

const GPU = { adapter: { name: 'nvidia ada-lovelace', isSoftware: false }, adapterProblem: null };

describe('standardEntries', () => {
  it.each<[string, Detected, readonly string[]]>([
    ['no adapter, SIMD, 8 cores', machine(8), ['js', 'wasm', 'wasm-simd', 'wasm-simd x8']],
    ['no adapter, SIMD, one core', machine(1), ['js', 'wasm', 'wasm-simd']],
    ['no adapter, no SIMD', machine(4, { hasWasmSimd: false }), ['js', 'wasm', 'wasm x4']],
    ['no WebAssembly at all', machine(4, { hasWasm: false, hasWasmSimd: false }), ['js', 'js x4']],
    ['an adapter', machine(8, GPU), ['js', 'wasm', 'wasm-simd', 'wasm-simd x8', 'gpu', 'gpu + wasm-simd x8']],
    [
      'an adapter, no SIMD',
      machine(2, { ...GPU, hasWasmSimd: false }),
      ['js', 'wasm', 'wasm x2', 'gpu', 'gpu + wasm x2'],
    ],
    ['an adapter, one core', machine(1, GPU), ['js', 'wasm', 'wasm-simd', 'gpu', 'gpu + wasm-simd']],
  ])('%s', (_, detected, ids) => {
    const entries = standardEntries(detected);
    expect(entries.map(({ id }) => id)).toEqual(ids);
    for (const entry of entries) expect(parseBenchmarkEntry(entry.id)).toEqual(entry);
  });
});

describe('benchmarkEntry', () => {
  it('is named after what runs in it', () => {
    const parts = [
      { engine: 'gpu', workers: 1 },
      { engine: 'wasm-simd', workers: 8 },
    ] as const;
    expect(benchmarkEntry(...parts)).toEqual({ id: 'gpu + wasm-simd x8', parts });
  });
});

describe('parseBenchmarkEntry', () => {
  it.each([
    ['js', 'js'],
    ['js x1', 'js'],
    ['wasm-simd x8', 'wasm-simd x8'],
    ['wasm-simd+x8', 'wasm-simd x8'],
    ['gpu + wasm-simd x8', 'gpu + wasm-simd x8'],
    ['gpu wasm-simd x8', 'gpu + wasm-simd x8'],
    ['gpu+++wasm-simd+x8', 'gpu + wasm-simd x8'],
    [' reference  x16 ', 'reference x16'],
    ['wasm x2 + js x3', 'wasm x2 + js x3'],
    ['js x9999', 'js x9999'],
  ])('reads %o as %s', (text, id) => {
    expect(parseBenchmarkEntry(text)?.id).toBe(id);
  });

  it.each([
    '',
    ' + ',
    'x4',
    'x4 js',
    'cuda',
    'js x0',
    'js x',
    'js x-1',
    'js x1.5',
    'js x10000',
    'js x2 x3',
    'JS',
    'js,wasm',
  ])('does not take %o', (text) => {
    expect(parseBenchmarkEntry(text)).toBeNull();
  });
});

describe('plannedMs', () => {
  it('is warm-up and runs for each entry', () => {
    const entries = [
      benchmarkEntry({ engine: 'js', workers: 1 }),
      benchmarkEntry({ engine: 'wasm', workers: 1 }),
    ];
    expect(plannedMs({ entries, runs: 6, secondsPerRun: 2, warmUpSeconds: 0.5 })).toBe(25_000);
    expect(plannedMs({ entries: [], runs: 6, secondsPerRun: 2, warmUpSeconds: 0.5 })).toBe(0);
  });
});
