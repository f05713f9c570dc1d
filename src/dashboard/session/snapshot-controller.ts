// Updates an element when its session has something new; not while the page is hidden, since nobody would see it.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SessionClient } from './session-client.ts';

/** Subscribes an element to a session as long as it is on the page. */
export class SnapshotController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #session: SessionClient | null = null;
  #isConnected = false;
  #end: (() => void) | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Follows another session; null for none. */
  follow(session: SessionClient | null): void {
    if (session === this.#session) return;
    this.#session = session;
    this.#subscribe();
  }

  hostConnected(): void {
    this.#isConnected = true;
    document.addEventListener('visibilitychange', this.#update);
    this.#subscribe();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    document.removeEventListener('visibilitychange', this.#update);
    this.#subscribe();
  }

  #subscribe(): void {
    this.#end?.();
    this.#end = this.#isConnected ? (this.#session?.subscribe(this.#update) ?? null) : null;
  }

  readonly #update = (): void => {
    if (!document.hidden) this.#host.requestUpdate();
  };
}
