// Keeps an element up to date with a session: it is drawn anew at most once a frame, however often snapshots come.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MiningSnapshot } from '../../miner/index.ts';
import { OPENING_SNAPSHOT } from './opening-snapshot.ts';
import type { SessionClient } from './session-client.ts';

/** Follows the session that its element has at the time. */
export class SnapshotController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #sessionOf: () => SessionClient | null;
  #session: SessionClient | null = null;
  #unsubscribe: (() => void) | null = null;
  #frame: number | null = null;
  #isConnected = false;

  /** @param sessionOf - the element's session; asked at each update. */
  constructor(host: ReactiveControllerHost, sessionOf: () => SessionClient | null) {
    this.#host = host;
    this.#sessionOf = sessionOf;
    host.addController(this);
  }

  /** The latest; what is seen before any session is there has the state `opening`. */
  get snapshot(): MiningSnapshot {
    return this.#session?.snapshot ?? OPENING_SNAPSHOT;
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#follow(this.#sessionOf());
  }

  hostUpdate(): void {
    if (this.#isConnected) this.#follow(this.#sessionOf());
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#follow(null);
  }

  #follow(session: SessionClient | null): void {
    if (session === this.#session) return;
    this.#unsubscribe?.();
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
    this.#session = session;
    this.#unsubscribe = session?.subscribe(() => this.#ask()) ?? null;
  }

  #ask(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#host.requestUpdate();
    });
  }
}
