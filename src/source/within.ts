// A promise with a time limit.

import type { SourceTimers } from './timers.ts';

/** @returns what the promise gives, or null after a time, milliseconds. */
export async function within<T>(
  promise: Promise<T>,
  ms: number,
  timers: Pick<SourceTimers, 'sleep'>,
): Promise<T | null> {
  const over = new AbortController();
  try {
    return await Promise.race([promise, timers.sleep(ms, over.signal).then(() => null)]);
  } finally {
    over.abort();
  }
}
