// One machine hashes for one thing at a time: the chain of one's own, or a pool.

import { liveMark } from '../proofworks-app/live-mark.ts';
import type { SessionClient } from '../session/session-client.ts';

/** What is watched of a session. */
export type WatchedSession = Pick<SessionClient, 'snapshot' | 'role'> & {
  subscribe(listener: (snapshot: Pick<SessionClient['snapshot'], 'state'>) => void): () => void;
};

/**
 * Calls back when the session of this tab begins to mine; not while it goes on, and not for another tab's.
 *
 * @returns what ends it.
 */
export function ownChainWatch(session: WatchedSession, onBegin: () => void): () => void {
  let wasBusy = liveMark(session.snapshot.state) !== '';
  return session.subscribe(({ state }) => {
    const isBusy = liveMark(state) !== '';
    const hasBegun = isBusy && !wasBusy;
    wasBusy = isBusy;
    if (hasBegun && session.role === 'own') onBegin();
  });
}
