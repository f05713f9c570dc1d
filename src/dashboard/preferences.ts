// What a person has told this browser about power, prices and pauses. It stays in the browser; where storage is refused
// it lasts as long as the page.

import type { Estimate } from '../primitives/index.ts';

/** Watts that mining adds, for one set of engines. */
export interface DeclaredPower {
  /** Name of the engines that it was declared for, for example `gpu + wasm-simd x8`. */
  readonly engines: string;
  /** While all of them hash without a rest. */
  readonly fullPowerW: Estimate;
}

/** All preferences. */
export interface Preferences {
  /** Null while nobody has declared one: it is then assumed. */
  readonly power: DeclaredPower | null;
  readonly pricePerKwh: number;
  /** As written after an amount, for example `EUR`. */
  readonly currency: string;
  /** Grams of CO2 per kWh. */
  readonly gridGramsPerKwh: number;
  /** Bitcoin's network as the person knows it; null for what was last recorded. */
  readonly network: { readonly difficulty: number; readonly hashrateHps: number } | null;
  /** Whether mining goes on while the page is hidden, and while a battery discharges. */
  readonly minesHidden: boolean;
  readonly minesOnBattery: boolean;
  /** Whether the person has agreed that mining uses power. */
  readonly hasAgreed: boolean;
}

/** What holds until a person says otherwise. */
export const DEFAULT_PREFERENCES: Preferences = {
  power: null,
  // A round figure among household prices.
  pricePerKwh: 0.3,
  currency: 'USD',
  // The world's mean of 2023: Ember, Global Electricity Review 2024.
  gridGramsPerKwh: 480,
  network: null,
  minesHidden: false,
  minesOnBattery: false,
  hasAgreed: false,
};

/** What preferences need of `localStorage`. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'proofworks.preferences';
const MAX_CURRENCY_CHARACTERS = 8;

/** The preferences of this page, told to whoever shows or obeys them. */
export class PreferenceStore {
  readonly #storage: () => PreferenceStorage;
  readonly #listeners = new Set<() => void>();
  #value: Preferences;

  /** @param storage - Asked for each time, since asking may throw where storage is refused. */
  constructor(storage: () => PreferenceStorage) {
    this.#storage = storage;
    this.#value = this.#read();
  }

  get value(): Preferences {
    return this.#value;
  }

  update(change: Partial<Preferences>): void {
    this.#value = { ...this.#value, ...change };
    try {
      this.#storage().setItem(KEY, JSON.stringify(this.#value));
    } catch {
      // Refused or full: the choice lasts as long as the page.
    }
    for (const listener of this.#listeners) listener();
  }

  /** @returns a function that ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #read(): Preferences {
    try {
      return preferencesFrom(JSON.parse(this.#storage().getItem(KEY) ?? '{}'));
    } catch {
      return DEFAULT_PREFERENCES; // Refused, or not ours.
    }
  }
}

/** Takes what is good in a stored value; the rest stays at its default. */
export function preferencesFrom(stored: unknown): Preferences {
  const found = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const defaults = DEFAULT_PREFERENCES;
  return {
    power: powerFrom(found['power']),
    pricePerKwh: isNumber(found['pricePerKwh']) ? found['pricePerKwh'] : defaults.pricePerKwh,
    currency: isCurrency(found['currency']) ? found['currency'] : defaults.currency,
    gridGramsPerKwh: isFromZero(found['gridGramsPerKwh'])
      ? found['gridGramsPerKwh']
      : defaults.gridGramsPerKwh,
    network: networkFrom(found['network']),
    minesHidden: found['minesHidden'] === true,
    minesOnBattery: found['minesOnBattery'] === true,
    hasAgreed: found['hasAgreed'] === true,
  };
}

/** Whether a text can stand after an amount. */
export function isCurrency(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= MAX_CURRENCY_CHARACTERS;
}

function powerFrom(value: unknown): DeclaredPower | null {
  const { engines, fullPowerW } = (value ?? {}) as Partial<Record<keyof DeclaredPower, unknown>>;
  const { low, guess, high } = (fullPowerW ?? {}) as Partial<Record<keyof Estimate, unknown>>;
  const isGood =
    typeof engines === 'string' &&
    isFromZero(low) &&
    isFromZero(guess) &&
    isFromZero(high) &&
    low <= guess &&
    guess <= high;
  return isGood ? { engines, fullPowerW: { low, guess, high } } : null;
}

function networkFrom(value: unknown): Preferences['network'] {
  const { difficulty, hashrateHps } = (value ?? {}) as Record<string, unknown>;
  return isFromZero(difficulty) && isFromZero(hashrateHps) && difficulty > 0 && hashrateHps > 0
    ? { difficulty, hashrateHps }
    : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isFromZero(value: unknown): value is number {
  return isNumber(value) && value >= 0;
}
