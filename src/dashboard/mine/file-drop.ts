// Files that are dropped on an element, or picked by it.

import type { LitElement, ReactiveController } from 'lit';

/** Tells an element about a file that is dropped anywhere on it, and whether one hovers over it. */
export class FileDrop implements ReactiveController {
  readonly #host: LitElement;
  readonly #dropped: (file: File) => void;
  #isOver = false;

  constructor(host: LitElement, dropped: (file: File) => void) {
    this.#host = host;
    this.#dropped = dropped;
    host.addController(this);
  }

  /** Whether a file is held over the element. */
  get isOver(): boolean {
    return this.#isOver;
  }

  hostConnected(): void {
    this.#host.addEventListener('dragover', this.#over);
    this.#host.addEventListener('dragleave', this.#leave);
    this.#host.addEventListener('drop', this.#drop);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('dragover', this.#over);
    this.#host.removeEventListener('dragleave', this.#leave);
    this.#host.removeEventListener('drop', this.#drop);
  }

  #set(isOver: boolean): void {
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.#host.requestUpdate();
  }

  readonly #over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.#set(true);
  };

  readonly #leave = (event: DragEvent): void => {
    // Moving from one child to the next leaves the first one only.
    if (!(event.relatedTarget instanceof Node) || !this.#host.contains(event.relatedTarget)) this.#set(false);
  };

  readonly #drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    this.#set(false);
    this.#dropped(file);
  };
}
