/** What the table of machines does not say, estimated for a machine's kind and time. */
import { dayOfDate } from './calendar.ts';
import type { HardwareKind } from './generation.ts';

/** Mass of an ASIC with its power supply: an Antminer S9 weighs about 7 kg, an S19 13 to 14 (a reseller's scale). */
const ASIC_KG = { base: 3, perKw: 3.2 } as const;
/** A card, and a board (from memory). */
const GPU_KG = 1;
const FPGA_KG_PER_KW = 15;
/** A whole desktop computer (from memory). */
const CPU_KG = 9;

/** Watts of a usual machine, from the day named on: what the table's complete rows of the time have. */
const USUAL_POWER_W: Readonly<Record<HardwareKind, readonly (readonly [from: string, watts: number])[]>> = {
  cpu: [['2009-01-01', 100]],
  gpu: [['2009-01-01', 170]],
  fpga: [['2011-01-01', 15]],
  asic: [
    ['2013-01-01', 400],
    ['2014-07-01', 600],
    ['2015-09-01', 1300],
    ['2018-09-01', 2000],
    ['2019-06-01', 2600],
    ['2020-01-01', 3300],
  ],
};

/**
 * USD for a watt of machine, from the day named on. GPU and FPGA: the table's priced rows. ASIC: its four priced rows of
 * 2013 ask 2 to 9; later ones from memory (S7 1.4, S9 1.6, S19 Pro 0.7 at first, S21 1.2). A computer was there for other
 * uses: a fifth of 500 USD is counted.
 */
const USUAL_USD_PER_W: Readonly<Record<HardwareKind, readonly (readonly [from: string, usd: number])[]>> = {
  cpu: [['2009-01-01', 1]],
  gpu: [['2009-01-01', 1.6]],
  fpga: [['2011-01-01', 40]],
  asic: [
    ['2013-01-01', 3],
    ['2014-01-01', 1.2],
  ],
};

/** J/TH of machines of which nothing but the speed is known: that of the complete rows of the kind and time. */
const USUAL_J_PER_TH: Readonly<Record<HardwareKind, number>> = {
  cpu: 33e6,
  gpu: 500e3,
  fpga: 60e3,
  asic: 9000,
};

/** Watts of a machine of which the efficiency alone is known. */
export const usualPowerW = (kind: HardwareKind, day: number): number => valueAt(USUAL_POWER_W[kind], day);

/** J/TH of a machine of which the speed alone is known. */
export const usualJPerTh = (kind: HardwareKind): number => USUAL_J_PER_TH[kind];

/** USD of a machine without a price. */
export const usualPriceUsd = (kind: HardwareKind, day: number, powerW: number): number =>
  powerW * valueAt(USUAL_USD_PER_W[kind], day);

/** Kilograms that are thrown away with a machine. */
export function usualMassKg(kind: HardwareKind, powerW: number): number {
  switch (kind) {
    case 'cpu':
      return CPU_KG;
    case 'gpu':
      return GPU_KG;
    case 'fpga':
      return (FPGA_KG_PER_KW * powerW) / 1000;
    case 'asic':
      return ASIC_KG.base + (ASIC_KG.perKw * powerW) / 1000;
    default:
      return kind satisfies never;
  }
}

function valueAt(steps: readonly (readonly [from: string, value: number])[], day: number): number {
  return (steps.findLast(([from]) => dayOfDate(from) <= day) ?? steps[0]!)[1];
}
