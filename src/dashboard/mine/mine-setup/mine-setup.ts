import { html, LitElement, type PropertyValues } from 'lit';
import type { Detected, MiningSettings } from '../../../miner/index.ts';
import '../../elements/panel-card.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { setupStyles } from '../setup.styles.ts';
import '../chain-choice/chain-choice.ts';
import '../engine-choice/engine-choice.ts';
import { formatWholeSeconds } from '../../../primitives/index.ts';
import { enginesWords } from '../engine-words.ts';

/**
 * What is to be set before the first start: machine and chain.
 *
 * @property detected - This machine; null while it is not known.
 * @property settings - The choice so far.
 * @fires settings-change - detail: Partial<MiningSettings>. Bubbles, composed, as the next.
 * @fires setup-start - Start was pressed.
 * @csspart setup-start - The button.
 */
export class MineSetup extends LitElement {
  static override properties = {
    detected: { attribute: false },
    settings: { attribute: false },
  };

  static override styles = [baseStyles, setupStyles];

  declare detected: Detected | null;
  declare settings: MiningSettings;

  protected override shouldUpdate(_changed: PropertyValues): boolean {
    return this.settings !== undefined;
  }

  #change(event: Event, change: Partial<MiningSettings>): void {
    event.stopPropagation();
    this.dispatchEvent(userEvent('settings-change', change));
  }

  override render() {
    const { detected, settings } = this;
    const { engines, intensity, spacingSec } = settings;
    return html`<panel-card heading="Before you start" unit="all but the chain’s rule can be changed while it runs">
      <div class="columns">
        <section aria-labelledby="machine">
          <h3 id="machine">What hashes</h3>
          <engine-choice
            .detected=${detected}
            .engines=${engines}
            .intensity=${intensity}
            @engines-change=${(event: CustomEvent<MiningSettings['engines']>) => this.#change(event, { engines: event.detail })}
            @intensity-change=${(event: CustomEvent<number>) => this.#change(event, { intensity: event.detail })}
          ></engine-choice>
        </section>
        <section aria-labelledby="chain">
          <h3 id="chain">The chain’s pace</h3>
          <chain-choice
            .choice=${settings}
            @chain-change=${(event: CustomEvent<Partial<MiningSettings>>) => {
              const { rule, spacingSec, windowBlocks } = event.detail as MiningSettings;
              this.#change(event, { rule, spacingSec, windowBlocks });
            }}
          ></chain-choice>
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
          ${enginesWords(engines)}, ${formatWholeSeconds(spacingSec)} a block. The first difficulty is set by measuring this
          machine for two seconds.
        </p>
      </div>
    </panel-card>`;
  }
}

customElements.define('mine-setup', MineSetup);
