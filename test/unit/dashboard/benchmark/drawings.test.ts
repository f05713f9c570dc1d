// The pictures of rows: whatever the figures and the width, everything has a place, and stays in the drawing.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReports } from '../../../../src/dashboard/benchmark/comparison.ts';
import { barsDrawing } from '../../../../src/dashboard/benchmark/drawings/bars.ts';
import { comparisonDrawing } from '../../../../src/dashboard/benchmark/drawings/comparison.ts';
import { driftDrawing } from '../../../../src/dashboard/benchmark/drawings/drift.ts';
import { formsDrawing } from '../../../../src/dashboard/benchmark/drawings/forms.ts';
import { proofDrawing } from '../../../../src/dashboard/benchmark/drawings/proof.ts';
import { scalingDrawing } from '../../../../src/dashboard/benchmark/drawings/scaling.ts';
import { driftRows } from '../../../../src/dashboard/benchmark/drift.ts';
import { formGroups } from '../../../../src/dashboard/benchmark/forms.ts';
import { barRows } from '../../../../src/dashboard/benchmark/points.ts';
import { CARD, cardDrawing } from '../../../../src/dashboard/benchmark/report-card/card-drawing.ts';
import { proofRows, resultRows } from '../../../../src/dashboard/benchmark/rows.ts';
import { scalingCurve } from '../../../../src/dashboard/benchmark/scaling.ts';
import { type Drawing, type Shape, textWidth } from '../../../../src/dashboard/charts/drawing/shapes.ts';
import type { BenchmarkReport } from '../../../../src/miner/index.ts';
import { report, result } from '../fixtures.ts';

const IDS = [
  'js',
  'wasm-simd',
  'wasm-simd x2',
  'wasm-simd x8',
  'gpu',
  'gpu + wasm-simd x8',
  'wasm-simd:unrolled',
  'wasm-simd:split-8',
];

/** A report of these rates with six runs each, a trace, and shares. */
function reportOf(rates: readonly number[]): BenchmarkReport {
  return report(
    rates.map((hps, index) =>
      result(IDS[index % IDS.length]!, hps, {
        workers: Number(/x(\d)/.exec(IDS[index % IDS.length]!)?.[1] ?? 1),
        runs: [0.98, 0.99, 1, 1, 1.01, 1.02].map((part) => part * hps),
        trace: {
          slotSec: 0.25,
          hps: Array.from({ length: 20 }, (_, i) => (i === 7 ? null : hps * (1 + i / 500))),
        },
      }),
    ),
  );
}

/** Every picture of a report at a width. */
function drawings(shown: BenchmarkReport, other: BenchmarkReport, width: number): readonly Drawing[] {
  const rows = resultRows(shown.results, shown.machine.cores);
  const curve = scalingCurve(shown.results);
  return [
    barsDrawing(barRows(rows), width),
    proofDrawing(proofRows(rows), width),
    formsDrawing(formGroups(shown.results), width),
    driftDrawing(
      driftRows(shown.results, ({ engine }) => engine),
      width,
    ),
    comparisonDrawing(compareReports(shown, other).rows, width),
    ...(curve === null ? [] : [scalingDrawing(curve, width)]),
  ];
}

/** Left and right end of everything, px; a text's by the width that it is reckoned to have. */
function extents(shapes: readonly Shape[], dx = 0): readonly (readonly [number, number])[] {
  return shapes.flatMap((shape): readonly (readonly [number, number])[] => {
    switch (shape.kind) {
      case 'text': {
        const width = textWidth(shape.text, shape.size, shape.isMono);
        const left = shape.x + dx - { start: 0, middle: width / 2, end: width }[shape.anchor];
        return [[left, left + width]];
      }
      case 'box':
        return [[shape.x + dx, shape.x + dx + shape.width]];
      case 'line':
        return shape.points.map(([x]) => [x + dx, x + dx] as const);
      case 'dot':
        return [[shape.x + dx - shape.radius, shape.x + dx + shape.radius]];
      case 'group':
        return extents(shape.shapes, dx + shape.x);
      default:
        return shape satisfies never;
    }
  });
}

const numbersOf = (value: unknown): readonly number[] =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(numbersOf)
      : [];

/** What is reckoned for text is a mean: a line of capitals is a little wider. */
const SLACK = 8;

function expectInside({ width, height, shapes }: Drawing): void {
  expect(height).toBeGreaterThanOrEqual(0);
  expect(numbersOf(shapes).filter((value) => !Number.isFinite(value))).toEqual([]);
  for (const [left, right] of extents(shapes)) {
    expect(left).toBeGreaterThanOrEqual(-SLACK);
    expect(right).toBeLessThanOrEqual(width + SLACK);
  }
}

describe('pictures of rows', () => {
  const rates = fc.array(fc.double({ min: 1, max: 1e13, noNaN: true }), { minLength: 1, maxLength: 8 });

  it.each([320, 390, 640, 768, 1100])('stay in %i px, whatever the rates', (width) => {
    fc.assert(
      fc.property(rates, rates, (one, other) => {
        for (const drawing of drawings(reportOf(one), reportOf(other), width)) expectInside(drawing);
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it('would be found out if they did not', () => {
    const { width, height, shapes } = barsDrawing(barRows(resultRows(reportOf([1, 2]).results, 8)), 700);
    expect(() => expectInside({ width: width / 2, height, shapes })).toThrow();
  });
});

describe('the report card', () => {
  it('is one A4 page for few rows and for many', () => {
    for (const count of [1, 2, 5, 8]) {
      const drawing = cardDrawing(reportOf(Array.from({ length: count }, (_, i) => 1e6 * 7 ** i)));
      expect([drawing.width, drawing.height]).toEqual([794, 1123]);
      expectInside(drawing);
      expect(Math.max(...bottoms(drawing.shapes))).toBeLessThanOrEqual(CARD.height - 24);
    }
  });

  it('says what, where, when and of which program', () => {
    const text = JSON.stringify(cardDrawing(reportOf([1e6, 5e6, 1e7, 3.5e7, 2e9])));
    for (const word of ['400 ×', 'one CPU core', '8 logical cores', 'Chrome 150', '2026-01-31', 'abc123']) {
      expect(text).toContain(word);
    }
    for (const heading of ['Hash rates', 'What more workers bring', 'The shares prove it']) {
      expect(text).toContain(heading);
    }
  });

  it('has its pictures one under the other', () => {
    const groups = cardDrawing(reportOf([1e6, 5e6, 1e7, 3.5e7, 2e9, 2.1e9, 1, 1])).shapes.filter(
      (shape) => shape.kind === 'group',
    );
    const [bars, scaling, proof] = groups;
    expect(groups).toHaveLength(3);
    expect(Math.max(...bottoms(bars!.shapes, bars!.y))).toBeLessThan(scaling!.y);
    expect(Math.max(...extents(scaling!.shapes, scaling!.x).flat())).toBeLessThanOrEqual(proof!.x + SLACK);
  });
});

/** Lowest point of everything, px. */
function bottoms(shapes: readonly Shape[], dy = 0): readonly number[] {
  return shapes.flatMap((shape): readonly number[] => {
    switch (shape.kind) {
      case 'text':
        return [shape.y + dy];
      case 'box':
        return [shape.y + dy + shape.height];
      case 'line':
        return shape.points.map(([, y]) => y + dy);
      case 'dot':
        return [shape.y + dy + shape.radius];
      case 'group':
        return bottoms(shape.shapes, dy + shape.y);
      default:
        return shape satisfies never;
    }
  });
}
