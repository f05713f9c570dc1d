// What electricity costs, by region: a knob for each region of a scenario, whichever these are.

import type { RaceScenario } from '../../simulation/index.ts';
import type { Knob } from './knobs.ts';

/** A region's name in addresses: `kwh-north-america`. */
export function regionKnobId(name: string): string {
  return `kwh-${name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/gu, '')}`;
}

/** A knob for each region's price of electricity; of two regions with like names the first has one. */
export function regionKnobs({ regions }: RaceScenario): readonly Knob[] {
  const knobs = regions.map(
    ({ name }): Knob => ({
      id: regionKnobId(name),
      label: name,
      note: 'Before the change in front.',
      unit: 'US cents/kWh',
      min: 0.01,
      max: 10_000,
      step: 0.5,
      scale: 100,
      group: 'Electricity',
      read: (scenario) => scenario.regions.find((region) => region.name === name)?.pricePerKwhUsd ?? 0,
      turn: (scenario, pricePerKwhUsd) => ({
        ...scenario,
        regions: scenario.regions.map((region) =>
          region.name === name ? { ...region, pricePerKwhUsd } : region,
        ),
      }),
    }),
  );
  return knobs.filter(({ id }, i) => knobs.findIndex((other) => other.id === id) === i);
}
