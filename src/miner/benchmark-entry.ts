// The rows of a benchmark by name: `wasm-simd x8`, `wasm-simd:rolled-16`, `gpu:unrolled:2:64 + wasm-simd x8`.

import { ENGINE_NAMES, parseVariant, printVariant } from '../engine/index.ts';
import { KERNEL_SHAPES } from '../kernel/index.ts';
import type { BenchmarkEntry, EngineChoice } from './benchmark-report.ts';

/** Names an entry after what runs in it: `wasm-simd x8`, `gpu + wasm-simd x8`, `wasm-simd:split-8`. */
export function benchmarkEntry(...parts: readonly EngineChoice[]): BenchmarkEntry {
  return { id: parts.map(nameOf).join(' + '), parts };
}

function nameOf({ engine, workers, shape, variant }: EngineChoice): string {
  const form = shape ?? (variant === undefined ? undefined : printVariant(variant));
  return `${engine}${form === undefined ? '' : `:${form}`}${workers === 1 ? '' : ` x${workers}`}`;
}

/**
 * Reads an entry's name as {@link benchmarkEntry} writes it, for example `gpu + wasm-simd:split-8 x8`. Blanks and
 * plus signs are alike, since shells and URLs turn either into the other.
 *
 * @returns the entry under its own spelling, or null if the text names none.
 */
export function parseBenchmarkEntry(id: string): BenchmarkEntry | null {
  const parts: EngineChoice[] = [];
  for (const token of id.split(/[\s+]+/).filter((text) => text !== '')) {
    const workers = /^x([1-9]\d{0,3})$/.exec(token)?.[1];
    const last = parts.at(-1);
    // A GPU is one.
    if (workers !== undefined && last?.workers === 1 && last.engine !== 'gpu') {
      parts.push({ ...parts.pop()!, workers: Number(workers) });
      continue;
    }
    const choice = workers === undefined ? choiceNamed(token) : null;
    if (choice === null) return null;
    parts.push(choice);
  }
  return parts.length === 0 ? null : benchmarkEntry(...parts);
}

/** One worker of an engine, in the form named after a colon: a shape of WebAssembly, a variant of the GPU. */
function choiceNamed(token: string): EngineChoice | null {
  const [name, ...rest] = token.split(':');
  const engine = ENGINE_NAMES.find((one) => one === name);
  if (engine === undefined) return null;
  const form = rest.join(':');
  if (rest.length === 0) return { engine, workers: 1 };
  if (engine === 'gpu') {
    try {
      return { engine, workers: 1, variant: parseVariant(form) };
    } catch {
      return null; // Its sentence is for a person who names a variant alone.
    }
  }
  const shape = KERNEL_SHAPES.find((one) => one === form);
  const hasForms = engine === 'wasm' || engine === 'wasm-simd';
  return hasForms && shape !== undefined ? { engine, workers: 1, shape } : null;
}
