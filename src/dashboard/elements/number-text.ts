// Numbers that people type.

import { formatCount, formatNumber } from '../../primitives/index.ts';

/** What a number may be. */
export interface NumberBounds {
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
}

/** A number, or one sentence that says what would be one. */
export type ReadNumber =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly reason: string };

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;
/** As the program itself writes large numbers: a comma between thousands. */
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/u;

/** Reads what was typed: plain, grouped by commas or spaces, or with a power of ten such as `1e9`. */
export function readNumber(text: string, bounds: NumberBounds): ReadNumber {
  const compact = text.trim().replaceAll(/[\s\u00a0\u202f_]/gu, '');
  const plain = GROUPED.test(compact) ? compact.replaceAll(',', '') : compact;
  const value = PLAIN.test(plain) ? Number(plain) : Number.NaN;
  const isGood =
    value >= bounds.min &&
    value <= bounds.max &&
    Number.isFinite(value) &&
    (!bounds.isWhole || Number.isInteger(value));
  if (isGood) return { ok: true, value };
  return { ok: false, reason: `expected ${expectation(bounds)}, got ${text.trim() || 'nothing'}` };
}

function expectation({ min, max, isWhole }: NumberBounds): string {
  const kind = isWhole ? 'a whole number' : 'a number';
  if (Number.isFinite(min) && Number.isFinite(max))
    return `${kind} from ${boundText(min)} to ${boundText(max)}`;
  if (Number.isFinite(min)) return `${kind} of ${boundText(min)} or more`;
  return Number.isFinite(max) ? `${kind} up to ${boundText(max)}` : kind;
}

function boundText(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value, 4).replace(/\.?0+$/u, '');
}

/**
 * A value as a field shows it, so that it can be typed again: no commas, no unit, no more than twelve digits.
 *
 * @param value - finite.
 */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(12)));
}
