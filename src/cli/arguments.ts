// From words on the command line to values, or one sentence about what is wrong with them.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { headerFromHex } from '../primitives/index.ts';
import { UsageError } from './usage-error.ts';

/** The options of one command, as `node:util` describes them. */
export type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Splits a command's words into options and positionals; `tokens` has all of them in their order.
 *
 * @throws {UsageError} on an unknown option or a missing value.
 */
export function readArguments<T extends Options>(words: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true, tokens: true });
  } catch (error) {
    throw new UsageError(mistakeOf((error as Error).message));
  }
}

/** @param message - Node's, several sentences in a programmer's words. */
function mistakeOf(message: string): string {
  const [, name, isLast] = /^Option '(--[\w-]+).*' argument (?:(missing)|is ambiguous)/.exec(message) ?? [];
  if (name === undefined) return message.split(/\.(?:\s|$)/)[0]!;
  const dash = isLast === undefined ? `; one that begins with a dash is written ${name}=VALUE` : '';
  return `${name} expected a value behind it, got ${isLast === undefined ? 'an option' : 'nothing'}${dash}`;
}

/** A word in a sentence: that it is empty is said. */
export const quoted = (text: string): string => (text.trim() === '' ? 'nothing' : text);

/** @returns the header's 80 bytes. */
export function readHeader(positionals: readonly string[]): Uint8Array {
  const [hex, ...rest] = positionals;
  if (hex === undefined) throw new UsageError('HEADER_HEX is missing: the 80 header bytes as 160 hex digits');
  if (rest.length > 0) throw new UsageError(`expected one HEADER_HEX, got ${positionals.length} words`);
  try {
    return headerFromHex(hex);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/**
 * Reads a whole number, decimal or with 0x.
 *
 * @param name - the option, for the message.
 */
export function readWhole(name: string, text: string, low: number, high: number): number {
  const value = /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) {
    throw new UsageError(`${name} expected a whole number from ${low} to ${high}, got ${quoted(text)}`);
  }
  return value;
}

/** Reads a positive number of seconds. */
export function readSeconds(name: string, text: string, high: number): number {
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value <= high)) {
    throw new UsageError(`${name} expected seconds, more than 0 and at most ${high}, got ${quoted(text)}`);
  }
  return value;
}

const HASHRATE_PREFIXES = ['', 'K', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y', 'R', 'Q'];

/**
 * Reads a hash rate: a number of hashes per second, or one with a unit, as in 500MH, 13.5 TH/s, 2e12.
 *
 * @returns hashes per second, more than 0.
 */
export function readHashrate(name: string, text: string): number {
  const [, number = '', prefix = ''] =
    /^(\d*\.?\d+(?:e\d+)?)\s*(?:([kmgtpezyrq]?)h(?:\/s)?)?$/i.exec(text.trim()) ?? [];
  const value =
    number === '' ? Number.NaN : Number(number) * 1000 ** HASHRATE_PREFIXES.indexOf(prefix.toUpperCase());
  if (!(value > 0 && Number.isFinite(value))) {
    throw new UsageError(
      `${name} expected a hash rate above 0 such as 500MH, 13.5TH/s or 2e12, got ${quoted(text)}`,
    );
  }
  return value;
}

const SECONDS_PER_UNIT: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600, d: 86_400 };

/**
 * Reads a duration: a number of seconds, or one with a unit, as in 5s, 2m, 10min, 1.5h, 1d.
 *
 * @returns seconds, more than 0.
 */
export function readDuration(name: string, text: string): number {
  const [, number = '', unit = 's'] = /^(\d*\.?\d+)\s*(s|m|min|h|d)?$/.exec(text) ?? [];
  const value = number === '' ? Number.NaN : Number(number) * SECONDS_PER_UNIT[unit]!;
  if (!(value > 0))
    throw new UsageError(`${name} expected a time above 0 such as 5s, 2m or 1h, got ${quoted(text)}`);
  return value;
}

const MAX_SPACING_SEC = 86_400;

/** Reads a target spacing. @returns whole seconds, up to a day. */
export function readSpacing(name: string, text: string): number {
  const seconds = readDuration(name, text);
  if (!Number.isInteger(seconds) || seconds > MAX_SPACING_SEC) {
    throw new UsageError(
      `${name} expected whole seconds from 1s to 1d, as header times are, got ${quoted(text)}`,
    );
  }
  return seconds;
}

/** A directory's path, if one is given. */
export function readDirectory(text: string | undefined): string | undefined {
  if (text === '') throw new UsageError('--data expected a directory, got nothing');
  return text;
}

/** Reads a percentage such as 50%, from `low` to 100. @returns the part, 1 for 100 %. */
export function readPercent(name: string, text: string, low: number): number {
  const value = /^\d*\.?\d+%?$/.test(text) ? Number(text.replace('%', '')) : Number.NaN;
  if (!(value >= low && value <= 100)) {
    throw new UsageError(`${name} expected a percentage from ${low}% to 100%, got ${quoted(text)}`);
  }
  return value / 100;
}

/** Reads `digits` hex digits at most, with or without 0x. */
export function readHex(name: string, text: string, digits: number): bigint {
  const match = /^(?:0x)?([0-9a-f]+)$/i.exec(text);
  if (match === null || match[1]!.length > digits) {
    throw new UsageError(`${name} expected at most ${digits} hex digits, got ${quoted(text)}`);
  }
  return BigInt(`0x${match[1]}`);
}

/** Reads one of several words. */
export function readWord<T extends string>(name: string, text: string, words: readonly T[]): T {
  const word = words.find((candidate) => candidate === text);
  if (word === undefined)
    throw new UsageError(`${name} expected one of ${words.join(', ')}, got ${quoted(text)}`);
  return word;
}
