/** Machines beyond the newest of the table: each maker that was still busy brings a better one every year. */

import { portablePow } from '../portable-math.ts';
import { DAYS_PER_YEAR, dateOfDay } from './calendar.ts';
import { HARDWARE_KINDS, type HardwareKind } from './generation.ts';
import type { MachineModel } from './machine-model.ts';
import type { Scenario } from './scenario.ts';

/** Makers whose newest machine is older than this, beside the newest of all, have given up. */
const BUSY_DAYS = 3 * DAYS_PER_YEAR;

/**
 * Continues the newest allowed kind of hardware.
 *
 * @param known - Machines there are.
 * @param untilDay - Since 1970; no machine comes after it.
 */
export function machinesToCome(
  known: readonly MachineModel[],
  {
    kinds,
    progressPerYear,
    floorJPerTh,
  }: Pick<Scenario['hardware'], 'kinds' | 'progressPerYear' | 'floorJPerTh'>,
  untilDay: number,
): readonly MachineModel[] {
  const kind = newestKind(kinds);
  const ofKind = known.filter((machine) => machine.kind === kind);
  if (progressPerYear <= 0 || ofKind.length === 0) return [];
  const lastDay = Math.max(...ofKind.map(({ releaseDay }) => releaseDay));
  const best = new Map<string, MachineModel>();
  for (const machine of ofKind) {
    const other = best.get(machine.vendor);
    if (other === undefined || machine.efficiencyJPerTh <= other.efficiencyJPerTh)
      best.set(machine.vendor, machine);
  }
  const machines: MachineModel[] = [];
  for (const newest of best.values()) {
    if (newest.releaseDay < lastDay - BUSY_DAYS) continue;
    for (let year = 1; ; year++) {
      const releaseDay = Math.round(newest.releaseDay + year * DAYS_PER_YEAR);
      if (releaseDay > untilDay) break;
      const efficiencyJPerTh = Math.max(
        floorJPerTh,
        newest.efficiencyJPerTh * portablePow(1 - progressPerYear, year),
      );
      machines.push({
        ...newest,
        name: `${newest.vendor} ${dateOfDay(releaseDay).slice(0, 4)}`,
        releaseDay,
        efficiencyJPerTh,
        hashrateHps: (newest.powerW / efficiencyJPerTh) * 1e12,
        isPriceEstimated: true,
        isSizeEstimated: true,
        isUnverified: true,
        isReleaseRough: true,
        isToCome: true,
        source: `assumption: ${newest.name} continued, ${progressPerYear * 100} % less energy per hash each year`,
      });
      if (efficiencyJPerTh === floorJPerTh) break;
    }
  }
  return machines;
}

function newestKind(kinds: readonly HardwareKind[]): HardwareKind | undefined {
  return HARDWARE_KINDS.findLast((kind) => kinds.includes(kind));
}
