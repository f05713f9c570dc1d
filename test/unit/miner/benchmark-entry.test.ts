import { describe, expect, it } from 'vitest';
import { benchmarkEntry, parseBenchmarkEntry } from '../../../src/miner/benchmark-entry.ts';

describe('benchmarkEntry', () => {
  it('is named after what runs in it', () => {
    const parts = [
      { engine: 'gpu', workers: 1 },
      { engine: 'wasm-simd', workers: 8 },
    ] as const;
    expect(benchmarkEntry(...parts)).toEqual({ id: 'gpu + wasm-simd x8', parts });
  });

  it('and after its form', () => {
    expect(benchmarkEntry({ engine: 'wasm-simd', workers: 2, shape: 'split-8' }).id).toBe(
      'wasm-simd:split-8 x2',
    );
    const variant = { shape: 'unrolled', lanes: 2, workgroupSize: 64 } as const;
    expect(benchmarkEntry({ engine: 'gpu', workers: 1, variant }).id).toBe('gpu:unrolled:2:64');
  });
});

describe('parseBenchmarkEntry', () => {
  it('says the form to the host that opens it', () => {
    expect(parseBenchmarkEntry('gpu:rolled-16:2:64 + wasm:split-8 x3')?.parts).toEqual([
      { engine: 'gpu', workers: 1, variant: { shape: 'rolled-16', lanes: 2, workgroupSize: 64 } },
      { engine: 'wasm', workers: 3, shape: 'split-8' },
    ]);
  });

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
    ['wasm-simd:split-8', 'wasm-simd:split-8'],
    ['wasm:unrolled x4', 'wasm:unrolled x4'],
    ['gpu:rolled-16:2:64 + wasm-simd:rolled-16 x2', 'gpu:rolled-16:2:64 + wasm-simd:rolled-16 x2'],
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
    'gpu x2',
    'gpu:unrolled:2:64 x2',
    'JS',
    'js,wasm',
    'js:unrolled',
    'reference:split-8',
    'wasm:',
    'wasm:rolled',
    'wasm-simd:split-8:1',
    'gpu:split-8:1:64',
    'gpu:unrolled',
    'gpu:unrolled:3:64',
  ])('does not take %o', (text) => {
    expect(parseBenchmarkEntry(text)).toBeNull();
  });
});
