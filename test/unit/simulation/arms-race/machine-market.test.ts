// Who makes machines: output, prices, and what makers keep.

import { describe, expect, test } from 'vitest';
import { MachineMarket } from '../../../../src/simulation/arms-race/machine-market.ts';
import { raceMachines } from '../../../../src/simulation/arms-race/race-machines.ts';
import { dayOfDate } from '../../../../src/simulation/index.ts';
import { SMALL_WORLD } from './small-world.ts';

const models = raceMachines(SMALL_WORLD, [], dayOfDate('2017-12-31'));
const hps = Float64Array.from(models, ({ hashrateHps }) => hashrateHps);
const DAY = dayOfDate('2014-01-06');
const viewAt = (usdPerThDay: number) => ({
  usdPerHpsDay: usdPerThDay / 1e12,
  usdPerWattDay: 0.05 * 0.024,
  outlook: { declinePerDay: 0.001, failurePerDay: 0.0004, lifeDays: 1000 },
});

function marketAt(usdPerThDay: number) {
  const market = new MachineMarket(models, SMALL_WORLD.hardware);
  market.beginWeek(DAY, viewAt(usdPerThDay), hps, 60);
  return { market, south: market.lines.find(({ vendor }) => vendor === 'South')! };
}

describe('prices', () => {
  test('a machine that promises nothing costs what making it costs', () => {
    const { market, south } = marketAt(0.001);
    expect(south.priceUsd).toBe(market.productionUsd(south.model));
  });

  test('one that promises much costs half of what it promises beyond that', () => {
    const { market, south } = marketAt(500);
    const cost = market.productionUsd(south.model);
    const surplus = market.surplusOf(south.model, viewAt(500), hps);
    expect(surplus).toBeGreaterThan(cost);
    expect(south.priceUsd).toBeCloseTo(cost + 0.5 * (surplus - cost), 6);
  });
});

describe('output', () => {
  test('sold out, it grows; unsold, it stops at two months’ worth', () => {
    const { market, south } = marketAt(500);
    const first = south.perMonth;
    market.take(south, south.stock);
    market.beginWeek(DAY + 7, viewAt(500), hps, 60);
    expect(south.perMonth).toBeGreaterThan(first * 1.05);
    for (let week = 2; week < 60; week++) market.beginWeek(DAY + 7 * week, viewAt(500), hps, 60);
    expect(south.stock).toBeLessThan(2.5 * south.perMonth);
  });

  // Makers once kept machines that nobody had made.
  test('a maker keeps no more than there is, and what it keeps is neither offered nor sold', () => {
    const { market, south } = marketAt(500);
    const { stock } = south;
    expect(market.keep(south, stock / 4)).toBe(stock / 4);
    expect(market.keep(south, 1e9)).toBe((3 * stock) / 4);
    expect(market.keep(south, 1)).toBe(0);
    expect([south.stock, south.offered, south.sold]).toEqual([0, 0, 0]);
  });

  test('a machine is on sale from its release on; its maker has it so many days before', () => {
    const { market } = marketAt(500);
    const north = market.lines.find(({ vendor, kind }) => vendor === 'North' && kind === 'asic')!;
    const third = models.findIndex(({ name }) => name === 'Third');
    market.beginWeek(dayOfDate('2014-04-03'), viewAt(500), hps, 60);
    expect([models[north.model]!.name, north.ownModel === third]).toEqual(['First', true]);
    market.beginWeek(dayOfDate('2014-06-05'), viewAt(500), hps, 60);
    expect(north.model).toBe(third);
  });
});
