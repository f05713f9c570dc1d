// Efficiencies and amounts as people write them: 25J/TH, 0.05USD/kWh.

import type { Estimate } from '../primitives/index.ts';
import { quoted } from './arguments.ts';
import { UsageError } from './usage-error.ts';

/** A number as people write it: digits with a point, or a power of ten as in 6e20. */
const NUMBER = String.raw`((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)`;

/** Makers write J/TH, J/T, W/TH and W/T for the same. */
const EFFICIENCY = new RegExp(`^${NUMBER}\\s*([mkMGT]?)[JW]/(?:([kMGT]?)[Hh]|([MGT]))(?:/s)?$`, 'u');
const PREFIXES: Readonly<Record<string, number>> = { m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12 };
const HASHES_PER_TH = 1e12;

/**
 * Reads one efficiency, or three in order: 25J/TH, 0.098J/GH, or 11,20,24J/TH for best, likely and worst. A unit after
 * the last holds for all; J/TH where there is none.
 *
 * @returns joules per 10^12 hashes; three times the same where one is given.
 */
export function readEfficiencies(name: string, text: string): Estimate {
  const parts = text.split(',').map((part) => part.trim());
  const unit = /[^\d.,e+-].*$/u.exec(parts.at(-1) ?? '')?.[0] ?? 'J/TH';
  const values = parts.map((part) => efficiency(/[a-z]\s*\//iu.test(part) ? part : `${part}${unit}`));
  const [low, guess = low, high = low] = values;
  const isGood =
    (values.length === 1 || values.length === 3) &&
    values.every(isPositive) &&
    low! <= guess! &&
    guess! <= high!;
  if (!isGood) {
    throw new UsageError(
      `${name} expected an efficiency such as 25J/TH, or three from best to worst such as 11,20,24J/TH, got ${quoted(text)}`,
    );
  }
  return { low: low!, guess: guess!, high: high! };
}

/**
 * Reads an amount, with or without its unit: 0.05, 0.05USD/kWh, 445g/kWh.
 *
 * @param unit - what may stand after the number.
 * @param allowsZero - whether 0 is an amount.
 */
export function readAmount(name: string, text: string, unit: string, allowsZero = false): number {
  const bare = text.trim();
  const number = bare.endsWith(unit) ? bare.slice(0, -unit.length).trimEnd() : bare;
  const value = new RegExp(`^${NUMBER}$`, 'iu').test(number) ? Number(number) : Number.NaN;
  if (!(isPositive(value) || (allowsZero && value === 0))) {
    const least = allowsZero ? 'from 0' : 'above 0';
    throw new UsageError(`${name} expected a number ${least}, in ${unit}, got ${quoted(text)}`);
  }
  return value;
}

function efficiency(text: string): number {
  const [, number, joules = '', ofHashes, hashes = ofHashes ?? ''] = EFFICIENCY.exec(text) ?? [];
  if (number === undefined) return Number.NaN;
  return (Number(number) * PREFIXES[joules]! * HASHES_PER_TH) / PREFIXES[hashes]!;
}

const isPositive = (value: number): boolean => value > 0 && value < Infinity;
