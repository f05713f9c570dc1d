// A variant's shader text, and the words that its job binding holds.

import referenceText from '../../../shaders/reference.wgsl?raw';
import frameText from '../../../shaders/search.wgsl?raw';
import { jobWords, kernelForm, printWgsl } from '../../kernel/index.ts';
import { readU32BE } from '../../primitives/index.ts';
import type { Work } from '../work.ts';
import type { GpuVariant } from './variant.ts';

/** What the host needs to run a variant. */
export interface GpuShader {
  readonly text: string;
  /** Length of the job binding, u32 words. */
  readonly jobWordCount: number;
  readonly jobWords: (work: Work) => Uint32Array;
}

/** Prints the shader of a variant. */
export function gpuShader({ shape, lanes }: GpuVariant): GpuShader {
  if (shape === 'reference') {
    return {
      text: referenceText,
      jobWordCount: 20,
      jobWords: (work) => Uint32Array.from({ length: 20 }, (_, i) => readU32BE(work.header, i * 4)),
    };
  }
  const form = kernelForm(shape);
  return {
    text: `${printWgsl(form, lanes)}\n${frameText}`,
    jobWordCount: form.jobWords.length,
    jobWords: (work) => jobWords(form, work.midstate, work.tail),
  };
}
