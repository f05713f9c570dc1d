/**
 * Small checks that a reader of scenario files is put together from. Each looks at one value and, if it is wrong, says so
 * with the value's path and what was expected; all problems of a file are told at once.
 *
 * A schema library would do; it would bring more code than these, and its sentences would not be ours.
 */
import { dateOfDay, dayOfDate } from './calendar.ts';

/**
 * Looks at a value.
 *
 * @param value - As it came from JSON; undefined where the file says nothing.
 * @param path - Where it stands, for example `regions[0].weight`.
 * @param problems - Grows by a sentence for each problem.
 * @param base - What holds where the file says nothing; undefined where it must say something.
 * @returns The value; where there is a problem, anything: nobody uses it.
 */
export type Check<T> = (value: unknown, path: string, problems: string[], base: T | undefined) => T;

/** A check for each key: one that is missing does not compile. */
export type Checks<T> = { readonly [K in keyof T]-?: Check<Exclude<T[K], undefined>> };

/** A number. */
export function number(low: number, high: number): Check<number> {
  return leaf(
    `a number from ${low} to ${high}`,
    (value) => typeof value === 'number' && value >= low && value <= high,
  );
}

/** A whole number. */
export function whole(low: number, high: number): Check<number> {
  return leaf(
    `a whole number from ${low} to ${high}`,
    (value) => Number.isInteger(value) && (value as number) >= low && (value as number) <= high,
  );
}

/** True or false. */
export const flag: Check<boolean> = leaf('true or false', (value) => typeof value === 'boolean');

/** A text of some length, for people. */
export function words(longest: number): Check<string> {
  return leaf(
    `a text of 1 to ${longest} characters`,
    (value) => typeof value === 'string' && value.trim() !== '' && value.length <= longest,
  );
}

/** A text of one form. */
export function pattern(expected: string, form: RegExp): Check<string> {
  return leaf(expected, (value) => typeof value === 'string' && form.test(value));
}

/** A day as YYYY-MM-DD. */
export function date(first: string, last: string): Check<string> {
  const [low, high] = [dayOfDate(first), dayOfDate(last)];
  return leaf(`a day from ${dateOfDay(low)} to ${dateOfDay(high)} as YYYY-MM-DD`, (value) => {
    const day = typeof value === 'string' ? dayOfDate(value) : Number.NaN;
    return day >= low && day <= high;
  });
}

/** One of some words. */
export function oneOf<T extends string>(known: readonly T[]): Check<T> {
  return leaf(`one of ${known.join(', ')}`, (value) => known.includes(value as T));
}

/** A value that may be null. */
export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value, path, problems, base) =>
    value === null || (value === undefined && base === null)
      ? null
      : check(value, path, problems, base ?? undefined);
}

/** Two numbers, the first not above the second. */
export function range(low: number, high: number): Check<readonly [number, number]> {
  return leaf(
    `two numbers from ${low} to ${high}, the lower first`,
    (value) =>
      Array.isArray(value) &&
      value.length === 2 &&
      value.every((end) => typeof end === 'number' && end >= low && end <= high) &&
      value[0] <= value[1],
  );
}

/** A list; what the file says takes the place of the whole base. */
export function list<T>(check: Check<T>, least: number, most: number): Check<readonly T[]> {
  return (value, path, problems, base) => {
    if (value === undefined && base !== undefined) return base;
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      problems.push(`${path}: expected a list of ${least} to ${most}, got ${shown(value)}`);
      return [];
    }
    // Not `map` of the value itself, which passes over holes.
    return Array.from(value, (item: unknown, index) => check(item, `${path}[${index}]`, problems, undefined));
  };
}

/**
 * An object. A key that the file does not have is as in the base. Its type comes from where it stands, never from the
 * checks: so an optional key without a check does not compile either.
 *
 * @param optional - Keys that may be missing where there is no base.
 */
export function record<T extends object = never>(
  checks: Checks<NoInfer<T>>,
  optional: readonly (keyof NoInfer<T>)[] = [],
): Check<T> {
  return (value, path, problems, base) => {
    if (value === undefined && base !== undefined) return base;
    const result: Record<string, unknown> = {};
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      problems.push(`${path === '' ? 'the scenario' : path}: expected an object, got ${shown(value)}`);
      return result as T;
    }
    const at = (key: string) => (path === '' ? key : `${path}.${key}`);
    const keys = Object.keys(checks);
    for (const key of Object.keys(value)) {
      if (!keys.includes(key)) {
        problems.push(`${at(key)}: there is no such setting; expected ${keys.join(', ')}`);
      }
    }
    for (const key of keys as (keyof T & string)[]) {
      const given = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
      const inherited = base?.[key];
      if (given === undefined && inherited === undefined && optional.includes(key)) continue;
      result[key] = (checks[key] as Check<unknown>)(given, at(key), problems, inherited);
    }
    return result as T;
  };
}

/** One of some objects, told apart by their `kind`. */
export function byKind<T extends { readonly kind: string }>(
  kinds: {
    readonly [K in T['kind']]: (
      value: unknown,
      path: string,
      problems: string[],
      base: undefined,
    ) => Extract<T, { readonly kind: K }>;
  },
): Check<T> {
  const kind = oneOf(Object.keys(kinds) as T['kind'][]);
  return (value, path, problems) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      problems.push(`${path}: expected an object, got ${shown(value)}`);
      return value as T;
    }
    const before = problems.length;
    const name: T['kind'] = kind((value as { kind?: unknown }).kind, `${path}.kind`, problems, undefined);
    if (problems.length > before) return value as T;
    return kinds[name](value, path, problems, undefined);
  };
}

function leaf<T>(expected: string, isRight: (value: unknown) => boolean): Check<T> {
  return (value, path, problems, base) => {
    const given = value === undefined ? base : value;
    if (!isRight(given)) problems.push(`${path}: expected ${expected}, got ${shown(given)}`);
    return given as T;
  };
}

/** A value as a message shows it. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
