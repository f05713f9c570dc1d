/**
 * Generations of mining hardware. What a machine is built of decides the first three; dedicated chips differ by their
 * efficiency alone, so they are told apart by it, at bounds that fall between the process nodes of their time.
 */

/** Kinds of hardware, in the order in which they came. */
export const HARDWARE_KINDS = ['cpu', 'gpu', 'fpga', 'asic'] as const;

export type HardwareKind = (typeof HARDWARE_KINDS)[number];

/** One generation. */
export interface Generation {
  /** Stable: used in files and addresses. */
  readonly id: string;
  /** For people. */
  readonly title: string;
  readonly kind: HardwareKind;
  /** Machines of the kind belong to it down to this efficiency, J/TH, exclusive; 0 for the last of the kind. */
  readonly aboveJPerTh: number;
}

/** All generations, oldest first. */
export const GENERATIONS = [
  { id: 'cpu', title: 'CPU', kind: 'cpu', aboveJPerTh: 0 },
  { id: 'gpu', title: 'GPU', kind: 'gpu', aboveJPerTh: 0 },
  { id: 'fpga', title: 'FPGA', kind: 'fpga', aboveJPerTh: 0 },
  { id: 'asic-2013', title: 'ASIC over 600 J/TH', kind: 'asic', aboveJPerTh: 600 },
  { id: 'asic-2015', title: 'ASIC to 200 J/TH', kind: 'asic', aboveJPerTh: 200 },
  { id: 'asic-2016', title: 'ASIC to 70 J/TH', kind: 'asic', aboveJPerTh: 70 },
  { id: 'asic-2019', title: 'ASIC to 27 J/TH', kind: 'asic', aboveJPerTh: 27 },
  { id: 'asic-2022', title: 'ASIC to 11 J/TH', kind: 'asic', aboveJPerTh: 10.9 },
  { id: 'asic-to-come', title: 'ASIC to come', kind: 'asic', aboveJPerTh: 0 },
] as const satisfies readonly Generation[];

/** @returns The index in {@link GENERATIONS} of a machine of this kind and efficiency. */
export function generationOf(kind: HardwareKind, efficiencyJPerTh: number): number {
  return GENERATIONS.findIndex(
    (generation) => generation.kind === kind && efficiencyJPerTh > generation.aboveJPerTh,
  );
}
