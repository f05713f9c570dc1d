import { css, html, LitElement, nothing } from 'lit';
import '../../elements/modal-dialog.ts';
import '../../elements/number-field.ts';
import type { MiningSnapshot, RemoteSettings } from '../../../miner/index.ts';
import { formatPercent, formatPower } from '../../../primitives/index.ts';
import { userEvent } from '../../elements/user-event.ts';
import { enginesWords } from '../../mine/engine-words.ts';
import type { PowerSource } from '../../mine/power.ts';
import { baseStyles } from '../../style/base.ts';

const TERMS =
  'Nothing is sent anywhere. The chain is your own, it stays in this browser, and its coins are worth nothing. You can pause or stop at any time.';

/**
 * Asks before anything hashes: what will hash, what it costs, and what leaves the machine.
 *
 * @property open - Whether it asks.
 * @property settings - What is to hash.
 * @property detected - This machine; null while it is not known.
 * @property power - Watts at full power.
 * @property terms - What is sent where; that nothing is, by default.
 * @fires consent-yes - Start mining was pressed. Bubbles, composed, as the others.
 * @fires consent-no - Not now was pressed, or the dialog closed.
 * @fires power-change - detail: watts at full power, as the person reckons.
 */
export class ConsentDialog extends LitElement {
  static override properties = {
    open: { type: Boolean },
    settings: { attribute: false },
    detected: { attribute: false },
    power: { attribute: false },
    terms: { type: String },
  };

  static override styles = [
    baseStyles,
    css`
      p {
        color: var(--ink-2);
        text-wrap: pretty;
      }

      strong {
        color: var(--ink);
        font-weight: 550;
      }

      .text {
        display: grid;
        gap: var(--space-3);
      }

      number-field {
        width: 220px;
        max-width: 100%;
      }
    `,
  ];

  declare open: boolean;
  declare settings: RemoteSettings | null;
  declare detected: MiningSnapshot['detected'];
  declare power: PowerSource | null;
  declare terms: string;

  constructor() {
    super();
    this.open = false;
    this.settings = null;
    this.detected = null;
    this.power = null;
    this.terms = TERMS;
  }

  #answer(event: Event, type: 'consent-yes' | 'consent-no'): void {
    event.stopPropagation();
    this.dispatchEvent(userEvent(type, null));
  }

  override render() {
    const { settings, power } = this;
    return html`<modal-dialog
      heading="Start mining?"
      .open=${this.open}
      @dialog-close=${(event: Event) => this.#answer(event, 'consent-no')}
    >
      ${settings === null || power === null ? nothing : this.#text(settings, power)}
      <button slot="actions" type="button" @click=${(event: Event) => this.#answer(event, 'consent-no')}>Not now</button>
      <button
        slot="actions"
        class="primary"
        type="button"
        part="yes"
        autofocus
        @click=${(event: Event) => this.#answer(event, 'consent-yes')}
      >
        Start mining
      </button>
    </modal-dialog>`;
  }

  #text({ engines, intensity }: RemoteSettings, { fullPowerW, isDeclared }: PowerSource) {
    const low = formatPower(fullPowerW.low * intensity, 2);
    const high = formatPower(fullPowerW.high * intensity, 2);
    const adapter = engines.some(({ engine }) => engine === 'gpu')
      ? (this.detected?.adapter?.name ?? '')
      : '';
    return html`<div class="text">
      <p>
        <strong>${enginesWords(engines)}</strong>${adapter === '' ? nothing : html` (${adapter})`} of this machine will
        search for blocks ${intensity === 1 ? 'without a rest' : html`${formatPercent(intensity, 2)} of the time`} until
        you stop. It gets warm, and it uses power.
      </p>
      <number-field
        label="Power at full use"
        unit="W"
        .value=${Math.round(fullPowerW.guess)}
        .min=${1}
        .max=${100_000}
        .note=${isDeclared ? 'As you declared it.' : `A guess: between ${low} and ${high}. A browser cannot measure it.`}
        @value-change=${(event: CustomEvent<number>) => {
          event.stopPropagation();
          this.dispatchEvent(userEvent('power-change', event.detail));
        }}
      ></number-field>
      <p>${this.terms}</p>
    </div>`;
  }
}

customElements.define('consent-dialog', ConsentDialog);
