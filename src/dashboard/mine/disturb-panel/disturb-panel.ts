import { css, html, LitElement, nothing } from 'lit';
import type { MiningSnapshot } from '../../../miner/index.ts';
import { formatCount, formatRatio } from '../../../primitives/index.ts';
import '../../elements/data-table.ts';
import '../../elements/number-field.ts';
import '../../elements/panel-card.ts';
import type { TableRow } from '../../elements/table-data.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { ruleTitle } from '../outlook-words.ts';
import { panelStyles } from '../panel.styles.ts';
import { KEPT_WITHIN, type Recovery, recoveries } from '../recovery.ts';
import { INTENSITY_PERCENT, intensityPercent, RIVAL } from '../settings.ts';

/** Newest events that are listed. */
const LISTED = 8;
const USUAL_RIVAL = 5;

/**
 * Shocks for the rule, and how it took the last ones.
 *
 * @property snapshot - The session's.
 * @property disabled - Whether nothing can be disturbed.
 * @fires session-configure - detail: SettingsChange. Bubbles, composed, as the next.
 * @fires chain-new - Another rule or spacing is wanted.
 */
export class DisturbPanel extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    disabled: { type: Boolean },
    rival: { state: true },
    fullIntensity: { state: true },
  };

  static override styles = [
    baseStyles,
    panelStyles,
    css`
      .shocks {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-4) var(--space-6);
        align-items: end;
      }

      .shock {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: end;
      }

      number-field {
        width: 112px;
      }

      data-table {
        margin-top: var(--space-4);
      }
    `,
  ];

  declare snapshot: MiningSnapshot | null;
  declare disabled: boolean;
  /** The multiple that the next rival has. */
  declare protected rival: number;
  /** Intensity before it was halved; null where it was not. */
  declare protected fullIntensity: number | null;

  constructor() {
    super();
    this.snapshot = null;
    this.disabled = false;
    this.rival = USUAL_RIVAL;
    this.fullIntensity = null;
  }

  #configure(change: { readonly intensity?: number; readonly rival?: number }): void {
    this.dispatchEvent(userEvent('session-configure', change));
  }

  #halve(intensity: number): void {
    this.fullIntensity ??= intensity;
    this.#configure({ intensity: Math.max(INTENSITY_PERCENT.min / 100, intensity / 2) });
  }

  #restore(): void {
    if (this.fullIntensity !== null) this.#configure({ intensity: this.fullIntensity });
    this.fullIntensity = null;
  }

  override render() {
    const { snapshot } = this;
    if (snapshot === null || snapshot.chain === null) return nothing;
    const { chain, events, settings } = snapshot;
    const listed = recoveries(chain, events).slice(-LISTED).reverse();
    return html`<panel-card
      heading="Disturb it"
      unit=${`${ruleTitle(chain.rule)} has to find its way back`}
      say="A rival is simulated: its blocks are drawn from your own hashes, exactly as if somebody hashed beside you, and nobody uses power for it."
    >
      <div class="shocks">
        <div class="shock">
          <button type="button" part="halve" ?disabled=${this.disabled} @click=${() => this.#halve(settings.intensity)}>
            Halve my hash rate
          </button>
          ${
            this.fullIntensity === null || this.fullIntensity === settings.intensity
              ? nothing
              : html`<button type="button" part="restore" ?disabled=${this.disabled} @click=${() => this.#restore()}>
                  Back to ${intensityPercent(this.fullIntensity)} %
                </button>`
          }
        </div>
        <div class="shock">
          <number-field
            label="Rival"
            unit="× my rate"
            .value=${settings.rival > 0 ? settings.rival : this.rival}
            .min=${0.01}
            .max=${RIVAL.max}
            .disabled=${this.disabled}
            @value-change=${(event: CustomEvent<number>) => {
              event.stopPropagation();
              this.rival = event.detail;
              if (settings.rival > 0) this.#configure({ rival: event.detail });
            }}
          ></number-field>
          ${
            settings.rival > 0
              ? html`<button type="button" part="no-rival" ?disabled=${this.disabled} @click=${() => this.#configure({ rival: 0 })}>
                  Remove the rival
                </button>`
              : html`<button type="button" part="rival" ?disabled=${this.disabled} @click=${() => this.#configure({ rival: this.rival })}>
                  Add the rival
                </button>`
          }
        </div>
        <button
          type="button"
          part="new-chain"
          ?disabled=${this.disabled}
          @click=${() => this.dispatchEvent(userEvent('chain-new', null))}
        >
          Another rule or spacing…
        </button>
      </div>
      ${
        listed.length === 0
          ? nothing
          : html`<data-table
              caption="What happened, and how the rule came back"
              row-header="what"
              .columns=${[
                { id: 'height', label: 'At block', isNumber: true },
                { id: 'what', label: 'What happened' },
                { id: 'pace', label: 'Interval right after', note: 'expected', isNumber: true },
                { id: 'back', label: `Back within ${KEPT_WITHIN * 100} %` },
              ]}
              .rows=${listed.map(rowOf)}
            ></data-table>`
      }
    </panel-card>`;
  }
}

function rowOf({ event, offBy, backAfterBlocks, isCutShort }: Recovery): TableRow {
  const back =
    backAfterBlocks !== null
      ? backAfterBlocks === 0
        ? 'never left'
        : `after ${formatCount(backAfterBlocks)} block${backAfterBlocks === 1 ? '' : 's'}`
      : offBy === null
        ? 'no block yet'
        : isCutShort
          ? 'not before the next event'
          : 'not yet';
  return {
    height: event.height,
    what: event.text,
    pace: offBy === null ? null : `${formatRatio(offBy)} target`,
    back,
  };
}

customElements.define('disturb-panel', DisturbPanel);
