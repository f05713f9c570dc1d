// A rest that an abort ends early, without an error: whoever rested looks for itself what is next.

import type { SourceTimers } from './timers.ts';

/** Resolves after a time, milliseconds, or at the signal's abort. */
export async function rest(
  ms: number,
  timers: Pick<SourceTimers, 'sleep'>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await timers.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
