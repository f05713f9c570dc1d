import { describe, expect, it } from 'vitest';
import { keptFigure, keptTitle } from '../../../../src/dashboard/benchmark/history/kept-words.ts';
import { readReportFile } from '../../../../src/dashboard/benchmark/history/read-file.ts';
import { ReportHistory } from '../../../../src/dashboard/benchmark/history/report-history.ts';
import {
  HistoryError,
  type KeptReport,
  MOST_KEPT,
  type ReportStore,
} from '../../../../src/dashboard/benchmark/history/report-store.ts';
import { MAX_REPORT_BYTES } from '../../../../src/miner/index.ts';
import { report, result } from '../fixtures.ts';

/** What a history asks of its store, in memory; refuses everything while `refusal` is set. */
class MemoryStore implements Pick<ReportStore, 'list' | 'put' | 'remove'> {
  readonly reports = new Map<string, KeptReport>();
  refusal = '';

  #check(): void {
    if (this.refusal !== '') throw new HistoryError(this.refusal);
  }

  async list(): Promise<readonly KeptReport[]> {
    this.#check();
    return [...this.reports.values()].sort((a, b) => b.keptMs - a.keptMs);
  }

  async put(kept: KeptReport): Promise<void> {
    this.#check();
    this.reports.set(kept.id, kept);
  }

  async remove(id: string): Promise<void> {
    this.#check();
    this.reports.delete(id);
  }
}

function setUp(store = new MemoryStore()) {
  let changes = 0;
  let made = store.reports.size;
  const history = new ReportHistory({
    store: store as unknown as ReportStore,
    nowMs: () => ++made,
    newId: () => `id ${made}`,
    onChange: () => {
      changes++;
    },
  });
  return { history, store, changes: () => changes };
}

const dated = (day: number, hps = 1e6) =>
  report([result('js', hps)], { date: `2026-01-${String(day).padStart(2, '0')}T12:00:00.000Z` });
const dates = (history: ReportHistory) => history.kept.map((kept) => kept.report.date.slice(8, 10));

describe('a history', () => {
  it('keeps reports, the newest first, and finds them again', async () => {
    const { history, store } = setUp();
    await history.add(dated(1), 'measured');
    await history.add(dated(2), 'imported');
    expect(dates(history)).toEqual(['02', '01']);
    const later = setUp(store).history;
    await later.load();
    expect(dates(later)).toEqual(['02', '01']);
    expect(later.kept.map(({ origin }) => origin)).toEqual(['imported', 'measured']);
  });

  it('keeps no report twice', async () => {
    const { history } = setUp();
    const first = await history.add(dated(1), 'measured');
    expect(await history.add(structuredClone(dated(1)), 'imported')).toBe(first);
    await history.add(dated(1, 2e6), 'imported');
    expect(history.kept).toHaveLength(2);
  });

  it('renames, removes, and puts back what was removed', async () => {
    const { history, store } = setUp();
    await history.add(dated(1), 'measured');
    const { id } = await history.add(dated(2), 'measured');
    await history.add(dated(3), 'measured');
    await history.rename(id, '  before the fan  ');
    expect(store.reports.get(id)?.name).toBe('before the fan');
    history.show(id);
    const undo = await history.remove(id);
    expect(dates(history)).toEqual(['03', '01']);
    expect(history.shown).toBeNull();
    expect(store.reports.has(id)).toBe(false);
    await undo();
    expect(dates(history)).toEqual(['03', '02', '01']);
    expect(store.reports.get(id)?.name).toBe('before the fan');
    await undo();
    expect(history.kept).toHaveLength(3);
  });

  it('says why nothing is kept, and goes on with this visit’s', async () => {
    const { history, store, changes } = setUp();
    await history.load();
    store.refusal = 'the browser has no more room for this page';
    const kept = await history.add(dated(1), 'measured');
    expect(history.problem).toBe('the browser has no more room for this page');
    expect(history.kept).toEqual([kept]);
    expect(changes()).toBeGreaterThan(0);
    store.refusal = '';
    await history.add(dated(2), 'measured');
    expect(history.problem).toBeNull();
    expect(history.kept).toHaveLength(2);
  });

  it('is bounded', async () => {
    const { history } = setUp();
    for (let i = 0; i <= MOST_KEPT; i++) await history.add(dated(1, i + 1), 'measured');
    expect(history.kept).toHaveLength(MOST_KEPT);
    expect(history.kept[0]!.report.results[0]!.runs[0]).toBe(MOST_KEPT + 1);
  });

  it('shows an imported report, and changes nothing for a bad one', async () => {
    const { history } = setUp();
    const file = (text: string) => new File([text], 'theirs.json');
    await history.importFile(file(JSON.stringify(dated(7))));
    expect(history.shown?.report).toEqual(dated(7));
    expect(history.shown?.origin).toBe('imported');
    await history.importFile(file(JSON.stringify({ ...dated(8), date: 'then' })));
    expect(history.refusal).toBe(
      'theirs.json: date: expected a date such as 2026-01-31T12:00:00Z, got "then"',
    );
    expect(history.kept).toHaveLength(1);
    expect(history.shown?.report).toEqual(dated(7));
    history.show(history.kept[0]!.id);
    expect(history.refusal).toBe('');
  });
});

describe('a file', () => {
  it('that is too large is not opened', async () => {
    const text = async () => expect.fail('the file was opened');
    const file = Object.assign(new File([], 'huge.json'), { text });
    Object.defineProperty(file, 'size', { value: MAX_REPORT_BYTES + 1 });
    expect(await readReportFile(file)).toEqual({
      ok: false,
      reason: 'huge.json: the file is larger than 5 MB, too large for a report',
    });
  });

  it('that cannot be read is told as such', async () => {
    const text = () => Promise.reject(new Error('gone'));
    const read = await readReportFile(Object.assign(new File([], 'gone.json'), { text }));
    expect(read).toMatchObject({
      ok: false,
      reason: expect.stringContaining('gone.json: the browser could not'),
    });
  });
});

describe('names in lists', () => {
  it('are those given, or date and browser', () => {
    expect(keptTitle({ name: '', report: dated(5) })).toBe('2026-01-05 12:00:00, Chrome 150');
    expect(keptTitle({ name: 'mine', report: dated(5) })).toBe('mine');
  });

  it('tell the best rate, of a software adapter only where there is nothing else', () => {
    const soft = result('gpu', 9e9, { isSoftware: true });
    expect(keptFigure(report([result('js', 1e6), result('wasm', 3e6), soft]))).toEqual({
      best: '3.00 MH/s, WASM, one core',
      headline: 'WASM, one core: 3.0 × JavaScript, one core',
    });
    expect(keptFigure(report([soft]))).toEqual({ best: '9.00 GH/s, Software adapter', headline: '' });
  });
});
