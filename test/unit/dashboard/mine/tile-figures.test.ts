// The chain at a glance.

import { expect, it } from 'vitest';
import { chainTiles, efficiency } from '../../../../src/dashboard/mine/tile-figures.ts';
import { RECORDED_NETWORK } from '../../../../src/simulation/index.ts';
import { plausibleSnapshot } from './plausible-snapshot.ts';

const power = { low: 50, guess: 100, high: 200 };
const snapshot = plausibleSnapshot({ rival: 3 });
const figures = (now = snapshot) =>
  chainTiles(now, power, RECORDED_NETWORK).map(({ value, unit, note }) => [value, unit, note]);

it('shows six figures, numbers apart from their units', () => {
  const shown = figures();
  expect(shown).toHaveLength(6);
  expect(shown[2]).toEqual(['104', '%', '']);
  expect(shown[3]![2]).toMatch(/^and \d+ by the rival; 0 stale$/u);
  expect(shown[5]).toEqual([expect.stringMatching(/^[\d.]+$/u), 'million years', '']);
  expect(chainTiles(snapshot, power, RECORDED_NETWORK)[1]!.points).toHaveLength(60);
});

it('shows dashes for what is not known', () => {
  const idle = {
    ...snapshot,
    state: 'ready' as const,
    hashrateHps: 0,
    windows: [],
    chain: { ...snapshot.chain!, luck: null },
  };
  expect(figures(idle).map(([value]) => value)).toEqual([
    '–',
    expect.any(String),
    '–',
    expect.any(String),
    '–',
    '–',
  ]);
  expect(chainTiles({ ...snapshot, chain: null }, power, RECORDED_NETWORK)).toEqual([]);
});

it('reckons energy from the time at work, not from the time that passed', () => {
  const window = {
    windowSec: 600,
    elapsedSec: 600,
    hashCount: 1e12,
    activeSec: 300,
    shareProof: 0,
    shares: 0,
  };
  expect(efficiency([window], power)).toEqual({ low: 15_000, guess: 30_000, high: 60_000 });
  expect(efficiency([{ ...window, hashCount: 0 }], power)).toBeNull();
});
