// Bitcoin as it was last recorded: the figures in the code are those of the data, and they agree with each other.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockSubsidySats, COIN_SATS } from '../../../src/chain/index.ts';
import {
  BITCOIN_DIFFICULTY,
  BITCOIN_DIFFICULTY_HEIGHT,
  BITCOIN_SPACING_SEC,
  breakEvenJPerTh,
  CAMBRIDGE_GRID_GRAMS_PER_KWH,
  CAMBRIDGE_PRICE_PER_KWH_USD,
  CAMBRIDGE_PUE,
  hashrateOfDifficulty,
  RECORDED_COIN_PRICE_MONTH,
  RECORDED_COIN_PRICE_USD,
  RECORDED_MACHINES_J_PER_TH,
  RECORDED_NETWORK,
  RECORDED_SUBSIDY_BTC,
  revenuePerThDayUsd,
} from '../../../src/simulation/index.ts';

const rows = (name: string): string[][] =>
  readFileSync(new URL(`../../../data/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));

describe('the network', () => {
  it('is what was last recorded', () => {
    const [, height, , , , , difficulty] = rows('btc_difficulty_epochs.csv').at(-1)!;
    expect([Number(height), Number(difficulty)]).toEqual([BITCOIN_DIFFICULTY_HEIGHT, BITCOIN_DIFFICULTY]);
  });

  it('has the hash rate that finds a block of its difficulty in its time', () => {
    expect(hashrateOfDifficulty(1)).toBeCloseTo(7.158e6, -3);
    expect(RECORDED_NETWORK).toEqual({
      difficulty: BITCOIN_DIFFICULTY,
      hashrateHps: hashrateOfDifficulty(BITCOIN_DIFFICULTY),
    });
  });

  it('pays what a block of its height creates', () => {
    const sats = blockSubsidySats(BITCOIN_DIFFICULTY_HEIGHT);
    expect(RECORDED_SUBSIDY_BTC).toBe(Number(sats) / Number(COIN_SATS));
  });

  it('has the coin’s price of the month into which its height fell', () => {
    const row = rows('btc_price_monthly.csv').find(([month]) => month === RECORDED_COIN_PRICE_MONTH)!;
    expect(Number(row[1])).toBe(RECORDED_COIN_PRICE_USD);
    const sinceHalvingSec = (BITCOIN_DIFFICULTY_HEIGHT - 840_000) * BITCOIN_SPACING_SEC;
    const date = new Date(Date.UTC(2024, 3, 20) + sinceHalvingSec * 1000);
    expect(date.toISOString().slice(0, 7)).toBe(RECORDED_COIN_PRICE_MONTH);
  });
});

describe('its machines', () => {
  it('are at best the best of the table', () => {
    const efficiencies = rows('mining_hardware.csv')
      .slice(1)
      .map((row) => Number(row[6]))
      .filter((jPerTh) => jPerTh > 0);
    expect(RECORDED_MACHINES_J_PER_TH.low).toBe(Math.min(...efficiencies));
  });

  it('are at worst those that just pay', () => {
    const revenue = revenuePerThDayUsd({
      rewardBtc: RECORDED_SUBSIDY_BTC,
      coinPriceUsd: RECORDED_COIN_PRICE_USD,
      hashesPerBlock: RECORDED_NETWORK.hashrateHps * BITCOIN_SPACING_SEC,
    });
    const worst = breakEvenJPerTh(revenue, CAMBRIDGE_PRICE_PER_KWH_USD, CAMBRIDGE_PUE.guess);
    expect(RECORDED_MACHINES_J_PER_TH.high).toBe(Math.round(worst));
  });
});

it('emits what Cambridge found: 39.8 Mt for 138 TWh', () => {
  expect(CAMBRIDGE_GRID_GRAMS_PER_KWH).toBe(Math.round(39.8e12 / 138e9));
});
