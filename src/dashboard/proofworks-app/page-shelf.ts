// The pages that were turned to: where their code is on its way, there, or did not come; and each one's own query, so
// that a page is found as it was left.

import type { Page } from './pages.ts';

/** A page that was turned to. */
export interface ShelvedPage {
  readonly page: Page;
  readonly state: 'loading' | 'ready' | 'failed';
  /** Why it failed; empty otherwise. */
  readonly problem: string;
  /** What follows `?` in its address. */
  readonly query: string;
}

/** Keeps the pages that were turned to, in that order. */
export class PageShelf {
  readonly #changed: () => void;
  #pages: readonly ShelvedPage[] = [];

  /** @param changed - Called after each change. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get pages(): readonly ShelvedPage[] {
    return this.#pages;
  }

  /** The query that a page was left with; empty for one never turned to. */
  queryOf(page: Page): string {
    return this.#pages.find((one) => one.page === page)?.query ?? '';
  }

  /** Turns to a page; its code is loaded the first time, and again after a failure. */
  async turnTo(page: Page, query: string): Promise<void> {
    const before = this.#pages.find((one) => one.page === page);
    if (before?.state === 'ready' || before?.state === 'loading') {
      this.#put({ ...before, query });
      return;
    }
    this.#put({ page, state: 'loading', problem: '', query });
    try {
      await page.load();
      this.#put({ page, state: 'ready', problem: '', query: this.queryOf(page) });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#put({ page, state: 'failed', problem, query: this.queryOf(page) });
    }
  }

  /** Notes that a page's settings are others now. */
  keepQuery(page: Page, query: string): void {
    const before = this.#pages.find((one) => one.page === page);
    if (before !== undefined) this.#put({ ...before, query });
  }

  #put(next: ShelvedPage): void {
    const isNew = this.#pages.every(({ page }) => page !== next.page);
    this.#pages = isNew
      ? [...this.#pages, next]
      : this.#pages.map((one) => (one.page === next.page ? next : one));
    this.#changed();
  }
}
