// The smallest cartel of a day: who would have to agree, and what it would cost to build as much again.

import { formatCount, formatRoughMoney } from '../../../primitives/index.ts';
import type { RaceScene } from '../shown-race.ts';

/** What a day says of cartels, two sentences. */
export function cartelText({ races: [{ days }], day }: RaceScene): string {
  const { nakamotoPools, nakamotoMiners, cartelHardwareUsd, cartelPowerUsd } = days.figures;
  const pools = nakamotoPools[day]!;
  if (!(pools > 0)) return 'On the day that is looked at nobody hashes.';
  const agree = `${pools === 1 ? 'One pool alone has' : `${formatCount(pools)} pools together have`} more than half of the hash rate on the day that is looked at, as ${minersText(nakamotoMiners[day]!)}.`;
  const build = `To build as much again costs ${formatRoughMoney(cartelHardwareUsd[day]!, 'USD')} for machines at that day’s cheapest, if so many could be had, and ${formatRoughMoney(cartelPowerUsd[day]!, 'USD')} for a day of electricity.`;
  return `${agree} ${build}`;
}

function minersText(miners: number): string {
  return miners === 1 ? 'one miner does' : `the ${formatCount(miners)} largest miners do`;
}
