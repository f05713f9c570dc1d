// The WebAssembly kernels: exactly the nonces whose top word meets the target's, whatever the range.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assembleKernel,
  evaluate,
  jobWords,
  KERNEL_SHAPES,
  type KernelForm,
  kernelForm,
  MAX_CALL_NONCES,
  type WasmKernel,
  type WasmTarget,
} from '../../../src/kernel/index.ts';
import {
  bytesFromHex,
  createHeaderHasher,
  midstateOfHeader,
  readU32LE,
  tailOfHeader,
} from '../../../src/primitives/index.ts';
import {
  expression,
  formOf,
  formOfProgram,
  header,
  meaning,
  program,
  programMeaning,
  SEED,
  topWordByReference,
  u32,
} from './support.ts';

const GENESIS = bytesFromHex(
  '0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c',
);

const KERNELS: readonly (readonly [KernelForm['shape'], WasmTarget])[] = KERNEL_SHAPES.flatMap((shape) => [
  [shape, 'scalar'] as const,
  [shape, 'simd'] as const,
]);

interface Loaded {
  readonly setJob: (words: Uint32Array) => void;
  readonly scan: (start: number, count: number, targetTop: number) => readonly number[];
}

function load({ bytes, jobPlaces, lanes, hitsOffset }: WasmKernel): Loaded {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const memory = new Uint32Array((exports['memory'] as WebAssembly.Memory).buffer);
  const scan = exports['scan'] as (start: number, count: number, targetTop: number) => number;
  return {
    setJob(words) {
      for (const [i, places] of jobPlaces.entries()) {
        for (const place of places) memory.fill(words[i]!, place / 4, place / 4 + lanes);
      }
    },
    scan(start, count, targetTop) {
      const found = scan(start, count, targetTop);
      return [...memory.subarray(hitsOffset / 4, hitsOffset / 4 + found)];
    },
  };
}

/** The same hits by the header hasher in plain JavaScript. */
function hitsByHasher(bytes: Uint8Array, start: number, count: number, targetTop: number): number[] {
  const hasher = createHeaderHasher(midstateOfHeader(bytes), tailOfHeader(bytes));
  const hits: number[] = [];
  for (let nonce = start; nonce < start + count; nonce++) {
    if (hasher.topWord(nonce) <= targetTop) hits.push(nonce);
  }
  return hits;
}

describe.each(KERNELS)('%s, %s', (shape, target) => {
  const form = kernelForm(shape);
  const kernel = assembleKernel(form, target);
  const loaded = load(kernel);
  const setHeader = (bytes: Uint8Array) =>
    loaded.setJob(jobWords(form, midstateOfHeader(bytes), tailOfHeader(bytes)));
  const [sample] = fc.sample(header(), { seed: SEED, numRuns: 1 });

  it('is a valid module', () => {
    expect(WebAssembly.validate(kernel.bytes)).toBe(true);
    expect(kernel.lanes).toBe(target === 'simd' ? 4 : 1);
    // Control: the platform does look.
    expect(WebAssembly.validate(kernel.bytes.subarray(0, -1))).toBe(false);
  });

  it('reports exactly the hits of random headers, ranges and targets', () => {
    const start = fc.oneof(
      fc.nat(2 ** 32 - 1),
      fc.nat(300).map((back) => 2 ** 32 - 1 - back),
    );
    const targetTop = fc.constantFrom(
      0,
      2 ** 16,
      2 ** 24 - 1,
      2 ** 28,
      0x7fff_ffff,
      0x8000_0000,
      0xffff_fffe,
    );
    fc.assert(
      fc.property(header(), start, fc.nat(515), targetTop, (bytes, first, wanted, top) => {
        const count = Math.min(wanted, 2 ** 32 - first);
        setHeader(bytes);
        expect(loaded.scan(first, count, top)).toEqual(hitsByHasher(bytes, first, count, top));
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 4095, 4097])('tries %d nonces, no more and no fewer', (count) => {
    setHeader(sample!);
    const all = Array.from({ length: count }, (_, i) => 1000 + i);
    expect(loaded.scan(1000, count, 0xffff_ffff)).toEqual(all);
  });

  it('tries nothing when asked for nothing', () => {
    setHeader(sample!);
    expect(loaded.scan(0, 0, 0xffff_ffff)).toEqual([]);
    expect(loaded.scan(0, 1, 0xffff_ffff)).toEqual([0]);
  });

  it.each([1, 3, 4, 5])('reaches 2^32 - 1 in a range of %d and does not wrap', (count) => {
    setHeader(sample!);
    const start = 2 ** 32 - count;
    expect(loaded.scan(start, count, 0xffff_ffff)).toEqual(
      Array.from({ length: count }, (_, i) => start + i),
    );
  });

  it('compares unsigned: half of all nonces meet 0x7fffffff', () => {
    setHeader(sample!);
    const hits = loaded.scan(2 ** 31 - 1024, 2048, 0x7fff_ffff);
    expect(hits).toEqual(hitsByHasher(sample!, 2 ** 31 - 1024, 2048, 0x7fff_ffff));
    expect(Math.abs(hits.length - 1024)).toBeLessThan(6 * Math.sqrt(512));
  });

  it('meets a top word that equals the target’s, not one below', () => {
    setHeader(sample!);
    const top = topWordByReference(sample!, 77);
    expect(loaded.scan(77, 1, top)).toEqual([77]);
    expect(loaded.scan(77, 1, top - 1)).toEqual([]);
  });

  it('finds the genesis block’s nonce and no other around it', () => {
    setHeader(GENESIS);
    const nonce = readU32LE(GENESIS, 76);
    expect(loaded.scan(nonce - 2000, 4003, 0)).toEqual([nonce]);
    expect(loaded.scan(nonce - 2000, 2000, 0)).toEqual([]);
    expect(loaded.scan(nonce + 1, 2000, 0)).toEqual([]);
  });

  it('has a place in its list for every nonce of the longest call, and forgets it by the next', () => {
    setHeader(sample!);
    const hits = loaded.scan(5, MAX_CALL_NONCES, 0xffff_ffff);
    expect(hits).toHaveLength(MAX_CALL_NONCES);
    expect(hits.every((nonce, i) => nonce === 5 + i)).toBe(true);
    expect(loaded.scan(5, 8, 0)).toEqual(hitsByHasher(sample!, 5, 8, 0));
    // The list did not run over the job's words or the constants.
    expect(loaded.scan(0, 512, 2 ** 28)).toEqual(hitsByHasher(sample!, 0, 512, 2 ** 28));
  });

  it('goes from one job to another', () => {
    const [one, other] = fc.sample(header(), { seed: SEED + 3, numRuns: 2 });
    for (const bytes of [one!, other!, one!]) {
      setHeader(bytes);
      expect(loaded.scan(0, 512, 2 ** 28)).toEqual(hitsByHasher(bytes, 0, 512, 2 ** 28));
    }
  });
});

describe.each(['scalar', 'simd'] as const)('any code, %s', (target) => {
  /** Checks that a form's top word is `top`: it meets itself and nothing smaller. */
  function expectTop(
    form: KernelForm,
    inputs: { readonly nonce: number; readonly x1: number; readonly x2: number },
    top: number,
  ): void {
    const { setJob, scan } = load(assembleKernel(form, target));
    setJob(evaluate(form.jobWords, inputs));
    expect(scan(inputs.nonce, 1, top)).toEqual([inputs.nonce]);
    if (top > 0) expect(scan(inputs.nonce, 1, top - 1)).toEqual([]);
  }

  it('means what its expression means', () => {
    fc.assert(
      fc.property(expression(), u32(), u32(), u32(), (tree, nonce, x1, x2) => {
        expectTop(formOf(tree), { nonce, x1, x2 }, Number(meaning(tree, [nonce, x1, x2, nonce])));
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('keeps words for uses near and far', () => {
    fc.assert(
      fc.property(program(400), u32(), u32(), u32(), (steps, nonce, x1, x2) => {
        expectTop(formOfProgram(steps), { nonce, x1, x2 }, programMeaning(steps, nonce, x1, x2));
      }),
      // A long program says little more when it is cut short, and cutting takes minutes.
      { seed: SEED, numRuns: 30, endOnFailure: true },
    );
  });
});
