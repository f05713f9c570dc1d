// Where a session stands, in words.

import type { MiningSnapshot } from '../../miner/index.ts';
import { formatWholeSeconds } from '../../primitives/index.ts';
import { enginesWords } from '../mine/engine-words.ts';
import type { SessionClient } from '../session/session-client.ts';

/** What the work bar offers; nothing while it stops, either, but then the button stays where the focus may be. */
export type WorkAction = 'start' | 'stop' | 'stopping' | 'none';

/** Words and offers for a state. */
export interface StateWords {
  /** One or two words. */
  readonly state: string;
  /** What goes with it; may be empty. */
  readonly detail: string;
  /** What goes with that and changes each second: shown, but not announced. */
  readonly passing?: string;
  readonly action: WorkAction;
  /** Whether it can be paused, resumed, or neither. */
  readonly rest: 'pause' | 'resume' | 'none';
}

/** Puts a session's state into words. */
export function stateWords(
  snapshot: MiningSnapshot,
  { role, canTakeOver }: Pick<SessionClient, 'role' | 'canTakeOver'>,
): StateWords {
  const own = ownWords(snapshot);
  if (role === 'own') return own;
  const { state, detail, passing = '' } = own;
  const there = detail === '' ? state.toLowerCase() : `${state.toLowerCase()}, ${detail}`;
  return canTakeOver
    ? { state: 'The other tab is gone', detail: 'its chain can be mined here', action: 'none', rest: 'none' }
    : { state: 'Watching another tab', detail: there, passing, action: 'none', rest: 'none' };
}

function ownWords({ state, step, pausedBy, settings, engines, chain }: MiningSnapshot): StateWords {
  switch (state) {
    case 'opening':
      return { state: 'Opening', detail: step || 'reading what is stored', action: 'none', rest: 'none' };
    case 'ready':
      return {
        state: 'Not mining',
        detail: chain === null || chain.height === 0 ? 'nothing hashes before you start' : 'the chain waits',
        action: 'start',
        rest: 'none',
      };
    case 'starting':
      return { state: 'Starting', detail: step, action: 'stop', rest: 'none' };
    case 'mining':
      return { state: 'Mining', detail: enginesWords(settings.engines), action: 'stop', rest: 'pause' };
    case 'paused':
      return { state: 'Paused', detail: PAUSED_WORDS[pausedBy ?? 'user'], action: 'stop', rest: 'resume' };
    case 'waiting': {
      const retries = engines.flatMap(({ retrySec }) => retrySec ?? []);
      const passing =
        retries.length === 0 ? '' : `next try in ${formatWholeSeconds(Math.ceil(Math.min(...retries)))}`;
      return { state: 'Waiting', detail: 'no engine works', passing, action: 'stop', rest: 'none' };
    }
    case 'stopping':
      return { state: 'Stopping', detail: '', action: 'stopping', rest: 'none' };
    case 'failed':
      return { state: 'Stopped', detail: 'a notice says why', action: 'start', rest: 'none' };
  }
}

/** Why it rests. */
export const PAUSED_WORDS = {
  user: 'you paused it',
  hidden: 'while the page is hidden',
  battery: 'while the battery discharges',
} as const;
