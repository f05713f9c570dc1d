// The names of benchmark entries, put into words for people.

import { describeVariant } from '../../engine/index.ts';
import { type EngineChoice, parseBenchmarkEntry } from '../../miner/index.ts';

const ENGINE_TITLES = {
  gpu: 'GPU',
  'wasm-simd': 'WASM SIMD',
  wasm: 'WASM',
  js: 'JavaScript',
  reference: 'Reference',
} as const;

/** An engine's name for people. */
export function engineTitle(engine: EngineChoice['engine']): string {
  return ENGINE_TITLES[engine];
}

/** The kernel form that a choice names, for example `rolled-16` or `unrolled x2, workgroup 64`; null where it names none. */
export function formTitle({ shape, variant }: EngineChoice): string | null {
  return shape ?? (variant === undefined ? null : describeVariant(variant));
}

/** The words for a GPU interface that the CPU serves: such a row is never called a GPU's. */
export const SOFTWARE_ADAPTER = 'software adapter';

/** What a label depends on besides the id. */
export interface LabelContext {
  /** Logical processors of the machine. */
  readonly cores: number;
  /** True where the CPU plays the GPU. */
  readonly isSoftware: boolean;
}

/**
 * Names a row for people.
 *
 * @param id - An entry's id; returned as it is if it cannot be read.
 * @returns For example `JavaScript, one core`, `WASM SIMD, all 8 cores`, `WASM SIMD split-8, one core`, `GPU + 8 cores`,
 *   `Software adapter`.
 */
export function entryLabel(id: string, { cores, isSoftware }: LabelContext): string {
  const entry = parseBenchmarkEntry(id);
  if (entry === null) return id;
  const hasGpu = entry.parts.some(({ engine }) => engine === 'gpu');
  const names = entry.parts.map((part) => {
    const { engine, workers } = part;
    const form = formTitle(part);
    const kernel = form === null ? '' : ` ${form}`;
    if (engine === 'gpu') return `${isSoftware ? SOFTWARE_ADAPTER : ENGINE_TITLES.gpu}${kernel}`;
    const count =
      workers === 1 ? 'one core' : workers === cores ? `all ${workers} cores` : `${workers} workers`;
    return hasGpu ? `${count.replace('all ', '')}${kernel}` : `${ENGINE_TITLES[engine]}${kernel}, ${count}`;
  });
  const text = names.join(' + ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** True if a part of the entry runs on a GPU interface, a software adapter's included. */
export function usesGpu(id: string): boolean {
  return parseBenchmarkEntry(id)?.parts.some(({ engine }) => engine === 'gpu') ?? false;
}

/**
 * Says in a few words what an entry runs.
 *
 * @param isSoftware - True where the CPU plays the GPU.
 */
export function entryNote(id: string, isSoftware: boolean): string {
  const parts = parseBenchmarkEntry(id)?.parts ?? [];
  const [first] = parts;
  if (first === undefined) return '';
  if (usesGpu(id) && isSoftware) return 'WebGPU played by the CPU: no GPU result';
  if (parts.length > 1) return 'at once, on different nonces';
  if (formTitle(first) !== null) return 'the same search, printed in this form';
  if (first.workers > 1) return 'one worker each, on different nonces';
  return ENGINE_NOTES[first.engine];
}

const ENGINE_NOTES = {
  gpu: 'WebGPU compute shader',
  'wasm-simd': 'WebAssembly, four nonces at a time',
  wasm: 'WebAssembly, one nonce at a time',
  js: 'plain 32-bit arithmetic',
  reference: 'plain and slow, the judge of all others',
} as const;
