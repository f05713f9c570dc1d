// Which colour is whose.

import { GENERATIONS } from '../../../simulation/index.ts';
import type { Hue } from '../../charts/series-chart/spec.ts';

const HEAT = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** A generation's colour: the later, the hotter. */
export function generationHue(index: number): Hue {
  const step = Math.round((index * (HEAT.length - 1)) / Math.max(1, GENERATIONS.length - 1));
  return `heat-${HEAT[step] ?? 9}`;
}

/** Neighbours differ in lightness. All are ember or grey: places spend. */
const REGION_HUES: readonly Hue[] = [
  'heat-5',
  'heat-2',
  'heat-9',
  'ink-3',
  'heat-7',
  'heat-3',
  'line-strong',
];

/** A region's colour. */
export function regionHue(index: number): Hue {
  return REGION_HUES[index % REGION_HUES.length]!;
}
