// One connection as its source sees it: will it be ready, what was its newest job, how did it end.

import type { PoolJob } from './pool-job.ts';
import { type ConnectionEnd, type ConnectionParts, StratumConnection } from './stratum-connection.ts';

/** What a line is handed besides its connection's parts. */
export interface LineParts extends Omit<ConnectionParts, 'events'> {
  /** The pool's place among those named. */
  readonly index: number;
  readonly onNotice: (tone: 'note' | 'bad', text: string) => void;
  readonly onMessage: (text: string) => void;
}

/** What a line's owner hears once it has taken it. */
export interface LineOwner {
  readonly onJob: (job: PoolJob) => void;
  readonly onMaskLost: () => void;
}

/** A line to a pool. It is opened at once. */
export class PoolLine {
  readonly index: number;
  readonly connection: StratumConnection;
  /** Whether it was greeted and authorized; false once it has ended before. */
  readonly ready: Promise<boolean>;
  readonly ended: Promise<ConnectionEnd>;
  /** Resolves with the first job, or false at the end. */
  readonly hasWork: Promise<boolean>;
  /** The newest; null before the first. */
  job: PoolJob | null = null;
  /** Whether a share that went by it was credited. */
  hasCredited = false;
  #owner: LineOwner | null = null;

  constructor({ index, onNotice, onMessage, ...parts }: LineParts) {
    this.index = index;
    const ready = deferred<boolean>();
    const work = deferred<boolean>();
    const ended = deferred<ConnectionEnd>();
    this.ready = ready.promise;
    this.hasWork = work.promise;
    this.ended = ended.promise;
    this.connection = new StratumConnection({
      ...parts,
      events: {
        onReady: () => ready.resolve(true),
        onJob: (job) => {
          this.job = job;
          work.resolve(true);
          this.#owner?.onJob(job);
        },
        onMaskLost: () => this.#owner?.onMaskLost(),
        onNotice,
        onMessage,
        onEnd: (end) => {
          ended.resolve(end);
          ready.resolve(false);
          work.resolve(false);
        },
      },
    });
    this.connection.open();
  }

  /** Hears of jobs from now on, the newest first if there is one. */
  own(owner: LineOwner): void {
    this.#owner = owner;
    if (this.job !== null) owner.onJob(this.job);
  }

  /** Nobody hears of jobs any more; answers to shares still come. */
  disown(): void {
    this.#owner = null;
  }
}

/** A promise and what resolves it. */
function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
