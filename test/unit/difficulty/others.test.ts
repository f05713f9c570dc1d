/** The other networks' rules: published vectors where there are any, worked examples of a second implementation elsewhere. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ArrayHistory } from '../../../src/chain/history.ts';
import { dgwV3 } from '../../../src/difficulty/dgw-v3.ts';
import { digishieldV3, retargetDigishield } from '../../../src/difficulty/digishield-v3.ts';
import { homestead, homesteadDifficulty, homesteadDivisorSec } from '../../../src/difficulty/homestead.ts';
import { findWell, kgw, runningMean, scaleFast } from '../../../src/difficulty/kgw.ts';
import { difficultyOfTarget, targetOfDifficulty } from '../../../src/difficulty/limits.ts';
import { cutWindow, monero, moneroDifficulty } from '../../../src/difficulty/monero.ts';
import { ruleNamed } from '../../../src/difficulty/rules.ts';
import { compactFromTarget, targetFromCompact } from '../../../src/primitives/target.ts';
import dgw from '../../vectors/difficulty/dgw-v3.json' with { type: 'json' };
import digishield from '../../vectors/difficulty/digishield-v3.json' with { type: 'json' };
import homesteadVectors from '../../vectors/difficulty/homestead.json' with { type: 'json' };
import kgwExample from '../../vectors/difficulty/kgw.json' with { type: 'json' };
import lwmaExample from '../../vectors/difficulty/lwma-1.json' with { type: 'json' };
import peercoinExample from '../../vectors/difficulty/peercoin.json' with { type: 'json' };
import wtemaExample from '../../vectors/difficulty/wtema.json' with { type: 'json' };
import { createDice } from '../engine/support.ts';
import { bits, extend, historyOf, nextBits } from './support.ts';

describe('worked examples of a second implementation', () => {
  it.each([
    ['lwma-1', lwmaExample],
    ['kgw', kgwExample],
    ['wtema', wtemaExample],
    ['peercoin', peercoinExample],
  ])('%s: every target of the row', (name, example) => {
    const rule = ruleNamed(name);
    const { targetSpacingSec, windowBlocks, powLimitBits, firstJudgedHeight } = example;
    const parameters = { targetSpacingSec, windowBlocks, powLimit: (1n << BigInt(powLimitBits)) - 1n };
    expect(parameters).toEqual(rule.network);
    const history = historyOf(
      example.intervals.slice(0, firstJudgedHeight - 1),
      targetFromCompact(bits(example.startBits)),
      example.startTime,
    );
    const distinct = new Set<number>();
    for (const [i, expected] of example.bits.entries()) {
      expect(nextBits(rule, history)).toBe(bits(expected));
      distinct.add(bits(expected));
      extend(history, example.intervals[firstJudgedHeight - 1 + i]!, bits(expected));
    }
    expect(distinct.size).toBeGreaterThan(50);
  });
});

describe('dgw-v3', () => {
  it('gives the bits of Dash’s block 123457', () => {
    const history = new ArrayHistory();
    // Only the last 24 are looked at; one more, so that there are enough.
    history.push(dgw.blocks[0]![0] as number, 1n);
    for (const [time, hex] of dgw.blocks as [number, string][])
      history.push(time, targetFromCompact(bits(hex)));
    expect(nextBits(dgwV3, history)).toBe(bits(dgw.next));
  });

  it('gives the limit while there are fewer', () => {
    const history = historyOf(new Array(23).fill(150), 2n ** 200n);
    expect(nextBits(dgwV3, history)).toBe(0x1e0fffff);
  });
});

describe('digishield-v3', () => {
  it.each(digishield.vectors)('$name', ({ firstTime, lastTime, average, next }) => {
    const target = retargetDigishield(
      targetFromCompact(bits(average)),
      lastTime - firstTime,
      digishieldV3.network,
    );
    expect(compactFromTarget(target)).toBe(bits(next));
  });

  it('takes the mean of 17 targets and the medians’ distance', () => {
    const target = targetFromCompact(0x1c05a3f4);
    const history = historyOf(new Array(60).fill(150), target);
    const parameters = digishieldV3.network;
    const wanted = retargetDigishield(target, 17 * 150, parameters);
    expect(digishieldV3.nextTarget(history, 0, parameters)).toBe(wanted);
    // One wild time does not move a median.
    extend(history, 150, 0x1c05a3f4);
    const wild = historyOf([...new Array(60).fill(150), 5000], target);
    expect(nextBits(digishieldV3, wild)).toBe(nextBits(digishieldV3, history));
  });
});

describe('kgw', () => {
  it('the fast mean is the reference’s, or says that it cannot tell', () => {
    const dice = createDice(7);
    let undecided = 0;
    for (let round = 0; round < 40; round++) {
      const history = new ArrayHistory();
      let time = 1_400_000_000;
      const size = 20 + Math.floor(dice() * 200);
      for (let i = 0; i < 700; i++) {
        time += Math.floor(-Math.log(1 - dice()) * 150);
        const target =
          (1n << BigInt(size)) + (BigInt(Math.floor(dice() * 2 ** 31)) << BigInt(size)) / 2n ** 31n;
        history.push(time, targetFromCompact(compactFromTarget(target)));
      }
      const { powLimit } = kgw.network;
      const well = findWell(history, 150, 144);
      const mean = runningMean(history, well.mass);
      const exact = compactFromTarget((mean * BigInt(well.tookSec)) / BigInt(150 * well.mass));
      const fast = scaleFast(history, well, 150, powLimit);
      if (fast === null) undecided++;
      else expect(compactFromTarget(fast)).toBe(exact);
    }
    // Small targets are left to the exact way; large ones hardly ever.
    expect(undecided).toBeGreaterThan(0);
    expect(undecided).toBeLessThan(20);
  });

  it('its well is deep at an even pace and short after a jump', () => {
    const even = historyOf(new Array(3000).fill(150), 2n ** 200n);
    expect(findWell(even, 150, 144).mass).toBeGreaterThan(1000);
    const jump = historyOf([...new Array(2800).fill(150), ...new Array(200).fill(15)], 2n ** 200n);
    expect(findWell(jump, 150, 144).mass).toBe(144);
  });
});

describe('homestead', () => {
  it.each(homesteadVectors.vectors)('test $test, $elapsedSec s', (vector) => {
    const difficulty = homesteadDifficulty({
      parentDifficulty: BigInt(vector.parentDifficulty),
      elapsedSec: vector.elapsedSec,
      divisorSec: 10,
      boundDivisor: 2048,
      minDifficulty: 131_072n,
      bombHeight: Number(vector.height),
    });
    expect(difficulty).toBe(BigInt(vector.difficulty));
  });

  it.each([
    [0, 1],
    [9, 1],
    [10, 0],
    [19, 0],
    [20, -1],
    [999, -98],
    [1000, -99],
    [1e6, -99],
  ])('%d s after the parent: %d steps (EIP-2)', (elapsedSec, steps) => {
    const parentDifficulty = 2048n * 1_000_000n;
    const difficulty = homesteadDifficulty({
      parentDifficulty,
      elapsedSec,
      divisorSec: 10,
      boundDivisor: 2048,
      minDifficulty: 131_072n,
      bombHeight: null,
    });
    expect(difficulty).toBe(parentDifficulty + 1_000_000n * BigInt(steps));
  });

  it('never falls below the least difficulty', () => {
    const { network } = homestead;
    const history = historyOf([14], network.powLimit);
    const target = homestead.nextTarget(history, history.timeAt(1) + 5000, network);
    expect(difficultyOfTarget(target)).toBe(131_072n);
  });

  it('rises again from the lowest difficulties', () => {
    const parameters = { targetSpacingSec: 10, windowBlocks: 128, powLimit: (1n << 255n) - 1n };
    let difficulty = 2n;
    const history = historyOf([], targetOfDifficulty(difficulty, parameters.powLimit));
    for (let i = 0; i < 50; i++) {
      const time = history.timeAt(history.tipHeight) + 1;
      const target = homestead.nextTarget(history, time, parameters);
      expect(difficultyOfTarget(target)).toBe(difficulty + 1n);
      difficulty++;
      history.push(time, target);
    }
  });

  it('tells when its target changes', () => {
    const history = historyOf([14], 2n ** 200n);
    const tip = history.timeAt(1);
    const changeAfter = (sec: number) => homestead.nextChange!(history, tip + sec, homestead.network);
    expect([0, 9, 10, 985, 999].map(changeAfter)).toEqual([
      tip + 10,
      tip + 10,
      tip + 20,
      tip + 990,
      tip + 1000,
    ]);
    expect(changeAfter(1000)).toBeNull();
    expect(homesteadDivisorSec(600)).toBe(416);
    expect(homesteadDivisorSec(14)).toBe(10);
    // Whole seconds would be 15 % off at 5 s.
    expect(homesteadDivisorSec(5)).toBeCloseTo(5 * Math.LN2, 12);
  });
});

describe('monero', () => {
  const rows = readFileSync(new URL('../../vectors/difficulty/monero-data.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number) as [number, number]);

  it('gives every difficulty of the reference’s data', () => {
    expect(rows).toHaveLength(752);
    const { powLimit } = monero.network;
    const history = new ArrayHistory();
    // The chain's first block does not count.
    history.push(0, 2n ** 255n);
    for (const [time, difficulty] of rows) {
      expect(moneroDifficulty(history, 120, 720)).toBe(BigInt(difficulty));
      history.push(time, targetOfDifficulty(BigInt(difficulty), powLimit));
    }
  });

  it.each([
    [1, 0, 1],
    [600, 0, 600],
    [601, 1, 601],
    [602, 1, 601],
    [720, 60, 660],
  ])('of %i blocks those from %i up to %i count', (length, begin, end) => {
    expect(cutWindow(length, 720)).toEqual({ begin, end });
  });

  it('a difficulty survives as a target', () => {
    const dice = createDice(11);
    for (let round = 0; round < 2000; round++) {
      let difficulty = 1n;
      for (let i = Math.floor(dice() * 127); i > 0; i--) difficulty = 2n * difficulty + BigInt(dice() < 0.5);
      expect(difficultyOfTarget(targetOfDifficulty(difficulty, (1n << 256n) - 1n))).toBe(difficulty);
    }
    expect(targetOfDifficulty(1n, (1n << 256n) - 1n)).toBe((1n << 256n) - 1n);
    expect(targetOfDifficulty(0n, (1n << 256n) - 1n)).toBe((1n << 256n) - 1n);
  });
});
