import { css, html, LitElement, nothing } from 'lit';
import type { MiningSnapshot, RemoteSnapshot } from '../../../miner/index.ts';
import '../../elements/data-table.ts';
import '../../elements/panel-card.ts';
import '../../elements/toggle-switch.ts';
import { userEvent } from '../../elements/user-event.ts';
import type { Preferences } from '../../preferences.ts';
import { baseStyles } from '../../style/base.ts';
import { panelStyles } from '../panel.styles.ts';
import '../engine-choice/engine-choice.ts';
import { engineColumns, engineRows, engineSum } from '../engine-rows.ts';

/**
 * What hashes: the switches, and each engine's figures.
 *
 * @property snapshot - The session's, or the Pool page's.
 * @property preferences - Whether it rests by itself.
 * @property isWatching - Whether another tab mines: then nothing can be set here.
 * @fires engines-change - detail: EngineChoice[]. Bubbles, composed, as the others.
 * @fires intensity-change - detail: number.
 * @fires preference-change - detail: Partial<Preferences>.
 */
export class EnginePanel extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    preferences: { attribute: false },
    isWatching: { type: Boolean, attribute: 'is-watching' },
  };

  static override styles = [
    baseStyles,
    panelStyles,
    css`
      .layout {
        display: grid;
        grid-template-columns: minmax(240px, 3fr) minmax(0, 9fr);
        gap: var(--space-5) var(--space-6);
      }

      .rests {
        display: grid;
        gap: var(--space-1);
        margin-top: var(--space-4);
        padding-top: var(--space-3);
        border-top: 1px solid var(--line);
      }

      .say {
        margin-top: var(--space-2);
      }

      @media (max-width: 1100px) {
        .layout {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  declare snapshot: Pick<MiningSnapshot | RemoteSnapshot, 'engines' | 'settings' | 'detected'> | null;
  declare preferences: Preferences | null;
  declare isWatching: boolean;

  constructor() {
    super();
    this.snapshot = null;
    this.preferences = null;
    this.isWatching = false;
  }

  #prefer(event: CustomEvent<boolean>, name: 'minesHidden' | 'minesOnBattery'): void {
    event.stopPropagation();
    this.dispatchEvent(userEvent('preference-change', { [name]: event.detail }));
  }

  override render() {
    const { snapshot, preferences } = this;
    if (snapshot === null || preferences === null) return nothing;
    const { engines, settings, detected } = snapshot;
    return html`<panel-card heading="Engines" unit="they work beside each other on disjoint nonces">
      <div class="layout">
        <div>
          <engine-choice
            .detected=${detected}
            .engines=${settings.engines}
            .intensity=${settings.intensity}
            .disabled=${this.isWatching}
          ></engine-choice>
          <div class="rests">
            <toggle-switch
              label="Mine while the page is hidden"
              .checked=${preferences.minesHidden}
              @value-change=${(event: CustomEvent<boolean>) => this.#prefer(event, 'minesHidden')}
            ></toggle-switch>
            <toggle-switch
              label="Mine on battery"
              .checked=${preferences.minesOnBattery}
              @value-change=${(event: CustomEvent<boolean>) => this.#prefer(event, 'minesOnBattery')}
            ></toggle-switch>
          </div>
        </div>
        <div>
          ${
            engines.length === 0
              ? html`<p class="say">Each engine’s rate, its share of the time and its errors stand here while it mines.</p>`
              : html`<data-table
                    caption="Each engine’s figures"
                    row-header="engine"
                    .columns=${engineColumns(settings.intensity)}
                    .rows=${engineRows(engines)}
                  ></data-table>
                  <p class="say">${engineSum(engines)}</p>`
          }
        </div>
      </div>
    </panel-card>`;
  }
}

customElements.define('engine-panel', EnginePanel);
