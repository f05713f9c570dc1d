// The program of a session's worker: the session itself, with what a browser offers. Engines are workers of this one.

import { ChainStoreError } from '../../chain/index.ts';
import { deleteIndexedDbStore, openIndexedDbStore } from '../../chain/store/indexed-db-store.ts';
import { parseVariant, printVariant } from '../../engine/index.ts';
import { MiningSession, REAL_TIMERS, type SessionHost } from '../../miner/index.ts';
import { createBrowserHost } from '../browser-host.ts';
import {
  CHAIN_DATABASE,
  type FromSession,
  type FromWatchers,
  type SessionOpening,
  type ToSession,
  type ToWatchers,
  WATCH_CHANNEL,
} from './protocol.ts';
import { createSessionServer } from './serve-session.ts';
import { SnapshotTeller } from './snapshot-teller.ts';

/** A page that was reloaded or closed holds the database for a moment longer; each try waits half a second for it. */
const STORE_TRIES = 6;

const clock = () => performance.now();
const post = (message: FromSession) => self.postMessage(message);
const channel = new BroadcastChannel(WATCH_CHANNEL);

const teller = new SnapshotTeller({
  post,
  postToWatchers: (message: ToWatchers) => channel.postMessage(message),
  clock,
});
channel.onmessage = ({ data }: MessageEvent<FromWatchers | ToWatchers>) => {
  if (data.type === 'watch') teller.onWatch(data.needsWhole);
};

const receive = createSessionServer(({ opening }) => {
  // A page without a secure context has no locks, and one whose site data are blocked is given none: then only the
  // worker's own errors tell of its end.
  (navigator.locks as LockManager | undefined)
    ?.request(opening.lifeLock, () => {
      post({ type: 'alive' });
      return new Promise(() => {});
    })
    .catch(() => {});
  return new MiningSession(createHost(opening), (snapshot) => teller.tell(snapshot));
}, post);

self.addEventListener('message', (event: MessageEvent<ToSession>) => receive(event.data));
// The page hears of what is thrown, not of what is rejected.
self.addEventListener('unhandledrejection', ({ reason }) =>
  post({ type: 'broken', message: reason instanceof Error ? reason.message : String(reason) }),
);

function createHost({ tuned, remembered, kernel, retune }: SessionOpening): SessionHost {
  const variants = new Map(Object.entries(tuned));
  return {
    engines: createBrowserHost({
      variant: kernel === null ? undefined : parseVariant(kernel),
      retune,
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
    memory: {
      read: async () => remembered,
      write: async (newest) => post({ type: 'remember', remembered: newest }),
    },
    clock,
    nowSec: () => Date.now() / 1000,
    timers: REAL_TIMERS,
    randomU32: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
    openStore: () => openPatiently(STORE_TRIES),
    deleteStore: () => deleteIndexedDbStore(CHAIN_DATABASE),
  };
}

async function openPatiently(tries: number): ReturnType<SessionHost['openStore']> {
  try {
    return await openIndexedDbStore(CHAIN_DATABASE);
  } catch (error) {
    if (tries <= 1 || !(error instanceof ChainStoreError)) throw error;
    return openPatiently(tries - 1);
  }
}
