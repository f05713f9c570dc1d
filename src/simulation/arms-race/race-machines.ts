/** The machines of one race: the table's, the scenario's own, and those to come. */
import { dayOfDate } from './calendar.ts';
import type { MachineModel } from './machine-model.ts';
import { machinesToCome } from './machines-to-come.ts';
import type { Scenario } from './scenario.ts';

/** Watts of a machine to its kilograms: an Antminer S19 weighs 14.4 kg at 3,250 W (from memory, not looked up). */
const WATTS_PER_KG = 225;

/**
 * Lists a race's machines.
 *
 * @param table - As `parseMachines` reads them.
 * @param untilDay - The race's last, since 1970.
 * @returns By release; those that come later are left out.
 */
export function raceMachines(
  { hardware }: Pick<Scenario, 'hardware'>,
  table: readonly MachineModel[],
  untilDay: number,
): readonly MachineModel[] {
  const known = [...(hardware.isTableUsed ? table : []), ...hardware.extraMachines.map(ownMachine)].filter(
    ({ kind }) => hardware.kinds.includes(kind),
  );
  return [...known, ...machinesToCome(known, hardware, untilDay)]
    .filter(({ releaseDay }) => releaseDay <= untilDay)
    .sort((a, b) => a.releaseDay - b.releaseDay);
}

/** A machine that the scenario brings. */
function ownMachine({
  name,
  vendor,
  kind,
  release,
  hashrateThs,
  powerW,
  priceUsd,
}: Scenario['hardware']['extraMachines'][number]): MachineModel {
  return {
    name,
    vendor,
    kind,
    releaseDay: dayOfDate(release),
    hashrateHps: hashrateThs * 1e12,
    powerW,
    efficiencyJPerTh: powerW / hashrateThs,
    listPriceUsd: priceUsd,
    isPriceEstimated: false,
    isSizeEstimated: false,
    isUnverified: false,
    isReleaseRough: false,
    massKg: powerW / WATTS_PER_KG,
    source: 'the scenario',
  };
}
