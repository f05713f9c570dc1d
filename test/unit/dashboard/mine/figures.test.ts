// Power, Bitcoin in comparison, milestones, and how a rule came back.

import { describe, expect, it } from 'vitest';
import { milestones } from '../../../../src/dashboard/mine/best-share-words.ts';
import { compareWithBitcoin } from '../../../../src/dashboard/mine/bitcoin-comparison.ts';
import { assumedPower, meanPower, powerOf, workingPower } from '../../../../src/dashboard/mine/power.ts';
import { recoveries } from '../../../../src/dashboard/mine/recovery.ts';
import { hashrateOfDifficulty, RECORDED_NETWORK } from '../../../../src/simulation/index.ts';
import { plausibleSnapshot } from './plausible-snapshot.ts';

describe('Bitcoin in comparison', () => {
  it('agrees with itself: the whole network takes ten minutes', () => {
    const all = compareWithBitcoin(RECORDED_NETWORK.hashrateHps, RECORDED_NETWORK);
    expect(all.blockSec).toBeCloseTo(600, 6);
    expect(all).toMatchObject({ part: 1, chancePerBlock: 0.5 });
    expect(hashrateOfDifficulty(1)).toBeCloseTo(7.158e6, -3);
  });

  it('shows how small a machine is', () => {
    const { blockSec, chancePerYear, firstYearSec } = compareWithBitcoin(1e9, RECORDED_NETWORK);
    expect(blockSec / 3.156e7 / 1e6).toBeCloseTo(17, 0);
    expect(chancePerYear).toBeCloseTo(3.156e7 / blockSec, 10);
    expect(firstYearSec).toBeCloseTo(4.295, 3);
    expect(compareWithBitcoin(0, RECORDED_NETWORK)).toMatchObject({ blockSec: Number.NaN, part: 0 });
  });
});

describe('power', () => {
  const engines = [
    { engine: 'gpu', workers: 1 },
    { engine: 'wasm-simd', workers: 8 },
  ] as const;

  it('is assumed from the engines', () => {
    const all = assumedPower(engines);
    const cpu = assumedPower(engines.slice(1));
    expect(cpu.guess).toBe(8 * assumedPower([{ engine: 'js', workers: 1 }]).guess);
    expect(all.low).toBeLessThan(all.guess);
    expect(all.guess).toBeLessThan(all.high);
    expect(all.guess).toBeGreaterThan(cpu.guess);
  });

  it('of a software adapter is that of its threads', () => {
    expect(assumedPower([{ engine: 'gpu', workers: 1 }], 4)).toEqual(
      assumedPower([{ engine: 'js', workers: 4 }]),
    );
  });

  it('is as declared, for the engines that it was declared for', () => {
    const fullPowerW = { low: 100, guess: 140, high: 170 };
    const power = { engines: 'gpu + wasm-simd x8', fullPowerW };
    expect(powerOf(engines, { power })).toEqual({ fullPowerW, isDeclared: true });
    expect(powerOf(engines.slice(1), { power }).isDeclared).toBe(false);
    expect(powerOf(engines, { power: null }).isDeclared).toBe(false);
  });

  it('is that of the engines that work: one that opens or is out draws nothing', () => {
    const snapshot = plausibleSnapshot();
    const [one] = snapshot.engines;
    const of = (gpu: 'working' | 'opening' | 'lost', cpu: 'working' | 'lost') => ({
      ...snapshot,
      settings: { ...snapshot.settings, engines },
      engines: [
        { ...one!, id: 'gpu', state: gpu },
        { ...one!, id: 'wasm-simd x8', state: cpu },
      ],
    });
    const cpuW = assumedPower(engines.slice(1));
    const none = { power: null };
    expect(workingPower(of('working', 'working'), none)).toEqual(assumedPower(engines));
    expect(workingPower(of('opening', 'working'), none)).toEqual(cpuW);
    expect(workingPower(of('lost', 'working'), none)).toEqual(cpuW);
    // Nothing to part: what was mined before is reckoned as chosen.
    expect(workingPower(of('lost', 'lost'), none)).toEqual(assumedPower(engines));
    const power = { engines: 'gpu + wasm-simd x8', fullPowerW: { low: 80, guess: 100, high: 120 } };
    const part = cpuW.guess / assumedPower(engines).guess;
    expect(workingPower(of('lost', 'working'), { power }).guess).toBeCloseTo(100 * part, 9);
    expect(workingPower(of('lost', 'working'), { power }).high).toBeCloseTo(120 * part, 9);
    // A session that was stopped is reckoned by what has hashed in it.
    const row = (id: string) => ({ id, hps: new Float64Array(1) });
    const stopped = { ...of('lost', 'working'), engines: [] };
    const whole = { ...snapshot.whole, byEngine: [row('wasm-simd x8')] };
    expect(workingPower({ ...stopped, whole }, none)).toEqual(cpuW);
    expect(
      workingPower({ ...stopped, whole: { ...whole, byEngine: [row('gpu'), ...whole.byEngine] } }, none),
    ).toEqual(assumedPower(engines));
  });

  it('shrinks with the time at work', () => {
    const window = { windowSec: 60, elapsedSec: 60, hashCount: 1, activeSec: 15, shareProof: 0, shares: 0 };
    expect(meanPower(window, { low: 80, guess: 100, high: 200 })).toEqual({ low: 20, guess: 25, high: 50 });
    expect(meanPower({ ...window, elapsedSec: 0 }, { low: 1, guess: 1, high: 1 })).toBeNull();
    expect(meanPower(undefined, { low: 1, guess: 1, high: 1 })).toBeNull();
  });
});

it('tells what a share was good for', () => {
  const found = milestones(8, [
    { label: 'Bitcoin', difficulty: 80 },
    { label: 'first', difficulty: 1 },
    { label: 'same', difficulty: 8 },
  ]);
  expect(found.map(({ label, isReached, words }) => [label, isReached, words])).toEqual([
    ['first', true, 'met, 8.00 × over'],
    ['same', true, 'met, 1.00 × over'],
    ['Bitcoin', false, '10.0 × short'],
  ]);
});

describe('recovery', () => {
  const snapshot = plausibleSnapshot();
  const chain = snapshot.chain!;

  it('says how far off the pace was and when it was back', () => {
    const [found] = recoveries(chain, snapshot.events);
    // The GPU brings fourteen times the rate: the first expected interval is a fourteenth.
    expect(found!.offBy).toBeGreaterThan(0.04);
    expect(found!.offBy).toBeLessThan(0.15);
    expect(found!.backAfterBlocks).toBeGreaterThan(5);
    expect(found!.backAfterBlocks).toBeLessThan(60);
  });

  it('does not look past the next event', () => {
    const first = snapshot.events[0]!;
    const [cut] = recoveries(chain, [first, { ...first, height: first.height + 2 }]);
    expect(cut).toMatchObject({ backAfterBlocks: null, isCutShort: true });
  });

  it('knows nothing where no block came after', () => {
    const late = { atSec: 0, height: chain.height + 5, text: 'late' };
    expect(recoveries(chain, [late])).toEqual([
      { event: late, offBy: null, backAfterBlocks: null, isCutShort: false },
    ]);
  });
});
