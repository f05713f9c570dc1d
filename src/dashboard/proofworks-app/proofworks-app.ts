// The shell around every page: brand, navigation, theme.

import { css, html, LitElement, nothing, svg } from 'lit';
import '../benchmark/benchmark-page/benchmark-page.ts';
import type { Laboratory } from '../laboratory.ts';
import { baseStyles } from '../style/base.ts';
import { applyTheme, storedTheme, storeTheme, THEMES, type Theme } from '../style/theme.ts';
import { PAGES, type Page, pageAt, pageHash } from './pages.ts';

const store = (): Storage => localStorage;

const THEME_TITLES = { system: 'System', light: 'Light', dark: 'Dark' } as const satisfies Record<
  Theme,
  string
>;

/**
 * The whole page: navigation at the side, on narrow screens on top, and the page that the address names.
 *
 * @property laboratory - Measures this machine; nothing is shown before it is set.
 * @property commit - The program's commit; `unknown` by default.
 * @listens page-query - From a page, detail: string; becomes the query in the address.
 * @csspart nav - The navigation.
 * @csspart page - The page's own area.
 */
export class ProofworksApp extends LitElement {
  static override properties = {
    laboratory: { attribute: false },
    commit: { type: String },
    page: { state: true },
    query: { state: true },
    theme: { state: true },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: 216px minmax(0, 1fr);
        min-height: 100vh;
      }

      .skip {
        position: absolute;
        left: var(--space-2);
        top: -100px;
        background: var(--panel);
        padding: var(--space-2) var(--space-3);
        z-index: 3;
      }

      .skip:focus {
        top: var(--space-2);
      }

      .side {
        position: sticky;
        top: 0;
        height: 100vh;
        border-right: 1px solid var(--line);
        padding: var(--space-5) var(--space-4);
        display: flex;
        flex-direction: column;
        gap: var(--space-5);
      }

      .brand {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: 0 var(--space-2);
        font-size: var(--size-4);
        font-weight: 650;
        letter-spacing: -0.015em;
        color: var(--ink);
        text-decoration: none;
      }

      .brand svg {
        width: 24px;
        height: 24px;
        flex: none;
      }

      .spent {
        fill: var(--ember-3);
      }

      .spent.last {
        fill: var(--ember-4);
      }

      .kept {
        stroke: var(--keep);
      }

      nav ul {
        list-style: none;
        display: grid;
        gap: 2px;
      }

      nav a {
        display: block;
        padding: 9px 10px;
        border-radius: var(--radius-small);
        color: var(--ink-2);
        text-decoration: none;
        position: relative;
      }

      nav a:hover {
        color: var(--ink);
      }

      nav a[aria-current] {
        color: var(--ink);
        background: color-mix(in srgb, var(--ink) 7%, transparent);
        font-weight: 500;
      }

      .theme {
        margin-top: auto;
        border: 0;
        padding: 0 var(--space-2);
        font-size: var(--size-2);
        color: var(--ink-3);
      }

      .theme div {
        display: flex;
        gap: 2px;
        margin-left: -8px;
      }

      .theme label {
        position: relative;
        border-radius: var(--radius-small);
        padding: 6px 8px;
        cursor: pointer;
      }

      .theme label:hover {
        color: var(--ink);
      }

      .theme input {
        position: absolute;
        inset: 0;
        opacity: 0;
        margin: 0;
        cursor: pointer;
      }

      .theme label:has(:checked) {
        color: var(--ink);
        background: color-mix(in srgb, var(--ink) 7%, transparent);
      }

      .theme label:has(:focus-visible) {
        outline: 2px solid var(--keep);
      }

      main {
        min-width: 0;
        padding: var(--space-6) var(--gutter) var(--space-8);
        max-width: 1312px;
        width: 100%;
      }

      @media (max-width: 860px) {
        :host {
          display: block;
        }

        .side {
          position: static;
          height: auto;
          flex-direction: row;
          align-items: center;
          flex-wrap: wrap;
          gap: var(--space-2) var(--space-4);
          padding: var(--space-3) var(--gutter);
          border-right: 0;
          border-bottom: 1px solid var(--line);
        }

        .brand {
          padding: 0;
        }

        nav {
          order: 3;
          flex: 1 0 100%;
          overflow-x: auto;
          margin: 0 -10px;
        }

        nav ul {
          display: flex;
        }

        nav a {
          white-space: nowrap;
        }

        .theme {
          margin: 0 0 0 auto;
          padding: 0;
        }

        main {
          padding-top: var(--space-5);
        }
      }

      @media (min-width: 561px) and (max-width: 860px) {
        nav {
          order: 0;
          flex: 1 1 0;
          margin: 0;
        }
      }
    `,
  ];

  declare laboratory: Laboratory | null;
  declare commit: string;
  declare page: Page;
  declare query: string;
  declare theme: Theme;

  constructor() {
    super();
    this.laboratory = null;
    this.commit = 'unknown';
    this.theme = storedTheme(store);
    this.page = PAGES[0];
    this.query = '';
    this.addEventListener('page-query', (event) => this.#keepQuery((event as CustomEvent<string>).detail));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    applyTheme(this.theme, document.documentElement);
    addEventListener('hashchange', this.#route);
    this.#route();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#route);
  }

  readonly #route = (): void => {
    const { page, query } = pageAt(location.hash);
    this.page = page;
    this.query = query;
    document.title = `${page.title} · Proofworks`;
  };

  #keepQuery(query: string): void {
    this.query = query;
    // Replacing raises no `hashchange` and leaves the way back as it was.
    history.replaceState(history.state, '', pageHash(this.page, query));
  }

  #setTheme(theme: Theme): void {
    this.theme = theme;
    storeTheme(theme, store);
    applyTheme(theme, document.documentElement);
  }

  #skip(event: Event): void {
    // The address names a page, so the link moves the focus by itself.
    event.preventDefault();
    this.renderRoot.querySelector('main')?.focus();
  }

  override render() {
    const { laboratory, commit, query } = this;
    return html`
      <header class="side">
        <a class="skip" href=${pageHash(this.page, query)} @click=${this.#skip}>Skip to the page</a>
        <a class="brand" href=${pageHash(PAGES[0])}>${BRAND_MARK}Proofworks</a>
        <nav part="nav" aria-label="Pages">
          <ul>
            ${PAGES.map(
              (page) => html`<li>
                <a href=${pageHash(page)} aria-current=${page === this.page ? 'page' : nothing}>${page.title}</a>
              </li>`,
            )}
          </ul>
        </nav>
        <fieldset class="theme">
          <legend class="only-read">Theme</legend>
          <div>
            ${THEMES.map(
              (theme) => html`<label
                ><input
                  type="radio"
                  name="theme"
                  .checked=${theme === this.theme}
                  @change=${() => this.#setTheme(theme)}
                />${THEME_TITLES[theme]}</label
              >`,
            )}
          </div>
        </fieldset>
      </header>
      <main part="page" tabindex="-1">
        ${laboratory === null ? nothing : this.page.render({ laboratory, commit, query })}
      </main>
    `;
  }
}

/** Blocks under the ruler that paces them. */
const BRAND_MARK = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  ${svg`<path class="spent" d="M2 15h4v7H2zM10 10h4v12h-4z" />
  <path class="spent last" d="M18 13h4v9h-4z" />
  <path class="kept" d="M1 5h22M4 2v6M12 2v6M20 2v6" fill="none" stroke-width="1.75" />`}
</svg>`;

customElements.define('proofworks-app', ProofworksApp);
