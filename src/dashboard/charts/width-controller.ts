// An element's width, for pictures that are drawn for it.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Tells an element's width while it is in the page, px; whole numbers above 0 only. */
export class WidthController implements ReactiveController {
  readonly #host: Element;
  readonly #observer: ResizeObserver;

  constructor(host: ReactiveControllerHost & Element, changed: (width: number) => void) {
    this.#host = host;
    this.#observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      if (width > 0) changed(width);
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }
}
