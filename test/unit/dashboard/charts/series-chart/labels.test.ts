import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flowWords,
  placeWords,
  shortened,
  spreadLabels,
} from '../../../../../src/dashboard/charts/series-chart/labels.ts';

describe('labels along a line', () => {
  it('stay where they fit', () => {
    expect(spreadLabels([50, 100], 16, 0, 200)).toEqual([50, 100]);
  });

  it('move apart, keeping their order', () => {
    expect(spreadLabels([50, 52, 45], 16, 0, 200)).toEqual([61, 77, 45]);
  });

  it('are pushed back from the ends', () => {
    expect(spreadLabels([199, 198], 16, 0, 200)).toEqual([192, 176]);
    expect(spreadLabels([0], 16, 0, 200)).toEqual([8]);
  });

  it('never cover each other, and stay inside where there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 300 }), { minLength: 1, maxLength: 15 }), (wanted) => {
        const placed = spreadLabels(wanted, 16, 0, 240).toSorted((a, b) => a - b);
        for (let index = 1; index < placed.length; index++) {
          expect(placed[index]! - placed[index - 1]!).toBeGreaterThanOrEqual(16 - 1e-9);
        }
        expect(placed[0]).toBeGreaterThanOrEqual(8 - 1e-9);
        expect(placed.at(-1)).toBeLessThanOrEqual(232 + 1e-9);
      }),
      { seed: 4 },
    );
  });
});

describe('words at vertical lines', () => {
  const room = { from: 0, to: 200, rows: 2 };

  it('stand right of them, or left where there is no room', () => {
    expect(placeWords([{ at: 20, width: 50 }], room)).toEqual([{ start: 26, row: 0 }]);
    expect(placeWords([{ at: 180, width: 50 }], room)).toEqual([{ start: 124, row: 0 }]);
  });

  it('take the next row where they would touch, and give way where none is left', () => {
    const words = [20, 30, 40].map((at) => ({ at, width: 50 }));
    expect(placeWords(words, room).map((place) => place?.row)).toEqual([0, 1, undefined]);
  });
});

describe('words in rows', () => {
  it('go on in the next row where they do not fit', () => {
    expect(flowWords([60, 60, 60], 150, 10)).toEqual([
      { start: 0, row: 0 },
      { start: 70, row: 0 },
      { start: 0, row: 1 },
    ]);
    expect(flowWords([500, 20], 150, 10).map(({ row }) => row)).toEqual([0, 1]);
  });
});

describe('a text that is too long', () => {
  it('ends with an ellipsis', () => {
    const measure = (text: string): number => text.length;
    expect(shortened('proved by shares', 20, measure)).toBe('proved by shares');
    expect(shortened('proved by shares', 8, measure)).toBe('proved…');
    expect(shortened('proved', 1, measure)).toBe('…');
  });
});
