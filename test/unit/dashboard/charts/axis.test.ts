import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  axisPart,
  axisTicks,
  linearDomain,
  logDomain,
  niceStep,
  steadyDomain,
} from '../../../../src/dashboard/charts/axis.ts';
import { formatCount, formatDuration } from '../../../../src/primitives/index.ts';

const linear = { scale: 'linear', format: formatCount } as const;
const log = { scale: 'log', format: (value: number) => String(value) } as const;
const labels = (ticks: ReturnType<typeof axisTicks>) => ticks.map(({ label }) => label);

describe('the ends of an axis', () => {
  it('are round numbers around all values, from 0 where nothing is negative', () => {
    expect(linearDomain({ min: 300, max: 1390 })).toEqual({ min: 0, max: 1500 });
    expect(linearDomain({ min: -3, max: 9 })).toEqual({ min: -5, max: 10 });
    expect(linearDomain({ min: 0.1, max: 0.3 })).toEqual({ min: 0, max: 0.3 });
    expect(linearDomain({ min: 0, max: 0 })).toEqual({ min: 0, max: 1 });
    expect(linearDomain(null)).toEqual({ min: 0, max: 1 });
  });

  it('of a logarithmic one are 1, 2 or 5 times a power of ten, at least a decade apart', () => {
    expect(logDomain({ min: 0.22, max: 3.1 })).toEqual({ min: 0.2, max: 5 });
    expect(logDomain({ min: 10, max: 1000 })).toEqual({ min: 10, max: 1000 });
    expect(logDomain(null)).toEqual({ min: 1, max: 10 });
    expect(logDomain({ min: -1, max: 0 })).toEqual({ min: 1, max: 10 });
  });

  it('hold every value', () => {
    const value = fc.double({ min: 1e-9, max: 1e18, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const extent = { min: Math.min(a, b), max: Math.max(a, b) };
        const wide = logDomain(extent);
        expect(wide.min).toBeLessThanOrEqual(extent.min * (1 + 1e-8));
        expect(wide.max).toBeGreaterThanOrEqual(extent.max * (1 - 1e-8));
        expect(wide.max / wide.min).toBeGreaterThan(9.9);
        const flat = linearDomain(extent);
        expect(flat.max).toBeGreaterThanOrEqual(extent.max * (1 - 1e-8));
        expect(flat.min).toBe(0);
      }),
      { seed: 4 },
    );
  });

  it('stay while the values only tremble, and give way to values outside or much smaller ones', () => {
    const before = { min: 0, max: 2000 };
    expect(steadyDomain(before, { min: 0, max: 1500 }, { min: 0, max: 1490 }, 'linear')).toBe(before);
    expect(steadyDomain(before, { min: 0, max: 900 }, { min: 0, max: 800 }, 'linear')).toEqual({
      min: 0,
      max: 900,
    });
    expect(steadyDomain(before, { min: 0, max: 2500 }, { min: 0, max: 2001 }, 'linear')).toEqual({
      min: 0,
      max: 2500,
    });
    const decades = { min: 1, max: 100 };
    expect(steadyDomain(decades, { min: 2, max: 50 }, { min: 2.1, max: 40 }, 'log')).toBe(decades);
    expect(steadyDomain(decades, { min: 1, max: 10 }, { min: 1, max: 9 }, 'log')).toEqual({
      min: 1,
      max: 10,
    });
    expect(steadyDomain(null, decades, { min: 1, max: 9 }, 'log')).toBe(decades);
  });
});

describe('ticks', () => {
  it('stand at round steps, as many as there is room for', () => {
    const domain = { min: 0, max: 1500 };
    expect(labels(axisTicks(linear, domain, 200, 'up'))).toEqual(['0', '500', '1,000', '1,500']);
    expect(axisTicks(linear, domain, 400, 'up')).toHaveLength(8);
    expect(labels(axisTicks(linear, domain, 120, 'across'))).toEqual(['0', '1,000']);
  });

  it('of seconds stand at whole minutes', () => {
    const axis = {
      scale: 'linear',
      format: (value: number) => formatDuration(value),
      isSeconds: true,
    } as const;
    const values = axisTicks(axis, { min: 0, max: 600 }, 500, 'across').map(({ value }) => value);
    expect(values).toEqual([0, 120, 240, 360, 480, 600]);
  });

  it('of a logarithmic axis are 1, 2 and 5 where there is room, else decades', () => {
    expect(labels(axisTicks(log, { min: 0.1, max: 5 }, 200, 'up'))).toEqual([
      '0.1',
      '0.2',
      '0.5',
      '1',
      '2',
      '5',
    ]);
    expect(labels(axisTicks(log, { min: 1, max: 1000 }, 120, 'up'))).toEqual(['1', '10', '100', '1000']);
    const many = axisTicks(log, { min: 1, max: 1e12 }, 200, 'up');
    expect(many).toHaveLength(13);
    expect(many.filter(({ label }) => label !== null).map(({ value }) => value)).toEqual([
      1, 1e3, 1e6, 1e9, 1e12,
    ]);
  });

  it('that are given are thinned to what fits, and left out beyond the ends', () => {
    const axis = { ...linear, ticks: [0, 100, 200, 300, 400, 500] };
    expect(labels(axisTicks(axis, { min: 100, max: 500 }, 400, 'across'))).toEqual([
      '100',
      '200',
      '300',
      '400',
      '500',
    ]);
    expect(labels(axisTicks(axis, { min: 100, max: 500 }, 100, 'across'))).toEqual(['100', '300', '500']);
  });

  it('stand where the format can tell them apart: no 2 at 1.6', () => {
    const whole = { scale: 'linear', format: (value: number) => String(Math.round(value)) } as const;
    const values = axisTicks(whole, { min: 1, max: 4.4 }, 500, 'up').map(({ value }) => value);
    expect(values).toEqual([1, 2, 3, 4]);
    expect(axisTicks(linear, { min: 0, max: 1 }, 500, 'up').map(({ value }) => value)).toEqual([0, 1]);
  });

  it('never touch, whatever the axis', () => {
    const domain = fc
      .tuple(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.double({ min: 1.5, max: 1e9, noNaN: true }))
      .map(([min, factor]) => ({ min, max: min * factor }));
    fc.assert(
      fc.property(
        domain,
        fc.integer({ min: 80, max: 1200 }),
        fc.constantFrom('linear', 'log'),
        (ends, length, scale) => {
          const axis = { scale, format: (value: number) => value.toPrecision(3) } as const;
          const written = axisTicks(axis, ends, length, 'up').filter(({ label }) => label !== null);
          const places = written.map(({ value }) => axisPart(value, ends, scale) * length);
          for (let index = 1; index < places.length; index++) {
            // Two labels are the least that an axis needs; more never stand closer than a line.
            if (places.length > 2) expect(places[index]! - places[index - 1]!).toBeGreaterThan(29);
          }
          expect(written.length).toBeGreaterThan(0);
        },
      ),
      { seed: 4 },
    );
  });
});

describe('a round step', () => {
  it.each([
    [0.3, 0.5],
    [1, 1],
    [1.01, 2],
    [4, 5],
    [7, 10],
    [260, 500],
    [0, 1],
  ])('of at least %d is %d', (rough, step) => {
    expect(niceStep(rough)).toBe(step);
  });
});
