// Kernel forms compared: the rows that name one, each engine's among themselves.

import { type BenchmarkResult, type Interval, parseBenchmarkEntry } from '../../miner/index.ts';
import { engineTitle, formTitle, SOFTWARE_ADAPTER } from './entry-label.ts';

/** One form of an engine's kernel. Rates are hashes per second. */
export interface FormRow {
  readonly id: string;
  readonly form: string;
  readonly hps: number;
  readonly interval: Interval;
  /** `hps` over that of the engine's fastest form. */
  readonly ofBest: number;
  readonly operationsPerHash: number | null;
  readonly isSoftware: boolean;
}

/** An engine's forms, the fastest first; at least two. */
export interface FormGroup {
  readonly title: string;
  readonly rows: readonly FormRow[];
}

/** The engines that were measured in several forms with the same workers. */
export function formGroups(results: readonly BenchmarkResult[]): readonly FormGroup[] {
  const groups = new Map<string, { readonly form: string; readonly result: BenchmarkResult }[]>();
  for (const result of results) {
    const parts = parseBenchmarkEntry(result.engine)?.parts ?? [];
    const [part] = parts;
    if (part === undefined || parts.length > 1) continue;
    const form = formTitle(part);
    if (form === null) continue;
    const engine = result.isSoftware ? SOFTWARE_ADAPTER : engineTitle(part.engine);
    const workers =
      part.engine === 'gpu' ? '' : `, ${part.workers === 1 ? 'one core' : `${part.workers} workers`}`;
    const title = `${engine}${workers}`;
    groups.set(title, [...(groups.get(title) ?? []), { form, result }]);
  }
  return [...groups]
    .filter(([, rows]) => rows.length > 1)
    .map(([title, rows]) => {
      const best = Math.max(...rows.map(({ result }) => result.hps.median));
      const formRows = rows.map(
        ({ form, result }): FormRow => ({
          id: result.engine,
          form,
          hps: result.hps.median,
          interval: { low: result.hps.low, high: result.hps.high },
          ofBest: result.hps.median / best,
          operationsPerHash: result.operationsPerHash,
          isSoftware: result.isSoftware,
        }),
      );
      return { title, rows: formRows.sort((a, b) => b.hps - a.hps) };
    });
}
