import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { MiningSnapshot } from '../../miner/index.ts';
import {
  formatCount,
  formatDuration,
  formatHashrate,
  formatPower,
  formatWholeSeconds,
} from '../../primitives/index.ts';
import '../elements/select-field.ts';
import { raiseToast } from '../elements/toast-stack.ts';
import { meanPower, type PowerSource, powerOf, softwareThreads, workingPower } from '../mine/power.ts';
import { enginesName, intensityPercent } from '../mine/settings.ts';
import type { PreferenceStore } from '../preferences.ts';
import type { NewChain, SessionClient, SettingsChange } from '../session/session-client.ts';
import { SnapshotController } from '../session/snapshot-controller.ts';
import { baseStyles } from '../style/base.ts';
import { focusMainButton, mainButton, stateView } from './bar-parts.ts';
import './consent-dialog/consent-dialog.ts';
import { GUESS_RANGE } from './guess-range.ts';
import { intensityOptions } from './intensities.ts';
import { stateWords, type WorkAction } from './state-words.ts';
import { workBarStyles } from './work-bar.styles.ts';

/** What `mining-start` may bring: settings to begin with, a chain to begin. */
export interface StartWish {
  readonly chain: NewChain | null;
  readonly live: SettingsChange;
}

/**
 * The work, on top of every page: whether it goes on, what it costs, and what it brings. It asks for consent before the
 * first start, whoever wants to start.
 *
 * @property session - The mining session; nothing is shown without one.
 * @property preferences - Declared watts, and whether the person has agreed.
 * @fires mining-ask - Start was pressed here. Bubbles, composed; a page that answers with `mining-start` prevents the default.
 * @listens mining-start - On the window, detail: StartWish; some page wants to start.
 * @csspart start - Start.
 * @csspart stop - Stop.
 * @csspart pause - Pause, or resume.
 * @csspart state - Where the session stands, in words.
 */
export class WorkBar extends LitElement {
  static override properties = {
    session: { attribute: false },
    preferences: { attribute: false },
    wish: { state: true },
  };

  static override styles = [baseStyles, workBarStyles];

  declare session: SessionClient | null;
  declare preferences: PreferenceStore | null;
  /** What waits for consent; null for nothing. */
  declare protected wish: StartWish | null;
  #unsubscribe: (() => void) | null = null;

  constructor() {
    super();
    this.session = null;
    this.preferences = null;
    this.wish = null;
    new SnapshotController(this, () => this.session);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('mining-start', this.#wanted);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('mining-start', this.#wanted);
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('preferences')) return;
    this.#unsubscribe?.();
    this.#unsubscribe = this.preferences?.subscribe(() => this.requestUpdate()) ?? null;
  }

  /** What stands on the Mine page before there is a chain is what this Start begins as well. */
  #ask(): void {
    const isOpen = this.dispatchEvent(
      new CustomEvent('mining-ask', { bubbles: true, composed: true, cancelable: true }),
    );
    if (isOpen) this.#want({ chain: null, live: {} });
  }

  readonly #wanted = (event: Event): void => {
    this.#want((event as CustomEvent<StartWish>).detail);
  };

  #want(wish: StartWish): void {
    if (this.session === null || this.session.role !== 'own') return;
    if (this.preferences?.value.hasAgreed === true) void this.#start(wish);
    else this.wish = wish;
  }

  async #start({ chain, live }: StartWish): Promise<void> {
    const { session } = this;
    this.wish = null;
    if (session === null) return;
    try {
      session.configure(live);
      if (chain !== null) await session.newChain(chain);
      session.start();
      focusMainButton(() => this);
    } catch (error) {
      raiseToast(this, error instanceof Error ? error.message : String(error), 'bad');
    }
  }

  #agree(): void {
    this.preferences?.update({ hasAgreed: true });
    if (this.wish !== null) void this.#start(this.wish);
  }

  #declare(engines: MiningSnapshot['settings']['engines'], guess: number): void {
    const fullPowerW = { low: guess * GUESS_RANGE.low, guess, high: guess * GUESS_RANGE.high };
    this.preferences?.update({ power: { engines: enginesName(engines), fullPowerW } });
  }

  override render() {
    const { session, preferences } = this;
    if (session === null || preferences === null) return nothing;
    const { snapshot } = session;
    const words = stateWords(snapshot, session);
    const wished = { ...snapshot.settings, ...this.wish?.live };
    const threads = softwareThreads(snapshot.detected);
    const power = {
      fullPowerW: workingPower(snapshot, preferences.value),
      isDeclared: powerOf(snapshot.settings.engines, preferences.value, threads).isDeclared,
    };
    return html`<div class="bar" role="region" aria-label="Mining">
        <div class="controls">
          ${this.#mainButton(session, words.action)}
          ${
            words.rest === 'none'
              ? nothing
              : html`<button type="button" part="pause" @click=${() => (words.rest === 'pause' ? session.pause('user') : session.resume())}>
                  ${words.rest === 'pause' ? 'Pause' : 'Resume'}
                </button>`
          }
        </div>
        ${stateView(words)}
        ${this.#figures(snapshot, power)}
        ${
          session.role === 'watching'
            ? nothing
            : html`<select-field
                label="Intensity"
                is-label-hidden
                .options=${intensityOptions(snapshot.settings.intensity)}
                .value=${String(intensityPercent(snapshot.settings.intensity))}
                @value-change=${(event: CustomEvent<string>) => session.configure({ intensity: Number(event.detail) / 100 })}
              ></select-field>`
        }
      </div>
      <consent-dialog
        .open=${this.wish !== null}
        .settings=${wished}
        .detected=${snapshot.detected}
        .power=${powerOf(wished.engines, preferences.value, threads)}
        @consent-yes=${() => this.#agree()}
        @consent-no=${() => {
          this.wish = null;
        }}
        @power-change=${(event: CustomEvent<number>) => this.#declare(wished.engines, event.detail)}
      ></consent-dialog>`;
  }

  #mainButton(session: SessionClient, action: WorkAction) {
    if (session.role === 'watching') {
      return html`<button
        type="button"
        part="take-over"
        ?disabled=${!session.canTakeOver}
        @click=${() => session.takeOver()}
      >
        Mine here
      </button>`;
    }
    return mainButton(
      action,
      () => this.#ask(),
      () => session.stop(),
    );
  }

  #figures(
    { state, hashrateHps, windows, chain, settings }: MiningSnapshot,
    { fullPowerW, isDeclared }: PowerSource,
  ) {
    const isHashing = state === 'mining' || state === 'starting';
    const watts = state === 'mining' ? meanPower(windows[0], fullPowerW) : null;
    const bound = (value: number): string => formatPower(value, 2).replace(/ W$/u, '');
    const mean = chain?.statistics.meanSec ?? null;
    const spacing = formatWholeSeconds(chain?.spacingSec ?? settings.spacingSec);
    return html`<dl>
      <div class="fig ${isHashing ? 'spend' : 'off'}">
        <dt>hash rate<span class="long">, last 10 s</span></dt>
        <dd>${formatHashrate(isHashing ? hashrateHps : 0)}</dd>
      </div>
      <div class="fig ${watts === null ? 'off' : 'spend'}">
        <dt>
          ${watts === null ? 'power' : `${isDeclared ? 'declared' : 'assumed'}, ${bound(watts.low)} to ${bound(watts.high)}`}
        </dt>
        <dd>${watts === null ? formatPower(0) : `≈ ${formatPower(watts.guess, 2)}`}</dd>
      </div>
      <div class="fig ${mean === null ? 'off' : 'keep'}">
        <dt><span class="long">mean interval, </span>target ${spacing}</dt>
        <dd>${mean === null ? '–' : formatDuration(mean)}</dd>
      </div>
      <div class="fig ${chain === null ? 'off' : ''}">
        <dt>blocks<span class="long"> on your chain</span></dt>
        <dd>${chain === null ? '–' : formatCount(chain.height)}</dd>
      </div>
    </dl>`;
  }
}

customElements.define('work-bar', WorkBar);
