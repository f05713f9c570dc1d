// The contract in Node: what engines answer, whichever form their kernel has and whoever dies meanwhile.

import { describe, test } from 'vitest';
import { DEFAULT_GPU_OPTIONS, openGpuEngine, openThreadEngine } from '../../src/engine/index.ts';
import type { KernelShape } from '../../src/kernel/index.ts';
import { ANSWER_CASES, GPU_KERNEL_CASES, POOL_CASES, SURVIVAL_CASES } from './cases.ts';
import { describeGpu, describePools, describeThreads, runCases, sharing } from './node-benches.ts';
import { clock } from './node-engines.ts';

/** Every form of the kernel that is assembled as WebAssembly. */
const WASM_SHAPES: readonly KernelShape[] = ['unrolled', 'rolled-16', 'split-8'];

describeThreads(ANSWER_CASES);

for (const shape of WASM_SHAPES) {
  for (const name of ['wasm', 'wasm-simd'] as const) {
    describe(`${name} with the kernel ${shape}`, () => {
      runCases(sharing({ open: async () => openThreadEngine(name, clock, shape) }), ANSWER_CASES);
    });
  }
}

describePools((workers) => [...ANSWER_CASES, ...POOL_CASES, ...(workers > 1 ? SURVIVAL_CASES : [])]);

await describeGpu([...ANSWER_CASES, ...GPU_KERNEL_CASES], (gpu) => {
  test('opens the kernel it is told to', async ({ expect }) => {
    const variant = { shape: 'rolled-16', lanes: 2, workgroupSize: 128 } as const;
    const opened = await openGpuEngine(gpu, { ...DEFAULT_GPU_OPTIONS, variant }, clock);
    await opened.engine.dispose();
    expect(opened.variant).toEqual(variant);
    expect(opened.engine.description.kernel).toBe('rolled-16 x2, workgroup 128');
  });
});
