// What mining cost, window by window.

import { type EnergyUse, energyUse, type MeterWindow, type Tariff } from '../../miner/index.ts';
import {
  type Estimate,
  formatEfficiency,
  formatEnergy,
  formatMass,
  formatMoney,
  formatPower,
  formatWholeSeconds,
} from '../../primitives/index.ts';
import type { TableData } from '../elements/table-data.ts';
import { noBreak } from '../no-break.ts';

/** A window's cost. */
export interface EnergyRow {
  readonly window: MeterWindow;
  readonly use: EnergyUse;
}

/** Windows that a person compares: 1 min, 10 min, 1 h, and all. Those that hold no more than a shorter one are left out. */
export function energyRows(
  windows: readonly MeterWindow[],
  fullPowerW: Estimate,
  tariff: Tariff,
): readonly EnergyRow[] {
  let before = 0;
  return windows.flatMap((window) => {
    const isLast = window.windowSec === Number.POSITIVE_INFINITY;
    if (window.windowSec < 60 || !(window.elapsedSec > 0)) return [];
    if (!isLast && window.elapsedSec <= before) return [];
    before = window.elapsedSec;
    return { window, use: energyUse(window, fullPowerW, tariff) };
  });
}

/** A window's name. */
export function windowWords({ windowSec, elapsedSec }: MeterWindow): string {
  const isAll = windowSec === Number.POSITIVE_INFINITY;
  return isAll ? `all, ${formatWholeSeconds(elapsedSec)}` : formatWholeSeconds(windowSec);
}

/** The rows as a table; each figure is the guess, the range stands beside the watts. */
export function energyTable(rows: readonly EnergyRow[], currency: string): TableData {
  return {
    columns: [
      { id: 'window', label: 'The last' },
      { id: 'mean_w', label: 'Power', isNumber: true, format: (w) => formatPower(w, 2) },
      {
        id: 'j_per_th',
        label: 'Per TH',
        isNumber: true,
        format: (j) => formatEfficiency(j).replace('/TH', ''),
      },
      { id: 'energy_j', label: 'Energy', isNumber: true, format: (j) => formatEnergy(j) },
      { id: 'cost', label: 'Cost', isNumber: true, format: (amount) => formatMoney(amount, currency) },
      { id: 'co2_g', label: 'CO₂', isNumber: true, format: (grams) => formatMass(grams) },
    ],
    rows: rows.map(({ window, use }) => ({
      window: noBreak(windowWords(window)),
      mean_w: use.meanW?.guess ?? null,
      j_per_th: use.efficiencyJPerTh?.guess ?? null,
      energy_j: use.energyJ.guess,
      cost: use.cost.guess,
      co2_g: use.co2Grams.guess,
    })),
  };
}

/** An estimate's range, for example `12 to 30 W`. */
export function rangeWords({ low, high }: Estimate, format: (value: number) => string): string {
  const from = format(low);
  const to = format(high);
  if (from === to) return from;
  // One unit for both where it is the same.
  const unit = / [^ ]+$/u.exec(to)?.[0] ?? '';
  return unit !== '' && from.endsWith(unit) ? `${from.slice(0, -unit.length)} to ${to}` : `${from} to ${to}`;
}
