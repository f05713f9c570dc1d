import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ChainSnapshot, MiningSnapshot, RemineSnapshot, TamperResult } from '../../../miner/index.ts';
import { formatCount, formatDuration, formatRough } from '../../../primitives/index.ts';
import '../../elements/number-field.ts';
import '../../elements/panel-card.ts';
import '../../elements/progress-bar.ts';
import type { SessionClient } from '../../session/session-client.ts';
import { baseStyles } from '../../style/base.ts';
import { fieldStyles } from '../../style/fields.ts';
import { zerosOf } from '../digits.ts';
import { panelStyles } from '../panel.styles.ts';
import { remineOutcome, type TamperLink, tamperLinks, tamperRange } from '../tamper-links.ts';
import { tamperPanelStyles } from './tamper-panel.styles.ts';

/** How far below the newest block the one lies that is offered. */
const DEPTH = 3;
/** Digits of a hash that a small block has room for. */
const SHOWN_DIGITS = 12;
/** Blocks drawn at most; the rest is a number. */
const SHOWN_BLOCKS = 14;
/** Characters that fit in a coinbase beside what has to be there, whatever the letters. */
const MAX_CHARACTERS = 40;

/**
 * Change a mined block's contents: its hash and every later block's proof are gone; then mine them again.
 *
 * @property session - Computes the change, and mines.
 * @property snapshot - The session's.
 */
export class TamperPanel extends LitElement {
  static override properties = {
    session: { attribute: false },
    snapshot: { attribute: false },
    height: { state: true },
    message: { state: true },
    original: { state: true },
    result: { state: true },
    problem: { state: true },
    outcome: { state: true },
  };

  static override styles = [baseStyles, panelStyles, fieldStyles, tamperPanelStyles];

  declare session: SessionClient | null;
  declare snapshot: MiningSnapshot | null;
  /** Block that is changed: near the newest one, until a person has taken one. */
  declare protected height: number;
  /** What the block is to say; null for what it says. */
  declare protected message: string | null;
  /** What it says; empty where that is not known. */
  declare protected original: string;
  declare protected result: TamperResult | null;
  declare protected problem: string;
  declare protected outcome: string;
  /** How things were when re-mining began. */
  #before: { readonly fromHeight: number; readonly hash: string; readonly tipHeight: number } | null = null;
  #wasRemining = false;
  /** Rises with each question, so that late answers are dropped. */
  #asked = 0;
  /** The tip that the result was computed for. */
  #resultTip = 0;
  /** Whether a person has chosen the block. */
  #isTaken = false;
  /** The block whose text was read. */
  #readHeight = 0;

  constructor() {
    super();
    this.session = null;
    this.snapshot = null;
    this.height = 0;
    this.message = null;
    this.original = '';
    this.result = null;
    this.problem = '';
    this.outcome = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    const chain = this.snapshot?.chain ?? null;
    if (chain === null) return;
    const { min, max } = tamperRange(chain);
    const isFree = this.message === null && !this.#isTaken;
    if (isFree || this.height < min || this.height > max) this.height = Math.max(min, max - DEPTH);
    if (changed.has('height') || this.height !== this.#readHeight) void this.#readOriginal();
    if (changed.has('snapshot')) {
      const isRemining = this.snapshot?.remine != null;
      if (this.#wasRemining && !isRemining && this.#before !== null) {
        this.outcome = remineOutcome(this.#before, chain);
        this.#before = null;
        void this.#readOriginal();
      }
      this.#wasRemining = isRemining;
      // New blocks came on top: they break as well.
      if (this.result !== null && this.#resultTip !== chain.height) void this.#compute();
    }
  }

  async #readOriginal(): Promise<void> {
    this.message = null;
    this.result = null;
    this.problem = '';
    const { height } = this;
    this.#readHeight = height;
    const original = (await this.session?.readBlock(height))?.message ?? '';
    if (this.#readHeight === height) this.original = original;
  }

  async #compute(): Promise<void> {
    const { session, snapshot, message, height } = this;
    const asked = ++this.#asked;
    if (session === null || message === null || message === this.original) {
      this.result = null;
      this.problem = '';
      return;
    }
    try {
      const result = await session.tamper(height, message);
      if (asked !== this.#asked) return;
      this.result = result;
      this.#resultTip = snapshot?.chain?.height ?? 0;
      this.problem = '';
    } catch (error) {
      if (asked === this.#asked) this.#fail(error);
    }
  }

  async #remine(chain: ChainSnapshot): Promise<void> {
    const { session, message, height } = this;
    const row = chain.blocks.find((block) => block.height === height);
    if (session === null || message === null || row === undefined) return;
    this.#before = { fromHeight: height, hash: row.hash, tipHeight: chain.height };
    this.outcome = '';
    try {
      await session.remine(height, message);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.problem = error instanceof Error ? error.message : String(error);
  }

  #type(event: Event): void {
    this.message = (event.target as HTMLInputElement).value;
    this.outcome = '';
    void this.#compute();
  }

  override render() {
    const { snapshot } = this;
    const chain = snapshot?.chain ?? null;
    if (snapshot === null || chain === null || chain.height === 0) return nothing;
    return html`<panel-card heading="Rewrite history" unit="change what a mined block says, and see what that breaks">
      ${this.#form(snapshot, chain)} ${this.#row(chain)} ${this.#digits(chain)}
      ${snapshot.remine === null ? nothing : this.#progress(snapshot.remine)}
      <p class="say" role="status">${this.#say()}</p>
    </panel-card>`;
  }

  #form({ state, remine }: MiningSnapshot, chain: ChainSnapshot): TemplateResult {
    const { problem } = this;
    const isRemining = remine !== null;
    const isChanged = this.result !== null;
    const note = state === 'mining' ? '' : 'Re-mining needs a session that mines.';
    return html`<div class="form">
      <number-field
        label="Block"
        is-whole
        .value=${this.height}
        .min=${tamperRange(chain).min}
        .max=${chain.height}
        .disabled=${isRemining}
        @value-change=${(event: CustomEvent<number>) => {
          event.stopPropagation();
          this.#isTaken = true;
          this.height = event.detail;
        }}
      ></number-field>
      <div class="message">
        <label class="label" for="message">What it says</label>
        <div class="box">
          <input
            id="message"
            type="text"
            autocomplete="off"
            maxlength=${MAX_CHARACTERS}
            placeholder="nothing so far"
            .value=${this.message ?? this.original}
            ?disabled=${isRemining}
            aria-invalid=${problem === '' ? 'false' : 'true'}
            aria-describedby=${problem === '' ? nothing : 'problem'}
            @input=${this.#type}
          />
        </div>
        ${problem === '' ? nothing : html`<p class="wrong" id="problem" role="alert">${problem}</p>`}
      </div>
      <div class="actions">
        ${
          isRemining
            ? html`<button type="button" part="cancel" @click=${() => this.session?.cancelRemine()}>Cancel</button>`
            : html`<button
                type="button"
                part="remine"
                ?disabled=${!isChanged || state !== 'mining'}
                title=${note}
                @click=${() => void this.#remine(chain)}
              >
                Re-mine from here
              </button>`
        }
      </div>
    </div>`;
  }

  #row({ blocks }: ChainSnapshot): TemplateResult {
    const links = tamperLinks(blocks, this.height, this.result);
    const shown = links.slice(0, SHOWN_BLOCKS);
    const more = links.length - shown.length;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Blocks from the changed one on">
      <ol>
        ${shown.map(
          (link, i) => html`<li>
            ${i === 0 ? nothing : html`<span class="link ${isLinkBroken(link) ? 'broken' : ''}"></span>`}${blockOf(link)}
          </li>`,
        )}
        ${
          more === 0
            ? nothing
            : html`<li><span class="link ${this.result === null ? '' : 'broken'}"></span><span class="block more"><b>${formatCount(more)} more</b><small>up to the newest</small></span></li>`
        }
      </ol>
    </div>`;
  }

  /** The changed block's hash, before and after. */
  #digits({ blocks }: ChainSnapshot): TemplateResult | typeof nothing {
    const before = blocks.find(({ height }) => height === this.height)?.hash;
    const after = this.result?.blocks[0]?.hash;
    if (before === undefined || after === undefined) return nothing;
    return html`<div class="digits">
      <span>hash before</span><code>${digitsOf(before)}</code>
      <span>hash now</span><code part="new-hash">${digitsOf(after)}</code>
    </div>`;
  }

  #progress({ fromHeight, branchBlocks, branchWork, oldWork, expectedSec }: RemineSnapshot): TemplateResult {
    const left = expectedSec === null ? '' : `about ${formatDuration(expectedSec)} to go`;
    return html`<progress-bar
      label=${`From height ${formatCount(fromHeight)}: ${formatCount(branchBlocks)} blocks, work ${formatRough(branchWork)} against ${formatRough(oldWork)} hashes`}
      text=${left}
      .value=${oldWork > 0 ? Math.min(1, branchWork / oldWork) : null}
    ></progress-bar>`;
  }

  #say(): string {
    if (this.snapshot?.remine != null) {
      return 'The new branch counts only when it has more work than the old one. Until then the old chain stands.';
    }
    if (this.outcome !== '') return this.outcome;
    const { result } = this;
    if (result === null)
      return 'Type something else: every digit of its hash changes, and each block after it points to a hash that is no more.';
    const broken = result.blocks.filter(({ verdict }) => verdict === 'high-hash').length;
    const time =
      result.expectedSec === null ? '' : `, about ${formatDuration(result.expectedSec)} at your rate`;
    const mining = this.snapshot?.state === 'mining' ? '' : ' Start mining to try it.';
    return `${formatCount(broken)} of ${formatCount(result.blocks.length)} blocks no longer prove their work. To be believed, all of them have to be mined again, and one more: ${formatRough(result.work)} hashes${time}.${mining}`;
  }
}

/** A block's link to its parent is broken where the parent's hash is another now. */
function isLinkBroken({ changed, isChanged }: TamperLink): boolean {
  return changed !== null && !isChanged;
}

function blockOf({ height, hash, changed, isBroken, isChanged }: TamperLink): TemplateResult {
  const words = isBroken ? 'proof gone' : changed === null ? 'holds' : 'valid by luck';
  return html`<span class="block ${isBroken ? 'broken' : ''} ${isChanged ? 'changed' : ''}">
    <b>${formatCount(height)}</b>
    <code>${digitsOf((changed ?? hash ?? '').slice(0, SHOWN_DIGITS))}</code>
    <small>${words}</small>
  </span>`;
}

/** Digits with their leading zeros in ice. */
function digitsOf(hash: string): TemplateResult {
  const zeros = zerosOf(hash);
  return html`<span class="zero">${hash.slice(0, zeros)}</span>${hash.slice(zeros)}`;
}

customElements.define('tamper-panel', TamperPanel);
