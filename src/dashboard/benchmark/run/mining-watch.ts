// Whether the page mines beside a benchmark.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MiningSnapshot } from '../../../miner/index.ts';

/** What may mine beside a benchmark: a session, or a page that mines by itself. */
export interface WatchedMining {
  readonly snapshot: Pick<MiningSnapshot, 'state'>;
  readonly role: 'own' | 'watching';
  subscribe(listener: (snapshot: Pick<MiningSnapshot, 'state'>) => void): () => void;
  stop(): void;
}

/** Follows a session; its host is updated when mining begins or ends, not at every snapshot. */
export class MiningWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #sessionOf: () => WatchedMining | null;
  readonly #onMining: () => void;
  #session: WatchedMining | null = null;
  #unsubscribe: (() => void) | null = null;
  #isMining = false;

  /**
   * @param sessionOf - the host's session; asked at each update.
   * @param onMining - called when mining begins.
   */
  constructor(host: ReactiveControllerHost, sessionOf: () => WatchedMining | null, onMining: () => void) {
    this.#host = host;
    this.#sessionOf = sessionOf;
    this.#onMining = onMining;
    host.addController(this);
  }

  /** Whether anything mines, in this tab or in the one that it watches. */
  get isMining(): boolean {
    return this.#isMining;
  }

  /** Ends the mining; null where this tab may not. */
  get stop(): (() => void) | null {
    const session = this.#session;
    return session?.role === 'own' ? () => session.stop() : null;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    this.#follow(this.#sessionOf());
  }

  hostDisconnected(): void {
    this.#follow(null);
  }

  #follow(session: WatchedMining | null): void {
    if (session === this.#session) return;
    this.#unsubscribe?.();
    this.#session = session;
    this.#isMining = false;
    if (session === null) return;
    this.#note(session.snapshot);
    this.#unsubscribe = session.subscribe((snapshot) => this.#note(snapshot));
  }

  #note({ state }: Pick<MiningSnapshot, 'state'>): void {
    const isMining = state === 'mining' || state === 'starting';
    if (isMining === this.#isMining) return;
    this.#isMining = isMining;
    if (isMining) this.#onMining();
    this.#host.requestUpdate();
  }
}
