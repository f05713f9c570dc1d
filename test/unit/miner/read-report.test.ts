import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BenchmarkReport } from '../../../src/miner/benchmark-report.ts';
import { MAX_REPORT_BYTES, parseReport, readReport } from '../../../src/miner/read-report.ts';
import { report, result } from '../dashboard/fixtures.ts';

const GOOD = report(
  [
    result('js', 4e5, { trace: { slotSec: 0.25, hps: [4e5, null, 3.9e5] } }),
    result('gpu', 2e9, { operationsPerHash: null, isSoftware: true }),
  ],
  { failures: [{ engine: 'wasm', reason: 'no memory' }] },
);

/** A copy with one value changed; a path such as `results.0.hps.median`. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(GOOD) as unknown;
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce((at, key) => (at as Record<string, unknown>)[key], copy) as Record<
    string,
    unknown
  >;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

const reasonOf = (value: unknown) => {
  const read = readReport(value);
  return read.ok ? null : read.reason;
};

describe('a report of one’s own', () => {
  it('is read as it was written', () => {
    expect(parseReport(JSON.stringify(GOOD))).toEqual({ ok: true, report: GOOD });
    expect(parseReport(JSON.stringify({ ...GOOD, adapter: null }))).toMatchObject({ ok: true });
  });

  it('of the first version is read without traces', () => {
    const { version: _, ...old } = structuredClone(GOOD);
    const results = old.results.map(({ trace: _none, ...rest }) => rest);
    const read = parseReport(JSON.stringify({ ...old, results }));
    expect(read).toEqual({
      ok: true,
      report: report(
        GOOD.results.map((one) => ({ ...one, trace: null })),
        GOOD_REST,
      ),
    });
  });

  const GOOD_REST = { failures: GOOD.failures };

  it('loses what is no part of it', () => {
    const read = readReport({ ...GOOD, extra: 1, machine: { ...GOOD.machine, toString: 'x' } });
    expect(read).toEqual({ ok: true, report: GOOD });
  });
});

describe('a wrong value is named by its path', () => {
  it.each<[string, unknown, string]>([
    ['results.1.hps.median', 'x', 'results[1].hps.median: expected a number above 0, got "x"'],
    ['results.1.hps.median', 0, 'results[1].hps.median: expected a number above 0, got 0'],
    ['results.0.hps.low', 5e5, 'results[0].hps.low: expected at most median, got 500000'],
    ['results.0.effectiveHps.high', 1, 'results[0].effectiveHps.high: expected at least rate, got 1'],
    ['results.0.hps.coverage', 1.01, 'results[0].hps.coverage: expected a number from 0 to 1, got 1.01'],
    ['results.0.runs.1', null, 'results[0].runs[1]: expected a number above 0, got null'],
    ['results.0.runs', [], 'results[0].runs: expected a list of 1 to 1000, got a list of 0'],
    ['results.0.workers', 1.5, 'results[0].workers: expected a whole number from 1, got 1.5'],
    ['results.0.shares.found', -1, 'results[0].shares.found: expected a whole number from 0, got -1'],
    ['results.0.isSoftware', 'no', 'results[0].isSoftware: expected true or false, got "no"'],
    ['results.0.trace.hps.0', -1, 'results[0].trace.hps[0]: expected a number from 0, got -1'],
    ['results.0.trace', undefined, 'results[0].trace: expected an object, got nothing'],
    ['results.0', [], 'results[0]: expected an object, got a list of 0'],
    ['results', [], 'results: expected a list of 1 to 1000, got a list of 0'],
    ['results', { length: 1 }, 'results: expected a list of 1 to 1000, got an object'],
    ['machine.cores', 0, 'machine.cores: expected a whole number from 1, got 0'],
    ['machine', null, 'machine: expected an object, got null'],
    ['machine.cpu', 7, 'machine.cpu: expected a text of at most 10000 characters, got 7'],
    ['date', 'yesterday', 'date: expected a date such as 2026-01-31T12:00:00Z, got "yesterday"'],
    [
      'date',
      '2026-13-31T12:00:00Z',
      'date: expected a date such as 2026-01-31T12:00:00Z, got "2026-13-31T12:00:00Z"',
    ],
    ['commit', undefined, 'commit: expected a text of at most 10000 characters, got nothing'],
    ['version', 3, 'version: expected 1 to 2; this Proofworks reads no other, got 3'],
    ['version', 'toString', 'version: expected 1 to 2; this Proofworks reads no other, got "toString"'],
  ])('%s = %j', (path, value, reason) => {
    expect(reasonOf(changed(path, value))).toBe(reason);
  });

  it('and shown in part where it is long', () => {
    expect(reasonOf(changed('date', 'x'.repeat(1e5)))!.length).toBeLessThan(120);
    expect(reasonOf(changed('commit', 'x'.repeat(10_000)))).toBeNull();
    expect(reasonOf(changed('commit', 'x'.repeat(10_001)))).not.toBeNull();
  });

  it('a trace of too many slots too', () => {
    expect(reasonOf(changed('results.0.trace.hps', Array(120).fill(1)))).toBeNull();
    expect(reasonOf(changed('results.0.trace.hps', Array(121).fill(1)))).toContain('a list of 0 to 120');
  });
});

describe('whatever a file holds', () => {
  it.each(['', 'x', '{', '[[[', '['.repeat(1e6), '\u0000', '1e999', '"x"', 'null', '{"__proto__":{}}'])(
    'is refused in one sentence: %.20j',
    (text) => {
      const read = parseReport(text);
      expect(read.ok).toBe(false);
      if (!read.ok) expect(read.reason).toMatch(/^[^\n]{10,160}$/u);
    },
  );

  it('is refused by its size alone', () => {
    const padded = (length: number) => JSON.stringify(GOOD).padEnd(length);
    expect(parseReport(padded(MAX_REPORT_BYTES)).ok).toBe(true);
    expect(parseReport(padded(MAX_REPORT_BYTES + 1))).toEqual({
      ok: false,
      reason: 'the file is too large for a report',
    });
  });

  it('never throws, and takes only what it could have written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readReport(value).ok).toBe(false);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it('changed anywhere in a good report is refused by name, or read to the same report again', () => {
    const paths = leavesOf(GOOD);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const read = readReport(changed(path, value));
        if (read.ok) {
          expect(readReport(JSON.parse(JSON.stringify(read.report)))).toEqual(read);
        } else {
          const name = path.replaceAll(/\.(\d+)/gu, '[$1]');
          // The end of an interval is judged against its middle, and the other way round.
          const parent = name.replace(/\.[a-z]+$/iu, '');
          expect(read.reason.startsWith(name) || read.reason.startsWith(parent)).toBe(true);
        }
      }),
      { numRuns: 1000, seed: 4 },
    );
  });
});

/** Paths of all values in it, whole parts included. */
function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, item]) =>
    leavesOf(item, path === '' ? key : `${path}.${key}`),
  );
  return path === '' ? inner : [path, ...inner];
}

// The type holds what the reader must return.
GOOD satisfies BenchmarkReport;
