import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { RULES, ruleNamed } from '../../../difficulty/index.ts';
import { formatCount, formatDuration } from '../../../primitives/index.ts';
import {
  SCENARIOS,
  type Scenario,
  type ShockTrace,
  scenarioNamed,
  shockFigures,
} from '../../../simulation/index.ts';
import '../../charts/series-chart/series-chart.ts';
import '../../elements/chart-frame.ts';
import '../../elements/notice-callout.ts';
import '../../elements/number-field.ts';
import '../../elements/panel-card.ts';
import '../../elements/select-field.ts';
import '../../elements/stat-tile.ts';
import '../../elements/tile-row.ts';
import { userEvent } from '../../elements/user-event.ts';
import '../../elements/value-slider.ts';
import { baseStyles } from '../../style/base.ts';
import { sentence } from '../sentence.ts';
import { BOUNDS, type DifficultySettings, problemOf, shockOptions } from '../settings.ts';
import type { DifficultyClient } from '../worker/client.ts';
import { outcomeSentence } from './outcome.ts';
import { ShockRuns } from './shock-runs.ts';
import { followSpec, paceSpec, traceTable } from './trace-specs.ts';

/** Below it LWMA-1 does not run; an address may ask for 1 s of other rules. */
const LEAST_SPACING_SEC = 2;

/** Seeds that the button draws: short enough to be read out. */
const SEEDS = 10_000;

/**
 * One rule under one shock, answered at once: while a knob is turned the pictures follow.
 *
 * @property settings - The page's settings.
 * @property client - The worker.
 * @property isHeld - Whether nothing is to run, since the settings have a problem.
 * @fires settings-change - detail: part of the settings, when a knob is let go. Bubbles, composed.
 */
export class ShockPlayground extends LitElement {
  static override properties = {
    settings: { attribute: false },
    client: { attribute: false },
    isHeld: { type: Boolean },
    draft: { state: true },
  };

  static override styles = [
    baseStyles,
    css`
      .playground {
        display: grid;
        grid-template-columns: minmax(0, 4fr) minmax(0, 8fr);
        gap: var(--gap);
      }

      .knobs {
        display: grid;
        gap: var(--space-4);
      }

      .seed {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-2);
        align-items: end;
      }

      .side,
      .pictures {
        display: grid;
        gap: var(--gap);
        align-content: start;
      }

      .side {
        --tile: 132px;
      }

      @media (max-width: 1100px) {
        .playground {
          grid-template-columns: minmax(0, 1fr);
        }
      }

      @media (min-width: 700px) and (max-width: 1100px) {
        .knobs {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          gap: var(--space-4) var(--space-5);
        }
      }
    `,
  ];

  declare settings: DifficultySettings;
  declare client: DifficultyClient;
  declare isHeld: boolean;
  /** What a knob in the hand says; null while none is. */
  declare protected draft: Partial<DifficultySettings> | null;
  readonly #runs = new ShockRuns(this);
  /** The last trace that came, shown until the next one does. */
  #shown: { readonly trace: ShockTrace; readonly settings: DifficultySettings } | null = null;

  constructor() {
    super();
    this.isHeld = false;
    this.draft = null;
  }

  get #current(): DifficultySettings {
    return { ...this.settings, ...this.draft };
  }

  get #scenario(): Scenario {
    return scenarioNamed(this.#current.triedShock) ?? SCENARIOS[0]!;
  }

  /** Why the shock says nothing of the rule; null where it does. */
  get #misfit(): string | null {
    const rule = ruleNamed(this.#current.triedRule);
    return (this.#scenario.concerns?.(rule) ?? true)
      ? null
      : `${rule.title} has no periods, and this attack is made for rules that have.`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('settings')) this.draft = null;
    if (changed.size > 0) this.#ask();
    const { triedRule, triedShock } = this.#current;
    const found = this.#runs.traceOf(triedShock, triedRule);
    if (found !== null && !found.isStale) this.#shown = { trace: found.trace, settings: this.#current };
  }

  #ask(): void {
    const settings = this.#current;
    const isOff = this.isHeld || this.#misfit !== null || problemOf(settings) !== null;
    const run = { rule: settings.triedRule, shock: settings.triedShock };
    if (isOff) this.#runs.forget();
    else this.#runs.ask(this.client, [run], shockOptions(settings));
  }

  #hold(draft: Partial<DifficultySettings>): void {
    this.draft = { ...this.draft, ...draft };
  }

  #set(change: Partial<DifficultySettings>): void {
    this.dispatchEvent(userEvent('settings-change', change));
  }

  override render() {
    return html`<div class="playground">
      <div class="side">
        <panel-card heading="Turn one knob" unit="and the pictures answer">${this.#knobs()}</panel-card>
        ${this.#tiles()}
      </div>
      <div class="pictures">${this.#pictures()}</div>
    </div>`;
  }

  #knobs() {
    const { triedRule, triedShock, seed, blocks, spacingSec } = this.#current;
    return html`<div class="knobs">
      <select-field
        label="Rule"
        value=${triedRule}
        .options=${RULES.map(({ name, title, summary }) => ({ value: name, label: sentence(title), note: summary }))}
        @value-change=${(event: CustomEvent<string>) => this.#set({ triedRule: event.detail })}
      ></select-field>
      <select-field
        label="Shock"
        value=${triedShock}
        .options=${SCENARIOS.map(({ name, title }) => ({ value: name, label: name, note: `${sentence(title)}.` }))}
        @value-change=${(event: CustomEvent<string>) => this.#set({ triedShock: event.detail })}
      ></select-field>
      <value-slider
        label="Target spacing"
        scale="log"
        .min=${LEAST_SPACING_SEC}
        .max=${BOUNDS.spacing.max}
        .step=${1}
        .value=${spacingSec}
        .format=${formatDuration}
        @value-input=${(event: CustomEvent<number>) => this.#hold({ spacingSec: event.detail })}
        @value-change=${(event: CustomEvent<number>) => this.#set({ spacingSec: event.detail })}
      ></value-slider>
      <value-slider
        label="Blocks after the shock"
        scale="log"
        .min=${BOUNDS.blocks.min}
        .max=${BOUNDS.blocks.max}
        .step=${100}
        .value=${blocks}
        .format=${formatCount}
        @value-input=${(event: CustomEvent<number>) => this.#hold({ blocks: event.detail })}
        @value-change=${(event: CustomEvent<number>) => this.#set({ blocks: event.detail })}
      ></value-slider>
      <div class="seed">
        <number-field
          label="Seed of the dice"
          is-whole
          .min=${BOUNDS.seed.min}
          .max=${BOUNDS.seed.max}
          .value=${seed}
          @value-change=${(event: CustomEvent<number>) => this.#set({ seed: event.detail })}
        ></number-field>
        <button
          type="button"
          @click=${() => this.#set({ seed: 1 + Math.floor(Math.random() * SEEDS) })}
        >
          Other dice
        </button>
      </div>
    </div>`;
  }

  #pictures() {
    if (this.#runs.state === 'failed') {
      return html`<notice-callout tone="bad" heading="The worker that computes has stopped">
        ${this.#runs.problem}.
        <button slot="actions" type="button" @click=${() => this.#runs.again()}>Start it again</button>
      </notice-callout>`;
    }
    const misfit = this.#misfit;
    if (misfit !== null)
      return html`<notice-callout heading="Nothing to see here">${misfit}</notice-callout>`;
    const shown = this.#shown;
    const title = sentence(ruleNamed(shown?.settings.triedRule ?? this.settings.triedRule).title);
    const { axis, blocks } = shown?.settings ?? this.settings;
    const trace = shown?.trace ?? null;
    const table = trace === null ? null : () => traceTable(trace);
    const say = shown === null ? '' : this.#outcome(title, shown.trace, shown.settings);
    return html`
      <chart-frame
        heading="Difficulty follows the hash rate"
        unit="times what they were, log scale"
        say="Where the two lines meet, blocks come on time; the gap between them is how far off they are."
        file-name="proofworks-difficulty"
        .table=${table}
      >
        <series-chart
          label="Hash rate and difficulty after the shock, ${title}"
          .spec=${trace === null ? null : followSpec(trace, axis, blocks)}
        ></series-chart>
      </chart-frame>
      <chart-frame
        heading="How long blocks take"
        unit="expected interval / target spacing, log scale; 1 is on time"
        say=${say}
        file-name="proofworks-pace"
        .table=${table}
      >
        <series-chart
          label="Expected interval over target spacing after the shock, ${title}"
          .spec=${trace === null ? null : paceSpec(trace, axis, blocks)}
        ></series-chart>
      </chart-frame>
    `;
  }

  #outcome(title: string, { result }: ShockTrace, settings: DifficultySettings): string {
    const scenario = scenarioNamed(result.scenario) ?? this.#scenario;
    return outcomeSentence(title, scenario, result, shockOptions(settings));
  }

  #tiles() {
    if (this.#shown === null || this.#misfit !== null) return nothing;
    const { result } = this.#shown.trace;
    const scenario = scenarioNamed(result.scenario) ?? this.#scenario;
    return html`<tile-row>
      ${shockFigures(scenario).map(
        ({ label, text }) => html`<stat-tile label=${label} value=${text(result)}></stat-tile>`,
      )}
    </tile-row>`;
  }
}

customElements.define('shock-playground', ShockPlayground);
