// Waiting, as a miner is handed it: the real one here, a virtual one in tests.

/** Waits and calls back. */
export interface Timers {
  /** Resolves after a time, milliseconds; rejects with the signal's reason at its abort. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Calls back again and again; returns what ends it. */
  readonly every: (ms: number, callback: () => void) => () => void;
}

/** The platform's timers. */
export const REAL_TIMERS: Timers = {
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        settle();
      };
      const abort = () => end(() => reject(signal?.reason));
      const timer = setTimeout(() => end(resolve), ms);
      signal?.addEventListener('abort', abort);
    }),
  every: (ms, callback) => {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
};
