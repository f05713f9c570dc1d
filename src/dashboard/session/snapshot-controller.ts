// Keeps an element up to date with a session: it is drawn anew at most once a frame, however often snapshots come.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whatever tells of its snapshots: a session's client, or the Pool page's. */
export interface SnapshotTold {
  /** @returns what ends it. */
  subscribe(listener: () => void): () => void;
}

/** Follows the session that its element has at the time. */
export class SnapshotController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #sessionOf: () => SnapshotTold | null;
  #session: SnapshotTold | null = null;
  #unsubscribe: (() => void) | null = null;
  #frame: number | null = null;
  #isConnected = false;

  /** @param sessionOf - the element's session; asked at each update. */
  constructor(host: ReactiveControllerHost, sessionOf: () => SnapshotTold | null) {
    this.#host = host;
    this.#sessionOf = sessionOf;
    host.addController(this);
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

  #follow(session: SnapshotTold | null): void {
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
