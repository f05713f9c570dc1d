import { css, html, LitElement, nothing, svg } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatCount } from '../../../primitives/index.ts';
import type { ShockTrace } from '../../../simulation/index.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { cssValues } from '../../style/css-values.ts';
import { BOX, type CellAxes, cellPath, downBox } from './cell-path.ts';
import { paceTicks } from './pace-domain.ts';

/** Writes a tick: `1,000`, `10`, `0.1`; a third as `0.3`. */
export const tickText = (value: number): string =>
  value >= 1 ? formatCount(value) : String(Number(value.toPrecision(1)));

/**
 * One rule's small picture: expected interval over target spacing, with the steady twin behind it in grey, and two
 * figures under it.
 *
 * @property heading - The rule's title.
 * @property rule - Its name.
 * @property trace - The run; null while it is not there.
 * @property isStale - Whether the run is one with other settings.
 * @property axes - The axes, the same for all cells that stand together; null while nothing is there to be drawn.
 * @property figures - What stands under the picture.
 * @property isCompared - Whether the rule is in the large picture.
 * @property canCompare - Whether it may be put there.
 * @fires compare-change - detail: { rule, isOn }. Bubbles, composed.
 * @csspart plot - The picture.
 */
export class ShockCell extends LitElement {
  static override properties = {
    heading: { type: String },
    rule: { type: String },
    trace: { attribute: false },
    isStale: { type: Boolean },
    axes: { attribute: false },
    figures: { attribute: false, hasChanged: (a: string[], b?: string[]) => a.join() !== b?.join() },
    isCompared: { type: Boolean },
    canCompare: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    css`
      .head {
        display: flex;
        align-items: flex-start;
        justify-content: space-between;
        gap: var(--space-2);
      }

      h3 {
        font-size: var(--size-2);
        font-weight: 550;
        line-height: 1.35;
        min-height: var(--cell-title, 24px);
      }

      label {
        display: grid;
        place-items: center;
        width: 24px;
        height: 24px;
        margin: -3px -4px 0 0;
        cursor: pointer;
      }

      input {
        width: 15px;
        height: 15px;
        margin: 0;
        accent-color: var(--control);
        cursor: inherit;
      }

      input:disabled {
        cursor: default;
      }

      .plot {
        position: relative;
        height: var(--cell-height, 92px);
        margin-left: 34px;
      }

      svg {
        display: block;
        width: 100%;
        height: 100%;
        overflow: hidden;
        fill: none;
      }

      path,
      line {
        vector-effect: non-scaling-stroke;
        stroke-linejoin: round;
      }

      .own {
        stroke: var(--ice-3);
        stroke-width: 1.75;
      }

      .twin {
        stroke: var(--line-strong);
        stroke-width: 1.25;
      }

      line {
        stroke: var(--line);
        stroke-width: 1;
      }

      .goal {
        stroke: var(--line-strong);
        stroke-dasharray: 2 3;
      }

      .stale {
        opacity: 0.35;
      }

      .tick {
        position: absolute;
        right: calc(100% + 5px);
        top: var(--at);
        transform: translateY(-50%);
        font: 400 0.6875rem / 1 var(--mono);
        color: var(--ink-3);
        white-space: nowrap;
      }

      p {
        font-size: var(--size-1);
        line-height: 1.45;
        color: var(--ink-2);
      }

      p:first-of-type {
        margin-top: 6px;
        color: var(--ink);
        font-weight: 500;
      }
    `,
  ];

  declare heading: string;
  declare rule: string;
  declare trace: ShockTrace | null;
  declare isStale: boolean;
  declare axes: CellAxes | null;
  declare figures: readonly string[];
  declare isCompared: boolean;
  declare canCompare: boolean;

  constructor() {
    super();
    this.heading = '';
    this.rule = '';
    this.trace = null;
    this.isStale = false;
    this.axes = null;
    this.figures = [];
    this.isCompared = false;
    this.canCompare = true;
  }

  #toggle(event: Event): void {
    const isOn = (event.target as HTMLInputElement).checked;
    this.dispatchEvent(userEvent('compare-change', { rule: this.rule, isOn }));
  }

  override render() {
    const { heading, isCompared, canCompare } = this;
    return html`
      <div class="head">
        <h3>${heading}</h3>
        <label title="Compare">
          <input
            type="checkbox"
            aria-label="Compare ${heading}"
            .checked=${live(isCompared)}
            ?disabled=${!isCompared && !canCompare}
            @change=${this.#toggle}
          />
        </label>
      </div>
      <div class="plot ${this.isStale ? 'stale' : ''}" part="plot" aria-hidden="true">${this.#plot()}</div>
      ${this.figures.map((figure) => html`<p>${figure}</p>`)}
    `;
  }

  #plot() {
    const { axes, trace } = this;
    if (axes === null) return nothing;
    const ticks = paceTicks(axes.domain);
    return html`<svg viewBox="0 0 ${BOX} ${BOX}" preserveAspectRatio="none">
        ${ticks.map((tick) => {
          const y = downBox(tick, axes.domain);
          return svg`<line class=${tick === 1 ? 'goal' : ''} x1="0" x2=${BOX} y1=${y} y2=${y} />`;
        })}
        ${trace === null ? nothing : svg`<path class="twin" d=${cellPath(trace.steady, axes)} />`}
        ${trace === null ? nothing : svg`<path class="own" d=${cellPath(trace.own, axes)} />`}
      </svg>
      ${ticks.map(
        (tick) =>
          html`<span class="tick" ${cssValues({ '--at': `${downBox(tick, axes.domain) / (BOX / 100)}%` })}
            >${tickText(tick)}</span
          >`,
      )}`;
  }
}

customElements.define('shock-cell', ShockCell);
