// The engines as a table.

import type { EngineSnapshot } from '../../miner/index.ts';
import { formatCount, formatHashrate, formatPercent, formatWholeSeconds } from '../../primitives/index.ts';
import type { TableColumn, TableRow } from '../elements/table-data.ts';
import { engineLabel, kernelWords } from './engine-words.ts';

/**
 * Columns of the engine table.
 *
 * @param intensity - What is set, beside what is measured.
 */
export const engineColumns = (intensity: number): readonly TableColumn[] => [
  { id: 'engine', label: 'Engine' },
  { id: 'device', label: 'Device and kernel' },
  { id: 'rate', label: 'Hash rate', isNumber: true, format: (hps) => formatHashrate(hps) },
  {
    id: 'effective',
    label: 'Proved',
    isNumber: true,
    format: (hps) => formatHashrate(hps),
    note: 'by shares',
  },
  {
    id: 'duty',
    label: 'At work',
    isNumber: true,
    format: (part) => formatPercent(part),
    note: `set: ${formatPercent(intensity)}`,
  },
  { id: 'shares', label: 'Shares', isNumber: true },
  { id: 'errors', label: 'Errors', isNumber: true, note: 'hash refused' },
  { id: 'state', label: 'State' },
];

/** One row per engine. */
export function engineRows(engines: readonly EngineSnapshot[]): readonly TableRow[] {
  return engines.map((engine) => ({
    engine:
      engine.isSoftware && engine.id.startsWith('gpu')
        ? `${engineLabel(engine.id)}, played by the CPU`
        : engineLabel(engine.id),
    device:
      [engine.adapter, kernelWords(engine.id), engine.kernel].filter((text) => text !== '').join(', ') || '–',
    rate: engine.hashrateHps,
    effective: engine.effectiveHps,
    duty: engine.measuredDuty,
    shares: engine.shares,
    errors: engine.hardwareErrors,
    state: stateWords(engine),
  }));
}

function stateWords({ state, problem, retrySec }: EngineSnapshot): string {
  if (problem === null) return state === 'lost' ? 'out' : state;
  const retry = retrySec === null ? '' : ` Tried again in ${formatWholeSeconds(Math.ceil(retrySec))}.`;
  // Some of a pool's workers may be out while the others work.
  const head = state === 'working' ? 'working;' : 'out:';
  return `${head} ${problem}${/[.!?]$/u.test(problem) ? '' : '.'}${retry}`;
}

/** What all engines did together, in one sentence; empty before the first hash. */
export function engineSum(engines: readonly EngineSnapshot[]): string {
  const hashes = engines.reduce((sum, { hashCount }) => sum + hashCount, 0);
  return hashes === 0 ? '' : `${formatCount(hashes)} hashes since this session began.`;
}
