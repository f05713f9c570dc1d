import { css, html, LitElement, nothing } from 'lit';
import { baseStyles } from '../style/base.ts';
import { cssValues } from '../style/css-values.ts';

/**
 * How far something is.
 *
 * @property label - What is under way.
 * @property value - Part that is done, 0 to 1; null where nobody knows.
 * @property text - Said at the right, for example how much is left; empty for nothing.
 * @csspart bar - The bar.
 */
export class ProgressBar extends LitElement {
  static override properties = {
    label: { type: String },
    value: { type: Number },
    text: { type: String },
  };

  static override styles = [
    baseStyles,
    css`
      .words {
        display: flex;
        justify-content: space-between;
        gap: var(--space-3);
        margin-bottom: 6px;
        font-size: var(--size-2);
        color: var(--ink-2);
      }

      .text {
        color: var(--ink-3);
        font-family: var(--mono);
        text-align: right;
      }

      .bar {
        position: relative;
        overflow: hidden;
        height: 4px;
        border-radius: 2px;
        background: var(--line);
      }

      .done {
        height: 100%;
        width: calc(var(--done) * 100%);
        background: var(--spend);
      }

      .unknown .done {
        width: 30%;
        animation: pass 1.6s ease-in-out infinite alternate;
      }

      @keyframes pass {
        to {
          transform: translateX(233%);
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .unknown .done {
          width: 100%;
          opacity: 0.4;
          animation: none;
        }
      }

      @media (forced-colors: active) {
        .bar {
          border: 1px solid CanvasText;
          height: 6px;
        }

        .done {
          background: Highlight;
        }
      }
    `,
  ];

  declare label: string;
  declare value: number | null;
  declare text: string;

  constructor() {
    super();
    this.label = '';
    this.value = null;
    this.text = '';
  }

  override render() {
    const { label, value, text } = this;
    const done = value === null ? null : Math.min(1, Math.max(0, value));
    return html`
      <div class="words">
        <span id="label">${label}</span>${text === '' ? nothing : html`<span class="text">${text}</span>`}
      </div>
      <div
        class="bar ${done === null ? 'unknown' : ''}"
        part="bar"
        role="progressbar"
        aria-labelledby="label"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${done === null ? nothing : Math.round(done * 100)}
        aria-valuetext=${text === '' ? nothing : text}
      >
        <div class="done" ${cssValues({ '--done': String(done ?? 0) })}></div>
      </div>
    `;
  }
}

customElements.define('progress-bar', ProgressBar);
