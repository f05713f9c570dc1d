// Assertions for the contract cases, which also run in a page, where no test runner is.

/** @throws {Error} with `message` unless `condition` holds. */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** @throws {Error} that names `what` unless the two are the same value. */
export function checkSame(actual: unknown, expected: unknown, what: string): void {
  check(Object.is(actual, expected), `${what}: expected ${String(expected)}, got ${String(actual)}`);
}

/** @throws {Error} that says which numbers are missing and which should not be there. */
export function checkNumbers(actual: readonly number[], expected: readonly number[], what: string): void {
  if (actual.join() === expected.join()) return;
  const missing = expected.filter((value) => !actual.includes(value));
  const extra = actual.filter((value) => !expected.includes(value));
  const some = (values: readonly number[]) =>
    `${values.length}${values.length > 0 ? ` (${values.slice(0, 5).join(', ')}${values.length > 5 ? ', …' : ''})` : ''}`;
  throw new Error(
    `${what}: expected ${expected.length} nonces, got ${actual.length}; missing ${some(missing)}, extra ${some(extra)}` +
      (missing.length + extra.length === 0 ? '; order or repeats differ' : ''),
  );
}

/** @returns what the promise is rejected with. @throws {Error} if it is not. */
export async function rejection(promise: Promise<unknown>, what: string): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`${what}: expected a rejection, got ${JSON.stringify(value)}`);
}

/** @throws {Error} unless the promise is rejected with an error of the class. */
export async function checkRejects<E extends Error>(
  promise: Promise<unknown>,
  expected: abstract new (...args: never) => E,
  what: string,
): Promise<E> {
  const error = await rejection(promise, what);
  check(error instanceof expected, `${what}: expected ${expected.name}, got ${String(error)}`);
  return error;
}

/** Waits, milliseconds. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Measures up to three times, until once the time is within the limit: a machine that is busy otherwise is late
 * now and then, an engine that breaks its promise is late always.
 *
 * @param measure - returns milliseconds.
 * @throws {Error} with all three times.
 */
export async function checkWithin(
  limitMs: number,
  measure: () => Promise<number>,
  what: string,
): Promise<void> {
  const tookMs: number[] = [];
  while (tookMs.length < 3) {
    const ms = await measure();
    if (ms <= limitMs) return;
    tookMs.push(Math.round(ms));
  }
  throw new Error(`${what}: expected ${limitMs} ms at most, took ${tookMs.join(', ')} ms`);
}
