import { html, LitElement, nothing, type PropertyValues } from 'lit';
import '../../elements/notice-callout.ts';
import '../../elements/tab-set.ts';
import { userEvent } from '../../elements/user-event.ts';
import type { SessionClient } from '../../session/session-client.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import {
  type DifficultySettings,
  printSettings,
  problemOf,
  readSettings,
  VIEWS,
  type View,
} from '../settings.ts';
import '../history/history-view.ts';
import '../live/live-view.ts';
import '../shocks/shocks-view.ts';
import { DifficultyClient } from '../worker/client.ts';
import { startDifficultyWorker } from '../worker/factory.ts';

const TITLES: Readonly<Record<View, string>> = {
  live: 'Live controller',
  history: 'Real history',
  shocks: 'Shocks',
};

/**
 * How difficulty keeps time: on one's own chain, on Bitcoin's since 2009, and under shocks.
 *
 * @property session - The mining session; null where there is none.
 * @property query - Settings as in the address, without `?`.
 * @fires page-query - detail: string; the settings changed. Bubbles, composed.
 */
export class DifficultyPage extends LitElement {
  static override properties = {
    session: { attribute: false },
    query: { type: String },
    settings: { state: true },
    problem: { state: true },
  };

  static override styles = [baseStyles, pageStyles];

  declare session: SessionClient | null;
  declare query: string;
  declare protected settings: DifficultySettings;
  /** What is wrong with the settings; null for nothing. */
  declare protected problem: string | null;
  readonly #client = new DifficultyClient(startDifficultyWorker);
  /** Views that were turned to: they stay, with what they have computed. */
  readonly #visited = new Set<View>();

  constructor() {
    super();
    this.session = null;
    this.query = '';
    this.settings = readSettings('').settings;
    this.problem = null;
    this.addEventListener('settings-change', (event) =>
      this.#change((event as CustomEvent<Partial<DifficultySettings>>).detail),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#client.dispose();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The page's own settings come back as the address's query.
    if (changed.has('query') && this.query !== printSettings(this.settings)) {
      ({ settings: this.settings, problem: this.problem } = readSettings(this.query));
    }
    this.#visited.add(this.settings.view);
  }

  #change(change: Partial<DifficultySettings>): void {
    this.settings = { ...this.settings, ...change };
    this.problem = problemOf(this.settings);
    this.dispatchEvent(userEvent('page-query', printSettings(this.settings)));
  }

  override render() {
    const { settings, problem } = this;
    return html`
      <header class="page-head">
        <h1>Difficulty</h1>
        <p class="lead">
          Hash rates come and go; a rule moves the difficulty after them, so that blocks keep their time. Here it is at
          work: on your chain, on Bitcoin’s since 2009, and fifteen rules under the same shocks.
        </p>
      </header>
      <div class="notices">
        ${
          problem === null
            ? nothing
            : html`<notice-callout tone="bad" heading="Nothing was run">
                ${problem}.
                <button slot="actions" type="button" @click=${() => this.#change({})}>
                  Go on with what is shown below
                </button>
              </notice-callout>`
        }
      </div>
      <tab-set
        label="Parts of the page"
        .tabs=${VIEWS.map((view) => ({ id: view, label: TITLES[view] }))}
        selected=${settings.view}
        @value-change=${this.#turn}
      >
        ${VIEWS.map((view) =>
          this.#visited.has(view) ? html`<div slot=${view}>${this.#view(view)}</div>` : nothing,
        )}
      </tab-set>
    `;
  }

  #turn(event: CustomEvent<View>): void {
    // Fields in the panels raise events of the same name.
    if (event.target === this.renderRoot.querySelector('tab-set')) this.#change({ view: event.detail });
  }

  #view(view: View) {
    const { settings } = this;
    switch (view) {
      case 'live':
        return html`<live-view .session=${this.session} .settings=${settings}></live-view>`;
      case 'history':
        return html`<history-view
          .settings=${settings}
          .client=${this.#client}
          .isHeld=${this.problem !== null}
        ></history-view>`;
      case 'shocks':
        return html`<shocks-view
          .settings=${settings}
          .client=${this.#client}
          .isHeld=${this.problem !== null}
        ></shocks-view>`;
      default:
        return view satisfies never;
    }
  }
}

customElements.define('difficulty-page', DifficultyPage);
