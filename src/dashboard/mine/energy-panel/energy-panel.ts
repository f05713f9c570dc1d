import { css, html, LitElement, nothing } from 'lit';
import { energyOfHashes, type MiningSnapshot, type RemoteSnapshot } from '../../../miner/index.ts';
import {
  type Estimate,
  formatEfficiency,
  formatEnergy,
  formatMass,
  formatMoney,
  formatPower,
} from '../../../primitives/index.ts';
import '../../elements/data-table.ts';
import '../../elements/number-field.ts';
import '../../elements/panel-card.ts';
import '../../elements/stat-tile.ts';
import '../../elements/tile-row.ts';
import { userEvent } from '../../elements/user-event.ts';
import { isCurrency, type Preferences } from '../../preferences.ts';
import { baseStyles } from '../../style/base.ts';
import { fieldStyles } from '../../style/fields.ts';
import { energyRows, energyTable, rangeWords } from '../energy-rows.ts';
import { enginesWords } from '../engine-words.ts';
import { panelStyles } from '../panel.styles.ts';
import { meanPower, powerOf, softwareThreads, workingPower } from '../power.ts';
import { enginesName } from '../settings.ts';
import { efficiency } from '../tile-figures.ts';

const JOULES_PER_KWH = 3.6e6;

/** What costs: a session's mining, or that for a pool, which has no chain of its own. */
export type CostlySnapshot = Pick<
  MiningSnapshot | RemoteSnapshot,
  'settings' | 'detected' | 'windows' | 'engines' | 'whole'
> & { readonly chain?: MiningSnapshot['chain'] };

/**
 * What mining costs: watts as declared, and what follows from them and from what was measured.
 *
 * @property snapshot - {@link CostlySnapshot}.
 * @property preferences - Watts, price, grid.
 * @fires preference-change - detail: Partial<Preferences>. Bubbles, composed.
 */
export class EnergyPanel extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    preferences: { attribute: false },
  };

  static override styles = [
    baseStyles,
    panelStyles,
    fieldStyles,
    css`
      .layout {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 8fr);
        gap: var(--space-4) var(--space-6);
      }

      .fields {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--space-3);
        align-content: start;
      }

      .watts {
        grid-column: 1 / -1;
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--space-3);
      }

      .watts p,
      .fields > .note {
        grid-column: 1 / -1;
        margin: 0;
      }

      legend {
        margin-bottom: var(--space-2);
        color: var(--ink-2);
        font-size: var(--size-2);
      }

      tile-row {
        --tile: 132px;
        margin-bottom: var(--space-3);
      }

      .quiet {
        margin-left: -8px;
      }

      @media (max-width: 900px) {
        .layout {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  declare snapshot: CostlySnapshot | null;
  declare preferences: Preferences | null;

  constructor() {
    super();
    this.snapshot = null;
    this.preferences = null;
  }

  #change(event: Event, change: Partial<Preferences>): void {
    event.stopPropagation();
    this.dispatchEvent(userEvent('preference-change', change));
  }

  /** One of the three watts was typed; the others give way where they would be out of order. */
  #declare(event: CustomEvent<number>, which: keyof Estimate, before: Estimate): void {
    const value = event.detail;
    const guess =
      which === 'guess'
        ? value
        : which === 'low'
          ? Math.max(before.guess, value)
          : Math.min(before.guess, value);
    const fullPowerW = {
      low: which === 'low' ? value : Math.min(before.low, guess),
      guess,
      high: which === 'high' ? value : Math.max(before.high, guess),
    };
    const engines = enginesName(this.snapshot?.settings.engines ?? []);
    this.#change(event, { power: { engines, fullPowerW } });
  }

  override render() {
    const { snapshot, preferences } = this;
    if (snapshot === null || preferences === null) return nothing;
    const { fullPowerW, isDeclared } = powerOf(
      snapshot.settings.engines,
      preferences,
      softwareThreads(snapshot.detected),
    );
    const workingW = workingPower(snapshot, preferences);
    const rows = energyRows(snapshot.windows, workingW, preferences);
    return html`<panel-card heading="What it costs" unit="from watts that you declare; a browser cannot measure power">
      <div class="layout">
        <div class="fields">${this.#watts(snapshot, fullPowerW, isDeclared)} ${this.#tariff(preferences)}</div>
        <div>
          ${this.#tiles(snapshot, preferences, workingW)}
          ${
            rows.length === 0
              ? html`<p class="say">Figures gather once it mines.</p>`
              : html`<data-table
                  caption="What mining cost, by time"
                  row-header="window"
                  .columns=${energyTable(rows, preferences.currency).columns}
                  .rows=${energyTable(rows, preferences.currency).rows}
                ></data-table>`
          }
        </div>
      </div>
    </panel-card>`;
  }

  #watts({ settings }: CostlySnapshot, fullPowerW: Estimate, isDeclared: boolean) {
    const field = (which: keyof Estimate, label: string) => html`<number-field
      label=${label}
      unit="W"
      .value=${Math.round(fullPowerW[which] * 10) / 10}
      .min=${0}
      .max=${100_000}
      @value-change=${(event: CustomEvent<number>) => this.#declare(event, which, fullPowerW)}
    ></number-field>`;
    return html`<fieldset class="watts">
      <legend>Power that ${enginesWords(settings.engines)} draw${settings.engines.length === 1 ? 's' : ''} at full use</legend>
      ${field('low', 'at least')} ${field('guess', 'about')} ${field('high', 'at most')}
      <p class="note">
        ${
          isDeclared
            ? html`As you declared it.
                <button
                  class="quiet"
                  type="button"
                  @click=${(event: Event) => this.#change(event, { power: null })}
                >
                  Back to the assumption
                </button>`
            : 'Assumed: 2 to 12 W for a busy thread, 15 to 450 W for a GPU. A power meter at the plug knows better.'
        }
      </p>
    </fieldset>`;
  }

  #tariff({ pricePerKwh, currency, gridGramsPerKwh }: Preferences) {
    return html`<number-field
        label="Price of a kWh"
        unit=${currency}
        .value=${pricePerKwh}
        .step=${0.01}
        .min=${-10}
        .max=${1e6}
        @value-change=${(event: CustomEvent<number>) => this.#change(event, { pricePerKwh: event.detail })}
      ></number-field>
      <div>
        <label class="label" for="currency">Currency</label>
        <div class="box">
          <input
            id="currency"
            maxlength="8"
            autocomplete="off"
            .value=${currency}
            @change=${(event: Event) => {
              const { value } = event.target as HTMLInputElement;
              if (isCurrency(value)) this.#change(event, { currency: value.trim() });
              else this.requestUpdate();
            }}
          />
        </div>
      </div>
      <number-field
        label="CO₂ of a kWh"
        unit="g"
        .value=${gridGramsPerKwh}
        .min=${0}
        .max=${10_000}
        @value-change=${(event: CustomEvent<number>) => this.#change(event, { gridGramsPerKwh: event.detail })}
      ></number-field>
      <p class="note">480 g is the world’s mean of 2023 (Ember, Global Electricity Review 2024).</p>`;
  }

  #tiles({ windows, chain }: CostlySnapshot, tariff: Preferences, fullPowerW: Estimate) {
    const window = windows.find(({ windowSec }) => windowSec >= 600);
    const meanW = meanPower(window, fullPowerW);
    const perTh = efficiency(windows, fullPowerW);
    const perBlock = perTh === null || chain == null ? null : energyOfHashes(chain.proof, perTh);
    const tile = (label: string, estimate: Estimate | null, format: (value: number) => string) => {
      const [value = '–', ...unit] = (estimate === null ? '–' : format(estimate.guess)).split(' ');
      return html`<stat-tile
        tone="spend"
        label=${label}
        value=${value}
        unit=${unit.join(' ')}
        note=${estimate === null ? '' : rangeWords(estimate, format)}
      ></stat-tile>`;
    };
    const hourly = (factor: number): Estimate | null =>
      meanW === null ? null : scaled(meanW, (3600 / JOULES_PER_KWH) * factor);
    return html`<tile-row>
      ${tile('power, last 10 min', meanW, (w) => formatPower(w, 2))}
      ${tile('per 10¹² hashes', perTh, (j) => formatEfficiency(j).replace('/TH', ''))}
      ${chain === undefined ? nothing : tile('per block, expected', perBlock, (j) => formatEnergy(j))}
      ${tile('per hour', hourly(tariff.pricePerKwh), (amount) => formatMoney(amount, tariff.currency))}
      ${tile('CO₂ per hour', hourly(tariff.gridGramsPerKwh), (grams) => formatMass(grams))}
    </tile-row>`;
  }
}

function scaled({ low, guess, high }: Estimate, factor: number): Estimate {
  return { low: low * factor, guess: guess * factor, high: high * factor };
}

customElements.define('energy-panel', EnergyPanel);
