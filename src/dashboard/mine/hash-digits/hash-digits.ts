import { css, html, LitElement, nothing } from 'lit';
import { baseStyles } from '../../style/base.ts';
import type { DigitComparison } from '../digits.ts';

/** Digits that wrap together, so that hash and target stay one above the other. */
const CHUNK = 8;

/**
 * A hash above its target, digit by digit, `--digits-size` large; screen readers are told both numbers.
 *
 * @property compared - {@link DigitComparison}; null for nothing.
 * @csspart hash - The hash as text.
 */
export class HashDigits extends LitElement {
  static override properties = { compared: { attribute: false } };

  static override styles = [
    baseStyles,
    css`
      .digits {
        display: grid;
        grid-template-columns: 48px minmax(0, 1fr);
        gap: 0 var(--space-2);
      }

      .labels {
        display: grid;
        grid-template-rows: 22px 22px;
        font-size: var(--size-2);
        color: var(--ink-2);
        line-height: 22px;
      }

      .chunks {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) 0;
      }

      .chunk {
        display: grid;
        grid-template-rows: 22px 22px;
        font: 450 var(--digits-size, 13.5px) / 22px var(--mono);
      }

      .chunk > div {
        display: flex;
      }

      .chunk i {
        font-style: normal;
        width: 1ch;
        text-align: center;
      }

      .zero {
        color: var(--keep-ink);
      }

      .same {
        color: var(--ink);
      }

      .rest {
        color: var(--ink-3);
      }

      .decides.hash {
        color: var(--on-spend);
        background: var(--spend);
        font-weight: 650;
        border-radius: 2px;
      }

      .decides.target {
        color: var(--ground);
        background: var(--keep);
        font-weight: 650;
        border-radius: 2px;
      }

      @media (max-width: 560px) {
        .chunk {
          font-size: 12px;
        }
      }
    `,
  ];

  declare compared: DigitComparison | null;

  constructor() {
    super();
    this.compared = null;
  }

  override render() {
    const pairs = this.compared?.pairs ?? [];
    if (pairs.length === 0) return nothing;
    const chunks = Array.from({ length: Math.ceil(pairs.length / CHUNK) }, (_, i) =>
      pairs.slice(i * CHUNK, (i + 1) * CHUNK),
    );
    return html`<p class="only-read">
        Hash <span part="hash">${pairs.map(({ hash }) => hash).join('')}</span>, target
        ${pairs.map(({ target }) => target).join('')}.
      </p>
      <div class="digits" aria-hidden="true">
        <div class="labels"><span>hash</span><span>target</span></div>
        <div class="chunks">
          ${chunks.map(
            (chunk) => html`<div class="chunk">
              <div>${chunk.map(({ hash, kind }) => html`<i class="${kind} hash">${hash}</i>`)}</div>
              <div>${chunk.map(({ target, kind }) => html`<i class="${kind} target">${target}</i>`)}</div>
            </div>`,
          )}
        </div>
      </div>`;
  }
}

customElements.define('hash-digits', HashDigits);
