// From results and progress to what charts draw: rows, points and axes, with no chart in sight.

import { type BenchmarkProgress, parseBenchmarkEntry } from '../../miner/index.ts';
import { formatHashrate } from '../../primitives/index.ts';
import { usesGpu } from './entry-label.ts';
import { REFERENCE_DEVICES, type ReferenceDevice } from './reference-devices.ts';
import type { ResultRow } from './rows.ts';

/** Step of the ember scale: from 1, against the ground the weakest, to 5, the strongest. */
export type Ember = 1 | 2 | 3 | 4 | 5;

/** One bar. */
export interface BarRow {
  readonly label: string;
  /** Said in grey after the label. */
  readonly note: string;
  readonly hps: number;
  /** 95 % interval; null for a published figure, which comes without one. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly kind: 'measured' | 'software' | 'published';
  readonly ember: Ember;
  readonly source: string | null;
}

/** An entry's step on the ember scale: more machine, more heat. */
export function emberOf(id: string): Ember {
  const parts = parseBenchmarkEntry(id)?.parts ?? [];
  if (usesGpu(id)) return parts.length > 1 ? 5 : 4;
  return parts.some(({ workers }) => workers > 1)
    ? 4
    : parts.some(({ engine }) => engine === 'wasm-simd')
      ? 3
      : 2;
}

const DEVICE_EMBERS = { CPU: 2, GPU: 3, FPGA: 3, ASIC: 4, network: 5 } as const satisfies Record<
  ReferenceDevice['kind'],
  Ember
>;

/** A device's step on the ember scale. */
export function deviceEmber({ kind }: ReferenceDevice): Ember {
  return DEVICE_EMBERS[kind];
}

/** Measured rows in order, then the published devices, slowest first. */
export function barRows(
  rows: readonly ResultRow[],
  devices: readonly ReferenceDevice[] = REFERENCE_DEVICES,
): readonly BarRow[] {
  const measured = rows.map(
    ({ result, label }): BarRow => ({
      label,
      note: '',
      hps: result.hps.median,
      interval: { low: result.hps.low, high: result.hps.high },
      kind: result.isSoftware ? 'software' : 'measured',
      ember: emberOf(result.engine),
      source: null,
    }),
  );
  const published = devices.map(
    (device): BarRow => ({
      label: device.name,
      note: `${device.kind}, ${device.year}`,
      hps: device.hps,
      interval: null,
      kind: 'published',
      ember: deviceEmber(device),
      source: device.source,
    }),
  );
  return [...measured, ...published];
}

/** A logarithmic axis between whole decades. */
export interface LogDomain {
  readonly min: number;
  readonly max: number;
}

/** The decades that hold every value, with room below the least so that its bar has a body. */
export function logDomain(values: readonly number[]): LogDomain {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return { min: 1, max: 10 };
  const low = Math.floor(Math.log10(Math.min(...positive)) - 0.5);
  const high = Math.ceil(Math.log10(Math.max(...positive)));
  return { min: 10 ** low, max: 10 ** Math.max(high, low + 1) };
}

/** A tick of a logarithmic axis. */
export interface Tick {
  readonly value: number;
  /** Null between labelled ticks. */
  readonly label: string | null;
}

/** Space that a label such as `100 MH/s` wants along a horizontal axis, px. */
const LABEL_WIDTH = 76;

/** One tick per decade; labels as many as `lengthPx` holds, at every decade, third, sixth …: at whole units. */
export function decadeTicks({ min, max }: LogDomain, lengthPx: number): readonly Tick[] {
  const first = Math.round(Math.log10(min));
  const last = Math.round(Math.log10(max));
  const perDecade = lengthPx / Math.max(1, last - first);
  const step = [1, 3, 6, 9, 12].find((decades) => perDecade * decades >= LABEL_WIDTH) ?? 24;
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const exponent = first + index;
    const value = 10 ** exponent;
    return { value, label: exponent % step === 0 ? formatHashrate(value, 1) : null };
  });
}

/** The part of the whole that is done, 0 to 1. */
export function doneFraction({
  elapsedMs,
  remainingMs,
}: Pick<BenchmarkProgress, 'elapsedMs' | 'remainingMs'>): number {
  const total = elapsedMs + remainingMs;
  return total > 0 ? Math.min(1, elapsedMs / total) : 0;
}
