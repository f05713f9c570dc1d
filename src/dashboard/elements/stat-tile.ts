import { css, html, LitElement, nothing } from 'lit';
import { baseStyles } from '../style/base.ts';
import { SPARKLINE, sparklinePath } from './sparkline.ts';

/**
 * One figure and what it is.
 *
 * @property label - What the figure is, in grey under it.
 * @property value - The figure as text, without its unit.
 * @property unit - Its unit; empty for none.
 * @property tone - `spend` for what is spent, `keep` for what is bought with it, empty for neither.
 * @property note - A second grey line; empty for none.
 * @property points - The figure over time, for a sparkline; none is drawn for fewer than two.
 * @csspart value - Figure and unit.
 */
export class StatTile extends LitElement {
  static override properties = {
    label: { type: String },
    value: { type: String },
    unit: { type: String },
    tone: { type: String },
    note: { type: String },
    points: { attribute: false },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        padding: 14px var(--space-4);
      }

      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 var(--space-3);
      }

      b {
        font: 560 var(--size-5) / 1.3 var(--mono);
        letter-spacing: -0.02em;
        white-space: nowrap;
      }

      small {
        font-size: var(--size-3);
        font-weight: 450;
        letter-spacing: 0;
        color: var(--ink-2);
      }

      .spend {
        color: var(--spend-ink);
      }

      .keep {
        color: var(--keep-ink);
      }

      span {
        display: block;
        font-size: var(--size-1);
        line-height: 1.45;
        color: var(--ink-3);
        text-wrap: pretty;
      }

      svg {
        width: 72px;
        height: 18px;
        fill: none;
        stroke: var(--ink-3);
        stroke-width: 2;
        stroke-linejoin: round;
        stroke-linecap: round;
      }

      svg.spend {
        stroke: var(--ember-3);
      }

      svg.keep {
        stroke: var(--ice-3);
      }
    `,
  ];

  declare label: string;
  declare value: string;
  declare unit: string;
  declare tone: '' | 'spend' | 'keep';
  declare note: string;
  declare points: readonly number[];

  constructor() {
    super();
    this.label = '';
    this.value = '';
    this.unit = '';
    this.tone = '';
    this.note = '';
    this.points = [];
  }

  override render() {
    const { label, value, unit, tone, note } = this;
    const path = sparklinePath(this.points);
    return html`
      <div class="top">
        <b part="value" class=${tone}>${value}${unit === '' ? nothing : html` <small>${unit}</small>`}</b>
        ${
          path === ''
            ? nothing
            : html`<svg class=${tone} viewBox="0 0 ${SPARKLINE.width} ${SPARKLINE.height}" aria-hidden="true">
                <path d=${path} />
              </svg>`
        }
      </div>
      <span>${label}</span>
      ${note === '' ? nothing : html`<span>${note}</span>`}
    `;
  }
}

customElements.define('stat-tile', StatTile);
