// The page's end of mining for a pool: one worker for each run.

import type { RemoteSettings, RemoteSnapshot, SessionNotice } from '../../miner/index.ts';
import { IDLE_SNAPSHOT } from './idle-snapshot.ts';
import type { FromPool, PauseReason, PoolOrder, PoolPort, ToPool } from './worker/protocol.ts';

/** Number of the page's own notice: a run's are smaller. */
const END_NOTICE_ID = 2 ** 40;

/** What a client is handed. */
export interface PoolClientParts {
  readonly startWorker: () => PoolPort;
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

  stop(): void {
    this.#post({ type: 'stop' });
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
    this.#port?.terminate();
    this.#port = null;
    this.#listeners.clear();
  }

  #post(message: ToPool): void {
    this.#port?.post(message);
  }

  #receive(message: FromPool): void {
    switch (message.type) {
      case 'snapshot':
        this.#told = { ...this.#told, ...message.change };
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
    this.#port.terminate();
    this.#port = null;
    const source = { ...this.#told.source, state: 'closed' as const, retrySec: null };
    const hasSaid = this.#told.state === 'failed';
    const state = problem === null ? 'ready' : 'failed';
    this.#told = { ...this.#told, state, step: '', pausedBy: null, hashrateHps: 0, engines: [], source };
    if (problem !== null && !hasSaid) {
      const heading = 'Mining for the pool has ended';
      this.#endNotice = { id: END_NOTICE_ID, tone: 'bad', heading, text: problem };
    }
    this.#tell();
  }

  #tell(): void {
    const told = this.#told;
    this.#snapshot =
      this.#endNotice === null ? told : { ...told, notices: [...told.notices, this.#endNotice] };
    for (const listener of this.#listeners) listener(this.#snapshot);
  }
}
