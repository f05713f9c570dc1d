// Whether the platform runs WebAssembly, and its SIMD.

import { assembleKernel, kernelForm, type WasmTarget } from '../../kernel/index.ts';

/** Asks the platform whether it would compile the very module that would run. */
export function canRunWasm(target: WasmTarget): boolean {
  try {
    return WebAssembly.validate(assembleKernel(kernelForm('rolled-16'), target).bytes);
  } catch {
    return false; // no WebAssembly at all
  }
}
