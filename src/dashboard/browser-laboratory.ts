// The benchmark, driven in a browser.

import type { GpuVariant } from '../engine/index.ts';
import { runBenchmark } from '../miner/index.ts';
import { createBrowserHost } from './browser-host.ts';
import type { Laboratory } from './laboratory.ts';
import { readTunedVariant, writeTunedVariant } from './tuned-variants.ts';

const clock = () => performance.now();

/** What the page may force. */
export interface BrowserLaboratoryOptions {
  /** A GPU kernel to use whatever was remembered. */
  readonly variant?: GpuVariant | undefined;
  /** Times the GPU kernels again. */
  readonly retune?: boolean | undefined;
}

/** The laboratory of a page: nothing hashes before `run`. */
export function createBrowserLaboratory(options: BrowserLaboratoryOptions = {}): Laboratory {
  const tuned = { read: readTunedVariant, write: writeTunedVariant };
  const host = createBrowserHost({ ...options, tuned });
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
