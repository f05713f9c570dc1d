import { describe, expect, it } from 'vitest';
import { machineLine, reportCsv, reportFileName } from '../../../../src/dashboard/benchmark/csv.ts';
import { report, result } from '../fixtures.ts';

describe('a report as CSV', () => {
  it('has a line per result and per failure, all as long as the headings', () => {
    const text = reportCsv(
      report([result('js', 4e5), result('gpu', 2e9)], {
        failures: [{ engine: 'wasm', reason: 'no memory' }],
      }),
    );
    const lines = text.split('\r\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(4);
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
    expect(lines[1]).toMatch(/^js,1,a device,false,unrolled x1,400000,/u);
    expect(lines[3]).toContain('no memory');
  });

  it('quotes what would break a line', () => {
    const text = reportCsv(report([result('js', 1, { adapter: 'a "b", c', kernel: 'plain' })]));
    expect(text).toContain('js,1,"a ""b"", c",false,plain,');
  });

  it('leaves unknown values empty', () => {
    expect(reportCsv(report([result('gpu + js', 1, { operationsPerHash: null })]))).toContain(',,1 1,');
  });
});

describe('names for exports', () => {
  it('carry the date', () => {
    expect(reportFileName(report([]), 'png')).toBe('proofworks-benchmark-2026-01-31.png');
  });

  it('tell the machine, and a software adapter as such', () => {
    expect(machineLine(report([]))).toBe('8 logical processors · a device · Chrome 150 · Linux x86_64');
    expect(machineLine(report([], { adapter: { name: 'SwiftShader', isSoftware: true } }))).toContain(
      'software adapter: SwiftShader',
    );
    expect(machineLine(report([], { adapter: null }))).toContain('no GPU adapter');
  });
});
