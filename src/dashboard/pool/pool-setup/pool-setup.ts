import { css, html, LitElement } from 'lit';
import type { Detected, EngineChoice } from '../../../miner/index.ts';
import '../../elements/panel-card.ts';
import '../../elements/text-field.ts';
import { userEvent } from '../../elements/user-event.ts';
import '../../mine/engine-choice/engine-choice.ts';
import { enginesWords } from '../../mine/engine-words.ts';
import { setupStyles } from '../../mine/setup.styles.ts';
import { baseStyles } from '../../style/base.ts';
import '../bridge-help/bridge-help.ts';
import { MAX_USER_CHARACTERS, type PoolSettings } from '../pool-settings.ts';

/** What is wrong with what was typed; empty texts for nothing. */
export interface SetupProblems {
  readonly url: string;
  readonly user: string;
}

/**
 * What is to be set before a start: bridge, account, and what hashes.
 *
 * @property detected - This machine; null while it is not known.
 * @property settings - The choice so far; its engines are what would hash.
 * @property password - What is typed as password.
 * @property problems - What is wrong with it, once it is to be said.
 * @fires settings-change - detail: Partial<PoolSettings>. Bubbles, composed, as the others.
 * @fires password-change - detail: string.
 * @fires setup-start - Start was pressed.
 * @csspart setup-start - The button.
 */
export class PoolSetup extends LitElement {
  static override properties = {
    detected: { attribute: false },
    settings: { attribute: false },
    password: { attribute: false },
    problems: { attribute: false },
  };

  static override styles = [
    baseStyles,
    setupStyles,
    css`
      .fields {
        display: grid;
        gap: var(--space-4);
      }

      #password {
        max-width: 240px;
      }
    `,
  ];

  declare detected: Detected | null;
  declare settings: PoolSettings | null;
  declare password: string;
  declare problems: SetupProblems;

  constructor() {
    super();
    this.detected = null;
    this.settings = null;
    this.password = '';
    this.problems = { url: '', user: '' };
  }

  /** Puts the focus where something is wrong. */
  async showProblem(): Promise<void> {
    await this.updateComplete;
    const wrong = this.problems.url === '' ? 'user' : 'url';
    this.renderRoot.querySelector<HTMLElement>(`#${wrong}`)?.focus();
  }

  #change(event: Event, change: Partial<PoolSettings>): void {
    event.stopPropagation();
    this.dispatchEvent(userEvent('settings-change', change));
  }

  #told(event: CustomEvent<string>): void {
    event.stopPropagation();
    this.dispatchEvent(userEvent('password-change', event.detail));
  }

  override render() {
    const { settings, detected, problems } = this;
    if (settings === null) return html``;
    const { engines, intensity } = settings;
    return html`<panel-card heading="Before you start" unit="nothing connects or hashes until then">
      <div class="columns">
        <section aria-labelledby="pool">
          <h3 id="pool">The pool, through a bridge</h3>
          <div class="fields">
            <text-field
              id="url"
              label="Address of the bridge"
              kind="url"
              .value=${settings.url}
              .problem=${problems.url}
              note="ws:// or wss://; what stands after token= is the name in the bridge’s file."
              @value-input=${(event: Event) => event.stopPropagation()}
              @value-change=${(event: CustomEvent<string>) => this.#change(event, { url: event.detail })}
            ></text-field>
              <text-field
                id="user"
                label="User"
                .value=${settings.user}
                .problem=${problems.user}
                max-length=${MAX_USER_CHARACTERS + 1}
                note="As the pool knows you: most take a payout address, with .name for this machine."
                @value-input=${(event: Event) => event.stopPropagation()}
                @value-change=${(event: CustomEvent<string>) => this.#change(event, { user: event.detail })}
              ></text-field>
              <text-field
                id="password"
                label="Password"
                kind="password"
                .value=${this.password}
                note="Most pools take any. It is not kept."
                @value-input=${(event: CustomEvent<string>) => this.#told(event)}
                @value-change=${(event: CustomEvent<string>) => this.#told(event)}
              ></text-field>
          </div>
        </section>
        <section aria-labelledby="machine">
          <h3 id="machine">What hashes</h3>
          <engine-choice
            .detected=${detected}
            .engines=${engines}
            .intensity=${intensity}
            @engines-change=${(event: CustomEvent<readonly EngineChoice[]>) => this.#change(event, { engines: event.detail })}
            @intensity-change=${(event: CustomEvent<number>) => this.#change(event, { intensity: event.detail })}
          ></engine-choice>
        </section>
      </div>
      <div class="start">
        <button
          class="primary"
          part="setup-start"
          type="button"
          ?disabled=${detected === null}
          @click=${() => this.dispatchEvent(userEvent('setup-start', null))}
        >
          Start mining
        </button>
        <p class="say">
          ${engines.length === 0 ? 'Your machine' : enginesWords(engines)} for the account above: its shares, and the
          program’s name, are sent to that pool and nowhere else.
        </p>
      </div>
    </panel-card>`;
  }
}

customElements.define('pool-setup', PoolSetup);
