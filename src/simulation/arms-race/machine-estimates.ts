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
 * USD of machines that the table has no price of, looked up: the Single in the table's own column of sources and in Tom's
 * Hardware ("All About Bitcoin Mining", 2013), the Jalapeno in Ars Technica ("How a total n00b mined $700", June 2013).
 */
export const LOOKED_UP_USD: ReadonlyMap<string, number> = new Map([
  ['BFL FPGA Single', 600],
  ['BFL Jalapeno', 274],
]);

/**
 * USD for a watt of machine, from the day named on.
 *
 * - GPU: the table's five priced rows ask 1 to 2. FPGA: its two ask 65 for one board and 12 in a rack; Tom's Hardware says
 *   1 to 2.50 USD for a MH/s, which is 17 to 42 at 60,000 J/TH.
 * - ASIC: the table's three priced rows of 2013 ask 2 to 9. Looked up of later ones: an S9 0.7 (900 USD retail,
 *   2018), an S17+ 0.5 (1,320 to 1,567 USD, Bitmain, April 2020), an S19 XP 1.1 (23 USD per TH/s, June 2023), a T21 0.7 (14
 *   USD per TH/s, end of 2023), those of the S19's class up to 4 in May 2021 (119 USD per TH/s). From memory: an S7 1.4, an S9
 *   at first 1.6, an S19 Pro at first 0.7. What is taken is an assumption between them.
 * - CPU: the computer was there for other uses; a fifth of 500 USD is counted for 100 W.
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
