// Notices when the wall clock is set while a run goes on: nothing depends on it, but a person should know.

import { formatDuration } from '../primitives/index.ts';

/** A wall clock that has moved this far against the steady one was set; less is drift. */
const JUMP_SEC = 60;

/**
 * Begins to watch.
 *
 * @param clock - milliseconds from any origin, never backwards.
 * @param now - the wall clock.
 * @returns a check: a sentence if the wall clock was set since the last one, else null.
 */
export function watchClock(clock: () => number, now: () => Date): () => string | null {
  const offsetMs = () => now().getTime() - clock();
  let lastMs = offsetMs();
  return () => {
    const jumpSec = (offsetMs() - lastMs) / 1000;
    if (Math.abs(jumpSec) < JUMP_SEC) return null;
    lastMs = offsetMs();
    const way = jumpSec < 0 ? 'back' : 'forward';
    return `the wall clock was set ${way} by ${formatDuration(Math.abs(jumpSec))}; block times do not follow it`;
  };
}
