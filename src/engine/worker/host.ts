// The worker's side of the protocol: serves one engine.

import type { HashEngine } from '../engine.ts';
import { messageFromError } from '../errors.ts';
import type { GpuVariant } from '../gpu/variant.ts';
import type { FromWorker, OpenRequest, ToWorker } from '../protocol.ts';

/** An engine that was opened, and the GPU kernel that it uses. */
export interface OpenedEngine {
  readonly engine: HashEngine;
  readonly variant: GpuVariant | null;
}

/**
 * Makes the listener for a worker's messages.
 *
 * @param open - opens what is asked for.
 * @param post - sends an answer.
 */
export function createWorkerHost(
  open: (request: OpenRequest) => Promise<OpenedEngine>,
  post: (message: FromWorker) => void,
): (message: ToWorker) => void {
  let opened: Promise<OpenedEngine> | null = null;
  const scans = new Map<number, AbortController>();

  const scan = async (message: ToWorker & { type: 'scan' }): Promise<void> => {
    const { scanId, work, range } = message;
    const controller = new AbortController();
    scans.set(scanId, controller);
    try {
      if (opened === null) throw new TypeError('"scan" came before "open"');
      const { engine } = await opened;
      const result = await engine.scan(work, range, controller.signal);
      post({ type: 'scanned', scanId, result });
    } catch (error) {
      if (!controller.signal.aborted) post({ type: 'failed', scanId, error: messageFromError(error) });
    } finally {
      scans.delete(scanId);
    }
  };

  return (message) => {
    switch (message.type) {
      case 'open':
        opened = open(message.request);
        opened.then(
          ({ engine, variant }) => post({ type: 'opened', description: engine.description, variant }),
          (error: unknown) => post({ type: 'refused', error: messageFromError(error) }),
        );
        break;
      case 'scan':
        void scan(message);
        break;
      case 'cancel':
        scans.get(message.scanId)?.abort();
        break;
      default:
        message satisfies never;
    }
  };
}
