// A kernel's per-job words: computed once on the host, then only read per nonce.

import type { KernelForm } from './forms.ts';
import { evaluate } from './graph.ts';
import { MIDSTATE_INPUTS, TAIL_INPUTS } from './sha256d.ts';

/**
 * Computes the words that a kernel of this form is given for a job.
 *
 * @param midstate - SHA-256 state after header bytes 0..63, eight words.
 * @param tail - header words 16..18, read big-endian.
 * @returns one u32 per entry of `form.jobWords`.
 */
export function jobWords(form: KernelForm, midstate: Uint32Array, tail: Uint32Array): Uint32Array {
  const inputs: Record<string, number> = {};
  MIDSTATE_INPUTS.forEach((name, i) => {
    inputs[name] = midstate[i]!;
  });
  TAIL_INPUTS.forEach((name, i) => {
    inputs[name] = tail[i]!;
  });
  return evaluate(form.jobWords, inputs);
}
