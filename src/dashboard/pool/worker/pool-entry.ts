// The program of the Pool page's worker: a session that mines for one pool through a bridge, with what a browser offers.
// Engines are workers of this one.

import { parseVariant, printVariant } from '../../../engine/index.ts';
import { REAL_TIMERS, REMOTE_DISPATCH_MS, RemoteSession } from '../../../miner/index.ts';
import { POOL_AGENT, PoolSource, parsePoolAddress } from '../../../source/index.ts';
import { connectWebSocket } from '../../../source/pool/web-socket.ts';
import { createBrowserHost } from '../../browser-host.ts';
import type { FromPool, PoolOrder, ToPool } from './protocol.ts';
import { createPoolServer } from './serve-pool.ts';

const clock = () => performance.now();
const post = (message: FromPool) => self.postMessage(message);

const receive = createPoolServer({ open: openRun, post, every: REAL_TIMERS.every });

self.addEventListener('message', (event: MessageEvent<ToPool>) => receive(event.data));
// The page hears of what is thrown, not of what is rejected.
self.addEventListener('unhandledrejection', ({ reason }) =>
  post({ type: 'ended', problem: reason instanceof Error ? reason.message : String(reason) }),
);

function openRun({ url, user, password, settings, tuned }: PoolOrder): RemoteSession {
  const variants = new Map(Object.entries(tuned));
  return new RemoteSession({
    engines: createBrowserHost({
      dispatchMs: REMOTE_DISPATCH_MS,
      tuned: {
        read: (adapter) => {
          const variant = variants.get(adapter);
          return variant === undefined ? null : parseVariant(variant);
        },
        write: (adapter, chosen) => {
          const variant = printVariant(chosen);
          variants.set(adapter, variant);
          post({ type: 'tuned', adapter, variant });
        },
      },
    }),
    source: new PoolSource({
      pools: [{ address: parsePoolAddress(url).address, user, password }],
      connect: connectWebSocket,
      clock,
      timers: REAL_TIMERS,
      random: Math.random,
      agent: POOL_AGENT,
    }),
    settings,
    clock,
    nowSec: () => Date.now() / 1000,
    timers: REAL_TIMERS,
  });
}
