// The word beside a page's name in the navigation: mining goes on while one looks elsewhere.

import type { SessionState } from '../../miner/index.ts';

/** What stands beside a page's name; empty while nothing is mined there. */
export type LiveMark = '' | 'live' | 'paused';

/** The word for a session's state. */
export function liveMark(state: SessionState | undefined): LiveMark {
  if (state === 'mining' || state === 'starting') return 'live';
  return state === 'paused' || state === 'waiting' ? 'paused' : '';
}
