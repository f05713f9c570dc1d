// Sentences and rows of the Mine page.

import { describe, expect, it } from 'vitest';
import { blockWords, ruledWords } from '../../../../src/dashboard/charts/block-ruler/words.ts';
import { verdictWords } from '../../../../src/dashboard/mine/block-panel/verdict-words.ts';
import { compareDigits } from '../../../../src/dashboard/mine/digits.ts';
import { energyRows, rangeWords, windowWords } from '../../../../src/dashboard/mine/energy-rows.ts';
import { enginesOfPlan, gpuNote, planOfEngines } from '../../../../src/dashboard/mine/engine-plan.ts';
import { engineRows, engineSum } from '../../../../src/dashboard/mine/engine-rows.ts';
import { engineLabel, enginesWords, kernelWords } from '../../../../src/dashboard/mine/engine-words.ts';
import { lineDots, lineMarks, lineWords } from '../../../../src/dashboard/mine/line-marks.ts';
import { chainWords, linkWords } from '../../../../src/dashboard/mine/link-words.ts';
import { steadyNetworkHps } from '../../../../src/dashboard/mine/network-rate.ts';
import { changeWords, outlookWords, ruleTitle } from '../../../../src/dashboard/mine/outlook-words.ts';
import { proofWords } from '../../../../src/dashboard/mine/proof-words.ts';
import { formatPower } from '../../../../src/primitives/index.ts';
import { plausibleSnapshot } from './plausible-snapshot.ts';

const snapshot = plausibleSnapshot();
const chain = snapshot.chain!;
const detected = snapshot.detected!;

describe('engines', () => {
  it('have names', () => {
    expect(enginesWords(snapshot.settings.engines)).toBe('GPU and 8 CPU threads');
    expect([engineLabel('gpu'), engineLabel('wasm-simd x8'), engineLabel('js')]).toEqual([
      'GPU',
      '8 CPU threads',
      '1 CPU thread',
    ]);
    expect([kernelWords('gpu'), kernelWords('wasm-simd x8')]).toEqual(['', 'WebAssembly SIMD']);
  });

  it('become switches and back', () => {
    const plan = planOfEngines(snapshot.settings.engines, detected);
    expect(plan).toEqual({ hasGpu: true, threads: 8, cpu: 'wasm-simd' });
    expect(enginesOfPlan(plan)).toEqual(snapshot.settings.engines);
    expect(enginesOfPlan({ ...plan, threads: 0 })).toEqual([{ engine: 'gpu', workers: 1 }]);
    // Something has to hash.
    expect(enginesOfPlan({ hasGpu: false, threads: 0, cpu: 'js' })).toEqual([{ engine: 'js', workers: 1 }]);
    expect(planOfEngines([{ engine: 'gpu', workers: 1 }], { ...detected, hasWasmSimd: false }).cpu).toBe(
      'wasm',
    );
  });

  it('say what the GPU is, or why there is none', () => {
    expect(gpuNote(detected)).toBe('apple metal-3');
    expect(gpuNote({ adapter: { name: 'swiftshader', isSoftware: true }, adapterProblem: null })).toMatch(
      /the CPU plays the GPU/u,
    );
    expect(gpuNote({ adapter: null, adapterProblem: 'No adapter.' })).toBe('No adapter.');
  });

  it('are rows, with what is wrong with them', () => {
    const [gpu, cpu] = snapshot.engines;
    const rows = engineRows([
      { ...gpu!, state: 'lost', problem: 'The device was lost', retrySec: 4.2 },
      { ...cpu!, problem: 'A worker died.', retrySec: null },
    ]);
    expect(rows[0]).toMatchObject({ engine: 'GPU', state: 'out: The device was lost. Tried again in 5 s.' });
    expect(rows[1]).toMatchObject({ engine: '8 CPU threads', state: 'working; A worker died.' });
    expect(engineRows(snapshot.engines)[0]).toMatchObject({
      state: 'working',
      device: 'apple metal-3, rolled-16',
    });
    expect(engineSum([])).toBe('');
    expect(engineSum([{ ...gpu!, hashCount: 1234 }])).toMatch(/^1,234 hashes/u);
  });
});

describe('the rule', () => {
  it('has a title with its window', () => {
    expect(ruleTitle(chain.rule)).toBe('ASERT (aserti3-2d), half-life 8 blocks');
    expect(ruleTitle({ ...chain.rule, name: 'fixed', title: 'fixed', windowMeaning: null })).toBe(
      'fixed difficulty',
    );
  });

  it('says what it is about to do', () => {
    expect(outlookWords(chain.rule)).toBe(
      'If the next block comes at once, the one after it will be 9.1 % harder; if it takes 40 s, 23 % easier.',
    );
    const period = { done: 10, of: 24 };
    expect(outlookWords({ ...chain.rule, period, projectedFactor: 2.13 })).toMatch(
      /14 of 24 .* 2\.1 × as hard/u,
    );
    expect(outlookWords({ ...chain.rule, period })).toMatch(/until then nothing changes/u);
    expect(outlookWords({ ...chain.rule, name: 'fixed' })).toMatch(/no rule/u);
    expect(outlookWords({ ...chain.rule, whatIf: [] })).toBe('');
  });

  it.each([
    [1, 'as hard as this one'],
    [1.083, '8.3 % harder'],
    [0.9, '10 % easier'],
    [4, '4.0 × as hard'],
    [0.25, '0.25 × as hard'],
  ])('changes by %d: %s', (factor, words) => {
    expect(changeWords(factor)).toBe(words);
  });
});

describe('proof', () => {
  it('compares shares with the count', () => {
    expect(proofWords(snapshot.windows)).toMatch(
      /^The 1,200 shares of the last 10 min prove 1\.42 GH\/s, 2\.0 % above the count; .* 2\.9 %\.$/u,
    );
  });

  it('says what it is while there are too few', () => {
    expect(proofWords([])).toMatch(/A count can be claimed/u);
    expect(proofWords(snapshot.windows.map((window) => ({ ...window, shares: 3 })))).toMatch(
      /can be claimed/u,
    );
  });
});

describe('the verdict on a hash', () => {
  const target = `0000c4f7${'0'.repeat(56)}`;
  const words = (hash: string, rival = 0) =>
    verdictWords(compareDigits(hash.padEnd(64, 'f'), target), 12, rival);

  it('names the digit that decides', () => {
    expect(words('0000c3')).toBe(
      'Digit 6 decides: 3 is less than 4, so nothing after it matters. The hash is 12 × below the target.',
    );
    expect(words('000001')).toMatch(/5 zeros where 4 are asked/u);
  });

  it('explains the rival’s blocks', () => {
    expect(words('0001', 5)).toMatch(
      /1 is more than 0\. The simulated rival hashes 5\.0 × .* up to 6\.0 × the target/u,
    );
    expect(words('0001')).toMatch(/not below the target/u);
  });

  it('takes equality as enough', () => {
    expect(verdictWords(compareDigits(target, target), 1, 0)).toMatch(/equal/u);
  });
});

describe('the ruler', () => {
  const block = { height: 7, timeSec: 110, luck: 3, kind: 'own' } as const;

  it('names blocks', () => {
    expect(blockWords(block, { ...block, timeSec: 100 }, 'found by others')).toBe(
      'block 7, 10 s after its parent, 8.0 × below the target',
    );
    expect(blockWords({ ...block, kind: 'other', luck: 0 }, undefined, 'found by others')).toBe(
      'block 7, found by others, just below the target',
    );
  });

  it('counts', () => {
    expect(ruledWords({ count: 9, due: 12 }, 120)).toBe(
      'The ruler asked for 12 blocks in these 2 min; chance delivered 9.',
    );
    expect(ruledWords({ count: 3, due: 1 }, 120)).toMatch(/for 1 block in/u);
    expect(ruledWords({ count: 3, due: 2.44 }, Number.POSITIVE_INFINITY)).toBe(
      'The ruler asked for 2.4 blocks; chance delivered 3.',
    );
    expect(ruledWords({ count: 0, due: 0 }, 120)).toBe('');
  });
});

describe('the line', () => {
  it('has its marks and dots', () => {
    const marks = lineMarks(snapshot, 1.25e14);
    expect(marks.map(({ kind }) => kind)).toEqual(['place', 'place', 'target', 'reached']);
    expect(marks[2]!.hashes).toBe(chain.proof);
    expect(lineMarks({ chain: null, bestShare: null }, 1.25e14)).toHaveLength(2);
    const dots = lineDots(chain);
    expect(dots).toHaveLength(40);
    expect(dots.at(-1)!.strength).toBe(1);
    expect(dots.every(({ hashes }) => hashes >= chain.proof)).toBe(true);
    const rivals = chain.blocks.map((block) => ({ ...block, finder: 'rival' as const }));
    expect(lineDots({ ...chain, blocks: rivals })).toEqual([]);
  });

  it('says how far Bitcoin is', () => {
    expect(lineWords(chain, 1e9, 1.25e14)).toMatch(/trillion times harder .* million years for a block\.$/u);
    expect(lineWords(chain, 0, 1.25e14)).toMatch(/harder than this chain’s\.$/u);
    expect(lineWords(null, 0, 1.25e14)).toMatch(/Left is easy/u);
  });
});

describe('a link', () => {
  const own = { rule: 'asert', spacingSec: 10, windowBlocks: null };

  it('is put into words', () => {
    expect(chainWords({ rule: 'bitcoin', spacingSec: 2, windowBlocks: 24 })).toBe(
      'Bitcoin, period 24 blocks, at 2 s a block',
    );
    const wish = { chain: { ...own, rule: 'lwma-1' }, live: { intensity: 0.5, rival: 5 } };
    expect(linkWords(wish, 12, own)).toBe(
      'It asks for LWMA-1 at 10 s a block, with 50 % intensity, a rival of 5.0 ×; yours follows ASERT (aserti3-2d) at 10 s a block. Beginning it deletes your 12 blocks.',
    );
    expect(linkWords({ chain: null, live: { rival: 0 } }, 12, own)).toBe('It asks for no rival.');
  });
});

describe('energy', () => {
  const power = { low: 50, guess: 100, high: 200 };
  const tariff = { pricePerKwh: 0.36, gridGramsPerKwh: 500 };

  it('is reckoned window by window; those that hold nothing new are left out', () => {
    const young = snapshot.windows.map((window) => ({
      ...window,
      elapsedSec: Math.min(window.windowSec, 90),
      activeSec: Math.min(window.windowSec, 90),
    }));
    const rows = energyRows(young, power, tariff);
    expect(rows.map(({ window }) => windowWords(window))).toEqual(['1 min', '10 min', 'all, 1 min 30 s']);
    expect(rows[0]!.use.energyJ).toEqual({ low: 3000, guess: 6000, high: 12_000 });
    expect(energyRows([], power, tariff)).toEqual([]);
  });

  it('writes ranges with one unit where it is the same', () => {
    const watts = (w: number) => formatPower(w, 2);
    expect(rangeWords({ low: 12, guess: 20, high: 30 }, watts)).toBe('12 to 30 W');
    expect(rangeWords({ low: 12, guess: 20, high: 3000 }, watts)).toBe('12 W to 3.0 kW');
    expect(rangeWords({ low: 12, guess: 12, high: 12 }, watts)).toBe('12 W');
  });
});

it('takes neighbours for a block’s hash rate, but none across an event', () => {
  const heights = Float64Array.from({ length: 20 }, (_, i) => i + 1);
  const networkHps = Float64Array.from(
    heights,
    (height) => (height <= 10 ? 100 : 500) + (height % 2 === 0 ? 20 : -20),
  );
  networkHps[0] = Number.NaN;
  const seen = { difficulties: { heights, values: heights }, networkHps };
  const steady = steadyNetworkHps(seen, [{ atSec: 0, height: 10, text: 'shock' }]);
  expect(Math.abs(steady[9]! - 100)).toBeLessThan(10);
  expect(Math.abs(steady[10]! - 500)).toBeLessThan(10);
  expect(steady[0]).toBeCloseTo((120 + 80 + 120 + 80 + 120 + 80) / 6, 9);
  expect(steadyNetworkHps({ ...seen, networkHps: networkHps.fill(Number.NaN) }, [])[3]).toBeNaN();
});
