import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { BlockDetail, ChainSnapshot, MiningSnapshot } from '../../../miner/index.ts';
import { RECORDED_NETWORK } from '../../../simulation/index.ts';
import { raiseToast } from '../../elements/toast-stack.ts';
import type { Preferences } from '../../preferences.ts';
import type { SessionClient } from '../../session/session-client.ts';
import { hasTurned, SlowSnapshot } from '../../session/slow-snapshot.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import '../bitcoin-panel/bitcoin-panel.ts';
import '../block-panel/block-panel.ts';
import '../chain-tiles/chain-tiles.ts';
import '../difficulty-panel/difficulty-panel.ts';
import '../disturb-panel/disturb-panel.ts';
import '../energy-panel/energy-panel.ts';
import '../engine-panel/engine-panel.ts';
import '../interval-panel/interval-panel.ts';
import { workingPower } from '../power.ts';
import '../rate-panel/rate-panel.ts';
import '../ruler-panel/ruler-panel.ts';
import '../tamper-panel/tamper-panel.ts';
import '../target-panel/target-panel.ts';
import { chainTiles } from '../tile-figures.ts';
import '../waiting-panel/waiting-panel.ts';

/**
 * Everything there is to see of a chain and its mining; before there is a chain, where its target will lie.
 *
 * @property session - Reads blocks, and works out what a changed one breaks.
 * @property snapshot - The session's latest.
 * @property preferences - What this browser was told about power and prices.
 */
export class ChainView extends LitElement {
  static override properties = {
    session: { attribute: false },
    snapshot: { attribute: false },
    preferences: { attribute: false },
    selected: { state: true },
    block: { state: true },
  };

  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .stack {
        display: flex;
        flex-direction: column;
        gap: var(--gap);
      }

      .stack > :last-child {
        flex: 1;
      }
    `,
  ];

  declare session: SessionClient | null;
  declare snapshot: MiningSnapshot | null;
  declare preferences: Preferences | null;
  /** Height of the block that is looked at; null for whatever is newest. */
  declare protected selected: number | null;
  declare protected block: BlockDetail | null;
  readonly #slow = new SlowSnapshot(() => performance.now(), hasTurned);
  /** The block that is being read, by height and hash. */
  #wanted = '';

  constructor() {
    super();
    this.session = null;
    this.snapshot = null;
    this.preferences = null;
    this.selected = null;
    this.block = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const chain = this.snapshot?.chain ?? null;
    if (chain !== null && (changed.has('snapshot') || changed.has('selected'))) this.#follow(chain);
  }

  /** Keeps the block that is shown on the chain. */
  #follow(chain: ChainSnapshot): void {
    if (this.selected !== null && this.selected > chain.height) this.selected = null;
    const height = this.selected ?? chain.height;
    // A rewritten block has the height of the old one.
    const wanted = `${this.session?.role} ${height} ${chain.blocks.find((block) => block.height === height)?.hash ?? ''}`;
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (chain.height === 0) this.block = null;
    else if (this.session?.role === 'own') void this.#read(height, wanted);
  }

  async #read(height: number, wanted: string): Promise<void> {
    try {
      const block = (await this.session?.readBlock(height)) ?? null;
      if (this.#wanted === wanted && block !== null) this.block = block;
    } catch (error) {
      if (this.#wanted === wanted)
        raiseToast(this, error instanceof Error ? error.message : String(error), 'bad');
    }
  }

  #select(event: CustomEvent<number | null>): void {
    event.stopPropagation();
    this.selected = event.detail;
  }

  #times(chain: ChainSnapshot, { search }: MiningSnapshot, kind: string): readonly TemplateResult[] {
    return [
      html`<interval-panel class=${kind} .chain=${chain}></interval-panel>`,
      html`<waiting-panel class=${kind} .chain=${chain} .search=${search}></waiting-panel>`,
    ];
  }

  #blockAndTimes(chain: ChainSnapshot, snapshot: MiningSnapshot): TemplateResult {
    return html`<block-panel
        class="s7"
        .block=${this.block}
        .tipHeight=${snapshot.chain?.height ?? 0}
        .isNewest=${this.selected === null}
      ></block-panel>
      <div class="s5 stack">${this.#times(chain, snapshot, '')}</div>`;
  }

  /** Another tab has the chain: its blocks cannot be read here. */
  #watchedTimes(chain: ChainSnapshot, snapshot: MiningSnapshot): TemplateResult {
    return html`${this.#times(chain, snapshot, 's6')}`;
  }

  override render() {
    const { session, snapshot, preferences } = this;
    if (session === null || snapshot === null || preferences === null) return nothing;
    const slow = this.#slow.take(snapshot);
    const isWatching = session.role === 'watching';
    const network = preferences.network ?? RECORDED_NETWORK;
    const line = html`<target-panel
      .snapshot=${slow}
      .bitcoinDifficulty=${network.difficulty}
    ></target-panel>`;
    const { chain } = snapshot;
    const fullPowerW = workingPower(snapshot, preferences);
    if (chain === null || slow.chain === null) return html`<div class="grid">${line}</div>`;
    return html`<div class="grid" @block-select=${this.#select}>
      <ruler-panel .snapshot=${snapshot} .selected=${this.selected}></ruler-panel>
 <chain-tiles .figures=${chainTiles(slow, fullPowerW, network)}></chain-tiles>
      <rate-panel class="s7" .snapshot=${slow}></rate-panel>
      <difficulty-panel class="s5" .snapshot=${slow}></difficulty-panel>
      <disturb-panel .snapshot=${slow} .disabled=${isWatching}></disturb-panel>
      ${line}
      ${isWatching ? this.#watchedTimes(slow.chain, snapshot) : this.#blockAndTimes(slow.chain, snapshot)}
      <energy-panel .snapshot=${slow} .preferences=${preferences}></energy-panel>
      <bitcoin-panel .snapshot=${slow} .network=${preferences.network}></bitcoin-panel>
      ${
        isWatching || chain.height === 0
          ? nothing
          : html`<tamper-panel .session=${session} .snapshot=${slow}></tamper-panel>`
      }
      <engine-panel .snapshot=${slow} .preferences=${preferences} ?is-watching=${isWatching}></engine-panel>
    </div>`;
  }
}

customElements.define('chain-view', ChainView);
