// Settings in an address: what follows `?` in `#/mine?rule=asert&spacing=10`. Reading never fails: what is missing or out
// of bounds keeps its default, and the page shows what it took.

/** The fields of a query by name. */
export type QueryFields = ReadonlyMap<string, string>;

/** What can be printed: null for what is at its default and stays out. */
export type QueryValue = string | number | boolean | readonly (string | number)[] | null;

/** A number's bounds in a query. */
export interface QueryBounds {
  readonly min: number;
  readonly max: number;
  readonly isWhole?: boolean;
}

/**
 * Splits a query into its fields; of fields with one name the last counts.
 *
 * @param query - Without the leading `?`.
 */
export function readQuery(query: string): QueryFields {
  const fields = new Map<string, string>();
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=');
    if (at > 0) fields.set(decode(pair.slice(0, at)), decode(pair.slice(at + 1)));
  }
  return fields;
}

/** A field that is a number within bounds. */
export function queryNumber<T>(
  fields: QueryFields,
  name: string,
  { min, max, isWhole = false }: QueryBounds,
  fallback: T,
): number | T {
  const text = fields.get(name)?.trim() ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  return value >= min && value <= max && (!isWhole || Number.isInteger(value)) ? value : fallback;
}

/** A field that is one of some words. */
export function queryWord<W extends string, T>(
  fields: QueryFields,
  name: string,
  words: readonly W[],
  fallback: T,
): W | T {
  const text = fields.get(name);
  return words.find((word) => word === text) ?? fallback;
}

/** A field that lists some of the words, separated by commas; in the field's order, each once, unknown ones left out. */
export function queryWords<W extends string, T>(
  fields: QueryFields,
  name: string,
  words: readonly W[],
  fallback: T,
): readonly W[] | T {
  const parts = fields.get(name)?.split(',');
  if (parts === undefined) return fallback;
  const found = parts.flatMap((part) => words.find((word) => word === part.trim()) ?? []);
  return found.length === 0 ? fallback : [...new Set(found)];
}

/**
 * Writes fields as a query without `?`, in the order given.
 *
 * @param values - null leaves a field out; a list is joined by commas.
 */
export function printQuery(values: Readonly<Record<string, QueryValue>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === null ? [] : [`${encodeURIComponent(name)}=${valueText(value)}`]))
    .join('&');
}

function valueText(value: Exclude<QueryValue, null>): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'string' || typeof value === 'number') return encodeURIComponent(value);
  return value.map((part) => encodeURIComponent(part)).join(',');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray percent sign: read it as it stands.
  }
}
