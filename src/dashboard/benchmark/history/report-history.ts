// The benchmarks at hand: those that the browser kept, and those of this visit where it keeps nothing.

import type { BenchmarkReport } from '../../../miner/index.ts';
import { readReportFile } from './read-file.ts';
import { HistoryError, type KeptReport, MOST_KEPT, type ReportStore } from './report-store.ts';

/** What a history is handed. */
export interface HistoryParts {
  readonly store: ReportStore;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** A name that no report has. */
  readonly newId: () => string;
  /** Told after every change. */
  readonly onChange: () => void;
}

/**
 * Kept reports, the newest first. What the browser refuses to keep stays in the list for as long as the page is open, and
 * `problem` says why it will not stay longer.
 */
export class ReportHistory {
  readonly #parts: HistoryParts;
  #kept: readonly KeptReport[] = [];
  #problem: string | null = null;
  #shownId = '';
  #refusal = '';

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  get kept(): readonly KeptReport[] {
    return this.#kept;
  }

  /** Why the browser keeps nothing, for the end of a sentence; null while it does. */
  get problem(): string | null {
    return this.#problem;
  }

  /** The one that is shown; null for none. */
  get shown(): KeptReport | null {
    return this.#kept.find(({ id }) => id === this.#shownId) ?? null;
  }

  /** Why the last file was not read, one sentence; empty where it was. */
  get refusal(): string {
    return this.#refusal;
  }

  /** Shows one of them; an unknown id shows none. */
  show(id: string): void {
    this.#shownId = id;
    this.#refusal = '';
    this.#parts.onChange();
  }

  /** Reads a file and shows its report; says why where it is none, and changes nothing else. */
  async importFile(file: File): Promise<void> {
    const read = await readReportFile(file);
    if (read.ok) this.show((await this.add(read.report, 'imported')).id);
    else {
      this.#refusal = read.reason;
      this.#parts.onChange();
    }
  }

  /** Reads what was kept. */
  async load(): Promise<void> {
    await this.#ask(async (store) => {
      const found = await store.list();
      const isNew = ({ id }: KeptReport) => this.#kept.every((kept) => kept.id !== id);
      this.#kept = [...this.#kept, ...found.filter(isNew)].toSorted((a, b) => b.keptMs - a.keptMs);
    });
  }

  /** Keeps a report; one that is at hand already is not kept twice. @returns it as it is kept. */
  async add(report: BenchmarkReport, origin: KeptReport['origin']): Promise<KeptReport> {
    const known = this.#kept.find((kept) => isSame(kept.report, report));
    if (known !== undefined) return known;
    const { newId, nowMs } = this.#parts;
    const kept: KeptReport = { id: newId(), name: '', origin, keptMs: nowMs(), report };
    this.#kept = [kept, ...this.#kept].slice(0, MOST_KEPT);
    await this.#ask((store) => store.put(kept));
    return kept;
  }

  /** Gives a report a name; an empty one takes it away. */
  async rename(id: string, name: string): Promise<void> {
    const renamed = this.#kept.map((kept) => (kept.id === id ? { ...kept, name: name.trim() } : kept));
    this.#kept = renamed;
    const changed = renamed.find((kept) => kept.id === id);
    if (changed !== undefined) await this.#ask((store) => store.put(changed));
  }

  /** Takes one out of the list. @returns what puts it back. */
  async remove(id: string): Promise<() => Promise<void>> {
    const index = this.#kept.findIndex((kept) => kept.id === id);
    const removed = this.#kept[index];
    this.#kept = this.#kept.filter((kept) => kept.id !== id);
    await this.#ask((store) => store.remove(id));
    return async () => {
      if (removed === undefined || this.#kept.includes(removed)) return;
      this.#kept = this.#kept.toSpliced(index, 0, removed);
      await this.#ask((store) => store.put(removed));
    };
  }

  async #ask(use: (store: ReportStore) => Promise<void>): Promise<void> {
    this.#parts.onChange();
    try {
      await use(this.#parts.store);
      this.#problem = null;
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      this.#problem = error.message;
    }
    this.#parts.onChange();
  }
}

/** Two benchmarks do not end in the same millisecond with the same rates. */
function isSame(one: BenchmarkReport, other: BenchmarkReport): boolean {
  const rates = ({ date, results }: BenchmarkReport) => [date, ...results.flatMap(({ runs }) => runs)].join();
  return rates(one) === rates(other);
}
