// What the tour sets: the scenarios as they are, so that every teacher shows the same.

import { DEFAULT_SETTINGS, type RaceSettings } from '../settings.ts';
import { TOUR } from './steps.ts';

/** The settings at a step, from 1; at 0 the tour has ended, and what was shown stays. What a person brought is kept. */
export function tourSettings(
  { own, kept, deviceThs, deviceW, devicePricePerKwhUsd, deviceFrom, ...settings }: RaceSettings,
  step: number,
): RaceSettings {
  const brought = { own, kept, deviceThs, deviceW, devicePricePerKwhUsd, deviceFrom };
  const scenario = TOUR[step - 1]?.scenario;
  if (scenario === undefined) return { ...settings, ...brought, tour: 0 };
  return { ...DEFAULT_SETTINGS, ...brought, scenario, tour: step };
}
