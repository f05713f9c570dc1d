import { describe, expect, it } from 'vitest';
import {
  barRows,
  decadeTicks,
  doneFraction,
  emberOf,
  logDomain,
} from '../../../../src/dashboard/benchmark/points.ts';
import {
  REFERENCE_DEVICES,
  REFERENCE_NETWORKS,
} from '../../../../src/dashboard/benchmark/reference-devices.ts';
import { resultRows } from '../../../../src/dashboard/benchmark/rows.ts';
import { result } from '../fixtures.ts';

describe('bars', () => {
  const rows = barRows(resultRows([result('js', 1e6), result('gpu', 2e9, { isSoftware: true })], 8));

  it('puts measured rows first and marks each kind', () => {
    expect(rows.slice(0, 3).map(({ kind }) => kind)).toEqual(['measured', 'software', 'published']);
    expect(rows).toHaveLength(2 + REFERENCE_DEVICES.length);
  });

  it('gives an interval to what was measured and a source to what was published', () => {
    expect(rows.map(({ interval }) => interval === null)).toEqual(
      rows.map(({ kind }) => kind === 'published'),
    );
    expect(rows.map(({ source }) => source !== null)).toEqual(rows.map(({ kind }) => kind === 'published'));
  });

  it('keeps the devices in the order of their rates', () => {
    const rates = REFERENCE_DEVICES.map(({ hps }) => hps);
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
    expect([...REFERENCE_DEVICES, ...REFERENCE_NETWORKS].every(({ source }) => source !== '')).toBe(true);
  });

  it('gets hotter with the machine', () => {
    expect(['js', 'wasm-simd', 'wasm-simd x8', 'gpu', 'gpu + js x8'].map(emberOf)).toEqual([2, 3, 4, 4, 5]);
  });
});

describe('logarithmic axes', () => {
  it('spans whole decades with a body for the least bar', () => {
    expect(logDomain([4e5, 4.7e14])).toEqual({ min: 1e5, max: 1e15 });
    expect(logDomain([1.1e6])).toEqual({ min: 1e5, max: 1e7 });
  });

  it('is a decade long at least, whatever it is given', () => {
    for (const values of [[], [0], [Number.NaN], [1e6], [5, 5]]) {
      const { min, max } = logDomain(values);
      expect(max / min).toBeGreaterThanOrEqual(10);
    }
  });

  it('labels every decade where there is room, and whole units where there is not', () => {
    const domain = { min: 1e5, max: 1e15 };
    const labels = (width: number) => decadeTicks(domain, width).flatMap(({ label }) => label ?? []);
    expect(labels(900)).toHaveLength(11);
    expect(labels(300)).toEqual(['1 MH/s', '1 GH/s', '1 TH/s', '1 PH/s']);
    expect(labels(140)).toEqual(['1 MH/s', '1 TH/s']);
    expect(decadeTicks(domain, 140)).toHaveLength(11);
  });
});

describe('the time done', () => {
  it('is a part of the whole', () => {
    expect(doneFraction({ elapsedMs: 1, remainingMs: 3 })).toBe(0.25);
    expect(doneFraction({ elapsedMs: 0, remainingMs: 0 })).toBe(0);
    expect(doneFraction({ elapsedMs: 5, remainingMs: -1 })).toBe(1);
  });
});
