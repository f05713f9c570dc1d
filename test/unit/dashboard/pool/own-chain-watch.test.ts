import { expect, it } from 'vitest';
import { ownChainWatch, type WatchedSession } from '../../../../src/dashboard/pool/own-chain-watch.ts';
import { OPENING_SNAPSHOT } from '../../../../src/dashboard/session/opening-snapshot.ts';
import type { SessionState } from '../../../../src/miner/index.ts';

function watch(role: 'own' | 'watching', first: SessionState, states: readonly SessionState[]): number {
  let begun = 0;
  let tell: (snapshot: { readonly state: SessionState }) => void = () => {};
  const session: WatchedSession = {
    snapshot: { ...OPENING_SNAPSHOT, state: first },
    role,
    subscribe: (listener) => {
      tell = listener;
      return () => {};
    },
  };
  ownChainWatch(session, () => begun++);
  for (const state of states) tell({ state });
  return begun;
}

it('tells when one’s own chain begins to be mined, once each time', () => {
  expect(
    watch('own', 'ready', ['starting', 'mining', 'mining', 'paused', 'mining', 'stopping', 'ready']),
  ).toBe(1);
  expect(watch('own', 'ready', ['mining', 'ready', 'mining'])).toBe(2);
  // What goes on already is being stopped by whoever starts the other.
  expect(watch('own', 'mining', ['mining', 'mining', 'stopping'])).toBe(0);
});

it('does not mind another tab’s', () => {
  expect(watch('watching', 'ready', ['starting', 'mining'])).toBe(0);
});
