// The printed WGSL. Stored copies show every change of it in review; and since its expressions read the same in
// JavaScript, the text itself is run here and compared with the reference hash, without a GPU.

import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluate,
  GPU_SHAPES,
  type GpuShape,
  jobWords,
  type KernelForm,
  kernelForm,
  type LaneCount,
  printWgsl,
  TRIP_CONSTANTS,
} from '../../../src/kernel/index.ts';
import { hexFromBytes, midstateOfHeader, swapBytes32, tailOfHeader } from '../../../src/primitives/index.ts';
import { expression, formOf, header, meaning, SEED, topWordByReference, u32 } from './support.ts';

const STORED = new URL('../../vectors/wgsl/', import.meta.url);

const LANES: readonly LaneCount[] = [1, 2, 4];
const VARIANTS: readonly (readonly [GpuShape, LaneCount])[] = GPU_SHAPES.flatMap((shape) =>
  LANES.map((lanes) => [shape, lanes] as const),
);

/** These two hold all kinds of line that there are: read them in review. Of the others a hash is kept. */
const STORED_WHOLE = ['unrolled-x1.wgsl', 'rolled-16-x2.wgsl'];
const STORED_HASHES = 'hashes.txt';

const fileName = (shape: GpuShape, lanes: LaneCount) => `${shape}-x${lanes}.wgsl`;

/** Vitest writes a missing copy where it is not told that this is CI; a copy nobody reviewed is no copy. */
async function expectStored(name: string, text: string): Promise<void> {
  const path = new URL(name, STORED);
  const wasStored = existsSync(path);
  await expect(text).toMatchFileSnapshot(fileURLToPath(path));
  expect(wasStored, `${name} was missing; it has been written: review it and run again`).toBe(true);
}

// After a wanted change: vitest run test/unit/kernel/wgsl.test.ts --update, and read the difference.
describe('the printed kernel', () => {
  it.each(VARIANTS.filter((variant) => STORED_WHOLE.includes(fileName(...variant))))(
    '%s x%d is the stored one',
    async (shape, lanes) => {
      await expectStored(fileName(shape, lanes), printWgsl(kernelForm(shape), lanes));
    },
  );

  it('has the stored hash in every other variant', async () => {
    const hashes = VARIANTS.filter((variant) => !STORED_WHOLE.includes(fileName(...variant))).map(
      ([shape, lanes]) => {
        const text = printWgsl(kernelForm(shape), lanes);
        return `${hexFromBytes(sha256(new TextEncoder().encode(text)))}  ${fileName(shape, lanes)}\n`;
      },
    );
    await expectStored(STORED_HASHES, hashes.join(''));
  });

  it('has no stored copy that no variant needs', () => {
    const stored = readdirSync(STORED).filter((name) => name.endsWith('.wgsl'));
    expect(stored.toSorted()).toEqual(STORED_WHOLE.toSorted());
  });

  it.each(VARIANTS)('%s x%d offers what the frame in shaders/search.wgsl expects', (shape, lanes) => {
    const form = kernelForm(shape);
    const text = printWgsl(form, lanes);
    expect(text).toContain(`alias Word = ${lanes === 1 ? 'u32' : `vec${lanes}<u32>`};`);
    expect(text).toContain(`const LANE_COUNT = ${lanes}u;`);
    expect(text).toContain('fn topWord(nonce: Word) -> Word {');
    expect(text.match(/^ {2}report\(/gm)).toHaveLength(lanes);
    const members = [...text.matchAll(/^ {2}(j\d+): u32,$/gm)].map(([, name]) => name);
    expect(members).toEqual(form.jobWords.map((_, i) => `j${i}`));
    const read = new Set([...text.matchAll(/job\.(j\d+)\b/g)].map(([, name]) => name));
    expect([...read].toSorted()).toEqual(members.toSorted());
    expect(text).not.toMatch(/undefined|NaN|null|\[object/);
    // Shift amounts are literals: the form that compilers turn into one rotate.
    for (const [, amount] of text.matchAll(/(?:<<|>>) (\S+)/g)) {
      expect(amount).toMatch(lanes === 1 ? /^\d+u\)*;?$/ : /^Word\(\d+u\)\)*;?$/);
    }
  });

  // Once the rolled kernel's last part took names that its first part had, in the same scope: no compiler took it,
  // and the tuner passed it over in silence.
  it.each(VARIANTS)('%s x%d declares each name once in its scope', (shape, lanes) => {
    const scopes: Set<string>[] = [new Set()];
    for (const line of printWgsl(kernelForm(shape), lanes).split('\n')) {
      const name = /^ *(?:let|var|const|fn|alias|struct) (\w+)/.exec(line)?.[1];
      if (name !== undefined) {
        expect(scopes.at(-1), `${name} is declared again: ${line.trim()}`).not.toContain(name);
        scopes.at(-1)!.add(name);
      }
      for (const brace of line.replaceAll(/[^{}]/g, '')) {
        if (brace === '{') scopes.push(new Set());
        else scopes.pop();
      }
    }
    expect(scopes).toHaveLength(1);
    expect(scopes[0]).toContain('topWord');
  });

  it('is the same text each time', () => {
    expect(printWgsl(kernelForm('rolled-16'), 4)).toBe(printWgsl(kernelForm('rolled-16'), 4));
  });
});

/**
 * Makes a JavaScript function of a printed `topWord`, one lane of it: WGSL's expressions mean the same there once
 * shifts are unsigned, literals lose their `u`, and each sum is cut to 32 bits.
 */
function topWordOf(
  form: KernelForm & { shape: GpuShape },
  lanes: LaneCount,
): (words: Uint32Array, nonce: number) => number {
  const text = printWgsl(form, lanes);
  const begin = text.indexOf('fn topWord');
  const body = text
    .slice(text.indexOf('{', begin) + 1, text.indexOf('\n}\n', begin))
    .replaceAll('>>', '>>>')
    .replace(/\b(0x[0-9a-f]{8}|\d+)u\b/g, '$1')
    .replace(/^( *(?:let|var) \w+)(?:: Word)? = (?!trips\.)(.*);$/gm, '$1 = ($2) >>> 0;')
    .replace(/^( *)return (.*);$/m, '$1return ($2) >>> 0;');
  const run = new Function('job', 'trips', 'swapBytes', 'Word', 'nonce', body);
  const words = Array.from({ length: TRIP_CONSTANTS.length / 4 }, (_, i) => {
    const [x, y, z, w] = TRIP_CONSTANTS.slice(4 * i, 4 * i + 4);
    return { x, y, z, w };
  });
  return (given, nonce) => {
    const job = Object.fromEntries(Array.from(given, (word, i) => [`j${i}`, word]));
    return run(job, { words }, swapBytes32, (word: number) => word, nonce);
  };
}

describe('the printed text, run', () => {
  it.each(VARIANTS)('%s x%d equals the reference hash', (shape, lanes) => {
    const form = kernelForm(shape);
    const topWord = topWordOf(form, lanes);
    fc.assert(
      fc.property(header(), u32(), (bytes, nonce) => {
        const words = jobWords(form, midstateOfHeader(bytes), tailOfHeader(bytes));
        expect(topWord(words, nonce)).toBe(topWordByReference(bytes, nonce));
        // A word that is off by one bit is seen.
        words[0] = (words[0]! ^ 1) >>> 0;
        expect(topWord(words, nonce)).not.toBe(topWordByReference(bytes, nonce));
      }),
      { seed: SEED, numRuns: 20 },
    );
  });

  it.each([1, 4] as const)('equals the meaning of random expressions, x%d', (lanes) => {
    fc.assert(
      fc.property(expression(), u32(), u32(), u32(), (tree, nonce, j1, j2) => {
        const form = formOf(tree);
        const given = evaluate(form.jobWords, { x1: j1, x2: j2 });
        expect(topWordOf(form, lanes)(given, nonce)).toBe(Number(meaning(tree, [nonce, j1, j2, nonce])));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
