// Assembles a kernel form into a WebAssembly module: `scan(start, count, targetTop)` tries the nonces, leaves
// the ones whose top word meets the target's in memory and returns how many.

import type { KernelForm } from '../forms.ts';
import { assembleModule } from './assembler.ts';
import { initialMemory, jobPlaces, layOut } from './layout.ts';
import { LANES, type WasmTarget } from './target.ts';
import { KernelWriter, PARAMETER_COUNT } from './writer.ts';

/** Most nonces that one call may try: the hit list has a place for each, so it cannot overflow. */
export const MAX_CALL_NONCES = 2 ** 16;

const PAGE_BYTES = 2 ** 16;

/** A module and where its memory holds what. Words stand little-endian. */
export interface WasmKernel {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Nonces side by side. */
  readonly lanes: number;
  /** Byte offsets at which each of the form's job words must stand, `lanes` times in a row. */
  readonly jobPlaces: readonly (readonly number[])[];
  /** Byte offset of the list of hits: u32 nonces, ascending. */
  readonly hitsOffset: number;
}

/** Assembles `form` for one target. */
export function assembleKernel(form: KernelForm, target: WasmTarget): WasmKernel {
  const layout = layOut(form, target);
  const bytes = assembleModule({
    pages: Math.ceil((layout.hits + MAX_CALL_NONCES * 4) / PAGE_BYTES),
    data: { offset: 0, bytes: initialMemory(form, target, layout) },
    parameterCount: PARAMETER_COUNT,
    function: new KernelWriter(form, target, layout).write(),
  });
  return { bytes, lanes: LANES[target], jobPlaces: jobPlaces(form, layout), hitsOffset: layout.hits };
}
