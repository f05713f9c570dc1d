// Whether the platform runs WebAssembly, and its SIMD.

import { probeModule, type WasmTarget } from '../../kernel/index.ts';

/** Asks the platform, which costs next to nothing. */
export function canRunWasm(target: WasmTarget): boolean {
  try {
    return WebAssembly.validate(probeModule(target));
  } catch {
    return false; // no WebAssembly at all
  }
}
