// The worker's side of the protocol: one run, told of a few times a second.

import type { RemoteSettings, RemoteSnapshot } from '../../../miner/index.ts';
import { remoteChangeOf } from '../remote-change.ts';
import type { FromPool, PauseReason, PoolOrder, ToPool } from './protocol.ts';

/** Often enough for figures that people read. */
const TELL_MS = 250;

/** What is served: a `RemoteSession` is one. */
export interface ServedRun {
  start(): void;
  stop(): Promise<void>;
  pause(by: PauseReason): void;
  resume(): void;
  configure(change: Partial<RemoteSettings>): void;
  dismissNotice(id: number): void;
  snapshot(): RemoteSnapshot;
  /** Resolves after a stop, rejects where it ended by itself. */
  readonly done: Promise<void>;
}

/** What the worker's side is handed. */
export interface PoolServerParts {
  /** Makes the run, which has not started. */
  readonly open: (order: PoolOrder) => ServedRun;
  readonly post: (message: FromPool) => void;
  /** Calls back again and again; returns what ends it. */
  readonly every: (ms: number, callback: () => void) => () => void;
}

/** Makes the listener for the page's messages. */
export function createPoolServer({ open, post, every }: PoolServerParts): (message: ToPool) => void {
  let run: ServedRun | null = null;
  let told: RemoteSnapshot | null = null;

  const tell = (from: ServedRun): void => {
    const snapshot = from.snapshot();
    const change = remoteChangeOf(told, snapshot);
    told = snapshot;
    if (Object.keys(change).length > 0) post({ type: 'snapshot', change });
  };

  const serve = async (served: ServedRun): Promise<void> => {
    const endTelling = every(TELL_MS, () => tell(served));
    let problem: string | null = null;
    try {
      served.start();
      tell(served);
      await served.done;
    } catch (error) {
      problem = sentenceOf(error);
    }
    endTelling();
    tell(served);
    post({ type: 'ended', problem });
  };

  return (message) => {
    if (message.type === 'start') {
      try {
        run = open(message.order);
      } catch (error) {
        post({ type: 'ended', problem: sentenceOf(error) });
        return;
      }
      void serve(run);
      return;
    }
    if (run === null) return;
    switch (message.type) {
      case 'stop':
        // What goes wrong in it is told by `done`.
        run.stop().catch(() => {});
        break;
      case 'pause':
        run.pause(message.by);
        break;
      case 'resume':
        run.resume();
        break;
      case 'configure':
        run.configure(message.change);
        break;
      case 'dismiss-notice':
        run.dismissNotice(message.id);
        break;
      default:
        message satisfies never;
        return;
    }
    // What a person did is seen at once.
    tell(run);
  };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
