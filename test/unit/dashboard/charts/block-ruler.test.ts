// Where blocks and ticks lie on the ruler.

import { describe, expect, it } from 'vitest';
import {
  layOutRuler,
  luckEmber,
  type RulerBlock,
  type RulerInput,
} from '../../../../src/dashboard/charts/block-ruler/layout.ts';

const block = (height: number, timeSec: number, luck = 1): RulerBlock => ({
  height,
  timeSec,
  luck,
  kind: 'own',
});

const input: RulerInput = {
  blocks: [block(1, 1000), block(2, 1010), block(3, 1050)],
  nowSec: 1060,
  spanSec: 120,
  spacingSec: 10,
  width: 1200,
};

describe('a ruler', () => {
  it('ends now and has a tick per spacing', () => {
    const { ticks, tickSec, bars } = layOutRuler(input)!;
    expect(tickSec).toBe(10);
    expect(ticks).toHaveLength(13);
    expect(ticks[0]).toEqual({ x: 1200, label: 'now' });
    expect(ticks.filter(({ label }) => label !== '').map(({ label }) => label)).toEqual([
      'now',
      '-20 s',
      '-40 s',
      '-1 min',
      '-1 min 20 s',
      '-1 min 40 s',
      '-2 min',
    ]);
    expect(bars.map(({ x }) => x)).toEqual([600, 700, 1100]);
  });

  it('has fewer ticks and labels where there is little room', () => {
    const { ticks, tickSec } = layOutRuler({ ...input, spanSec: 3600, spacingSec: 2, width: 340 })!;
    expect(tickSec).toBe(100);
    expect(ticks.every(({ x }, i) => i === 0 || ticks[i - 1]!.x - x >= 5)).toBe(true);
    expect(ticks.filter(({ label }) => label !== '').length).toBeLessThanOrEqual(4);
  });

  it('labels spacings that no round time is a multiple of', () => {
    const { ticks } = layOutRuler({ ...input, spacingSec: 7, spanSec: 140 })!;
    expect(ticks.filter(({ label }) => label !== '').length).toBeGreaterThan(2);
  });

  it('shows only what lies in the span', () => {
    expect(layOutRuler({ ...input, spanSec: 20 })!.bars.map(({ block }) => block.height)).toEqual([3]);
  });

  it('reaches back to the first block where the span is all', () => {
    const { fromSec, bars } = layOutRuler({ ...input, nowSec: 1500, spanSec: Number.POSITIVE_INFINITY })!;
    expect(fromSec).toBe(990);
    expect(bars).toHaveLength(3);
  });

  it('puts blocks of one second beside each other, the last at its end', () => {
    const same = [block(1, 1000), block(2, 1001), block(3, 1001), block(4, 1001)];
    const { bars, pxPerSec } = layOutRuler({ ...input, blocks: same, nowSec: 1001, spanSec: 10 })!;
    expect(bars.map(({ x }) => Math.round(x / pxPerSec / 0.01) / 100)).toEqual([9, 9.33, 9.67, 10]);
  });

  it('counts blocks against spacings, and before its first block none were due', () => {
    expect(layOutRuler(input)).toMatchObject({ count: 3, due: 7 });
    expect(layOutRuler({ ...input, spanSec: 30 })).toMatchObject({ count: 1, due: 3 });
    const later = input.blocks.map(({ timeSec }, i) => block(i + 500, timeSec));
    expect(layOutRuler({ ...input, blocks: later, spanSec: 30 })).toMatchObject({ count: 1, due: 3 });
    expect(layOutRuler({ ...input, blocks: [] })).toMatchObject({ count: 0, due: 0 });
  });

  it('makes luckier blocks higher, the luckiest as high as there is room', () => {
    const { bars } = layOutRuler({
      ...input,
      blocks: [block(1, 1000, 0), block(2, 1010, 4), block(3, 1050, 10)],
    })!;
    expect(bars.map(({ part }) => Math.round(part * 1000))).toEqual([100, 460, 1000]);
  });

  it('needs room', () => {
    expect(layOutRuler({ ...input, width: 0 })).toBeNull();
  });
});

it('gives rarer lucks brighter steps', () => {
  expect([0, 0.99, 1, 2.9, 3, 5.9, 6, 20].map(luckEmber)).toEqual([2, 2, 3, 3, 4, 4, 5, 5]);
});
