// The search in WebAssembly, assembled from the graph: one nonce at a time, or four side by side with SIMD.

import {
  assembleKernel,
  jobWords,
  type KernelShape,
  kernelForm,
  MAX_CALL_NONCES,
  type WasmTarget,
} from '../../kernel/index.ts';
import { EngineUnavailableError } from '../errors.ts';
import type { NonceKernel } from '../nonce-kernel.ts';
import type { Work } from '../work.ts';

/**
 * The form that is fastest on CPUs: few operations, small code, the schedule in memory. bench/results holds the
 * comparison.
 */
export const WASM_SHAPE: KernelShape = 'split-8';

type Scan = (start: number, count: number, targetTop: number) => number;

/** @throws {EngineUnavailableError} if the platform refuses the module: no WebAssembly, no SIMD, or a policy. */
export function createWasmKernel(target: WasmTarget, shape: KernelShape = WASM_SHAPE): NonceKernel {
  const form = kernelForm(shape);
  const kernel = assembleKernel(form, target);
  const { memory, scan } = instantiate(kernel.bytes, target);
  const words = new Uint32Array(memory.buffer);
  const hitsIndex = kernel.hitsOffset / 4;
  let targetTop = 0;
  return {
    maxCount: MAX_CALL_NONCES,
    prepare(work: Work) {
      const values = jobWords(form, work.midstate, work.tail);
      for (const [i, places] of kernel.jobPlaces.entries()) {
        for (const place of places) words.fill(values[i]!, place / 4, place / 4 + kernel.lanes);
      }
      targetTop = work.target[0]!;
    },
    scan(start, count) {
      const found = scan(start, count, targetTop);
      return Array.from(words.subarray(hitsIndex, hitsIndex + found));
    },
  };
}

function instantiate(
  bytes: Uint8Array<ArrayBuffer>,
  target: WasmTarget,
): { memory: WebAssembly.Memory; scan: Scan } {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    return { memory: exports['memory'] as WebAssembly.Memory, scan: exports['scan'] as Scan };
  } catch (cause) {
    const what = target === 'simd' ? 'WebAssembly SIMD' : 'WebAssembly';
    throw new EngineUnavailableError(`this platform does not run ${what}`, { cause });
  }
}
