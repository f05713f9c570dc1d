import { css, html, LitElement, nothing } from 'lit';
import type { MiningSnapshot } from '../../../miner/index.ts';
import { formatCount, formatDifficulty, formatRough, formatWait } from '../../../primitives/index.ts';
import {
  BITCOIN_DIFFICULTY_HEIGHT,
  type BitcoinNetwork,
  hashrateOfDifficulty,
  RECORDED_NETWORK,
} from '../../../simulation/index.ts';
import '../../elements/data-table.ts';
import '../../elements/number-field.ts';
import '../../elements/panel-card.ts';
import '../../elements/stat-tile.ts';
import '../../elements/tile-row.ts';
import { userEvent } from '../../elements/user-event.ts';
import type { Preferences } from '../../preferences.ts';
import { baseStyles } from '../../style/base.ts';
import { milestones } from '../best-share-words.ts';
import { compareWithBitcoin } from '../bitcoin-comparison.ts';
import { panelStyles } from '../panel.styles.ts';

const TERA = 1e12;
const EXA = 1e18;

/**
 * This machine beside Bitcoin's network.
 *
 * @property snapshot - The session's.
 * @property network - Bitcoin as the person knows it; null for what was last recorded.
 * @fires preference-change - detail: Partial<Preferences>. Bubbles, composed.
 */
export class BitcoinPanel extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    network: { attribute: false },
  };

  static override styles = [
    baseStyles,
    panelStyles,
    css`
      tile-row {
        --tile: 236px;
      }

      .layout {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 8fr);
        gap: var(--space-4) var(--space-6);
        margin-top: var(--space-4);
      }

      .fields {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--space-3);
        margin-bottom: var(--space-2);
      }

      p {
        color: var(--ink-3);
        font-size: var(--size-2);
        text-wrap: pretty;
      }

      h3 {
        margin-bottom: var(--space-1);
        font-weight: 500;
      }

      h3 b {
        font: 560 var(--size-3) / 1.3 var(--mono);
        color: var(--spend-ink);
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

  declare snapshot: MiningSnapshot | null;
  declare network: BitcoinNetwork | null;

  constructor() {
    super();
    this.snapshot = null;
    this.network = null;
  }

  #change(event: Event, network: Preferences['network']): void {
    event.stopPropagation();
    this.dispatchEvent(userEvent('preference-change', { network }));
  }

  override render() {
    const { snapshot } = this;
    if (snapshot === null) return nothing;
    const network = this.network ?? RECORDED_NETWORK;
    const compared = compareWithBitcoin(snapshot.hashrateHps, network);
    const chance = compared.chancePerYear > 0 ? `1 in ${formatRough(1 / compared.chancePerYear)}` : '–';
    const [wait = '–', ...unit] = formatWait(compared.blockSec).split(' ');
    return html`<panel-card heading="Beside Bitcoin" unit="your rate on the real network">
      <tile-row>
        <stat-tile
          tone="spend"
          value=${wait}
          unit=${unit.join(' ')}
          label="for one real Bitcoin block, at this rate"
        ></stat-tile>
        ${tile(chance, 'chance of one within a year')}
        ${tile(compared.part > 0 ? `1 in ${formatRough(1 / compared.part)}` : '–', 'of the network’s hashes would be yours')}
        ${tile(formatWait(compared.firstYearSec), 'for a block in January 2009, at difficulty 1')}
      </tile-row>
      <div class="layout"><div><div class="fields">
        <number-field
          label="Network difficulty"
          unit="× 10¹²"
          .value=${Number((network.difficulty / TERA).toPrecision(6))}
          .min=${1e-12}
          .max=${1e9}
          @value-change=${(event: CustomEvent<number>) => {
            const difficulty = event.detail * TERA;
            this.#change(event, { difficulty, hashrateHps: hashrateOfDifficulty(difficulty) });
          }}
        ></number-field>
        <number-field
          label="Network hash rate"
          unit="EH/s"
          .value=${Number((network.hashrateHps / EXA).toPrecision(5))}
          .min=${1e-12}
          .max=${1e9}
          @value-change=${(event: CustomEvent<number>) =>
            this.#change(event, { difficulty: network.difficulty, hashrateHps: event.detail * EXA })}
        ></number-field>
      </div>
      <p>
        ${
          this.network === null
            ? `As recorded from height ${formatCount(BITCOIN_DIFFICULTY_HEIGHT)} on; this page asks nobody. Put in today’s figures if you have them.`
            : html`As you put it in.
                <button class="quiet" type="button" @click=${(event: Event) => this.#change(event, null)}>
                  Back to the recorded figures
                </button>`
        }
      </p></div><div>${this.#bestShare(snapshot, network)}</div></div>
    </panel-card>`;
  }

  #bestShare({ bestShare, chain }: MiningSnapshot, { difficulty }: BitcoinNetwork) {
    if (bestShare === null) return nothing;
    const rows = milestones(bestShare.difficulty, [
      ...(chain === null ? [] : [{ label: 'a block of this chain, now', difficulty: chain.difficulty }]),
      { label: 'a Bitcoin block of 2009', difficulty: 1 },
      { label: 'a Bitcoin block today', difficulty },
    ]).map(({ label, words, difficulty: asked }) => ({ what: label, asked, words }));
    return html`<h3>Best share so far, difficulty <b>${formatDifficulty(bestShare.difficulty)}</b></h3>
      <data-table
        caption="What the best share would have been good for"
        row-header="what"
        .columns=${[
          { id: 'what', label: 'Good enough for' },
          {
            id: 'asked',
            label: 'Difficulty',
            isNumber: true,
            format: (value: number) => formatDifficulty(value),
          },
          { id: 'words', label: 'The best share' },
        ]}
        .rows=${rows}
      ></data-table>`;
  }
}

/** A figure whose number stands out from its words. */
function tile(text: string, label: string) {
  const [, value = text, unit = ''] = /^(.*\d)(?: (\D+))?$/u.exec(text) ?? [];
  return html`<stat-tile value=${value} unit=${unit} label=${label}></stat-tile>`;
}

customElements.define('bitcoin-panel', BitcoinPanel);
