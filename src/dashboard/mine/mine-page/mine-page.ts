// The private chain, live: what hashes, what it costs, and what the difficulty rule makes of it.

import { html, LitElement, noChange, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { BlockDetail, ChainSnapshot, MiningSettings, MiningSnapshot } from '../../../miner/index.ts';
import { formatWholeSeconds } from '../../../primitives/index.ts';
import { downloadBlob } from '../../elements/download.ts';
import '../../elements/notice-callout.ts';
import '../../elements/progress-bar.ts';
import { raiseToast } from '../../elements/toast-stack.ts';
import { userEvent } from '../../elements/user-event.ts';
import type { PreferenceStore, Preferences } from '../../preferences.ts';
import type { NewChain, SessionClient, SettingsChange } from '../../session/session-client.ts';
import { SlowSnapshot } from '../../session/slow-snapshot.ts';
import { SnapshotController } from '../../session/snapshot-controller.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import type { StartWish } from '../../work-bar/work-bar.ts';
import { RECORDED_NETWORK } from '../bitcoin-network.ts';
import '../bitcoin-panel/bitcoin-panel.ts';
import '../block-panel/block-panel.ts';
import '../chain-menu/chain-menu.ts';
import '../difficulty-panel/difficulty-panel.ts';
import '../disturb-panel/disturb-panel.ts';
import '../energy-panel/energy-panel.ts';
import '../engine-panel/engine-panel.ts';
import { FileDrop } from '../file-drop.ts';
import '../interval-panel/interval-panel.ts';
import { linkWords } from '../link-words.ts';
import '../mine-setup/mine-setup.ts';
import '../new-chain-dialog/new-chain-dialog.ts';
import { ruleTitle } from '../outlook-words.ts';
import '../rate-panel/rate-panel.ts';
import '../ruler-panel/ruler-panel.ts';
import { type LinkWish, linkWish, type MineQuery, parseMineQuery, printMineQuery } from '../settings.ts';
import '../tamper-panel/tamper-panel.ts';
import { tamperRange } from '../tamper-links.ts';
import '../target-panel/target-panel.ts';
import '../waiting-panel/waiting-panel.ts';
import { minePageStyles } from './mine-page.styles.ts';

/** How far below the newest block the one lies that is offered for rewriting. */
const TAMPER_DEPTH = 3;

/**
 * The Mine page.
 *
 * @property session - The mining session.
 * @property preferences - What this browser was told about power and pauses.
 * @property query - Settings as they stand in the address; they never start anything.
 * @fires page-query - detail: string; the settings are others now. Bubbles, composed, as the next.
 * @fires mining-start - detail: StartWish; the work bar asks for consent and starts.
 */
export class MinePage extends LitElement {
  static override properties = {
    session: { attribute: false },
    preferences: { attribute: false },
    query: { type: String },
    draft: { state: true },
    link: { state: true },
    selected: { state: true },
    block: { state: true },
    tamperHeight: { state: true },
    beginning: { state: true },
    problem: { state: true },
  };

  static override styles = [baseStyles, pageStyles, minePageStyles];

  declare session: SessionClient | null;
  declare preferences: PreferenceStore | null;
  declare query: string;
  /** What was set before there is a chain. */
  declare protected draft: Partial<MiningSettings>;
  /** What the address asked for and nobody has answered yet. */
  declare protected link: MineQuery | null;
  /** Height of the block that is looked at; null for whatever is newest. */
  declare protected selected: number | null;
  declare protected block: BlockDetail | null;
  declare protected tamperHeight: number;
  /** What the dialog for a new chain proposes; null while it is closed. */
  declare protected beginning: (LinkWish & { readonly chain: NewChain }) | null;
  /** What went wrong with a file; empty for nothing. */
  declare protected problem: string;
  readonly #slow = new SlowSnapshot(() => performance.now());
  /** Tells when a page that was hidden behind another is turned to again. */
  readonly #shown = new ResizeObserver(() => this.requestUpdate());
  readonly #drop = new FileDrop(this, (file) => void this.#import(file));
  #unsubscribe: (() => void) | null = null;
  /** The block that is being read, by height and hash. */
  #wanted = '';

  constructor() {
    super();
    this.session = null;
    this.preferences = null;
    this.query = '';
    this.draft = {};
    this.link = null;
    this.selected = null;
    this.block = null;
    this.tamperHeight = 0;
    this.beginning = null;
    this.problem = '';
    new SnapshotController(this, () => this.session);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#shown.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#shown.disconnect();
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('preferences')) {
      this.#unsubscribe?.();
      this.#unsubscribe = this.preferences?.subscribe(() => this.requestUpdate()) ?? null;
    }
    // What this page said itself is no wish.
    if (changed.has('query') && this.query !== this.#ownQuery) this.link = parseMineQuery(this.query);
    this.classList.toggle('over', this.#drop.isOver);
    const chain = this.session?.snapshot.chain ?? null;
    if (chain !== null) this.#follow(chain);
  }

  protected override updated(): void {
    this.#settleLink();
  }

  #ownQuery = '';

  /** The address always says how things are, unless it asks for something and waits for an answer. */
  #settleLink(): void {
    const { session } = this;
    if (session === null || session.snapshot.state === 'opening') return;
    if (this.link !== null) {
      // Before there is a chain, what the address says is simply what is set.
      if (session.snapshot.chain === null) {
        this.draft = { ...this.draft, ...namedBy(this.link) };
        this.link = null;
      } else if (linkWish(this.link, session.snapshot.settings) === null) this.link = null;
      else return;
    }
    const query = printMineQuery(this.#settings(session.snapshot));
    if (query === this.query || (session.snapshot.chain === null && Object.keys(this.draft).length === 0))
      return;
    this.#ownQuery = query;
    this.dispatchEvent(userEvent('page-query', query));
  }

  /** The settings that hold, or would. */
  #settings({ settings, chain }: MiningSnapshot): MiningSettings {
    return chain === null ? { ...settings, ...this.draft } : settings;
  }

  /** Keeps the block that is shown, and the one offered for rewriting, on the chain. */
  #follow(chain: ChainSnapshot): void {
    const { min, max } = tamperRange(chain);
    const isOff = this.tamperHeight < min || this.tamperHeight > max;
    if (isOff && chain.height > 0) this.tamperHeight = Math.max(min, max - TAMPER_DEPTH);
    if (chain.height === 0) {
      this.block = null;
      this.#wanted = '';
      return;
    }
    if (this.selected !== null && this.selected > chain.height) this.selected = null;
    const height = this.selected ?? chain.height;
    // A rewritten block has the height of the old one.
    const wanted = `${height} ${chain.blocks.find((block) => block.height === height)?.hash ?? ''}`;
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    void this.#read(height, wanted);
  }

  async #read(height: number, wanted: string): Promise<void> {
    try {
      const block = (await this.session?.readBlock(height)) ?? null;
      if (this.#wanted === wanted && block !== null) this.block = block;
    } catch (error) {
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    raiseToast(this, wordsOf(error), 'bad');
  }

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
      this.selected = null;
      this.draft = { ...choice };
    } catch (error) {
      this.#tell(error);
    }
  }

  async #export(): Promise<void> {
    const { session } = this;
    if (session === null) return;
    try {
      const { rule, spacingSec } = session.snapshot.settings;
      const file = await session.exportChain();
      const height = session.snapshot.chain?.height ?? 0;
      downloadBlob(
        new Blob([Uint8Array.from(file)], { type: 'application/octet-stream' }),
        `proofworks-${rule}-${spacingSec}s-${height}.chain`,
      );
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
      this.selected = null;
      this.link = null;
      raiseToast(this, `${file.name} is your chain now.`);
    } catch (error) {
      this.problem = `${file.name}: ${wordsOf(error)}`;
    }
  }

  #configure(change: SettingsChange): void {
    const { session } = this;
    if (session === null) return;
    if (session.snapshot.chain === null) this.draft = { ...this.draft, ...change };
    session.configure(change);
  }

  override render() {
    const { session, preferences } = this;
    if (session === null || preferences === null) return nothing;
    // Behind another page nothing is drawn.
    if (!this.checkVisibility()) return noChange;
    const { snapshot } = session;
    const { chain, state } = snapshot;
    return html`
      <div
        @block-select=${(event: CustomEvent<number | null>) => {
          this.selected = event.detail;
        }}
        @session-configure=${(event: CustomEvent<SettingsChange>) => this.#configure(event.detail)}
        @engines-change=${(event: CustomEvent<MiningSettings['engines']>) => this.#configure({ engines: event.detail })}
        @intensity-change=${(event: CustomEvent<number>) => this.#configure({ intensity: event.detail })}
        @preference-change=${(event: CustomEvent<Partial<Preferences>>) => preferences.update(event.detail)}
        @chain-new=${() => this.#propose(snapshot)}
        @chain-export=${() => void this.#export()}
        @chain-import=${(event: CustomEvent<File>) => void this.#import(event.detail)}
      >
        ${this.#head(snapshot, session)} ${this.#notices(snapshot, session)}
        ${state === 'starting' && chain === null ? html`<progress-bar label="Starting" text=${snapshot.step}></progress-bar>` : nothing}
        ${chain === null && (state === 'ready' || state === 'failed') ? this.#setup(snapshot) : nothing}
        ${this.#chart(snapshot, session, preferences.value)}
      </div>
      ${this.#dialog(chain)}
    `;
  }

  #propose({ settings }: MiningSnapshot): void {
    const { rule, spacingSec, windowBlocks } = settings;
    this.beginning = { chain: { rule, spacingSec, windowBlocks }, live: {} };
  }

  #head({ chain, state }: MiningSnapshot, session: SessionClient): TemplateResult {
    const menu = html`<chain-menu
      class="actions"
      ?has-chain=${chain !== null}
      ?disabled=${session.role !== 'own' || state === 'opening'}
    ></chain-menu>`;
    if (chain === null) {
      return html`<header class="page-head">
        <h1>Mine a chain of your own</h1>
        <p class="lead">
          This machine will search block headers with double SHA-256, as Bitcoin’s miners do, on a private chain whose
          difficulty follows its speed: blocks appear at the pace that you choose. The chain is kept in this browser, and
          nothing is sent anywhere.
        </p>
        ${menu}
      </header>`;
    }
    const kept = chain.kept === 'browser' ? 'kept in this browser' : 'kept only until this page closes';
    return html`<header class="page-head">
      <h1>${session.role === 'watching' ? 'The chain of another tab' : 'Your chain'}</h1>
      <p class="lead">
        ${ruleTitle(chain.rule)}; a block about every ${formatWholeSeconds(chain.spacingSec)}.
        <span class="kept">It is ${kept}.</span>
      </p>
      ${menu}
    </header>`;
  }

  #notices({ notices, settings, chain }: MiningSnapshot, session: SessionClient): TemplateResult {
    const wish = this.link === null || chain === null ? null : linkWish(this.link, settings);
    return html`<div class="notices">
      ${wish === null || chain === null || session.role !== 'own' ? nothing : this.#offer(wish, settings, chain)}
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

  /** A link that describes something else: nothing is done before it is chosen. */
  #offer(wish: LinkWish, settings: MiningSettings, chain: ChainSnapshot): TemplateResult {
    const keep = html`<button
      type="button"
      part="keep-chain"
      @click=${() => {
        this.link = null;
      }}
    >
      Keep ${wish.chain === null ? 'mine as it is' : 'my chain'}
    </button>`;
    return html`<notice-callout
      heading=${wish.chain === null ? 'This link asks for other settings' : 'This link describes another chain'}
    >
      ${linkWords(wish, chain, settings)}
      <div slot="actions" class="actions">
        ${
          wish.chain === null
            ? html`<button
                type="button"
                part="take-link"
                @click=${() => {
                  this.link = null;
                  this.#configure(wish.live);
                }}
              >
                Use them
              </button>`
            : html`<button
                type="button"
                part="take-link"
                @click=${() => {
                  if (wish.chain !== null) this.beginning = { chain: wish.chain, live: wish.live };
                }}
              >
                Begin that chain…
              </button>`
        }
        ${keep}
      </div>
    </notice-callout>`;
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

  #chart(snapshot: MiningSnapshot, session: SessionClient, preferences: Preferences): TemplateResult {
    const slow = this.#slow.take(snapshot);
    const network = preferences.network ?? RECORDED_NETWORK;
    const isWatching = session.role === 'watching';
    const line = html`<target-panel .snapshot=${slow} .bitcoinDifficulty=${network.difficulty}></target-panel>`;
    const { chain } = snapshot;
    if (chain === null || slow.chain === null) return html`<div class="grid">${line}</div>`;
    return html`<div class="grid">
      <ruler-panel .snapshot=${snapshot} .selected=${this.selected}></ruler-panel>
      <rate-panel class="s7" .snapshot=${slow}></rate-panel>
      <difficulty-panel class="s5" .snapshot=${slow}></difficulty-panel>
      <disturb-panel .snapshot=${slow} .disabled=${isWatching}></disturb-panel>
      ${line}
      <block-panel
        class="s7"
        .block=${this.block}
        .tipHeight=${chain.height}
        .isNewest=${this.selected === null}
      ></block-panel>
      <div class="s5 stack">
        <interval-panel .chain=${slow.chain}></interval-panel>
        <waiting-panel .chain=${slow.chain} .search=${snapshot.search}></waiting-panel>
      </div>
      <energy-panel .snapshot=${slow} .preferences=${preferences}></energy-panel>
      <bitcoin-panel .snapshot=${slow} .network=${preferences.network}></bitcoin-panel>
      ${
        isWatching || chain.height === 0
          ? nothing
          : html`<tamper-panel
              .session=${session}
              .snapshot=${slow}
              .height=${this.tamperHeight}
            ></tamper-panel>`
      }
      <engine-panel .snapshot=${slow} .preferences=${preferences} ?is-watching=${isWatching}></engine-panel>
    </div>`;
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
