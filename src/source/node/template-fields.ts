// What a node's answers are made of, checked one by one: a wrong type or range is a sentence that names the field.

import { AS_THEY_ARE, type ClearWords } from './node-call.ts';

/** A template that cannot be mined; its message is one clear sentence, in which the node may repeat a secret. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly #tell: (clear: ClearWords) => string;

  /** @param tell - The sentence; a function where parts of it are cut, since half a secret would not be known as one. */
  constructor(tell: string | ((clear: ClearWords) => string), options?: ErrorOptions) {
    const telling = typeof tell === 'string' ? () => tell : tell;
    super(telling(AS_THEY_ARE), options);
    this.#tell = telling;
  }

  /** The message without secrets. */
  sentence(clear: ClearWords): string {
    return clear(this.#tell(clear));
  }
}

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** Characters of a bad value, and of a field's name, that are shown. */
const SHOWN_CHARS = 40;
const SHOWN_NAME_CHARS = 80;
/** Characters that are looked through for secrets: longer ones than this are none. */
const CLEARED_CHARS = 4096;

/** Checks a value, or throws the sentence that says what was expected. */
type Check<T> = (value: unknown, name: string) => T;

function refuse(name: string, expected: string, value: unknown): never {
  throw new TemplateError((clear) => {
    const field = start(name, clear).slice(0, SHOWN_NAME_CHARS);
    return `The node’s template has a bad "${field}": expected ${expected}, got ${shown(value, clear)}`;
  });
}

function start(text: string, clear: ClearWords): string {
  return clear(text.slice(0, CLEARED_CHARS));
}

function shown(value: unknown, clear: ClearWords): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text =
    typeof value === 'string' ? JSON.stringify(start(value, clear).slice(0, SHOWN_CHARS)) : String(value);
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
      ? Object.entries(value).map(([key, entry]) => [key, check(entry, `${name}.${key}`)])
      : refuse(name, 'an object', value);
}

/** An object as it is. */
export const fields: Check<Fields> = (value, name) =>
  isFields(value) ? value : refuse(name, 'an object', value);

/** Null where there is nothing, or JSON's null. */
export function optional<T>(check: Check<T>): Check<T | null> {
  return (value, name) => (value === undefined || value === null ? null : check(value, name));
}
