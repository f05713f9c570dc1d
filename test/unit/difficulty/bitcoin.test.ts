/** Bitcoin's rule and its test networks': every real retarget, the reference's cases, and what the exceptions do. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bip94 } from '../../../src/difficulty/bip94.ts';
import { BITCOIN_NETWORK, bitcoin, retargetBitcoin } from '../../../src/difficulty/bitcoin.ts';
import { testnet } from '../../../src/difficulty/testnet.ts';
import { readU32LE } from '../../../src/primitives/bytes.ts';
import { headerFromHex } from '../../../src/primitives/header.ts';
import { compactFromTarget, targetFromCompact } from '../../../src/primitives/target.ts';
import vectors from '../../vectors/btc_pow_vectors.json' with { type: 'json' };
import { bits, extend, historyOf, nextBits, START_TIME } from './support.ts';

const rows = readFileSync(new URL('../../../data/btc_difficulty_epochs.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const column = (name: string) => rows[0]!.indexOf(name);

describe('every real retarget', () => {
  const epochs = rows.slice(1).map((row) => ({
    epoch: Number(row[column('epoch')]),
    firstTime: row[column('first_time')]!,
    lastTime: row[column('last_time')]!,
    nBits: row[column('bits')]!,
  }));
  const exact = epochs.filter(({ firstTime, lastTime }) => firstTime !== '' && lastTime !== '');

  it('there are 413 with exact times, one after the other', () => {
    expect(exact).toHaveLength(413);
    expect(exact.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 413 }, (_, i) => i));
  });

  it.each(exact)('epoch $epoch: the next epoch’s bits follow from its times', ({ epoch, ...row }) => {
    const timespan = Number(row.lastTime) - Number(row.firstTime);
    const next = retargetBitcoin(targetFromCompact(bits(row.nBits)), timespan, BITCOIN_NETWORK);
    expect(compactFromTarget(next)).toBe(bits(epochs[epoch + 1]!.nBits));
  });

  it('one second more or less gives other bits: the control', () => {
    const changed = exact.filter(({ epoch, firstTime, lastTime, nBits }) => {
      const timespan = Number(lastTime) - Number(firstTime) + 60;
      const next = retargetBitcoin(targetFromCompact(bits(nBits)), timespan, BITCOIN_NETWORK);
      return compactFromTarget(next) !== bits(epochs[epoch + 1]!.nBits);
    });
    // The first sixteen are held by the limit.
    expect(changed.length).toBeGreaterThan(380);
  });
});

describe("the reference's cases", () => {
  it.each(vectors.calculate_next_work)('$name', ({ nLastRetargetTime, time, bits: last, expected }) => {
    const next = retargetBitcoin(targetFromCompact(bits(last)), time - nLastRetargetTime, BITCOIN_NETWORK);
    expect(compactFromTarget(next)).toBe(bits(expected));
  });

  it.each(vectors.retarget_headers)('headers $first.height to $next.height', ({ first, last, next }) => {
    const read = (hex: string, offset: number) => readU32LE(headerFromHex(hex.slice(2)), offset);
    const timespan = read(last.hex, 68) - read(first.hex, 68);
    const target = retargetBitcoin(targetFromCompact(read(last.hex, 72)), timespan, BITCOIN_NETWORK);
    expect(compactFromTarget(target)).toBe(read(next.hex, 72));
    expect(compactFromTarget(target)).toBe(bits(next.bits));
  });
});

describe('bitcoin', () => {
  const start = 0x1b0404cb;

  it('keeps the target within a period and changes it after 2,016 blocks', () => {
    const history = historyOf(new Array(2014).fill(300), targetFromCompact(start));
    expect(nextBits(bitcoin, history)).toBe(start);
    extend(history, 300, start);
    expect(history.tipHeight).toBe(2015);
    // 2,015 intervals of 300 s against 2,016 spacings of 600 s.
    const expected = (targetFromCompact(start) * 604_500n) / 1_209_600n;
    expect(nextBits(bitcoin, history)).toBe(compactFromTarget(expected));
    extend(history, 300, nextBits(bitcoin, history));
    expect(nextBits(bitcoin, history)).toBe(compactFromTarget(expected));
  });

  it.each([
    [0, 4n, 1n],
    [302_399, 4n, 1n],
    [4_838_401, 1n, 4n],
    [1e9, 1n, 4n],
  ])('a period of %d s counts within a factor of four', (timespan, over, times) => {
    const target = targetFromCompact(start);
    expect(retargetBitcoin(target, timespan, BITCOIN_NETWORK)).toBe(
      targetFromCompact(compactFromTarget((target * times) / over)),
    );
  });

  it('a period of one second does not stop the chain: blocks within it count as a second', () => {
    const shortest = { ...BITCOIN_NETWORK, targetSpacingSec: 1, windowBlocks: 2 };
    const target = targetFromCompact(start);
    expect(retargetBitcoin(target, 0, shortest)).toBe(targetFromCompact(compactFromTarget(target / 2n)));
  });

  it('gives 1, not 0, where a target becomes too small to halve, and never more than the limit', () => {
    expect(retargetBitcoin(1n, 0, BITCOIN_NETWORK)).toBe(1n);
    const wide = { ...BITCOIN_NETWORK, powLimit: (1n << 256n) - 1n };
    // The reference's 256 bits would wrap here.
    const largest = targetFromCompact(compactFromTarget(wide.powLimit));
    expect(retargetBitcoin(wide.powLimit, 1e9, wide)).toBe(largest);
  });
});

describe('testnet', () => {
  const start = 0x1b0404cb;
  const grown = (count: number) => historyOf(new Array(count).fill(600), targetFromCompact(start));
  const at = (history: ReturnType<typeof grown>, afterSec: number) =>
    compactFromTarget(
      testnet.nextTarget(history, history.timeAt(history.tipHeight) + afterSec, testnet.network),
    );

  it('allows the easiest target after more than twenty minutes', () => {
    const history = grown(20);
    expect(at(history, 1200)).toBe(start);
    expect(at(history, 1201)).toBe(0x1d00ffff);
    const tip = history.timeAt(history.tipHeight);
    expect(testnet.nextChange!(history, tip, testnet.network)).toBe(tip + 1201);
    expect(testnet.nextChange!(history, tip + 1201, testnet.network)).toBeNull();
  });

  it('goes back to what was asked before', () => {
    const history = grown(20);
    extend(history, 1201, 0x1d00ffff);
    extend(history, 1500, 0x1d00ffff);
    expect(at(history, 600)).toBe(start);
  });

  it('goes back no further than the period’s beginning', () => {
    const history = grown(2015);
    extend(history, 1201, 0x1d00ffff);
    extend(history, 1201, 0x1d00ffff);
    // Block 2016 itself is easy: nothing before it is looked at.
    expect(at(history, 600)).toBe(0x1d00ffff);
  });

  it('reckons a period from an easy last block; BIP 94 from the first', () => {
    const history = grown(2014);
    extend(history, 1201, 0x1d00ffff);
    expect(history.tipHeight).toBe(2015);
    const tip = history.timeAt(2015);
    expect(testnet.nextTarget(history, tip + 600, testnet.network)).toBeGreaterThan(2n ** 220n);
    const next = bip94.nextTarget(history, tip + 600, bip94.network);
    const timespan = BigInt(tip - START_TIME);
    expect(next).toBe(
      targetFromCompact(compactFromTarget((targetFromCompact(start) * timespan) / 1_209_600n)),
    );
  });
});

describe('bip94', () => {
  it('allows a period’s first block at most 600 s before its parent, others anything', () => {
    const history = historyOf(new Array(2015).fill(600), targetFromCompact(0x1b0404cb));
    const tip = history.timeAt(2015);
    expect(bip94.earliestTime!(history, bip94.network)).toBe(tip - 600);
    extend(history, 600, 0x1b0404cb);
    expect(bip94.earliestTime!(history, bip94.network)).toBe(0);
  });
});
