// A page's mining session with what a browser offers. Nothing is started before the page is drawn.

import type { RememberedSession } from '../../miner/index.ts';
import { readTunedTexts, writeTunedText } from '../tuned-variants.ts';
import { PageSession } from './page-session.ts';
import { type FromWatchers, type ToWatchers, WATCH_CHANNEL } from './protocol.ts';
import type { SessionClient } from './session-client.ts';
import { startSessionWorker } from './session-factory.ts';
import type { WatchChannel } from './tab-watch.ts';

/** Changes when what is remembered does. */
const KEY = 'proofworks session 1';
/** Idle or not, the stored chain is looked for after so long. */
const IDLE_MS = 1500;

/** What the page may force. */
export interface BrowserSessionOptions {
  /** A GPU kernel, as `parseVariant` reads it, to use whatever was remembered. */
  readonly kernel?: string | null;
  /** Times the GPU kernels again. */
  readonly retune?: boolean;
}

/** The session of a page: nothing hashes before `start`. */
export function createBrowserSession({
  kernel = null,
  retune = false,
}: BrowserSessionOptions = {}): SessionClient {
  return new PageSession({
    startWorker: startSessionWorker,
    openChannel,
    // Typed as always there; a page without a secure context has none.
    locks: (navigator.locks as LockManager | undefined) ?? null,
    whenIdle,
    every: (ms, callback) => {
      const timer = setInterval(callback, ms);
      return () => clearInterval(timer);
    },
    randomWord: () => String(crypto.getRandomValues(new Uint32Array(1))[0]),
    memory: { read, write, readTuned: readTunedTexts, writeTuned: writeTunedText },
    kernel,
    retune,
  });
}

function openChannel(): WatchChannel {
  const channel = new BroadcastChannel(WATCH_CHANNEL);
  return {
    post: (message) => channel.postMessage(message),
    onMessage: (listener) => {
      channel.onmessage = (event: MessageEvent<ToWatchers | FromWatchers>) => listener(event.data);
    },
    close: () => channel.close(),
  };
}

function whenIdle(task: () => void): void {
  const ask = () => {
    // Safari has none.
    const request = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined;
    if (request === undefined) setTimeout(task);
    else request(task, { timeout: IDLE_MS });
  };
  if (document.readyState === 'complete') ask();
  else addEventListener('load', ask, { once: true });
}

function read(): RememberedSession | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    return null; // storage forbidden, or not ours: the next block's search seems to begin anew
  }
}

function write(remembered: RememberedSession): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(remembered));
  } catch {
    // Storage forbidden or full: the next visit begins with the usual settings.
  }
}
