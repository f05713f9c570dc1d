// Hands a new scene to the panels one after another, each in a task of its own: together they would hold up the page.

import type { RaceScene } from '../shown-race.ts';

/** A panel that shows a scene. */
export interface ScenePanel extends HTMLElement {
  scene: RaceScene | null;
}

/** Feeds panels, while a race runs only those in sight. */
export class PanelFeed {
  readonly #visible = new Set<Element>();
  readonly #watch: IntersectionObserver;
  #panels: readonly ScenePanel[] = [];
  #scene: RaceScene | null = null;
  #isMoving = false;
  #isWaiting = false;

  constructor() {
    this.#watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.#visible.add(target);
        else this.#visible.delete(target);
      }
      this.#next();
    });
  }

  /** Sets the panels that are there. */
  setPanels(panels: readonly ScenePanel[]): void {
    if (panels.length === this.#panels.length && panels.every((panel, i) => panel === this.#panels[i]))
      return;
    this.#watch.disconnect();
    this.#visible.clear();
    this.#panels = panels;
    for (const panel of panels) this.#watch.observe(panel);
    this.#next();
  }

  /**
   * Sets what they show.
   *
   * @param isMoving - Whether another scene follows soon: panels out of sight then wait.
   */
  show(scene: RaceScene | null, isMoving: boolean): void {
    this.#scene = scene;
    this.#isMoving = isMoving;
    this.#next();
  }

  #next(): void {
    if (this.#isWaiting || this.#scene === null) return;
    const old = this.#panels.filter((panel) => panel.scene !== this.#scene);
    const panel = old.find((one) => this.#visible.has(one)) ?? (this.#isMoving ? undefined : old[0]);
    if (panel === undefined) return;
    panel.scene = this.#scene;
    this.#isWaiting = true;
    // Not by frames: a hidden tab has none, and would be full of old pictures when it is turned to.
    setTimeout(() => {
      this.#isWaiting = false;
      this.#next();
    }, 0);
  }
}
