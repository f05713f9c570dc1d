// The assembler by what its modules do: numbers around the edges of LEB128 must come out as they went in.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleModule, FunctionBuilder, type ModuleParts } from '../../../src/kernel/wasm/assembler.ts';
import { SEED } from './support.ts';

interface Running {
  readonly scan: (...parameters: number[]) => number;
  readonly memory: WebAssembly.Memory;
}

function run(code: FunctionBuilder, parts: Partial<ModuleParts> = {}): Running {
  const bytes = assembleModule({
    pages: 1,
    data: { offset: 0, bytes: new Uint8Array(0) },
    parameterCount: 0,
    function: code,
    ...parts,
  });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  return { scan: exports['scan'] as Running['scan'], memory: exports['memory'] as WebAssembly.Memory };
}

const constant = (value: number) => run(new FunctionBuilder(0).i32(value)).scan();

/** Values at which a LEB128 number gets a byte longer, signed and unsigned, with their neighbours. */
const EDGES = [6, 7, 13, 14, 20, 21, 27, 28, 31, 32].flatMap((bits) => [
  2 ** bits - 1,
  2 ** bits,
  2 ** bits + 1,
]);

describe('constants', () => {
  it.each([0, 1, ...EDGES.filter((value) => value < 2 ** 32)])('%d', (value) => {
    expect(constant(value)).toBe(value | 0);
    expect(constant(-value)).toBe(-value | 0);
  });

  it('any 32-bit word, signed or unsigned', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), (value) => {
        expect(constant(value)).toBe(value | 0);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

describe('locals', () => {
  it.each([1, 127, 128, 129, 16_384, 16_500])('number %d keeps its own value', (count) => {
    const code = new FunctionBuilder(2);
    const locals = Array.from({ length: count }, () => code.local('i32'));
    expect(locals[0]).toBe(2);
    expect(locals.at(-1)).toBe(count + 1);
    code.i32(41).set(locals.at(-1)!).i32(5).tee(locals[0]!).get(locals.at(-1)!);
    code.op('i32Add').get(1).op('i32Add');
    // With one local the second write wins.
    expect(run(code, { parameterCount: 2 }).scan(1000, 100)).toBe(count === 1 ? 110 : 146);
  });

  it('are zero at first, of either type', () => {
    const code = new FunctionBuilder(0);
    const [vector, word] = [code.local('v128'), code.local('i32')];
    code.get(vector).op('i32x4Bitmask').get(word).op('i32Add');
    expect(run(code).scan()).toBe(0);
  });
});

describe('memory', () => {
  it.each([0, 124, 128, 132, 16_380, 16_384, 65_532])('stores and loads at offset %d', (offset) => {
    const code = new FunctionBuilder(1);
    code.i32(0).get(0).memory('i32Store', offset).i32(0).memory('i32Load', offset);
    const { scan, memory } = run(code, { parameterCount: 1 });
    expect(scan(-123_456)).toBe(-123_456);
    expect(new DataView(memory.buffer).getInt32(offset, true)).toBe(-123_456);
  });

  it('ends where it was said to', () => {
    const code = new FunctionBuilder(0).i32(0).memory('i32Load', 65_533);
    expect(() => run(code).scan()).toThrow(WebAssembly.RuntimeError);
    expect(run(new FunctionBuilder(0).i32(0).memory('i32Load', 65_533), { pages: 2 }).scan()).toBe(0);
  });

  it.each([1, 127, 128, 300])('has %d pages', (pages) => {
    expect(run(new FunctionBuilder(0).i32(0), { pages }).memory.buffer.byteLength).toBe(pages * 65_536);
  });

  it.each([
    [0, 1],
    [63, 127],
    [64, 128],
    [8191, 16_383],
    [8192, 16_384],
  ])('holds data from %d on, %d bytes of it', (offset, length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i % 255) + 1);
    const { memory } = run(new FunctionBuilder(0).i32(0), { data: { offset, bytes } });
    const held = new Uint8Array(memory.buffer);
    expect(held.subarray(offset, offset + length)).toEqual(bytes);
    expect(held[offset + length]).toBe(0);
    if (offset > 0) expect(held[offset - 1]).toBe(0);
  });
});

describe('control', () => {
  it.each([10, 120, 130, 20_000])('a body of %d instructions', (count) => {
    const code = new FunctionBuilder(0).i32(0);
    for (let i = 0; i < count; i++) code.i32(1).op('i32Add');
    expect(run(code).scan()).toBe(count);
  });

  it.each([0, 1, 127, 128])('branches %d blocks outward', (depth) => {
    const code = new FunctionBuilder(1);
    const reached = code.local('i32');
    code.open('block');
    for (let i = 0; i < depth; i++) code.open('block');
    code.get(0).br('brIf', depth);
    for (let i = 0; i < depth; i++) code.end();
    code.i32(1).set(reached).end().get(reached);
    const { scan } = run(code, { parameterCount: 1 });
    expect(scan(1)).toBe(0);
    expect(scan(0)).toBe(1);
  });

  it('loops', () => {
    const code = new FunctionBuilder(1);
    const [i, total] = [code.local('i32'), code.local('i32')];
    code.open('loop').get(i).i32(1).op('i32Add').tee(i).get(total).op('i32Add').set(total);
    code.get(i).get(0).op('i32LtU').br('brIf', 0).end().get(total);
    expect(run(code, { parameterCount: 1 }).scan(10)).toBe(55);
  });
});

describe('a module that makes no sense', () => {
  it('is refused by the platform', () => {
    expect(() => run(new FunctionBuilder(0).op('i32Add'))).toThrow(WebAssembly.CompileError);
  });
});
