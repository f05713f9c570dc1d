import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { RULES, ruleNamed } from '../../../difficulty/index.ts';
import { formatCount } from '../../../primitives/index.ts';
import { SCENARIOS, type Scenario, scenarioNamed, shockCsv } from '../../../simulation/index.ts';
import '../../elements/check-list.ts';
import '../../elements/choice-group.ts';
import { downloadText } from '../../elements/download.ts';
import '../../elements/notice-callout.ts';
import '../../elements/panel-card.ts';
import '../../elements/progress-bar.ts';
import '../../elements/select-field.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { sentence } from '../sentence.ts';
import { type BlockAxis, type DifficultySettings, shockOptions, tableRuns } from '../settings.ts';
import type { DifficultyClient } from '../worker/client.ts';
import { figuresOf } from './outcome.ts';
import './shock-playground.ts';
import { ShockRuns } from './shock-runs.ts';
import './shock-section.ts';
import type { ShockLine } from './shock-section.ts';

const NO_SORT = { value: '', label: 'As listed' } as const;

/**
 * Rules under shocks: one of them closely, all of them side by side, a few over each other.
 *
 * @property settings - The page's settings.
 * @property client - The worker.
 * @property isHeld - Whether nothing is to run, since the settings have a problem.
 * @fires settings-change - detail: part of the settings. Bubbles, composed.
 */
export class ShocksView extends LitElement {
  static override properties = {
    settings: { attribute: false },
    client: { attribute: false },
    isHeld: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: var(--gap);
      }

      .chooser {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
        gap: var(--space-4) var(--space-6);
      }

      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-3) var(--space-5);
        margin-top: var(--space-4);
        padding-top: var(--space-4);
        border-top: 1px solid var(--line);
      }

      .bar select-field {
        width: 200px;
      }

      .bar progress-bar {
        flex: 1 1 180px;
      }

      .bar .end {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-left: auto;
      }

      @media (max-width: 860px) {
        .chooser {
          grid-template-columns: minmax(0, 1fr);
          --column: 136px;
        }
      }
    `,
  ];

  declare settings: DifficultySettings;
  declare client: DifficultyClient;
  declare isHeld: boolean;
  readonly #runs = new ShockRuns(this);

  constructor() {
    super();
    this.isHeld = false;
    this.addEventListener('compare-change', (event) =>
      this.#compare((event as CustomEvent<{ rule: string; isOn: boolean }>).detail),
    );
  }

  get #scenarios(): readonly Scenario[] {
    return this.settings.shocks.flatMap((name) => scenarioNamed(name) ?? []);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('settings') && !changed.has('client') && !changed.has('isHeld')) return;
    if (this.isHeld) this.#runs.forget();
    else this.#runs.ask(this.client, tableRuns(this.settings), shockOptions(this.settings));
  }

  #set(change: Partial<DifficultySettings>): void {
    this.dispatchEvent(userEvent('settings-change', change));
  }

  #compare({ rule, isOn }: { readonly rule: string; readonly isOn: boolean }): void {
    const others = this.settings.compared.filter((one) => one !== rule);
    this.#set({ compared: isOn ? [...others, rule] : others });
  }

  /** The same text as the command line's. */
  #saveCsv(): void {
    const results = tableRuns(this.settings).flatMap(
      ({ rule, shock }) => this.#runs.traceOf(shock, rule)?.trace.result ?? [],
    );
    const text = shockCsv(this.#scenarios, results, shockOptions(this.settings));
    downloadText(text, 'proofworks-shocks.csv', 'text/csv');
  }

  override render() {
    const { settings, client, isHeld } = this;
    return html`
      <shock-playground .settings=${settings} .client=${client} .isHeld=${isHeld}></shock-playground>
      <panel-card
        heading="All rules, side by side"
        unit="the same dice for all"
        say="Tick two to four rules at their pictures below, and they are drawn large, over each other."
        >${this.#chooser()}</panel-card
      >
      ${this.#scenarios.map(
        (scenario) => html`<shock-section
          .scenario=${scenario}
          .settings=${settings}
          .lines=${this.#lines(scenario)}
        ></shock-section>`,
      )}
    `;
  }

  #lines({ name, concerns }: Scenario): readonly ShockLine[] {
    return this.settings.rules
      .map(ruleNamed)
      .filter((rule) => concerns?.(rule) ?? true)
      .map((rule) => {
        const found = this.#runs.traceOf(name, rule.name);
        return {
          rule: rule.name,
          title: sentence(rule.title),
          trace: found?.trace ?? null,
          isStale: found?.isStale ?? false,
        };
      });
  }

  #chooser() {
    const { settings } = this;
    const figures = figuresOf(this.#scenarios);
    return html`
      <div class="chooser">
        <check-list
          label="Shocks"
          .options=${SCENARIOS.map(({ name }) => ({ value: name, label: name }))}
          .values=${settings.shocks}
          @value-change=${(event: CustomEvent<string[]>) => this.#set({ shocks: event.detail })}
        ></check-list>
        <check-list
          label="Rules"
          .options=${RULES.map(({ name, title }) => ({ value: name, label: sentence(title) }))}
          .values=${settings.rules}
          @value-change=${(event: CustomEvent<string[]>) =>
            this.#set({
              rules: event.detail,
              compared: settings.compared.filter((rule) => event.detail.includes(rule)),
            })}
        ></check-list>
      </div>
      <div class="bar">
        <select-field
          label="Sort by"
          value=${figures.some(({ id }) => id === settings.sort) ? settings.sort : ''}
          .options=${[NO_SORT, ...figures.map(({ id, label }) => ({ value: id, label }))]}
          @value-change=${(event: CustomEvent<string>) => this.#set({ sort: event.detail })}
        ></select-field>
        <choice-group
          label="Count blocks"
          value=${settings.axis}
          .options=${[{ value: 'log', label: 'logarithmically' }, { value: 'linear', label: 'evenly' }]}
          @value-change=${(event: CustomEvent<BlockAxis>) => this.#set({ axis: event.detail })}
        ></choice-group>
        ${this.#state()}
      </div>
    `;
  }

  #state() {
    const { state, done, of, problem } = this.#runs;
    const text = `${formatCount(done)} of ${formatCount(of)} runs`;
    switch (state) {
      case 'running':
        return html`<progress-bar label="Computing" .value=${done / of} text=${text}></progress-bar>
          <button type="button" part="cancel" @click=${() => this.#runs.stop()}>Cancel</button>`;
      case 'stopped':
        return html`<p class="say" role="status">Stopped after ${text}.</p>
          <button type="button" part="run" @click=${() => this.#runs.again()}>Go on</button>`;
      case 'failed':
        return html`<notice-callout tone="bad" heading="The worker that computes has stopped">
          ${problem}.
          <button slot="actions" type="button" part="run" @click=${() => this.#runs.again()}>
            Start it again
          </button>
        </notice-callout>`;
      case 'done':
        return html`<div class="end">
          <button type="button" part="csv" @click=${this.#saveCsv}>Save all figures as CSV</button>
        </div>`;
      case 'idle':
        return nothing;
      default:
        return state satisfies never;
    }
  }
}

customElements.define('shocks-view', ShocksView);
