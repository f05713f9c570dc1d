// Preferences: kept, read back, and never trusted.

import { describe, expect, it } from 'vitest';
import {
  DEFAULT_PREFERENCES,
  type PreferenceStorage,
  PreferenceStore,
  preferencesFrom,
} from '../../../src/dashboard/preferences.ts';

function memory(): PreferenceStorage {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

const refused = (): PreferenceStorage => {
  throw new DOMException('refused', 'SecurityError');
};

describe('a store', () => {
  it('keeps what was said, for the next page too', () => {
    const storage = memory();
    const store = new PreferenceStore(() => storage);
    let told = 0;
    const end = store.subscribe(() => told++);
    store.update({ currency: 'EUR', hasAgreed: true });
    end();
    store.update({ pricePerKwh: 0.4 });
    expect(told).toBe(1);
    const next = new PreferenceStore(() => storage).value;
    expect(next).toEqual({ ...DEFAULT_PREFERENCES, currency: 'EUR', hasAgreed: true, pricePerKwh: 0.4 });
  });

  it('lasts as long as the page where storage is refused', () => {
    const store = new PreferenceStore(refused);
    store.update({ hasAgreed: true });
    expect(store.value.hasAgreed).toBe(true);
    expect(new PreferenceStore(refused).value.hasAgreed).toBe(false);
  });

  it('takes nothing from what is not JSON', () => {
    const store = new PreferenceStore(() => ({ getItem: () => '{', setItem: () => undefined }));
    expect(store.value).toEqual(DEFAULT_PREFERENCES);
  });
});

it.each([null, 7, 'text', [], {}])('of %j are the defaults', (stored) => {
  expect(preferencesFrom(stored)).toEqual(DEFAULT_PREFERENCES);
});

it('take what is good and leave the rest', () => {
  expect(
    preferencesFrom({
      power: { engines: 'gpu', fullPowerW: { low: 50, guess: 20, high: 90 } },
      pricePerKwh: -0.02,
      currency: 'a currency too long',
      gridGramsPerKwh: -1,
      network: { difficulty: 0, hashrateHps: 1 },
      minesHidden: 'yes',
      hasAgreed: true,
    }),
  ).toEqual({ ...DEFAULT_PREFERENCES, pricePerKwh: -0.02, hasAgreed: true });
  const good = {
    power: { engines: 'gpu', fullPowerW: { low: 10, guess: 20, high: 90 } },
    network: { difficulty: 2, hashrateHps: 1 },
  };
  expect(preferencesFrom(good)).toEqual({ ...DEFAULT_PREFERENCES, ...good });
});
