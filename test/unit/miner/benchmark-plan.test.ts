import { describe, expect, it } from 'vitest';
import { benchmarkEntry, parseBenchmarkEntry } from '../../../src/miner/benchmark-entry.ts';
import {
  type BenchmarkGroup,
  groupEntries,
  plannedMs,
  planWithin,
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

describe('groupEntries', () => {
  const ids = (group: BenchmarkGroup, detected: Detected) =>
    groupEntries(group, detected).map(({ id }) => id);

  it.each<[number, readonly string[]]>([
    [1, ['wasm-simd']],
    [2, ['wasm-simd', 'wasm-simd x2']],
    [8, ['wasm-simd', 'wasm-simd x2', 'wasm-simd x4', 'wasm-simd x8']],
    [12, ['wasm-simd', 'wasm-simd x2', 'wasm-simd x4', 'wasm-simd x8', 'wasm-simd x12']],
  ])('scales by doubling up to %i cores', (cores, expected) => {
    expect(ids('scaling', machine(cores))).toEqual(expected);
  });

  it('scales the best engine that there is', () => {
    expect(ids('scaling', machine(2, { hasWasmSimd: false }))).toEqual(['wasm', 'wasm x2']);
    expect(ids('scaling', machine(2, { hasWasm: false, hasWasmSimd: false }))).toEqual(['js', 'js x2']);
  });

  const WASM_FORMS = ['wasm-simd:unrolled', 'wasm-simd:rolled-16', 'wasm-simd:split-8'];

  it('compares every form of WebAssembly, and kernels of a real GPU', () => {
    expect(ids('forms', machine(8))).toEqual(WASM_FORMS);
    const withGpu = ids('forms', machine(8, GPU));
    expect(withGpu.slice(0, 3)).toEqual(WASM_FORMS);
    expect(withGpu).toContain('gpu:rolled-16:2:64');
    for (const id of withGpu) expect(parseBenchmarkEntry(id)?.id).toBe(id);
  });

  it('leaves out what has no forms: JavaScript, and the kernels of a software adapter', () => {
    expect(ids('forms', machine(8, { hasWasm: false, hasWasmSimd: false }))).toEqual([]);
    const software = { adapter: { name: 'SwiftShader', isSoftware: true }, adapterProblem: null };
    expect(ids('forms', machine(8, software))).toEqual(WASM_FORMS);
  });
});

describe('planWithin', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) => benchmarkEntry({ engine: 'js', workers: i + 1 }));

  it.each([
    [15, 6],
    [15, 16],
    [60, 1],
    [60, 8],
    [60, 30],
    [600, 1],
    [600, 6],
    [600, 40],
  ])('fills %i s with %i rows, and runs each six times at least', (totalSec, count) => {
    const plan = planWithin(totalSec, rows(count));
    expect(plannedMs(plan)).toBeCloseTo(totalSec * 1000, 6);
    expect(plan.runs).toBeGreaterThanOrEqual(6);
    expect(plan.runs).toBeLessThanOrEqual(20);
    expect(plan.secondsPerRun).toBeGreaterThanOrEqual(0.1);
    expect(plan.warmUpSeconds).toBeGreaterThanOrEqual(0.2);
  });

  it('gives runs up where they would be too short, and time where one would be', () => {
    expect(planWithin(15, rows(28))).toMatchObject({ runs: 3, warmUpSeconds: 0.2 });
    const crowded = planWithin(15, rows(100));
    expect(crowded).toMatchObject({ runs: 1, secondsPerRun: 0.1 });
    expect(plannedMs(crowded)).toBeGreaterThan(15_000);
  });

  it('plans nothing for no rows', () => {
    expect(plannedMs(planWithin(15, []))).toBe(0);
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
