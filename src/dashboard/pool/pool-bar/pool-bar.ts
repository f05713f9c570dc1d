import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { RemoteSnapshot } from '../../../miner/index.ts';
import { formatCount, formatDifficulty, formatHashrate, formatPower } from '../../../primitives/index.ts';
import '../../elements/select-field.ts';
import { userEvent } from '../../elements/user-event.ts';
import { meanPower, workingPower } from '../../mine/power.ts';
import { intensityPercent } from '../../mine/settings.ts';
import type { PreferenceStore } from '../../preferences.ts';
import { SnapshotController } from '../../session/snapshot-controller.ts';
import { baseStyles } from '../../style/base.ts';
import { mainButton, stateView } from '../../work-bar/bar-parts.ts';
import { intensityOptions } from '../../work-bar/intensities.ts';
import { workBarStyles } from '../../work-bar/work-bar.styles.ts';
import type { PoolClient } from '../pool-client.ts';
import { poolStateWords } from '../pool-words.ts';

/**
 * The work bar while a pool is mined for, and on the Pool page: whether it goes on, what it costs, and what it brings.
 *
 * @property client - Mining for a pool.
 * @property preferences - Declared watts.
 * @property intensity - What is set before a run.
 * @fires pool-ask - Start was pressed. Bubbles, composed, as the next.
 * @fires intensity-change - detail: number in [0.01, 1].
 * @csspart start - Start.
 * @csspart stop - Stop.
 * @csspart pause - Pause, or resume.
 * @csspart state - Where it stands, in words.
 */
export class PoolBar extends LitElement {
  static override properties = {
    client: { attribute: false },
    preferences: { attribute: false },
    intensity: { type: Number },
  };

  static override styles = [baseStyles, workBarStyles];

  declare client: PoolClient | null;
  declare preferences: PreferenceStore | null;
  declare intensity: number;
  #unsubscribe: (() => void) | null = null;

  constructor() {
    super();
    this.client = null;
    this.preferences = null;
    this.intensity = 1;
    new SnapshotController(this, () => this.client);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('preferences')) return;
    this.#unsubscribe?.();
    this.#unsubscribe = this.preferences?.subscribe(() => this.requestUpdate()) ?? null;
  }

  override render() {
    const { client, preferences } = this;
    if (client === null || preferences === null) return nothing;
    const { snapshot } = client;
    const words = poolStateWords(snapshot);
    return html`<div class="bar" role="region" aria-label="Mining for a pool">
      <div class="controls">
        ${mainButton(
          words.action,
          () => this.dispatchEvent(userEvent('pool-ask', null)),
          () => client.stop(),
        )}
        ${
          words.rest === 'none'
            ? nothing
            : html`<button
                type="button"
                part="pause"
                @click=${() => (words.rest === 'pause' ? client.pause('user') : client.resume())}
              >
                ${words.rest === 'pause' ? 'Pause' : 'Resume'}
              </button>`
        }
      </div>
      ${stateView(words)}
      ${this.#figures(snapshot, preferences)}
      <select-field
        label="Intensity"
        is-label-hidden
        .options=${intensityOptions(this.intensity)}
        .value=${String(intensityPercent(this.intensity))}
        @value-change=${(event: CustomEvent<string>) => {
          event.stopPropagation();
          this.dispatchEvent(userEvent('intensity-change', Number(event.detail) / 100));
        }}
      ></select-field>
    </div>`;
  }

  #figures(snapshot: RemoteSnapshot, preferences: PreferenceStore) {
    const { state, hashrateHps, windows, shares, source, hashCount } = snapshot;
    const isHashing = state === 'mining' || state === 'starting';
    const watts =
      state === 'mining' ? meanPower(windows[0], workingPower(snapshot, preferences.value)) : null;
    const difficulty = source.kind === 'pool' ? source.difficulty : null;
    const isEmpty = hashCount === 0;
    return html`<dl>
      <div class="fig ${isHashing ? 'spend' : 'off'}">
        <dt>hash rate<span class="long">, last 10 s</span></dt>
        <dd>${formatHashrate(isHashing ? hashrateHps : 0)}</dd>
      </div>
      <div class="fig ${watts === null ? 'off' : 'spend'}">
        <dt>power<span class="long">, estimated</span></dt>
        <dd>${watts === null ? formatPower(0) : `≈ ${formatPower(watts.guess, 2)}`}</dd>
      </div>
      <div class="fig ${isEmpty ? 'off' : 'keep'}">
        <dt>accepted<span class="long"> of ${formatCount(shares.found)} shares</span></dt>
        <dd>${isEmpty ? '–' : formatCount(shares.accepted)}</dd>
      </div>
      <div class="fig ${difficulty === null ? 'off' : ''}">
        <dt><span class="long">pool’s </span>difficulty</dt>
        <dd>${difficulty === null ? '–' : formatDifficulty(difficulty)}</dd>
      </div>
    </dl>`;
  }
}

customElements.define('pool-bar', PoolBar);
