// What a report's rows say beyond their rates: scaling, kernel forms, drift, and another report beside it.

import { describe, expect, it } from 'vitest';
import { compareReports, comparisonSentence } from '../../../../src/dashboard/benchmark/comparison.ts';
import { driftRows, driftVerdict } from '../../../../src/dashboard/benchmark/drift.ts';
import { formGroups } from '../../../../src/dashboard/benchmark/forms.ts';
import { scalingCurve, scalingSentence } from '../../../../src/dashboard/benchmark/scaling.ts';
import { report, result } from '../fixtures.ts';

describe('scaling', () => {
  it('sets each number of workers against one worker times as many', () => {
    const curve = scalingCurve([
      result('wasm-simd x4', 36e6, { workers: 4 }),
      result('js', 1e6),
      result('wasm-simd', 10e6),
      result('wasm-simd x2', 20e6, { workers: 2 }),
    ])!;
    expect(curve.engine).toBe('WASM SIMD');
    expect(curve.points.map(({ workers, idealHps, efficiency }) => [workers, idealHps, efficiency])).toEqual([
      [1, 10e6, 1],
      [2, 20e6, 1],
      [4, 40e6, 0.9],
    ]);
    expect(scalingSentence(curve, 4)).toMatch(
      /^All 4 cores do 3\.6 × what one worker alone does: each keeps 90 % of its rate\./u,
    );
  });

  it('takes fewest workers for measure where one was not measured', () => {
    const { points } = scalingCurve([result('js x2', 2e6), result('js x8', 4e6)])!;
    expect(points.map(({ efficiency }) => efficiency)).toEqual([1, 0.5]);
  });

  it('is the engine with most points, then the fastest', () => {
    const two = [result('js', 1), result('js x2', 2), result('wasm', 5), result('wasm x2', 10)];
    expect(scalingCurve(two)?.engine).toBe('WASM');
    expect(scalingCurve([...two, result('js x4', 4)])?.engine).toBe('JavaScript');
  });

  it('needs two numbers of workers of one engine; forms, GPUs and joint rows are none', () => {
    const rows = ['js', 'wasm x2', 'gpu', 'gpu + js x2', 'js:x', 'wasm:split-8'];
    expect(scalingCurve(rows.map((id) => result(id, 1)))).toBeNull();
    expect(scalingCurve([])).toBeNull();
  });
});

describe('kernel forms', () => {
  it('are compared within their engine, the fastest first', () => {
    const groups = formGroups([
      result('wasm-simd', 9),
      result('wasm-simd:unrolled', 6),
      result('wasm-simd:split-8', 8),
      result('gpu:unrolled:1:64', 100),
      result('gpu:rolled-16:2:64', 50),
    ]);
    expect(groups.map(({ title, rows }) => [title, rows.map(({ form, ofBest }) => [form, ofBest])])).toEqual([
      [
        'WASM SIMD, one core',
        [
          ['split-8', 1],
          ['unrolled', 0.75],
        ],
      ],
      [
        'GPU',
        [
          ['unrolled x1, workgroup 64', 1],
          ['rolled-16 x2, workgroup 64', 0.5],
        ],
      ],
    ]);
  });

  it('need two with the same workers, and never call a software adapter a GPU', () => {
    expect(formGroups([result('wasm:split-8', 1), result('wasm:unrolled x2', 1), result('js', 1)])).toEqual(
      [],
    );
    const soft = ['gpu:unrolled:1:64', 'gpu:unrolled:2:64'].map((id) => result(id, 1, { isSoftware: true }));
    expect(formGroups(soft).map(({ title }) => title)).toEqual(['software adapter']);
  });
});

describe('drift', () => {
  const traced = (hps: readonly (number | null)[]) => result('js', 1e6, { trace: { slotSec: 10, hps } });
  const label = () => 'a row';

  it('sets a trace against its own middle, with a verdict in words', () => {
    const falling = Array.from({ length: 60 }, (_, i) => 1e6 * (1 - 0.03 * (i / 59 - 0.5)));
    const [row] = driftRows([traced(falling)], label);
    expect(row!.points[0]).toEqual({ sec: 5, part: expect.closeTo(1.015, 3) });
    expect(row!.spanSec).toBe(600);
    expect(row!.verdict).toBe('slowed by 3 % over 10 min');
    expect(row!.isNotable).toBe(true);
  });

  it('calls steady what does not change for certain or by less than 1 %', () => {
    const slight = Array.from({ length: 60 }, (_, i) => 1e6 * (1 - 0.005 * (i / 59)));
    expect(driftRows([traced(slight)], label)[0]).toMatchObject({
      verdict: 'steady within 1 %',
      isNotable: false,
    });
    expect(driftVerdict({ change: -0.02, low: -0.05, high: 0.01 }, 60)).toBe('steady within 5 %');
    expect(driftVerdict({ change: 0.02, low: 0.015, high: 0.03 }, 60)).toBe('sped up by 2 % over 1 min');
  });

  it('leaves gaps, and says where there is too little', () => {
    const [row] = driftRows([traced([1, null, 1])], label);
    expect(row!.points.map(({ part }) => part)).toEqual([1, null, 1]);
    expect(row!.verdict).toBe('too short to tell');
  });

  it('has no row for a report that kept no trace', () => {
    expect(driftRows([result('js', 1), traced([]), traced([null])], label)).toEqual([]);
  });
});

describe('a comparison', () => {
  const runs = (rate: number) => [0.99, 0.995, 1, 1, 1.005, 1.01].map((part) => part * rate);
  const row = (id: string, rate: number) => result(id, rate, { runs: runs(rate) });

  it('takes the rows of both, and names those of one', () => {
    const a = report([row('js', 2e6), row('wasm', 3e6), row('gpu', 1e9)]);
    const b = report([row('wasm', 3e6), row('js', 1e6), row('js x2', 2e6)]);
    const comparison = compareReports(a, b);
    expect(comparison.rows.map(({ label, verdict }) => [label, verdict])).toEqual([
      ['JavaScript, one core', 'faster'],
      ['WASM, one core', 'cannot tell'],
    ]);
    expect(comparison.onlyA).toEqual(['GPU']);
    expect(comparison.onlyB).toEqual(['JavaScript, 2 workers']);
    expect(comparisonSentence(comparison)).toBe(
      'A is faster in one row; in one row no difference can be told.',
    );
  });

  it('says so in a sentence whatever comes out', () => {
    const sentence = (a: number, b: number, ids = ['js', 'wasm']) =>
      comparisonSentence(
        compareReports(report(ids.map((id) => row(id, a))), report(ids.map((id) => row(id, b)))),
      );
    expect(sentence(1, 1)).toBe('No difference can be told in all 2 rows.');
    expect(sentence(2, 1)).toBe('A is faster in all 2 rows.');
    expect(sentence(1, 2, ['js'])).toBe('A is slower in the one row of both.');
    expect(comparisonSentence(compareReports(report([row('js', 1)]), report([row('gpu', 1)])))).toContain(
      'nothing to compare',
    );
  });
});
