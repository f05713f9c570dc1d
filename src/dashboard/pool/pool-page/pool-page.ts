// Mining for an existing pool, through a bridge: what is to be set, what goes on, and the work itself taken apart.

import { css, html, LitElement, noChange, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { EngineChoice, RemoteSettings } from '../../../miner/index.ts';
import '../../elements/notice-callout.ts';
import '../../elements/progress-bar.ts';
import { raiseToast } from '../../elements/toast-stack.ts';
import { userEvent } from '../../elements/user-event.ts';
import { type PowerSource, powerOf, softwareThreads } from '../../mine/power.ts';
import { enginesName } from '../../mine/settings.ts';
import type { PreferenceStore, Preferences } from '../../preferences.ts';
import { type LiveMark, liveMark } from '../../proofworks-app/live-mark.ts';
import type { PageWork } from '../../proofworks-app/pages.ts';
import type { SessionClient } from '../../session/session-client.ts';
import { SnapshotController } from '../../session/snapshot-controller.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import { readTunedTexts, writeTunedText } from '../../tuned-variants.ts';
import { AutoPause } from '../../work-bar/auto-pause.ts';
import { focusMainButton } from '../../work-bar/bar-parts.ts';
import '../../work-bar/consent-dialog/consent-dialog.ts';
import { GUESS_RANGE } from '../../work-bar/guess-range.ts';
import '../pool-bar/pool-bar.ts';
import type { PoolBar } from '../pool-bar/pool-bar.ts';
import { PoolClient } from '../pool-client.ts';
import { readPool, writePool } from '../pool-memory.ts';
import { PoolNotices, type ShownNotice } from '../pool-notices.ts';
import {
  type CheckedUrl,
  checkUrl,
  consentKey,
  type PoolSettings,
  parsePoolQuery,
  printPoolQuery,
  userProblem,
} from '../pool-settings.ts';
import '../pool-setup/pool-setup.ts';
import type { PoolSetup, SetupProblems } from '../pool-setup/pool-setup.ts';
import '../pool-view/pool-view.ts';
import { ownChainWatch } from '../own-chain-watch.ts';
import { lineWords } from '../pool-words.ts';
import { clockWords } from '../share-rows.ts';
import { startPoolWorker } from '../worker/factory.ts';

const NO_PROBLEMS: SetupProblems = { url: '', user: '' };
const STOPPED_OWN = 'Mining your own chain was stopped: this page hashes for one of the two at a time.';
const STOPPED_POOL = 'Mining for the pool was stopped: this page hashes for one of the two at a time.';
const LINK_LEFT =
  'That link names other settings than those that are mined with. Mining goes on as it was: stop it, and open the link again.';

/**
 * The Pool page. It mines by itself: the shell is told of it, and shows its bar on top of every page.
 *
 * @property session - The session that mines one's own chain: it stops where mining for a pool starts, and the other way.
 * @property preferences - What this browser was told about power and pauses.
 * @property query - Settings as they stand in the address, without any password; they never start anything.
 * @fires page-query - detail: string; the settings are others now. Bubbles, composed, as the others.
 * @fires page-work - detail: PageWork.
 */
export class PoolPage extends LitElement {
  static override properties = {
    session: { attribute: false },
    preferences: { attribute: false },
    query: { type: String },
    settings: { state: true },
    password: { state: true },
    problems: { state: true },
    isAsking: { state: true },
  };

  static override styles = [
    baseStyles,
    pageStyles,
    css`
      pool-setup {
        margin-bottom: var(--gap);
      }

      details {
        margin-bottom: var(--gap);
      }

      details > summary {
        margin-bottom: var(--space-2);
      }

      .notices small {
        color: var(--ink-3);
        font-size: var(--size-1);
        white-space: nowrap;
      }

      progress-bar {
        margin-bottom: var(--space-5);
        max-width: 620px;
      }
    `,
  ];

  declare session: SessionClient | null;
  declare preferences: PreferenceStore | null;
  declare query: string;
  declare protected settings: PoolSettings;
  /** In memory alone, here and in the worker. */
  declare protected password: string;
  declare protected problems: SetupProblems;
  /** Whether the consent dialog is open. */
  declare protected isAsking: boolean;
  readonly #client = new PoolClient({
    startWorker: startPoolWorker,
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    tuned: { read: readTunedTexts, write: writeTunedText },
  });
  readonly #notices = new PoolNotices(() => Date.now() / 1000);
  readonly #bar = createRef<PoolBar>();
  /** Tells when a page that was hidden behind another is turned to again. */
  readonly #shown = new ResizeObserver(() => this.requestUpdate());
  readonly #ends: (() => void)[] = [];
  /** Where the person has agreed that shares go. */
  #agreedTo: string;
  #autoPause: AutoPause | null = null;
  /** What the shell was told last. */
  #told: { readonly mark: LiveMark; readonly intensity: number } | null = null;
  #ownQuery = '';

  constructor() {
    super();
    this.session = null;
    this.preferences = null;
    this.query = '';
    const { settings, agreedTo } = readPool(() => localStorage);
    this.settings = settings;
    this.#agreedTo = agreedTo;
    this.password = 'x';
    this.problems = NO_PROBLEMS;
    this.isAsking = false;
    new SnapshotController(this, () => this.#client);
    new SnapshotController(this, () => this.session);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#shown.observe(this);
    this.#ends.push(
      this.#client.subscribe((snapshot) => {
        this.#notices.take(snapshot);
        this.#tellShell();
      }),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#shown.disconnect();
    this.#autoPause?.stop();
    this.#autoPause = null;
    for (const end of this.#ends.splice(0)) end();
    this.#client.dispose();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('preferences') && this.preferences !== null) {
      this.#ends.push(this.preferences.subscribe(() => this.requestUpdate()));
      this.#autoPause?.stop();
      this.#autoPause = new AutoPause(this.#client, this.preferences);
      this.#autoPause.start();
    }
    if (changed.has('session') && this.session !== null) {
      this.#ends.push(
        ownChainWatch(this.session, () => {
          if (!this.#client.isRunning) return;
          this.#client.stop();
          raiseToast(this, STOPPED_POOL);
        }),
      );
    }
    // A link changes nothing of what runs.
    if (changed.has('query') && this.query !== this.#ownQuery && !this.#client.isRunning) {
      this.settings = { ...this.settings, ...parsePoolQuery(this.query) };
    }
  }

  protected override updated(changed: PropertyValues): void {
    this.#tellShell();
    if (changed.has('query') && this.#client.isRunning) this.#leaveLink();
  }

  /** While it mines the address says what is mined with, whatever link was opened: it would name another pool than the form. */
  #leaveLink(): void {
    const own = printPoolQuery(this.settings);
    if (this.query === own) return;
    if (printPoolQuery({ ...this.settings, ...parsePoolQuery(this.query) }) !== own)
      raiseToast(this, LINK_LEFT);
    this.#tellQuery();
  }

  /** The engines that are chosen; before that, those that mine one's own chain. */
  get #running(): RemoteSettings {
    const { engines, intensity } = this.settings;
    return {
      engines: engines.length > 0 ? engines : (this.session?.snapshot.settings.engines ?? []),
      intensity,
    };
  }

  #tellShell(): void {
    const { preferences } = this;
    const mark = liveMark(this.#client.snapshot.state);
    const { intensity } = this.settings;
    if (preferences === null || (this.#told?.mark === mark && this.#told.intensity === intensity)) return;
    this.#told = { mark, intensity };
    const bar = html`<pool-bar
      ${ref(this.#bar)}
      .client=${this.#client}
      .preferences=${preferences}
      .intensity=${intensity}
      @pool-ask=${() => this.#ask()}
      @intensity-change=${(event: CustomEvent<number>) => this.#change({ intensity: event.detail })}
    ></pool-bar>`;
    this.dispatchEvent(userEvent<PageWork>('page-work', { mark, mining: this.#client, bar }));
  }

  #check(): CheckedUrl {
    return checkUrl(this.settings.url, location.protocol === 'https:');
  }

  #change(change: Partial<PoolSettings>): void {
    this.settings = { ...this.settings, ...change };
    if (change.url !== undefined) {
      const checked = this.#check();
      this.problems = { ...this.problems, url: checked.ok ? '' : checked.reason };
      if (checked.ok) {
        this.settings = {
          ...this.settings,
          url: checked.url,
          user: checked.user ?? this.settings.user,
        };
        this.password = checked.password ?? this.password;
      }
    }
    if (change.user !== undefined) {
      this.settings = { ...this.settings, user: change.user.trim() };
      this.problems = { ...this.problems, user: userProblem(change.user) };
    }
    const { engines, intensity } = change;
    if (engines !== undefined) this.#client.configure({ engines });
    if (intensity !== undefined) this.#client.configure({ intensity });
    this.#remember();
    this.#tellQuery();
  }

  #tellQuery(): void {
    this.#ownQuery = printPoolQuery(this.settings);
    this.dispatchEvent(userEvent('page-query', this.#ownQuery));
  }

  #remember(): void {
    writePool(() => localStorage, { settings: this.settings, agreedTo: this.#agreedTo });
  }

  /** Start was pressed. */
  #ask(): void {
    if (this.#client.isRunning) return;
    const checked = this.#check();
    this.problems = { url: checked.ok ? '' : checked.reason, user: userProblem(this.settings.user) };
    if (this.problems.url !== '' || this.problems.user !== '') {
      void this.renderRoot.querySelector<PoolSetup>('pool-setup')?.showProblem();
      return;
    }
    if (this.#agreedTo === consentKey(this.settings.url, this.settings.user)) this.#start();
    else this.isAsking = true;
  }

  #agree(): void {
    this.isAsking = false;
    this.#agreedTo = consentKey(this.settings.url, this.settings.user);
    this.#remember();
    this.#start();
  }

  #start(): void {
    const { session } = this;
    const { url, user } = this.settings;
    if (session?.role === 'own' && liveMark(session.snapshot.state) !== '') {
      session.stop();
      raiseToast(this, STOPPED_OWN);
    }
    this.#notices.begin();
    this.#client.start({ url, user, password: this.password, settings: this.#running });
    focusMainButton(() => this.#bar.value);
  }

  #declare(guess: number): void {
    const fullPowerW = { low: guess * GUESS_RANGE.low, guess, high: guess * GUESS_RANGE.high };
    this.preferences?.update({ power: { engines: enginesName(this.#running.engines), fullPowerW } });
  }

  override render() {
    const { session, preferences } = this;
    if (preferences === null) return nothing;
    // Behind another page nothing is drawn.
    if (!this.checkVisibility()) return noChange;
    const { snapshot } = this.#client;
    const detected = session?.snapshot.detected ?? snapshot.detected;
    const isIdle = snapshot.state === 'ready' || snapshot.state === 'failed';
    const power = powerOf(this.#running.engines, preferences.value, softwareThreads(detected));
    return html`
      <header class="page-head">
        <h1>Mine for a pool</h1>
        <p class="lead">
          The same engines on real work: an existing pool sends it, and is sent every hash that is low enough to be a share.
          Many machines become one miner that way. What they earn, the pool pays; at a browser’s rate it is far less than
          the power costs.
        </p>
      </header>
      ${this.#callouts(isIdle)}
      ${
        snapshot.state === 'starting'
          ? html`<progress-bar label="Starting" text=${snapshot.step} .value=${null}></progress-bar>`
          : nothing
      }
      ${
        isIdle
          ? html`<pool-setup
                .detected=${detected}
                .settings=${{ ...this.settings, engines: this.#running.engines }}
                .password=${this.password}
                .problems=${this.problems}
                @settings-change=${(event: CustomEvent<Partial<PoolSettings>>) => this.#change(event.detail)}
                @password-change=${(event: CustomEvent<string>) => {
                  this.password = event.detail;
                }}
                @setup-start=${() => this.#ask()}
              ></pool-setup>
              <panel-card heading="The bridge" unit="why there is one, and how it is started">
                <bridge-help></bridge-help>
              </panel-card>`
          : nothing
      }
      ${
        snapshot.uptimeSec > 0
          ? html`<pool-view
              .snapshot=${snapshot}
              .preferences=${preferences.value}
              @engines-change=${(event: CustomEvent<readonly EngineChoice[]>) => this.#change({ engines: event.detail })}
              @intensity-change=${(event: CustomEvent<number>) => this.#change({ intensity: event.detail })}
              @preference-change=${(event: CustomEvent<Partial<Preferences>>) => preferences.update(event.detail)}
            ></pool-view>`
          : nothing
      }
      ${this.#dialog(power)}
    `;
  }

  #callouts(isIdle: boolean): TemplateResult {
    const { cut, shown } = this.#notices;
    const { source } = this.#client.snapshot;
    return html`<div class="notices">
        ${
          cut === null
            ? nothing
            : html`<notice-callout
                tone="bad"
                heading=${`The pool: ${lineWords(source)}`}
                ?is-dismissible=${isIdle}
                @dismiss=${() => {
                  this.#notices.dismissCut();
                  this.requestUpdate();
                }}
                >${cut.problem} <small>Since ${clockWords(cut.time)}.</small></notice-callout
              >`
        }
        ${shown.map((notice) => this.#callout(notice))}
      </div>
      <p class="only-read" role="status">${this.#notices.words}</p>`;
  }

  #callout({ tone, heading, text, time, more }: ShownNotice): TemplateResult {
    return html`<notice-callout
      tone=${tone}
      heading=${heading}
      is-dismissible
      @dismiss=${() => {
        for (const id of this.#notices.dismiss(heading)) this.#client.dismissNotice(id);
        this.requestUpdate();
      }}
      >${text} <small>${clockWords(time)}${more === '' ? '' : `, ${more}`}</small></notice-callout
    >`;
  }

  #dialog(power: PowerSource): TemplateResult {
    const checked = this.#check();
    const place = checked.ok ? checked.place : '';
    return html`<consent-dialog
      .open=${this.isAsking}
      .settings=${this.#running}
      .detected=${this.session?.snapshot.detected ?? null}
      .power=${power}
      .terms=${`The page will connect to the bridge at ${place} and through it to your pool. The pool is sent the user ${this.settings.user}, the password, this program’s name, the hash rate, and the shares that are found; nobody else is sent anything. You can pause or stop at any time.`}
      @consent-yes=${() => this.#agree()}
      @consent-no=${() => {
        this.isAsking = false;
      }}
      @power-change=${(event: CustomEvent<number>) => this.#declare(event.detail)}
    ></consent-dialog>`;
  }
}

customElements.define('pool-page', PoolPage);
