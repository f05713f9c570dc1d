// What a machine says it draws: measured watts with the name of what they were measured at, and joules per terahash only
// where everything that hashes was measured.

import type { EngineSnapshot } from '../../miner/index.ts';

/** One measured power. */
export interface PowerPart {
  /** What it was measured at, for example `CPU package`. */
  readonly what: string;
  readonly watts: number;
}

/** What is measured at the moment; null where the machine cannot tell. */
export interface PowerReading {
  readonly cpu: PowerPart | null;
  readonly gpu: PowerPart | null;
}

export const NO_POWER: PowerReading = { cpu: null, gpu: null };

/** What hashes: a software adapter is the processor's work. */
export function devicesOf(engines: readonly Pick<EngineSnapshot, 'id' | 'isSoftware' | 'state'>[]): {
  readonly cpu: boolean;
  readonly gpu: boolean;
} {
  const working = engines.filter(({ state }) => state === 'working');
  const isGpu = ({ id, isSoftware }: (typeof working)[number]) => id.startsWith('gpu') && !isSoftware;
  return { cpu: working.some((engine) => !isGpu(engine)), gpu: working.some(isGpu) };
}

/** @returns the parts that were measured, the processor first. */
export function measuredParts({ cpu, gpu }: PowerReading): readonly PowerPart[] {
  return [cpu, gpu].filter((part) => part !== null);
}

/** @returns watts of all parts; null where nothing was measured. */
export function measuredWatts(power: PowerReading): number | null {
  const parts = measuredParts(power);
  return parts.length === 0 ? null : parts.reduce((sum, { watts }) => sum + watts, 0);
}

/**
 * Joules per 10^12 hashes, of what was measured.
 *
 * @returns null without a rate, and where something hashes whose power nobody measures: it would look too good.
 */
export function measuredEfficiency(
  power: PowerReading,
  engines: Parameters<typeof devicesOf>[0],
  hashrateHps: number,
): number | null {
  const watts = measuredWatts(power);
  const { cpu, gpu } = devicesOf(engines);
  const isWhole = (!cpu || power.cpu !== null) && (!gpu || power.gpu !== null);
  return watts === null || !isWhole || !(hashrateHps > 0) ? null : watts / (hashrateHps / 1e12);
}
