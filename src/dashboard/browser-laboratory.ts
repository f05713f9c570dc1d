// The benchmark, driven in a browser.

import { parseVariant } from '../engine/index.ts';
import { runBenchmark } from '../miner/index.ts';
import { createBrowserHost } from './browser-host.ts';
import type { Laboratory } from './laboratory.ts';
import { readTunedVariant, writeTunedVariant } from './tuned-variants.ts';

const clock = () => performance.now();

/** What the page may force. */
export interface BrowserLaboratoryOptions {
  /** A GPU kernel, as `parseVariant` reads it, to use whatever was remembered; null for none. */
  readonly kernel: string | null;
  /** Times the GPU kernels again. */
  readonly retune: boolean;
}

/**
 * The laboratory of a page: nothing hashes before `run`.
 *
 * @throws {RangeError} if there is no such kernel.
 */
export function createBrowserLaboratory({ kernel, retune }: BrowserLaboratoryOptions): Laboratory {
  const tuned = { read: readTunedVariant, write: writeTunedVariant };
  const variant = kernel === null ? undefined : parseVariant(kernel);
  const host = createBrowserHost({ variant, retune, tuned });
  return {
    detect: () => host.detect(),
    run: (plan, { signal, onProgress, onResult }) =>
      runBenchmark(plan, {
        host,
        commit: __COMMIT__,
        clock,
        now: () => new Date(),
        every: (ms, callback) => {
          const timer = setInterval(callback, ms);
          return () => clearInterval(timer);
        },
        signal,
        onProgress,
        ...(onResult === undefined ? {} : { onResult }),
      }),
  };
}
