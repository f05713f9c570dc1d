import { describe, expect, it } from 'vitest';
import { gpuShader } from '../../../src/engine/gpu/shader.ts';
import {
  DEFAULT_VARIANT,
  describeVariant,
  type GpuVariant,
  parseVariant,
  printVariant,
  VARIANT_SHAPES,
  WORKGROUP_SIZES,
} from '../../../src/engine/gpu/variant.ts';
import { jobWords, kernelForm, printWgsl } from '../../../src/kernel/index.ts';
import { randomWork, SEED } from './support.ts';

describe('parseVariant', () => {
  it.each<[string, GpuVariant]>([
    ['unrolled:1:64', { shape: 'unrolled', lanes: 1, workgroupSize: 64 }],
    ['unrolled:4:32', { shape: 'unrolled', lanes: 4, workgroupSize: 32 }],
    ['rolled-16:2:256', { shape: 'rolled-16', lanes: 2, workgroupSize: 256 }],
    ['reference:1:128', { shape: 'reference', lanes: 1, workgroupSize: 128 }],
  ])('reads %s', (text, variant) => {
    expect(parseVariant(text)).toEqual(variant);
    expect(printVariant(variant)).toBe(text);
  });

  it.each([
    '',
    'unrolled',
    'unrolled:1',
    'unrolled:1:64:1',
    'unrolled:3:64',
    'unrolled:8:64',
    'unrolled:1:63',
    'unrolled:1:512',
    'unrolled:1:064',
    'rolled:1:64',
    'Unrolled:1:64',
    'reference:2:64',
    ' unrolled:1:64',
    'unrolled:1:64\n',
  ])('refuses %o and says what would be right', (text) => {
    expect(() => parseVariant(text)).toThrow(RangeError);
    expect(() => parseVariant(text)).toThrow(/unrolled:1:64.*, got /s);
  });

  it('reads back what the tuner may choose', () => {
    const sizes = WORKGROUP_SIZES.map((workgroupSize) => ({ ...DEFAULT_VARIANT, workgroupSize }));
    for (const variant of [...VARIANT_SHAPES, ...sizes]) {
      expect(parseVariant(printVariant(variant))).toEqual(variant);
      expect(variant.shape).not.toBe('reference');
    }
    expect(VARIANT_SHAPES[0]).toEqual(DEFAULT_VARIANT);
  });
});

describe('describeVariant', () => {
  it('names shape, lanes and workgroup', () => {
    expect(describeVariant({ shape: 'rolled-16', lanes: 2, workgroupSize: 128 })).toBe(
      'rolled-16 x2, workgroup 128',
    );
  });
});

describe('gpuShader', () => {
  const work = randomWork(SEED);

  it.each(VARIANT_SHAPES)(
    '$shape x$lanes: the printed kernel in its frame, and the form’s job words',
    (variant) => {
      if (variant.shape === 'reference') throw new TypeError('the tuner tries the oracle');
      const form = kernelForm(variant.shape);
      const shader = gpuShader(variant);
      expect(shader.text).toContain(printWgsl(form, variant.lanes));
      expect(shader.text).toContain('fn search(');
      const words = shader.jobWords(work);
      expect(words).toEqual(jobWords(form, work.midstate, work.tail));
      expect(words).toHaveLength(shader.jobWordCount);
    },
  );

  it('reference: its own text, and the whole header big-endian', () => {
    const shader = gpuShader({ shape: 'reference', lanes: 1, workgroupSize: 64 });
    expect(shader.text).toContain('fn search(');
    expect(shader.text).not.toContain('fn reportLanes(');
    const view = new DataView(work.header.buffer, work.header.byteOffset);
    expect([...shader.jobWords(work)]).toEqual(Array.from({ length: 20 }, (_, i) => view.getUint32(4 * i)));
    expect(shader.jobWordCount).toBe(20);
  });
});
