/** Bitcoin Cash's three rules against the published runs and the reference's own tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asert, asertTarget } from '../../../src/difficulty/asert.ts';
import { cw144 } from '../../../src/difficulty/cw-144.ts';
import { eda } from '../../../src/difficulty/eda.ts';
import { compactFromTarget, targetFromCompact } from '../../../src/primitives/target.ts';
import { MAINNET_POW_LIMIT } from '../../../src/primitives/verify.ts';
import { extend, historyOf, nextBits, START_TIME } from './support.ts';

const RUNS = new URL('../../vectors/asert/', import.meta.url);

function readRun(name: string) {
  const text = readFileSync(new URL(name, RUNS), 'utf8');
  const field = (label: RegExp) => Number(label.exec(text)![1]);
  return {
    anchor: {
      height: field(/anchor height: (\d+)/),
      parentTime: field(/anchor (?:ancestor|parent) time: (\d+)/),
      target: targetFromCompact(field(/anchor nBits: (0x[0-9a-f]+)/)),
    },
    iterations: field(/iterations: (\d+)/),
    rows: text
      .split('\n')
      .filter((line) => /^\d/.test(line))
      .map((line) => {
        const [, height, time, target] = line.split(/\s+/).map(Number);
        return { height: height!, time: time!, nBits: target! };
      }),
  };
}

describe('asert, the published runs', () => {
  const runs = readdirSync(RUNS);

  it('there are six', () => {
    expect(runs).toEqual(['run01', 'run03', 'run05', 'run07', 'run09', 'run11']);
  });

  it.each(runs)('%s: every target', (name) => {
    const { anchor, iterations, rows } = readRun(name);
    expect(rows).toHaveLength(iterations);
    for (const { height, time, nBits } of rows) {
      const target = asertTarget(anchor, { height, time }, 600, 172_800, MAINNET_POW_LIMIT);
      expect(compactFromTarget(target)).toBe(nBits);
    }
  });

  it('another half-life fails them: the control', () => {
    const { anchor, rows } = readRun('run07');
    const right = rows.filter(
      ({ height, time, nBits }) =>
        compactFromTarget(asertTarget(anchor, { height, time }, 600, 172_000, MAINNET_POW_LIMIT)) === nBits,
    );
    expect(right.length).toBeLessThan(rows.length / 2);
  });
});

describe('asert', () => {
  const start = 0x1802aee8;

  it('keeps the target on schedule, doubles it a half-life behind and halves it a half-life ahead', () => {
    const target = targetFromCompact(start);
    const on = historyOf(new Array(50).fill(600), target);
    expect(nextBits(asert, on)).toBe(start);
    const late = historyOf([...new Array(49).fill(600), 600 + 172_800], target);
    expect(asert.nextTarget(late, 0, asert.network)).toBe(targetFromCompact(compactFromTarget(2n * target)));
    const early = historyOf(new Array(288).fill(0), target);
    expect(asert.nextTarget(early, 0, asert.network)).toBe(targetFromCompact(compactFromTarget(target / 2n)));
  });

  it('depends on the schedule alone, not on how it came about', () => {
    const target = targetFromCompact(start);
    const even = historyOf(new Array(60).fill(300), target);
    const wild = historyOf([...new Array(59).fill(1), 60 * 300 - 59], target);
    expect(nextBits(asert, even)).toBe(nextBits(asert, wild));
  });

  it.each([
    [1e12, MAINNET_POW_LIMIT],
    [-1e12, 1n],
  ])('%d s off schedule: within [1, limit]', (time, expected) => {
    const anchor = { target: targetFromCompact(start), height: 0, parentTime: 0 };
    const target = asertTarget(anchor, { height: 1, time }, 600, 172_800, MAINNET_POW_LIMIT);
    expect(target).toBe(targetFromCompact(compactFromTarget(expected)));
  });
});

/** Bitcoin ABC, src/test/pow_tests.cpp, `cash_difficulty_test` (MIT): the chain it builds, the values it names. */
describe('cw-144: cash_difficulty_test', () => {
  const initial = compactFromTarget(MAINNET_POW_LIMIT >> 4n);

  it('goes through the whole test', () => {
    const history = historyOf(new Array(2049).fill(600), targetFromCompact(initial));
    let current = nextBits(cw144, history);
    const add = (interval: number) => extend(history, interval, current);
    const step = (interval: number, count: number, check: (next: bigint, last: bigint) => boolean) => {
      for (let i = 0; i < count; i++) {
        add(interval);
        const next = nextBits(cw144, history);
        expect(check(targetFromCompact(next), targetFromCompact(current))).toBe(true);
        current = next;
      }
    };
    const stays = (interval: number) => {
      add(interval);
      expect(nextBits(cw144, history)).toBe(current);
    };
    for (let i = 0; i < 10; i++) stays(600);
    // One block far in the future and one back in time: neither is a middle one.
    stays(6000);
    stays(2 * 600 - 6000);
    for (let i = 0; i < 20; i++) stays(600);
    stays(550);
    step(550, 10, (next, last) => next < last && last - next < last >> 10n);
    expect(current).toBe(0x1c0fe7b1);
    step(10, 20, (next, last) => next < last && last - next < last >> 4n);
    expect(current).toBe(0x1c0db19f);
    step(6000, 1, () => true);
    expect(current).toBe(0x1c0d9222);
    step(6000, 93, (next, last) => next > last && next - last < last >> 3n);
    expect(current).toBe(0x1c2f13b9);
    step(6000, 1, () => true);
    expect(current).toBe(0x1c2ee9bf);
    step(6000, 192, (next, last) => next > last && next - last < last >> 3n);
    expect(current).toBe(0x1d00ffff);
    step(6000, 5, (next) => compactFromTarget(next) === 0x1d00ffff);
  });
});

/** Bitcoin ABC, src/test/pow_tests.cpp, `retargeting_test` (MIT). */
describe('eda: retargeting_test', () => {
  const initial = compactFromTarget(MAINNET_POW_LIMIT >> 1n);
  const eased = (nBits: number) => {
    const target = targetFromCompact(nBits);
    return compactFromTarget(target + (target >> 2n));
  };

  it('eases by a quarter of the target once six blocks took twelve hours, and stops at the limit', () => {
    const history = historyOf(new Array(99).fill(600), targetFromCompact(initial));
    for (let i = 100; i < 110; i++) {
      extend(history, 7200, initial);
      expect(nextBits(eda, history)).toBe(initial);
    }
    let current = initial;
    for (let i = 0; i < 3; i++) {
      extend(history, 7200, current);
      current = eased(current);
      expect(nextBits(eda, history)).toBe(current);
    }
    extend(history, 7200, current);
    expect(eased(current)).not.toBe(0x1d00ffff);
    expect(nextBits(eda, history)).toBe(0x1d00ffff);
    extend(history, 7200, eased(current));
    expect(nextBits(eda, history)).toBe(0x1d00ffff);
  });

  it('is Bitcoin’s rule at a period’s end', () => {
    const history = historyOf(new Array(2015).fill(300), targetFromCompact(0x1b0404cb), START_TIME);
    const expected = (targetFromCompact(0x1b0404cb) * 604_500n) / 1_209_600n;
    expect(nextBits(eda, history)).toBe(compactFromTarget(expected));
  });
});
