// The private chain, live: what hashes, what it costs, and what the difficulty rule makes of it.

import { html, LitElement, noChange, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ChainSnapshot, MiningSettings, MiningSnapshot } from '../../../miner/index.ts';
import { downloadBlob } from '../../elements/download.ts';
import '../../elements/notice-callout.ts';
import '../../elements/progress-bar.ts';
import { raiseToast } from '../../elements/toast-stack.ts';
import { userEvent } from '../../elements/user-event.ts';
import type { PreferenceStore, Preferences } from '../../preferences.ts';
import type { NewChain, SessionClient, SettingsChange } from '../../session/session-client.ts';
import { SnapshotController } from '../../session/snapshot-controller.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import type { StartWish } from '../../work-bar/work-bar.ts';
import { FileDrop } from '../file-drop.ts';
import '../link-offer/link-offer.ts';
import '../mine-setup/mine-setup.ts';
import '../new-chain-dialog/new-chain-dialog.ts';
import { type LinkWish, linkWish, type MineQuery, parseMineQuery, printMineQuery } from '../settings.ts';
import { minePageStyles } from './mine-page.styles.ts';
import { pageHead } from './page-head.ts';

/**
 * The Mine page.
 *
 * @property session - The mining session.
 * @property preferences - What this browser was told about power and pauses.
 * @property query - Settings as they stand in the address; they never start anything.
 * @fires page-query - detail: string; the settings are others now. Bubbles, composed, as the next.
 * @fires mining-start - detail: StartWish; the work bar asks for consent and starts.
 * @listens mining-ask - On the window: the work bar's Start was pressed.
 */
export class MinePage extends LitElement {
  static override properties = {
    session: { attribute: false },
    preferences: { attribute: false },
    query: { type: String },
    draft: { state: true },
    link: { state: true },
    beginning: { state: true },
    problem: { state: true },
    isViewHere: { state: true },
  };

  static override styles = [baseStyles, pageStyles, minePageStyles];

  declare session: SessionClient | null;
  declare preferences: PreferenceStore | null;
  declare query: string;
  /** What was set before there is a chain. */
  declare protected draft: Partial<MiningSettings>;
  /** What the address asked for and nobody has answered yet. */
  declare protected link: MineQuery | null;
  /** What the dialog for a new chain proposes; null while it is closed. */
  declare protected beginning: (LinkWish & { readonly chain: NewChain }) | null;
  /** What went wrong with a file; empty for nothing. */
  declare protected problem: string;
  /** Whether the code of the panels has come: what is seen first does not wait for it. */
  declare protected isViewHere: boolean;
  readonly #drop = new FileDrop(this, (file) => void this.#import(file));
  /** Tells when a page that was hidden behind another is turned to again. */
  readonly #shown = new ResizeObserver(() => this.requestUpdate());
  #unsubscribe: (() => void) | null = null;
  /** The last query that this page raised: it is no wish. */
  #ownQuery = '';

  constructor() {
    super();
    this.session = null;
    this.preferences = null;
    this.query = '';
    this.draft = {};
    this.link = null;
    this.beginning = null;
    this.problem = '';
    this.isViewHere = false;
    new SnapshotController(this, () => this.session);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('mining-ask', this.#answer);
    this.#shown.observe(this);
    void this.#loadView();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('mining-ask', this.#answer);
    this.#shown.disconnect();
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('preferences')) {
      this.#unsubscribe?.();
      this.#unsubscribe = this.preferences?.subscribe(() => this.requestUpdate()) ?? null;
    }
    if (changed.has('query') && this.query !== this.#ownQuery) this.link = parseMineQuery(this.query);
    this.classList.toggle('over', this.#drop.isOver);
  }

  protected override updated(): void {
    this.#settleLink();
  }

  async #loadView(): Promise<void> {
    try {
      await import('../chain-view/chain-view.ts');
      this.isViewHere = true;
    } catch (error) {
      this.#tell(error);
    }
  }

  /** The address always says how things are, unless it asks for something and waits for an answer. */
  #settleLink(): void {
    const { session } = this;
    if (session === null || session.snapshot.state === 'opening') return;
    const { settings, chain } = session.snapshot;
    if (this.link !== null) {
      if (chain !== null && linkWish(this.link, settings) !== null) return;
      // Before there is a chain, what the address says is simply what is set.
      if (chain === null) this.draft = { ...this.draft, ...namedBy(this.link) };
      this.link = null;
    }
    const query = printMineQuery(this.#settings(session.snapshot));
    if (query === this.query || (chain === null && Object.keys(this.draft).length === 0)) return;
    this.#ownQuery = query;
    this.dispatchEvent(userEvent('page-query', query));
  }

  /** The settings that hold, or would. */
  #settings({ settings, chain }: MiningSnapshot): MiningSettings {
    return chain === null ? { ...settings, ...this.draft } : settings;
  }

  #tell(error: unknown): void {
    raiseToast(this, wordsOf(error), 'bad');
  }

  /** The work bar's Start begins what is set here, as long as there is no chain that says otherwise. */
  readonly #answer = (event: Event): void => {
    if (this.session === null || this.session.snapshot.chain !== null) return;
    event.preventDefault();
    this.#start();
  };

  #start(): void {
    const { session } = this;
    if (session === null) return;
    const { rule, spacingSec, windowBlocks, engines, intensity, rival } = this.#settings(session.snapshot);
    const wish: StartWish = {
      chain: session.snapshot.chain === null ? { rule, spacingSec, windowBlocks } : null,
      live: { engines, intensity, rival },
    };
    this.dispatchEvent(userEvent('mining-start', wish));
  }

  async #begin(choice: NewChain): Promise<void> {
    const { session, beginning } = this;
    this.beginning = null;
    this.link = null;
    if (session === null) return;
    try {
      if (beginning !== null) session.configure(beginning.live);
      await session.newChain(choice);
      this.draft = {};
    } catch (error) {
      this.#tell(error);
    }
  }

  async #export(): Promise<void> {
    const { session } = this;
    if (session === null) return;
    try {
      const file = await session.exportChain();
      const { settings, chain } = session.snapshot;
      const name = `proofworks-${settings.rule}-${settings.spacingSec}s-${chain?.height ?? 0}.chain`;
      downloadBlob(new Blob([Uint8Array.from(file)], { type: 'application/octet-stream' }), name);
    } catch (error) {
      this.#tell(error);
    }
  }

  async #import(file: File): Promise<void> {
    const { session } = this;
    if (session === null || session.role !== 'own') return;
    this.problem = '';
    try {
      await session.importChain(new Uint8Array(await file.arrayBuffer()));
      this.link = null;
      raiseToast(this, `${file.name} is your chain now.`);
    } catch (error) {
      this.problem = `${file.name}: ${wordsOf(error)}`;
    }
  }

  #configure(change: SettingsChange): void {
    const { session } = this;
    if (session === null) return;
    try {
      session.configure(change);
    } catch (error) {
      this.#tell(error);
    }
  }

  #propose({ settings }: MiningSnapshot): void {
    const { rule, spacingSec, windowBlocks } = settings;
    this.beginning = { chain: { rule, spacingSec, windowBlocks }, live: {} };
  }

  #takeLink({ chain, live }: LinkWish): void {
    if (chain !== null) {
      this.beginning = { chain, live };
      return;
    }
    this.link = null;
    this.#configure(live);
  }

  override render() {
    const { session, preferences } = this;
    if (session === null || preferences === null) return nothing;
    // Behind another page nothing is drawn.
    if (!this.checkVisibility()) return noChange;
    const { snapshot } = session;
    const { chain, state, step, detected } = snapshot;
    // What is still to grow pushes nothing away: below it nothing is shown before it stands.
    const isSettled = chain !== null || (state !== 'opening' && (detected !== null || state === 'failed'));
    return html`
      <div
        @session-configure=${(event: CustomEvent<SettingsChange>) => this.#configure(event.detail)}
        @engines-change=${(event: CustomEvent<MiningSettings['engines']>) => this.#configure({ engines: event.detail })}
        @intensity-change=${(event: CustomEvent<number>) => this.#configure({ intensity: event.detail })}
        @preference-change=${(event: CustomEvent<Partial<Preferences>>) => preferences.update(event.detail)}
        @chain-new=${() => this.#propose(snapshot)}
        @chain-export=${() => void this.#export()}
        @chain-import=${(event: CustomEvent<File>) => void this.#import(event.detail)}
      >
        ${pageHead(snapshot, session.role)} ${this.#notices(snapshot, session)}
        ${
          state === 'starting' && chain === null
            ? html`<progress-bar label="Starting" text=${step} .value=${null}></progress-bar>`
            : nothing
        }
        ${chain === null && (state === 'ready' || state === 'failed') ? this.#setup(snapshot) : nothing}
        ${
          this.isViewHere && isSettled
            ? html`<chain-view .session=${session} .snapshot=${snapshot} .preferences=${preferences.value}></chain-view>`
            : nothing
        }
      </div>
      ${this.#dialog(chain)}
    `;
  }

  #notices({ notices, settings, chain }: MiningSnapshot, session: SessionClient): TemplateResult {
    const isAsking = this.link !== null && chain !== null && session.role === 'own';
    const wish = isAsking && this.link !== null ? linkWish(this.link, settings) : null;
    return html`<div class="notices">
      ${
        wish === null
          ? nothing
          : html`<link-offer
              .wish=${wish}
              .settings=${settings}
              .height=${chain?.height ?? 0}
              @link-take=${() => this.#takeLink(wish)}
              @link-leave=${() => {
                this.link = null;
              }}
            ></link-offer>`
      }
      ${
        this.problem === ''
          ? nothing
          : html`<notice-callout
              tone="bad"
              heading="The file was not imported"
              is-dismissible
              @dismiss=${() => {
                this.problem = '';
              }}
              >${this.problem}</notice-callout
            >`
      }
      ${notices.map(
        ({ id, tone, heading, text }) => html`<notice-callout
          tone=${tone}
          heading=${heading}
          is-dismissible
          @dismiss=${() => session.dismissNotice(id)}
          >${text}</notice-callout
        >`,
      )}
    </div>`;
  }

  #setup(snapshot: MiningSnapshot): TemplateResult {
    return html`<mine-setup
      .detected=${snapshot.detected}
      .settings=${this.#settings(snapshot)}
      @settings-change=${(event: CustomEvent<Partial<MiningSettings>>) => {
        this.draft = { ...this.draft, ...event.detail };
      }}
      @setup-start=${() => this.#start()}
    ></mine-setup>`;
  }

  #dialog(chain: ChainSnapshot | null): TemplateResult {
    return html`<new-chain-dialog
      .open=${this.beginning !== null}
      .choice=${this.beginning?.chain ?? null}
      .height=${chain?.height ?? 0}
      @new-chain=${(event: CustomEvent<NewChain>) => void this.#begin(event.detail)}
      @new-chain-cancel=${() => {
        this.beginning = null;
      }}
      @chain-export=${() => void this.#export()}
    ></new-chain-dialog>`;
  }
}

/** What a query names. */
function namedBy(query: MineQuery): Partial<MiningSettings> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null));
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

customElements.define('mine-page', MinePage);
