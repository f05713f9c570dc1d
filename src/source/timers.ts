// Waiting, as a source is handed it: the platform's timers, or a test's own time.

/** Waits and calls back. */
export interface SourceTimers {
  /** Resolves after a time, milliseconds; rejects with the signal's reason at its abort. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Calls back again and again; returns what ends it. */
  readonly every: (ms: number, callback: () => void) => () => void;
}
