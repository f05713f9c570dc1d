// Which password stands with which pool, from the order of the command line's words.

import { UsageError } from '../usage-error.ts';

/** A pool as the command line names it. */
export interface NamedPool {
  /** May hold a name and a password. */
  readonly url: string;
  /** The one that stands with it; undefined for none. */
  readonly password?: string | undefined;
}

/** A word of the command line, as `readArguments` gives it. */
interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: unknown;
}

/**
 * Each `--pool` with the `--pass` behind it; one before the first pool is that pool's.
 *
 * @throws {UsageError} if two passwords stand with one pool.
 */
export function namedPools(tokens: readonly Token[]): readonly NamedPool[] {
  const urls: string[] = [];
  const passwords = new Map<number, string>();
  for (const { name, value } of tokens) {
    if (name === 'pool') urls.push(String(value));
    if (name !== 'pass') continue;
    const at = Math.max(0, urls.length - 1);
    if (passwords.has(at)) {
      throw new UsageError(
        '--pass is given twice for one --pool: each stands behind the --pool that it is for',
      );
    }
    passwords.set(at, String(value));
  }
  return urls.map((url, i) => ({ url, password: passwords.get(i) }));
}
