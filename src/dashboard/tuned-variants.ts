// Remembers in the browser which GPU kernel is fastest on which adapter.

import { type GpuVariant, parseVariant, printVariant } from '../engine/index.ts';

/** Changes when the kernels do: what was learned about older ones is not trusted. */
const KEY = 'proofworks gpu kernels 1';

/** @returns variants by adapter name, as `SHAPE:LANES:WORKGROUP`; nothing where nothing is remembered. */
export function readTunedTexts(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {}; // storage forbidden, or not ours: the kernels are timed again
  }
}

export function readTunedVariant(adapter: string): GpuVariant | null {
  const text = readTunedTexts()[adapter];
  try {
    return text === undefined ? null : parseVariant(text);
  } catch {
    return null;
  }
}

export function writeTunedVariant(adapter: string, variant: GpuVariant): void {
  writeTunedText(adapter, printVariant(variant));
}

/** @param variant - as `SHAPE:LANES:WORKGROUP`. */
export function writeTunedText(adapter: string, variant: string): void {
  const all = { ...readTunedTexts(), [adapter]: variant };
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // Storage forbidden or full: the next visit times the kernels again.
  }
}
