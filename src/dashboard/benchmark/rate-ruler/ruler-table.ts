// What stands on the ruler, as a table.

import { formatHashrate } from '../../../primitives/index.ts';
import type { TableData } from '../../elements/table-data.ts';
import type { RulerMark } from '../ruler-layout.ts';

/** Marks by their rates, the slowest first, with where each figure is from. */
export function rulerTable(marks: readonly RulerMark[]): TableData {
  return {
    columns: [
      { id: 'device', label: 'Device' },
      { id: 'rate_hps', label: 'Hash rate', isNumber: true, format: (hps) => formatHashrate(hps) },
      { id: 'origin', label: 'Origin' },
    ],
    rows: marks
      .toSorted((a, b) => a.hps - b.hps)
      .map(({ label, note, hps, kind }) => ({
        device: label,
        rate_hps: hps,
        origin: kind === 'measured' || kind === 'software' ? 'measured' : `published, ${note}`,
      })),
  };
}
