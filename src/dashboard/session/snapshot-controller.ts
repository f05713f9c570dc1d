// Updates an element when its session has something new; not while nobody could see it.

import type { LitElement, ReactiveController } from 'lit';
import type { MiningSnapshot } from '../../miner/index.ts';
import type { SessionClient } from './session-client.ts';

/** A chart a quarter of a second old is as good as new: those that show `slow` draw at most twice a second. */
const SLOW_MS = 450;

/** Subscribes an element to a session as long as it is on the page and in sight. */
export class SnapshotController implements ReactiveController {
  readonly #host: LitElement;
  readonly #clock: () => number;
  #session: SessionClient | null = null;
  #slow: MiningSnapshot | null = null;
  #slowMs = Number.NEGATIVE_INFINITY;
  #end: (() => void) | null = null;
  /** Told when an element that was hidden with its page is shown again. */
  readonly #shown = new ResizeObserver(() => this.#update());

  /** @param clock - Milliseconds from any origin. */
  constructor(host: LitElement, clock: () => number = () => performance.now()) {
    this.#host = host;
    this.#clock = clock;
    host.addController(this);
  }

  /** Follows another session; null for none. */
  follow(session: SessionClient | null): void {
    if (session === this.#session) return;
    this.#session = session;
    this.#slow = null;
    this.#subscribe();
  }

  /**
   * The snapshot for what is dear to draw: the latest one, or one up to half a second older while nothing but figures
   * changed.
   */
  get slow(): MiningSnapshot | null {
    const latest = this.#session?.snapshot ?? null;
    const before = this.#slow;
    const nowMs = this.#clock();
    const isOld =
      latest === null ||
      before === null ||
      latest.state !== before.state ||
      latest.settings !== before.settings ||
      (latest.chain === null) !== (before.chain === null) ||
      nowMs - this.#slowMs >= SLOW_MS;
    if (isOld) {
      this.#slow = latest;
      this.#slowMs = nowMs;
    }
    return this.#slow;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#update);
    this.#shown.observe(this.#host);
    this.#subscribe();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#update);
    this.#shown.disconnect();
    this.#end?.();
    this.#end = null;
  }

  #subscribe(): void {
    this.#end?.();
    this.#end = this.#host.isConnected ? (this.#session?.subscribe(this.#update) ?? null) : null;
  }

  readonly #update = (): void => {
    if (!document.hidden && this.#host.checkVisibility()) this.#host.requestUpdate();
  };
}
