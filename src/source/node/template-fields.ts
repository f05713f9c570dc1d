// What a node's answers are made of, checked one by one: a wrong type or range is a sentence that names the field.

/** A template that cannot be mined; its message is one clear sentence. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** Characters of a bad value that are shown. */
const SHOWN_CHARS = 40;

/** Checks a value, or throws the sentence that says what was expected. */
type Check<T> = (value: unknown, name: string) => T;

function refuse(name: string, expected: string, value: unknown): never {
  throw new TemplateError(
    `The node’s template has a bad "${name}": expected ${expected}, got ${shown(value)}`,
  );
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, SHOWN_CHARS)) : String(value);
  return text.length > SHOWN_CHARS + 2 ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}

/** Whether a value is an object of JSON, and neither null nor a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole number from `low` to `high`. */
export function wholeNumber(low: number, high: number): Check<number> {
  return (value, name) =>
    Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high
      ? (value as number)
      : refuse(name, `a whole number from ${low} to ${high}`, value);
}

/** Text of at most `most` characters. */
export function text(most: number): Check<string> {
  return (value, name) =>
    typeof value === 'string' && value.length <= most
      ? value
      : refuse(name, `text of at most ${most} characters`, value);
}

/** Hexadecimal digits, an even number of them: `bytes` of bytes, or from `bytes.min` on. */
export function hex(bytes: number | { readonly min: number }): Check<string> {
  return (value, name) => {
    const isRight =
      typeof value === 'string' &&
      value.length % 2 === 0 &&
      (typeof bytes === 'number' ? value.length === 2 * bytes : value.length >= 2 * bytes.min) &&
      !/[^0-9a-fA-F]/u.test(value);
    if (isRight) return value;
    const wanted =
      typeof bytes === 'number' ? `${2 * bytes} hexadecimal digits` : 'hexadecimal digits in pairs';
    return refuse(name, wanted, value);
  };
}

/** A list, each entry checked under the name `list[index]`. */
export function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value, name) =>
    Array.isArray(value)
      ? value.map((entry, i) => check(entry, `${name}[${i}]`))
      : refuse(name, 'a list', value);
}

/** An object, each value checked under the name `object.key`; in the order of the JSON. */
export function entriesOf<T>(check: Check<T>): Check<readonly (readonly [string, T])[]> {
  return (value, name) =>
    isFields(value)
      ? Object.entries(value).map(([key, entry]) => [
          key,
          check(entry, `${name}.${key.slice(0, SHOWN_CHARS)}`),
        ])
      : refuse(name, 'an object', value);
}

/** An object as it is. */
export const fields: Check<Fields> = (value, name) =>
  isFields(value) ? value : refuse(name, 'an object', value);

/** Null where there is nothing, or JSON's null. */
export function optional<T>(check: Check<T>): Check<T | null> {
  return (value, name) => (value === undefined || value === null ? null : check(value, name));
}
