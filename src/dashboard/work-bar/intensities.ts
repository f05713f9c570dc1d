// How much of the time engines are to hash, as bars offer it.

import type { SelectOption } from '../elements/select-field.ts';
import { intensityPercent } from '../mine/settings.ts';

const INTENSITIES = [5, 10, 25, 50, 75, 100] as const;

/** The usual intensities, and the present one where it is another. */
export function intensityOptions(intensity: number): readonly SelectOption[] {
  const percent = intensityPercent(intensity);
  return [...new Set([...INTENSITIES, percent])]
    .sort((a, b) => b - a)
    .map((value) => ({ value: String(value), label: `${value} %` }));
}
