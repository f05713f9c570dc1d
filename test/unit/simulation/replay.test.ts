// Bitcoin's real past: the table, its retargets, and the simulated chain beside the real one.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  parseDifficultyEpochs,
  Replay,
  readRealPast,
  readRetargets,
  recomputeRetargets,
} from '../../../src/simulation/index.ts';
import { EXPONENTIAL, FIXED } from './rules.ts';

const text = readFileSync(new URL('../../../data/btc_difficulty_epochs.csv', import.meta.url), 'utf8');
const epochs = parseDifficultyEpochs(text);
const HEADING = 'first_height,first_time,last_time,bits,next_bits';

describe('the table', () => {
  it('has 474 periods, 413 of them in full', () => {
    expect(epochs).toHaveLength(474);
    expect(epochs.at(-1)!.firstHeight).toBe(953_568);
    expect(epochs[0]).toEqual({
      firstHeight: 0,
      firstTime: 1_231_006_505,
      lastTime: 1_233_061_996,
      nBits: 0x1d00ffff,
      nextBits: 0x1d00ffff,
    });
    const full = epochs.filter(({ firstTime, lastTime, nextBits }) => firstTime && lastTime && nextBits);
    expect(full).toHaveLength(413);
  });

  it.each([
    ['a,b\n1,2', /no column first_height/],
    [`${HEADING}\n0,1,2,1d00ffff,xyz`, /row 1: next_bits is no number: xyz/],
    [`${HEADING}\n0,1,2,1d00ffff,1d00ffff\n2015,1,2,1d00ffff,1d00ffff`, /row 2: expected height 2016/],
    [`${HEADING}\n0,1,2,,1d00ffff`, /row 1: expected height 0 and bits/],
    [`${HEADING}\n0,1.5,2,1d00ffff,1d00ffff`, /first_time is no number/],
  ])('refuses %j', (bad, message) => {
    expect(() => parseDifficultyEpochs(bad)).toThrow(message);
  });

  it('takes unknown fields as such', () => {
    expect(parseDifficultyEpochs(`${HEADING}\r\n0,,,1d00ffff,\r\n`)).toEqual([
      { firstHeight: 0, firstTime: null, lastTime: null, nBits: 0x1d00ffff, nextBits: null },
    ]);
  });
});

describe('retargets', () => {
  it('are no other than the real ones: a fixed target misses all but the first years’', () => {
    const { known, exact, firstWrongHeight } = recomputeRetargets(epochs, FIXED);
    expect(known).toBe(413);
    expect(exact).toBeGreaterThan(10);
    expect(exact).toBeLessThan(30);
    expect(firstWrongHeight).toBe(32_256);
  });

  it('cannot be asked of a rule that looks at other blocks', () => {
    expect(() => recomputeRetargets(epochs, EXPONENTIAL)).toThrow(/does not know the block at height/);
  });
});

describe('changes of the real difficulty', () => {
  const changes = readRetargets(epochs);

  it('are one less than the periods, and multiply to today’s difficulty', () => {
    expect(changes).toHaveLength(473);
    expect(changes[0]).toEqual({ height: 2016, time: 1_233_063_531, factor: 1, isAtLimit: false });
    const product = changes.reduce((all, { factor }) => all * factor, 1);
    expect(product / 124_932_866_006_548.16).toBeCloseTo(1, 9);
  });

  it('met the limit of 4 once, in July 2010', () => {
    const atLimit = changes.filter(({ isAtLimit }) => isAtLimit);
    expect(atLimit.map(({ height }) => height)).toEqual([68_544]);
    expect(new Date(atLimit[0]!.time! * 1000).toISOString().slice(0, 10)).toBe('2010-07-16');
  });

  it('fell furthest in July 2021', () => {
    const least = changes.toSorted((a, b) => a.factor - b.factor)[0]!;
    expect(least.height).toBe(689_472);
    expect(least.factor).toBeCloseTo(0.72057, 5);
  });

  it('know a limit met in either direction from a factor near it', () => {
    const two = (first: number, second: number) =>
      readRetargets([
        { firstHeight: 0, firstTime: null, lastTime: null, nBits: first, nextBits: null },
        { firstHeight: 2016, firstTime: null, lastTime: null, nBits: second, nextBits: null },
      ])[0]!;
    expect(two(0x1c00ffff, 0x1c03fffc)).toMatchObject({ factor: 0.25, time: null, isAtLimit: true });
    expect(two(0x1c03fffc, 0x1c00ffff)).toMatchObject({ factor: 4, isAtLimit: true });
    expect(two(0x1c03fef0, 0x1c00ffff).isAtLimit).toBe(false);
  });
});

describe('the real past', () => {
  const past = readRealPast(epochs);

  it('took 575.335 s a block to height 878,976', () => {
    expect(past.result).toMatchObject({
      rule: null,
      height: 878_976,
      elapsedSec: 1_736_712_111 - 1_231_006_505,
    });
    expect(past.result.meanIntervalSec).toBeCloseTo(575.335, 3);
    expect(past.result.slowestPeriodSec).toBeGreaterThan(1000);
  });

  it('has hash rates from megahashes to exahashes', () => {
    expect(past.hps).toHaveLength(436);
    expect(past.hps[0]! / 4_209_307).toBeCloseTo(1, 4);
    expect(past.hps.at(-1)! / 7.903105783453446e20).toBeCloseTo(1, 3);
  });

  it('needs two periods that last', () => {
    expect(() => readRealPast(epochs.slice(0, 1))).toThrow(/at least 2 with their first times, got 1/);
    expect(() => readRealPast([epochs[1]!, epochs[0]!])).toThrow(/period at height 0 lasts/);
  });

  it('goes on to the same date under another rule, in pieces or at once', () => {
    const short = readRealPast(epochs.slice(0, 12));
    const run = (blocks: number) => {
      const replay = new Replay(EXPONENTIAL, short, 4);
      while (replay.advance(blocks));
      return replay;
    };
    const { result, progress } = run(1e9);
    expect(run(777).result).toEqual(result);
    expect(result.elapsedSec).toBeLessThanOrEqual(short.endSec);
    expect(result.elapsedSec).toBeGreaterThan(short.endSec - 20_000);
    expect(progress).toBeGreaterThan(0.99);
    // 2009: even difficulty 1 was too hard for 600 s.
    expect(result.meanIntervalSec).toBeGreaterThan(700);
    expect(result.slowestPeriodSec).toBeGreaterThan(result.fastestPeriodSec);
  });

  it('keeps the whole chain in periods of 2,016 blocks, the last as far as it is', () => {
    const short = readRealPast(epochs.slice(0, 60));
    const replay = new Replay(EXPONENTIAL, short, 4);
    replay.advance(3000);
    expect(replay.periods.map(({ height }) => height)).toEqual([2016, 3000]);
    while (replay.advance(1e9));
    const { periods, result } = replay;
    expect(periods).toHaveLength(Math.ceil(result.height / 2016));
    expect(periods.at(-1)).toMatchObject({ height: result.height, endSec: result.elapsedSec });
    const spans = periods.map(({ meanIntervalSec }) => meanIntervalSec);
    expect(Math.max(...spans.slice(0, -1))).toBe(result.slowestPeriodSec);
    expect(Math.min(...spans.slice(0, -1))).toBe(result.fastestPeriodSec);
    let startSec = 0;
    let begin = 0;
    for (const { height, endSec, meanIntervalSec, low, mean, high } of periods) {
      expect(meanIntervalSec * (height - begin)).toBeCloseTo(endSec - startSec, 3);
      expect(low).toBeLessThanOrEqual(mean * (1 + 1e-12));
      expect(mean).toBeLessThanOrEqual(high * (1 + 1e-12));
      [startSec, begin] = [endSec, height];
    }
    expect(periods[0]!.low).toBeCloseTo(1, 4);
    expect(periods.at(-1)!.high).toBeGreaterThan(1000);
  });

  it('stops at two million blocks where difficulty never rises', () => {
    const replay = new Replay(FIXED, past, 1);
    while (replay.advance(100_000));
    const { isCutShort, height, elapsedSec } = replay.result;
    expect({ isCutShort, height }).toEqual({ isCutShort: true, height: 2_000_000 });
    expect(elapsedSec).toBeLessThan(past.endSec / 5);
    expect(replay.progress).toBeLessThan(0.2);
  });
});
