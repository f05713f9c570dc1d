// How much does each step buy on one core: the reference hash, plain JavaScript, WebAssembly, its SIMD, and
// the graph's savings against a kernel written naively?

import { sha256 } from '@noble/hashes/sha2.js';
import { createJsKernel } from '../src/engine/cpu/js-kernel.ts';
import { createWasmKernel, WASM_SHAPE } from '../src/engine/cpu/wasm-kernel.ts';
import { prepareWork } from '../src/engine/index.ts';
import type { NonceKernel } from '../src/engine/nonce-kernel.ts';
import { KERNEL_SHAPES } from '../src/kernel/index.ts';
import { KNOWN_HEADERS } from '../src/miner/index.ts';
import { bytesFromHex, readU32LE, writeU32LE } from '../src/primitives/index.ts';
import {
  type Contestant,
  type Findings,
  inProcesses,
  medians,
  type Rates,
  ratio,
  takeTurns,
} from './measure.ts';
import { createNaiveSimdKernel } from './naive-simd.ts';

const PROCESSES = 6;
const GENESIS = bytesFromHex(KNOWN_HEADERS[0]!.hex);
/** No hash is expected to meet it: what is timed is hashing. */
const WORK = prepareWork(0, GENESIS, 0n);

/** The naive kernel as a person writes it first, and with the one saving that everybody knows. */
const NAIVE = [
  ['wasm-simd naive', false],
  ['wasm-simd naive, from the midstate', true],
] as const;

/** One process's part. */
export function measureCpuKernels(): Promise<Rates> {
  const kernels: Record<string, NonceKernel> = { js: createJsKernel() };
  for (const shape of KERNEL_SHAPES) {
    kernels[`wasm ${shape}`] = createWasmKernel('scalar', shape);
    kernels[`wasm-simd ${shape}`] = createWasmKernel('simd', shape);
  }
  const contestants: Contestant[] = Object.entries(kernels).map(([name, kernel]) => {
    kernel.prepare(WORK);
    return contestant(name, Math.min(kernel.maxCount, 2 ** 15), (start, count) => kernel.scan(start, count));
  });
  contestants.unshift(contestant('@noble/hashes', 2 ** 14, hashPlainly()));
  for (const [name, fromMidstate] of NAIVE) {
    const naive = createNaiveSimdKernel(WORK, fromMidstate);
    checkNaive(naive);
    contestants.push(contestant(name, 2 ** 15, (start, count) => naive.scan(start, count, 0)));
  }
  return takeTurns(contestants);
}

/** `sha256(sha256(header))` and nothing else: no target, no search. */
function hashPlainly(): (start: number, count: number) => void {
  const header = GENESIS.slice();
  return (start, count) => {
    for (let nonce = start; nonce < start + count; nonce++) {
      writeU32LE(header, 76, nonce);
      sha256(sha256(header));
    }
  };
}

function contestant(
  name: string,
  count: number,
  scan: (start: number, count: number) => unknown,
): Contestant {
  let start = 0;
  const calls = name.startsWith('@') || name === 'js' ? 1 : 4;
  const nonces = calls === 1 ? count / 8 : count;
  return {
    name,
    run: () => {
      for (let i = 0; i < calls; i++) {
        scan(start, nonces);
        start = (start + nonces) % 2 ** 31;
      }
      return calls * nonces;
    },
  };
}

/** A kernel that finds nothing would be fast. */
function checkNaive(naive: ReturnType<typeof createNaiveSimdKernel>): void {
  const nonce = readU32LE(GENESIS, 76);
  const found = naive.scan(nonce - 1000, 4000, 0);
  if (found.join() !== String(nonce)) throw new Error(`the naive kernel found ${found.join() || 'nothing'}`);
}

export function cpuKernels(): Findings {
  const rates = inProcesses('cpu-kernels', PROCESSES);
  const of = (numerator: string, denominator: string) => ratio(rates, numerator, denominator);
  const best = `wasm-simd ${WASM_SHAPE}`;
  const ratios = {
    'wasm-simd / @noble/hashes': of(best, '@noble/hashes'),
    'wasm-simd / wasm': of(best, `wasm ${WASM_SHAPE}`),
    'wasm-simd / naive': of(best, NAIVE[0][0]),
    'wasm-simd / naive, from the midstate': of(best, NAIVE[1][0]),
    'wasm-simd: split-8 / rolled-16': of('wasm-simd split-8', 'wasm-simd rolled-16'),
    'wasm-simd: split-8 / unrolled': of('wasm-simd split-8', 'wasm-simd unrolled'),
    'wasm: split-8 / rolled-16': of('wasm split-8', 'wasm rolled-16'),
  };
  return {
    figures: [
      {
        what: 'WASM SIMD, one worker, against @noble/hashes',
        value: ratios['wasm-simd / @noble/hashes'].median,
        atLeast: 20,
      },
      { what: 'WASM SIMD against WASM scalar', value: ratios['wasm-simd / wasm'].median, atLeast: 1.7 },
      {
        what: 'WASM SIMD against a naive SIMD kernel',
        value: ratios['wasm-simd / naive'].median,
        atLeast: 1.3,
      },
      {
        what: 'WASM SIMD against a naive SIMD kernel that starts from the midstate',
        value: ratios['wasm-simd / naive, from the midstate'].median,
      },
    ],
    details: { processes: PROCESSES, megahashesPerSecond: medians(rates), ratios },
  };
}
