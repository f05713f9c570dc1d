// From a file that anyone may have written to a report, or one sentence about what is wrong with it.

import {
  type BenchmarkReport,
  type BenchmarkResult,
  type Interval,
  REPORT_VERSION,
} from './benchmark-report.ts';
import { type RateTrace, TRACE_SLOTS } from './rate-trace.ts';

/** A larger file is no report: one with every row of a large machine has a hundredth of it. */
export const MAX_REPORT_BYTES = 5_000_000;

const MOST_ROWS = 1000;
const MOST_RUNS = 1000;
const MOST_CHARACTERS = 10_000;
/** Of a wrong value, in the sentence that says so. */
const SHOWN_CHARACTERS = 40;

/** A report, or why there is none: where in it, what was expected there, and what was found. */
export type ReadReport =
  | { readonly ok: true; readonly report: BenchmarkReport }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads a report's JSON. Reports of version 1 are read as well and come without traces; fields that are not a report's
 * are left out.
 *
 * @returns On failure a sentence such as `results[2].hps.median: expected a number above 0, got "x"`.
 */
export function parseReport(text: string): ReadReport {
  if (text.length > MAX_REPORT_BYTES) return { ok: false, reason: 'the file is too large for a report' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'the file is not JSON: choose one that Save JSON or bench --out wrote' };
  }
  return readReport(value);
}

/** Reads a report from what JSON or a database gave. */
export function readReport(value: unknown): ReadReport {
  try {
    return { ok: true, report: anyReport(value, '') };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ok: false, reason: error.message };
  }
}

/** Ends the reading; its message is the sentence. */
class Fault extends Error {
  constructor(path: string, expected: string, found: unknown) {
    super(`${path === '' ? 'report' : path}: expected ${expected}, got ${shown(found)}`);
  }
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

type Read<T> = (value: unknown, path: string) => T;

function number(expected: string, isRight: (value: number) => boolean): Read<number> {
  return (value, path) => {
    if (typeof value === 'number' && Number.isFinite(value) && isRight(value)) return value;
    throw new Fault(path, expected, value);
  };
}

function text(value: unknown, path: string): string {
  if (typeof value === 'string' && value.length <= MOST_CHARACTERS) return value;
  throw new Fault(path, `a text of at most ${MOST_CHARACTERS} characters`, value);
}

function truth(value: unknown, path: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new Fault(path, 'true or false', value);
}

function orNull<T>(read: Read<T>): Read<T | null> {
  return (value, path) => (value === null ? null : read(value, path));
}

function list<T>(read: Read<T>, least: number, most: number): Read<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      throw new Fault(path, `a list of ${least} to ${most}`, value);
    }
    return value.map((item, index) => read(item, `${path}[${index}]`));
  };
}

/** Every field of `T` with what reads it: the compiler sees to it that none is forgotten. */
function object<T>(fields: { readonly [K in keyof T]-?: Read<T[K]> }): Read<T> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Fault(path, 'an object', value);
    }
    const entries = Object.entries<Read<unknown>>(fields).map(([name, read]) => {
      const found = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      return [name, read(found, path === '' ? name : `${path}.${name}`)];
    });
    return Object.fromEntries(entries);
  };
}

const above0 = number('a number above 0', (value) => value > 0);
const from0 = number('a number from 0', (value) => value >= 0);
const part = number('a number from 0 to 1', (value) => value >= 0 && value <= 1);
const anyNumber = number('a number', () => true);
const count = number('a whole number from 0', (value) => Number.isSafeInteger(value) && value >= 0);
const countFrom1 = number('a whole number from 1', (value) => Number.isSafeInteger(value) && value >= 1);

/** Both ends, the lower one first. */
function ordered<T extends Interval>(read: Read<T>, middle: keyof T): Read<T> {
  return (value, path) => {
    const found = read(value, path);
    const centre = found[middle] as number;
    if (found.low > centre) throw new Fault(`${path}.low`, `at most ${String(middle)}`, found.low);
    if (found.high < centre) throw new Fault(`${path}.high`, `at least ${String(middle)}`, found.high);
    return found;
  };
}

function date(value: unknown, path: string): string {
  const isDate =
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/u.test(value) &&
    !Number.isNaN(Date.parse(value));
  if (!isDate) throw new Fault(path, 'a date such as 2026-01-31T12:00:00Z', value);
  return value;
}

const trace = object<RateTrace>({ slotSec: above0, hps: list(orNull(from0), 0, TRACE_SLOTS) });

const result = (readTrace: Read<RateTrace | null>) =>
  object<BenchmarkResult>({
    engine: text,
    workers: countFrom1,
    adapter: text,
    kernel: text,
    isSoftware: truth,
    hps: ordered(
      object<BenchmarkResult['hps']>({ median: above0, low: above0, high: above0, coverage: part }),
      'median',
    ),
    runs: list(above0, 1, MOST_RUNS),
    drift: anyNumber,
    trace: readTrace,
    effectiveHps: ordered(
      object<BenchmarkResult['effectiveHps']>({ rate: from0, low: from0, high: from0 }),
      'rate',
    ),
    shares: object<BenchmarkResult['shares']>({ found: count, expected: from0, hardwareErrors: count }),
    operationsPerHash: orNull(above0),
    relative: above0,
  });

const report = (readTrace: Read<RateTrace | null>) =>
  object<BenchmarkReport>({
    version: () => REPORT_VERSION,
    commit: text,
    date,
    machine: object<BenchmarkReport['machine']>({
      runtime: text,
      platform: text,
      cpu: orNull(text),
      cores: countFrom1,
    }),
    adapter: orNull(object<NonNullable<BenchmarkReport['adapter']>>({ name: text, isSoftware: truth })),
    secondsPerRun: above0,
    results: list(result(readTrace), 1, MOST_ROWS),
    failures: list(object<BenchmarkReport['failures'][number]>({ engine: text, reason: text }), 0, MOST_ROWS),
  });

const REPORTS: Readonly<Record<number, Read<BenchmarkReport>>> = {
  1: report(() => null),
  [REPORT_VERSION]: report(orNull(trace)),
};

const version = object<{ version: number }>({
  version: (value, path) => {
    if (value === undefined) return 1;
    if (typeof value === 'number' && Object.hasOwn(REPORTS, value)) return value;
    throw new Fault(path, `1 to ${REPORT_VERSION}; this Proofworks reads no other`, value);
  },
});

function anyReport(value: unknown, path: string): BenchmarkReport {
  return REPORTS[version(value, path).version]!(value, path);
}
