import { describe, expect, it } from 'vitest';
import { entryLabel, entryNote, usesGpu } from '../../../../src/dashboard/benchmark/entry-label.ts';
import {
  countedHps,
  headline,
  mainResults,
  proofRows,
  resultRows,
  shareVerdict,
  unfinishedReport,
} from '../../../../src/dashboard/benchmark/rows.ts';
import { report, result } from '../fixtures.ts';

const HERE = { cores: 8, isSoftware: false };

describe('entry labels', () => {
  it.each([
    ['js', 'JavaScript, one core'],
    ['wasm-simd', 'WASM SIMD, one core'],
    ['wasm-simd x2', 'WASM SIMD, 2 workers'],
    ['wasm-simd x8', 'WASM SIMD, all 8 cores'],
    ['gpu', 'GPU'],
    ['wasm-simd:split-8', 'WASM SIMD split-8, one core'],
    ['wasm:unrolled x8', 'WASM unrolled, all 8 cores'],
    ['gpu:rolled-16:2:64', 'GPU rolled-16 x2, workgroup 64'],
    ['gpu + wasm-simd x8', 'GPU + 8 cores'],
    ['something else', 'something else'],
  ])('names %s', (id, label) => {
    expect(entryLabel(id, HERE)).toBe(label);
  });

  it('never calls a software adapter a GPU', () => {
    const soft = { cores: 8, isSoftware: true };
    expect(entryLabel('gpu', soft)).toBe('Software adapter');
    expect(entryLabel('gpu + wasm-simd x8', soft)).toBe('Software adapter + 8 cores');
    expect(entryNote('gpu', true)).toContain('no GPU result');
    expect(entryNote('gpu', false)).not.toContain('no GPU result');
  });

  it('sees a GPU in joint entries', () => {
    expect([usesGpu('gpu + js'), usesGpu('gpu'), usesGpu('js')]).toEqual([true, true, false]);
  });
});

describe('result rows', () => {
  it('takes relative rates from the rows at hand', () => {
    const rows = resultRows([result('js', 4e5, { relative: 7 }), result('wasm', 2e6, { relative: 9 })], 8);
    expect(rows.map(({ relative }) => relative)).toEqual([1, 5]);
  });

  it('gives a stopped benchmark relative rates of its own', () => {
    const { results, failures } = unfinishedReport(report([]), [result('wasm', 3e6), result('js', 1e6)]);
    expect(results.map(({ relative }) => relative)).toEqual([3, 1]);
    expect(failures).toEqual([]);
  });
});

describe('the main rows', () => {
  it('leave kernel forms and middle numbers of workers out', () => {
    const ids = [
      'js',
      'wasm-simd',
      'wasm-simd x2',
      'wasm-simd x8',
      'gpu',
      'gpu + wasm-simd x8',
      'wasm:split-8',
    ];
    expect(mainResults(ids.map((id) => result(id, 1))).map(({ engine }) => engine)).toEqual([
      'js',
      'wasm-simd',
      'wasm-simd x8',
      'gpu',
      'gpu + wasm-simd x8',
    ]);
  });

  it('are all rows where there is nothing else', () => {
    expect(mainResults([result('wasm:split-8', 1), result('wasm:unrolled', 1)])).toHaveLength(2);
    expect(mainResults([result('a name of its own', 1)])).toHaveLength(1);
  });
});

describe('share verdicts', () => {
  const proved = (low: number, high: number) => ({ effectiveHps: { rate: 100, low, high } });

  it('compares the counted rate with what the shares prove', () => {
    expect(shareVerdict(result('js', 100, proved(80, 120)))).toBe('consistent');
    expect(shareVerdict(result('js', 100, proved(101, 120)))).toBe('too many');
    expect(shareVerdict(result('js', 100, proved(80, 99)))).toBe('too few');
  });

  it('counts an end of the interval in', () => {
    expect(shareVerdict(result('js', 100, proved(100, 120)))).toBe('consistent');
    expect(shareVerdict(result('js', 100, proved(80, 100)))).toBe('consistent');
  });

  it('takes the counted rate from expected shares, not from the median of the runs', () => {
    const skewed = result('js', 500, {
      ...proved(80, 120),
      shares: { found: 100, expected: 90, hardwareErrors: 0 },
    });
    expect(countedHps(skewed)).toBeCloseTo(90);
    expect(shareVerdict(skewed)).toBe('consistent');
  });

  it('finds no share where many were expected suspicious', () => {
    const shares = { found: 0, expected: 40, hardwareErrors: 0 };
    expect(shareVerdict(result('js', 100, { shares, effectiveHps: { rate: 0, low: 0, high: 9 } }))).toBe(
      'too few',
    );
  });

  it('says nothing where less than a share was expected', () => {
    const shares = { found: 0, expected: 0.9, hardwareErrors: 0 };
    expect(shareVerdict(result('js', 100, { shares }))).toBe('no shares expected');
  });

  it('puts hardware errors first', () => {
    const shares = { found: 100, expected: 100, hardwareErrors: 1 };
    expect(shareVerdict(result('js', 100, { shares }))).toBe('hardware errors');
  });

  it('draws proofs as parts of the counted rate, and leaves out rows without any', () => {
    const shares = { found: 0, expected: 0.1, hardwareErrors: 0 };
    const rows = resultRows(
      [
        result('js', 200, { effectiveHps: { rate: 200, low: 150, high: 260 } }),
        result('wasm', 1, { shares }),
      ],
      8,
    );
    expect(proofRows(rows)).toEqual([
      { label: 'JavaScript, one core', proved: 1, interval: { low: 0.75, high: 1.3 }, verdict: 'consistent' },
    ]);
  });
});

describe('the headline', () => {
  const js = result('js', 1e6);
  const simd = result('wasm-simd', 5e6);
  const all = result('wasm-simd x8', 35e6, { workers: 8 });
  const gpu = result('gpu', 2e9);
  const text = (results: Parameters<typeof headline>[0]): string | null => {
    const top = headline(results, { cores: 8 });
    return top && `${top.subject}: ${top.figure} ${top.versus}`;
  };

  it('sets the GPU against the fastest single core', () => {
    expect(text([js, simd, all, gpu])).toBe('GPU: 400 × one CPU core');
  });

  it('sets all cores against one where there is no GPU', () => {
    expect(text([js, simd, all])).toBe('All 8 cores: 7.0 × one CPU core');
  });

  it('does not take a software adapter for a GPU, however fast', () => {
    expect(text([js, simd, all, { ...gpu, isSoftware: true }])).toBe('All 8 cores: 7.0 × one CPU core');
  });

  it('compares two single cores where there is nothing else', () => {
    expect(text([js, simd])).toBe('WASM SIMD, one core: 5.0 × JavaScript, one core');
  });

  it('says nothing without two rows to compare', () => {
    expect([text([]), text([js]), text([{ ...gpu, isSoftware: true }])]).toEqual([null, null, null]);
  });

  it('gives the scale in two figures, against a device marked published', () => {
    expect(headline([js, simd, gpu], { cores: 8 })?.scale).toMatch(
      /published\).* about 240,000 of this machine/u,
    );
  });
});
