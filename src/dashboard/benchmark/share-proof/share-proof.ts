import { css, html, LitElement, nothing, svg } from 'lit';
import { formatPercent } from '../../../primitives/index.ts';
import { watchWidth } from '../../charts/chart.ts';
import { baseStyles } from '../../style/base.ts';
import type { ProofRow } from '../rows.ts';

const ROW = 34;
const LABELS = 190;

/**
 * The counted rates against what the found shares prove: the ice band is the 95 % interval of the shares, the ember line
 * the counted rate. The result table says the same in figures.
 *
 * @property rows - Proved rates as parts of the counted ones.
 * @csspart picture - The drawing.
 */
export class ShareProof extends LitElement {
  static override properties = { rows: { attribute: false }, width: { state: true } };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
        gap: var(--space-4) var(--space-7);
      }

      .words {
        display: grid;
        gap: var(--space-3);
        align-content: start;
      }

      .box {
        min-width: 0;
      }

      svg {
        display: block;
        width: 100%;
        overflow: visible;
      }

      text {
        font-size: var(--size-2);
        fill: var(--ink-2);
      }

      .scale {
        font-family: var(--mono);
        font-size: var(--size-1);
        fill: var(--ink-3);
      }

      .band {
        fill: var(--ice-2);
      }

      .rate {
        fill: var(--ice-4);
      }

      .bad .band {
        fill: none;
        stroke: var(--bad);
      }

      .counted {
        stroke: var(--spend-ink);
        stroke-width: 2;
      }

      .counted-label {
        fill: var(--spend-ink);
      }

      .axis {
        stroke: var(--line-strong);
      }

      .ice {
        color: var(--keep-ink);
      }

      .ember {
        color: var(--spend-ink);
      }

      @media (max-width: 980px) {
        :host {
          display: grid;
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  declare rows: readonly ProofRow[];
  declare width: number;
  #unwatch: (() => void) | null = null;

  constructor() {
    super();
    this.rows = [];
    this.width = 0;
  }

  protected override firstUpdated(): void {
    this.#watch();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    this.#unwatch = null;
  }

  #watch(): void {
    const box = this.renderRoot.querySelector('.box');
    if (box === null || this.#unwatch !== null) return;
    this.#unwatch = watchWidth(box, (width) => {
      this.width = width;
    });
  }

  override render() {
    return html`
      <div class="words">
        <h2>The shares prove it</h2>
        <p class="say">
          A counter can be wrong; a share cannot. Each is a header whose double SHA-256 begins with enough zero bits,
          checked again by a second, plain implementation. How many turn up depends on chance and on how many headers
          were truly hashed.
        </p>
        <p class="say">
          The <span class="ember">ember line</span> is the rate that was counted, the <span class="ice">ice band</span>
          what the shares prove with 95 %. The band should hold the line; by chance alone it misses it in one row of
          twenty.
        </p>
      </div>
      <div class="box" part="picture">${this.width > 0 && this.rows.length > 0 ? this.#picture() : nothing}</div>
    `;
  }

  #picture() {
    const { rows, width } = this;
    const isStacked = width < 460;
    const left = isStacked ? 0 : LABELS;
    const slot = isStacked ? 44 : ROW;
    const reach =
      Math.max(0.02, ...rows.map(({ interval }) => Math.max(1 - interval.low, interval.high - 1))) * 1.05;
    const shown = Math.min(reach, 1);
    const x = (part: number): number =>
      left + ((Math.max(-shown, Math.min(shown, part - 1)) + shown) / (2 * shown)) * (width - left);
    const top = 24;
    const bottom = top + rows.length * slot;
    const verdicts = rows.map(({ label, verdict }) => `${label}: ${verdict}`).join('; ');
    return html`<svg height=${bottom + 26} viewBox="0 0 ${width} ${bottom + 26}" role="img" aria-label="Counted rate against the rate that shares prove. ${verdicts}.">
      <text class="counted-label" x=${x(1)} y="12" text-anchor="middle">counted</text>
      ${rows.map(({ label, proved, interval, verdict }, index) => {
        const y = top + index * slot + (isStacked ? 30 : slot / 2);
        const from = x(interval.low);
        return svg`<g class=${verdict === 'consistent' ? '' : 'bad'}>
          <text x="0" y=${isStacked ? y - 13 : y + 4}>${label}</text>
          <rect class="band" x=${from} y=${y - 6} width=${Math.max(2, x(interval.high) - from)} height="12" rx="1" />
          <rect class="rate" x=${x(proved) - 1} y=${y - 6} width="2" height="12" />
        </g>`;
      })}
      <path class="counted" d="M${x(1)} 18V${bottom}" />
      <path class="axis" d="M${left} ${bottom}H${width}" />
      ${[-shown, 0, shown].map(
        (part, index) => svg`<text class="scale" x=${x(1 + part)} y=${bottom + 18}
          text-anchor=${(['start', 'middle', 'end'] as const)[index] ?? 'middle'}>${part > 0 ? '+' : ''}${formatPercent(part, 2)}</text>`,
      )}
    </svg>`;
  }
}

customElements.define('share-proof', ShareProof);
