import { describe, expect, it } from 'vitest';
import {
  type PlacedMark,
  placeAcross,
  placeDown,
  RULER_DECADES,
  type RulerMark,
  rulerPosition,
} from '../../../../src/dashboard/benchmark/ruler-layout.ts';

const mark = (hps: number, label = 'WASM SIMD, all 8 cores'): RulerMark => ({
  label,
  note: '1.00 MH/s',
  hps,
  kind: 'measured',
  ember: 3,
});

/** Rates that crowd, as those of one machine do. */
const CROWD = [4.1e5, 3.4e6, 6.7e6, 5.2e7, 2.76e9, 2.81e9, 7.9e20].map((hps) => mark(hps));

const touching = (placed: readonly PlacedMark[]) =>
  placed.flatMap((a, index) =>
    placed
      .slice(index + 1)
      .filter((b) => a.row === b.row && a.start < b.start + b.length && b.start < a.start + a.length),
  );

describe('the ruler of hash rates', () => {
  it('runs from 1 H/s to 1 ZH/s in equal decades', () => {
    expect(rulerPosition(1, 2100)).toBe(0);
    expect(rulerPosition(1e6, 2100)).toBeCloseTo(600);
    expect(rulerPosition(10 ** RULER_DECADES, 2100)).toBe(2100);
  });

  it('keeps what lies beyond at its ends', () => {
    expect([rulerPosition(0, 100), rulerPosition(0.1, 100), rulerPosition(1e30, 100)]).toEqual([0, 0, 100]);
  });

  it.each([680, 900, 1128])('lets no labels touch when it lies %d px wide', (width) => {
    const placed = placeAcross(CROWD, width);
    expect(placed).toHaveLength(CROWD.length);
    expect(touching(placed)).toEqual([]);
    for (const { start, length } of placed) expect(start + length).toBeLessThanOrEqual(width);
  });

  it('would find labels that touch', () => {
    expect(touching(placeAcross(CROWD, 900).map((one) => ({ ...one, row: 0 })))).not.toEqual([]);
  });

  it('leads no line through a label of this crowd', () => {
    const placed = placeAcross(CROWD, 1128);
    for (const a of placed) {
      for (const b of placed) {
        if (b.row < a.row) expect(b.start < a.at && a.at < b.start + b.length).toBe(false);
      }
    }
  });

  it('lets no labels touch when it stands, keeps their order and stays on the ruler', () => {
    const length = 546;
    const placed = placeDown([...CROWD, mark(1), mark(2)], length, 36);
    expect(touching(placed)).toEqual([]);
    const starts = placed.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(starts[0]).toBeGreaterThanOrEqual(0);
    expect(starts.at(-1)).toBeLessThanOrEqual(length - 36);
    const rates = placed.map((one) => one.mark.hps);
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  });

  it('puts a lone label beside its mark', () => {
    expect(placeDown([mark(1e9)], 630, 36)).toMatchObject([{ at: 270, start: 252 }]);
  });
});
