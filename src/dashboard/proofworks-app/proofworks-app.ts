// The shell around every page: brand, navigation, work bar, theme, toasts.

import { html, LitElement, nothing, type PropertyValues, svg } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../elements/notice-callout.ts';
import '../elements/toast-stack.ts';
import type { Toast, ToastStack } from '../elements/toast-stack.ts';
import type { Laboratory } from '../laboratory.ts';
import type { PreferenceStore } from '../preferences.ts';
import type { SessionClient } from '../session/session-client.ts';
import { baseStyles } from '../style/base.ts';
import { applyTheme, storedTheme, storeTheme, THEMES, type Theme } from '../style/theme.ts';
import { focusMainButton } from '../work-bar/bar-parts.ts';
import '../work-bar/work-bar.ts';
import type { WorkBar } from '../work-bar/work-bar.ts';
import { type LiveMark, liveMark } from './live-mark.ts';
import { PageShelf, type ShelvedPage } from './page-shelf.ts';
import { PAGES, type Page, type PageWork, pageAt, pageHash } from './pages.ts';
import { proofworksAppStyles } from './proofworks-app.styles.ts';

const store = (): Storage => localStorage;

const THEME_TITLES = { system: 'System', light: 'Light', dark: 'Dark' } as const satisfies Record<
  Theme,
  string
>;

/**
 * The whole page: navigation at the side, on narrow screens on top, and the page that the address names. A page that was
 * turned to stays as it is while others are shown: what runs in it goes on.
 *
 * @property laboratory - Measures this machine; no page is shown before it and the preferences are set.
 * @property session - The mining session; without one there is no work bar.
 * @property preferences - What this browser was told about power and pauses.
 * @property commit - The program's commit; `unknown` by default.
 * @listens page-query - From a page, detail: string; becomes the query in the address.
 * @listens page-work - From a page that mines by itself, detail: PageWork.
 * @listens toast - From anywhere, detail: Toast.
 * @csspart nav - The navigation.
 * @csspart work - The work bar's place, on top of every page.
 * @csspart page - The pages' own area.
 */
export class ProofworksApp extends LitElement {
  static override properties = {
    laboratory: { attribute: false },
    session: { attribute: false },
    preferences: { attribute: false },
    commit: { type: String },
    page: { state: true },
    theme: { state: true },
    mark: { state: true },
    works: { state: true },
  };

  static override styles = [baseStyles, proofworksAppStyles];

  declare laboratory: Laboratory | null;
  declare session: SessionClient | null;
  declare preferences: PreferenceStore | null;
  declare commit: string;
  declare protected page: Page;
  declare protected theme: Theme;
  declare protected mark: LiveMark;
  /** What pages mine by themselves, by page. */
  declare protected works: ReadonlyMap<Page, PageWork>;
  #unsubscribe: (() => void) | null = null;
  /** Whether a page's own bar stood on top. */
  #hadOtherBar = false;
  readonly #shelf = new PageShelf(() => this.requestUpdate());

  constructor() {
    super();
    this.laboratory = null;
    this.session = null;
    this.preferences = null;
    this.mark = '';
    this.works = new Map();
    this.commit = 'unknown';
    this.theme = storedTheme(store);
    this.page = PAGES[0];
    this.addEventListener('page-query', (event) => this.#keepQuery(event as CustomEvent<string>));
    this.addEventListener('page-work', (event) => {
      this.works = new Map(this.works).set(this.#pageOf(event), (event as CustomEvent<PageWork>).detail);
    });
    this.addEventListener('toast', (event) => this.showToast((event as CustomEvent<Toast>).detail));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    applyTheme(this.theme, document.documentElement);
    addEventListener('hashchange', this.#follow);
    void this.#route();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#follow);
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('session')) return;
    this.#unsubscribe?.();
    const show = (): void => {
      this.mark = liveMark(this.session?.snapshot.state);
    };
    this.#unsubscribe = this.session?.subscribe(show) ?? null;
    show();
  }

  protected override updated(changed: PropertyValues): void {
    const hasOtherBar = this.#bar !== nothing;
    // A page's bar that goes takes the focus with it, and what was pressed to start is gone by then.
    const isLost = document.activeElement === document.body && !changed.has('page');
    if (this.#hadOtherBar && !hasOtherBar && isLost)
      focusMainButton(() => this.renderRoot.querySelector<WorkBar>('work-bar') ?? undefined);
    this.#hadOtherBar = hasOtherBar;
  }

  /** Shows a toast. */
  showToast(toast: Toast): void {
    this.renderRoot.querySelector<ToastStack>('toast-stack')?.show(toast);
  }

  async #route(): Promise<void> {
    const { page, query } = pageAt(location.hash);
    this.page = page;
    document.title = `${page.title} · Proofworks`;
    await this.#shelf.turnTo(page, query);
  }

  /** Another address: another page or, of the same page, other settings. */
  readonly #follow = async (): Promise<void> => {
    const before = this.page;
    const turned = this.#route();
    if (this.page === before) return;
    scrollTo(0, 0);
    const { page } = this;
    await turned;
    await this.updateComplete;
    if (this.page === page) await this.#focusHeading();
  };

  /** Screen readers and the next Tab go on from the page's heading. */
  async #focusHeading(): Promise<void> {
    const main = this.renderRoot.querySelector('main');
    const shown = main?.querySelector('[data-page]:not([hidden]) > *');
    if (shown instanceof LitElement) await shown.updateComplete;
    const heading = shown?.shadowRoot?.querySelector('h1') ?? main;
    if (heading === null || heading === undefined) return;
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  #keepQuery(event: CustomEvent<string>): void {
    const page = this.#pageOf(event);
    this.#shelf.keepQuery(page, event.detail);
    // Replacing raises no `hashchange` and leaves the way back as it was.
    if (page === this.page) history.replaceState(history.state, '', pageHash(page, event.detail));
  }

  /** A page in the background may still say what it was set to. */
  #pageOf(event: Event): Page {
    const from = event.composedPath().find((one) => one instanceof HTMLElement && 'page' in one.dataset);
    const id = from instanceof HTMLElement ? from.dataset['page'] : undefined;
    return PAGES.find((one) => one.id === id) ?? this.page;
  }

  /** What takes the work bar's place; nothing where it stays. */
  get #bar() {
    const works = [...this.works.values()];
    const shown = this.mark === '' ? this.works.get(this.page) : undefined;
    return (works.find(({ mark }) => mark !== '') ?? shown)?.bar ?? nothing;
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
    return html`
      <header class="side">
        <a class="skip" href=${this.#addressOf(this.page)} @click=${this.#skip}>Skip to the page</a>
        <a class="brand" href=${this.#addressOf(PAGES[0])}>${BRAND_MARK}Proofworks</a>
        <nav part="nav" aria-label="Pages">
          <ul>
            ${PAGES.map(
              (page) => html`<li>
                <a href=${this.#addressOf(page)} aria-current=${page === this.page ? 'page' : nothing}
                  >${page.title}${this.#liveMark(page)}</a
                >
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
      <div class="desk">
        ${
          this.session === null
            ? nothing
            : html`<div class="work" part="work">
                <work-bar
                  .session=${this.session}
                  .preferences=${this.preferences}
                  ?hidden=${this.#bar !== nothing}
                ></work-bar>
                ${this.#bar}
              </div>`
        }
        <main part="page" tabindex="-1">
          ${repeat(
            this.#shelf.pages,
            ({ page }) => page.id,
            (shelved) =>
              html`<div data-page=${shelved.page.id} ?hidden=${shelved.page !== this.page}>
                ${this.#pageView(shelved)}
              </div>`,
          )}
        </main>
      </div>
      <toast-stack></toast-stack>
    `;
  }

  #liveMark(page: Page) {
    const mark = page === PAGES[0] ? this.mark : (this.works.get(page)?.mark ?? '');
    return mark === '' ? nothing : html`<small class=${mark === 'paused' ? 'rests' : ''}>${mark}</small>`;
  }

  /** A page's link leads to it as it was left. */
  #addressOf(page: Page): string {
    return pageHash(page, this.#shelf.queryOf(page));
  }

  #pageView({ page, state, problem, query }: ShelvedPage) {
    const { laboratory, session, preferences, commit } = this;
    const [{ mining: others } = { mining: null }] = this.works.values();
    if (state === 'failed') {
      return html`<notice-callout tone="bad" heading="${page.title} could not be loaded">
        ${problem}
        <div slot="actions">
          <button type="button" @click=${() => void this.#shelf.turnTo(page, query)}>Try again</button>
          <button type="button" class="quiet" @click=${() => location.reload()}>Reload everything</button>
        </div>
      </notice-callout>`;
    }
    if (state === 'loading') return html`<p class="wait" role="status">Loading ${page.title}</p>`;
    return laboratory === null || preferences === null
      ? nothing
      : page.render({ laboratory, session, others, preferences, commit, query });
  }
}

/** Blocks under the ruler that paces them. */
const BRAND_MARK = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  ${svg`<path class="spent" d="M2 15h4v7H2zM10 10h4v12h-4z" />
  <path class="spent last" d="M18 13h4v9h-4z" />
  <path class="kept" d="M1 5h22M4 2v6M12 2v6M20 2v6" fill="none" stroke-width="1.75" />`}
</svg>`;

customElements.define('proofworks-app', ProofworksApp);
