// A tiny module that a platform accepts only if it has what a target needs.

import { assembleModule, FunctionBuilder } from './assembler.ts';
import type { WasmTarget } from './target.ts';

/** @returns a module for `WebAssembly.validate`. */
export function probeModule(target: WasmTarget): Uint8Array<ArrayBuffer> {
  const code = new FunctionBuilder(0).i32(0);
  if (target === 'simd') code.op('i32x4Splat').op('i32x4Bitmask');
  const data = { offset: 0, bytes: new Uint8Array(1) };
  return assembleModule({ pages: 1, data, parameterCount: 0, function: code });
}
