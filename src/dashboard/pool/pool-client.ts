// The page's end of mining for a pool: one worker for each run.

import type { RemoteSettings, RemoteSnapshot, SessionNotice } from '../../miner/index.ts';
import { IDLE_SNAPSHOT } from './idle-snapshot.ts';
import { applyRemoteChange } from './remote-change.ts';
import type { FromPool, PauseReason, PoolOrder, PoolPort, ToPool } from './worker/protocol.ts';

/** Number of the page's own notice: a run's are smaller. */
const END_NOTICE_ID = 2 ** 40;
/** A run that was told to stop has so long for its last answers and its engines, ms. */
const STOP_MS = 5_000;
const UNANSWERED_STOP = 'The worker that mined did not answer Stop in five seconds, so it was ended.';

/** What a client is handed. */
export interface PoolClientParts {
  readonly startWorker: () => PoolPort;
  /** Calls back once; returns what prevents it. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** The best GPU kernels by adapter, remembered between visits. */
  readonly tuned: {
    readonly read: () => Readonly<Record<string, string>>;
    readonly write: (adapter: string, variant: string) => void;
  };
}

/** Mining for a pool, as elements see it. */
export class PoolClient {
  /** Each tab mines for itself. */
  readonly role = 'own';
  readonly #parts: PoolClientParts;
  readonly #listeners = new Set<(snapshot: RemoteSnapshot) => void>();
  #port: PoolPort | null = null;
  #told: RemoteSnapshot = IDLE_SNAPSHOT;
  /** What ends the wait for a worker that was told to stop; null unless it was. */
  #endPatience: (() => void) | null = null;
  /** Why the last run ended; null where it was told to. */
  #endNotice: SessionNotice | null = null;
  #snapshot: RemoteSnapshot = IDLE_SNAPSHOT;

  constructor(parts: PoolClientParts) {
    this.#parts = parts;
  }

  /** The latest; immutable. After a run its figures stay until the next one. */
  get snapshot(): RemoteSnapshot {
    return this.#snapshot;
  }

  /** Whether there is a run, or one is about to end. */
  get isRunning(): boolean {
    return this.#port !== null;
  }

  /** @returns what ends it. */
  subscribe(listener: (snapshot: RemoteSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Connects and hashes; only after the person's consent. While there is a run nothing happens. */
  start(order: Omit<PoolOrder, 'tuned'>): void {
    if (this.#port !== null) return;
    this.#endNotice = null;
    this.#told = { ...IDLE_SNAPSHOT, state: 'starting', settings: order.settings };
    const port = this.#parts.startWorker();
    this.#port = port;
    port.onMessage((message) => this.#receive(message));
    port.onFailure((error) => this.#end(`Something went wrong in its worker: ${error.message}.`));
    port.post({ type: 'start', order: { ...order, tuned: this.#parts.tuned.read() } });
    this.#tell();
  }

  /** Stops it; a worker that hangs is ended with all that it has started. */
  stop(): void {
    if (this.#port === null || this.#endPatience !== null) return;
    this.#endPatience = this.#parts.after(STOP_MS, () => {
      this.#say('Mining for the pool was ended', UNANSWERED_STOP);
      this.#end(null);
    });
    this.#post({ type: 'stop' });
    this.#tell();
  }

  pause(by: PauseReason): void {
    this.#post({ type: 'pause', by });
  }

  resume(): void {
    this.#post({ type: 'resume' });
  }

  /** Changes settings while it goes on. */
  configure(change: Partial<RemoteSettings>): void {
    this.#post({ type: 'configure', change });
  }

  dismissNotice(id: number): void {
    if (id === END_NOTICE_ID) this.#endNotice = null;
    // Those of a run that has ended are nobody else's.
    if (this.#port === null) {
      this.#told = { ...this.#told, notices: this.#told.notices.filter((notice) => notice.id !== id) };
    }
    this.#post({ type: 'dismiss-notice', id });
    this.#tell();
  }

  /** Ends whatever runs, at once. */
  dispose(): void {
    this.#letGo();
    this.#listeners.clear();
  }

  #post(message: ToPool): void {
    this.#port?.post(message);
  }

  #letGo(): void {
    this.#endPatience?.();
    this.#endPatience = null;
    this.#port?.terminate();
    this.#port = null;
  }

  #say(heading: string, text: string): void {
    this.#endNotice = { id: END_NOTICE_ID, tone: 'bad', heading, text };
  }

  #receive(message: FromPool): void {
    switch (message.type) {
      case 'snapshot':
        this.#told = applyRemoteChange(this.#told, message.change);
        this.#tell();
        break;
      case 'tuned':
        this.#parts.tuned.write(message.adapter, message.variant);
        break;
      case 'ended':
        this.#end(message.problem);
        break;
      default:
        message satisfies never;
    }
  }

  /** @param problem - One sentence; null where it was told to end. */
  #end(problem: string | null): void {
    if (this.#port === null) return;
    this.#letGo();
    const source = { ...this.#told.source, state: 'closed' as const, retrySec: null };
    const hasSaid = this.#told.state === 'failed';
    const state = problem === null ? 'ready' : 'failed';
    this.#told = { ...this.#told, state, step: '', pausedBy: null, hashrateHps: 0, engines: [], source };
    if (problem !== null && !hasSaid) this.#say('Mining for the pool has ended', problem);
    this.#tell();
  }

  #tell(): void {
    // A person who has pressed Stop sees at once that it was heard, whatever is still on its way from the worker.
    const isStopping = this.#endPatience !== null;
    const told: RemoteSnapshot = isStopping
      ? { ...this.#told, state: 'stopping', step: '', pausedBy: null }
      : this.#told;
    this.#snapshot =
      this.#endNotice === null ? told : { ...told, notices: [...told.notices, this.#endNotice] };
    for (const listener of this.#listeners) listener(this.#snapshot);
  }
}
