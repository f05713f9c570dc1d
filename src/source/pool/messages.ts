// The lines of Stratum V1 as values: JSON-RPC without its version, as servers really write it.

/** A refusal: a code and words. */
export interface PoolError {
  /** 20 other, 21 job not found or stale, 22 duplicate, 23 low difficulty, 24 unauthorized, 25 not subscribed; null for none. */
  readonly code: number | null;
  readonly text: string;
}

/** What a line says. */
export type PoolMessage =
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly result: unknown;
      /** Null where there is none, and where the result speaks for itself. */
      readonly error: PoolError | null;
    }
  | {
      readonly kind: 'call';
      readonly method: string;
      readonly params: readonly unknown[];
      /** As it came, to be sent back; null where no answer is wanted. */
      readonly id: string | number | null;
    }
  /** Nothing that Stratum knows. */
  | { readonly kind: 'unreadable' };

/** The number of no question. */
const NOBODYS = -1;
/** A longer name of a request is not repeated to whoever sent it. */
const MOST_ID_CHARACTERS = 64;
const UNREADABLE: PoolMessage = { kind: 'unreadable' };

/** Reads one line; whatever it is, it is read without an exception. */
export function parseMessage(line: string): PoolMessage {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return UNREADABLE;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return UNREADABLE;
  const { id, method, params, result, error } = value as Record<string, unknown>;
  if (typeof method === 'string') {
    return {
      kind: 'call',
      method,
      params: Array.isArray(params) ? params : [],
      id: typeof id === 'number' || (typeof id === 'string' && id.length <= MOST_ID_CHARACTERS) ? id : null,
    };
  }
  // Some answer what they cannot read without saying to what.
  if (id === null && (result !== undefined || error !== undefined)) {
    return { kind: 'answer', id: NOBODYS, result, error: readError(error) };
  }
  const number = typeof id === 'string' && /^\d{1,15}$/u.test(id) ? Number(id) : id;
  if (!Number.isSafeInteger(number)) return UNREADABLE;
  return { kind: 'answer', id: number as number, result, error: readError(error) };
}

/** Servers write an error as an array of two or three elements, as an object, or as a word; and none as any of them, empty. */
function readError(error: unknown): PoolError | null {
  if (isEmpty(error)) return null;
  const [code, text] = Array.isArray(error)
    ? error
    : typeof error === 'object'
      ? [(error as Record<string, unknown>)['code'], (error as Record<string, unknown>)['message']]
      : [null, error];
  return {
    code: readCode(code),
    text: typeof text === 'string' && text.trim() !== '' ? text : 'no reason given',
  };
}

function isEmpty(error: unknown): boolean {
  if (typeof error === 'object' && error !== null) return Object.keys(error).length === 0;
  return error === null || error === undefined || error === false || error === '' || error === 0;
}

function readCode(code: unknown): number | null {
  const number = typeof code === 'string' && /^-?\d{1,5}$/u.test(code) ? Number(code) : code;
  return Number.isInteger(number) ? (number as number) : null;
}

/** A request as a line. */
export function requestLine(id: number, method: string, params: readonly unknown[]): string {
  return `${JSON.stringify({ id, method, params })}\n`;
}

/** An answer to the pool's own request as a line. */
export function answerLine(id: string | number, result: unknown): string {
  return `${JSON.stringify({ id, result, error: null })}\n`;
}
