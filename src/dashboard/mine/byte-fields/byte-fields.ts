import { css, html, LitElement, nothing } from 'lit';
import { formatCount } from '../../../primitives/index.ts';
import { baseStyles } from '../../style/base.ts';

/** How a stretch of bytes looks, in the dump and in the list: ice is what is kept by it, ember what is spent on it. */
export type ByteLook = 'quiet' | 'plain' | 'strong' | 'keep' | 'keep-dotted' | 'spend' | 'bad';

/** A value and what it is. */
export interface NamedValue {
  readonly label: string;
  readonly look: ByteLook;
  /** For people; may be empty. */
  readonly value: string;
  /** Says what it is for; empty for nothing. */
  readonly note: string;
}

/** A stretch of bytes and what it says. */
export interface ByteField extends NamedValue {
  /** The bytes as they stand, two digits each; of a long field the first. */
  readonly bytes: readonly string[];
  /** How many more there are; none unless given. */
  readonly more?: number;
}

/**
 * Bytes as they stand, and below them field by field; a field that is pointed at shows itself in both.
 *
 * @property fields - {@link ByteField}s, in order.
 * @property order - A sentence between bytes and fields; empty for none.
 * @property results - {@link NamedValue}s that come of the bytes, after the fields.
 * @csspart bytes - The bytes.
 */
export class ByteFields extends LitElement {
  static override properties = {
    fields: { attribute: false },
    order: { type: String },
    results: { attribute: false },
    pointed: { state: true },
  };

  static override styles = [
    baseStyles,
    css`
      .dump {
        padding: 10px 12px;
        border-radius: var(--radius-small);
        background: var(--sunk);
        font: 400 12px/1.75 var(--mono);
        overflow-wrap: anywhere;
      }

      .dump span {
        border-radius: 3px;
        padding: 1px 0;
      }

      .dump .pointed,
      dt.pointed,
      dd.pointed {
        background: color-mix(in srgb, var(--ink) 11%, transparent);
      }

      .quiet {
        color: var(--ink-3);
      }

      .plain {
        color: var(--ink-2);
      }

      .strong {
        color: var(--ink);
      }

      .keep,
      .keep-dotted {
        color: var(--keep-ink);
      }

      .keep-dotted {
        text-decoration: underline dotted;
        text-underline-offset: 3px;
      }

      .spend {
        color: var(--spend-ink);
        font-weight: 600;
      }

      .bad {
        color: var(--bad);
      }

      .order {
        margin-top: var(--space-2);
        font-size: var(--size-2);
        color: var(--ink-3);
      }

      dl {
        display: grid;
        grid-template-columns: 118px minmax(0, 1fr);
        gap: 0 var(--space-3);
        margin-top: var(--space-3);
      }

      dt {
        color: var(--ink-2);
        font-size: var(--size-2);
        padding: 5px 4px;
        border-radius: 3px 0 0 3px;
      }

      dd {
        padding: 5px 4px;
        min-width: 0;
        border-radius: 0 3px 3px 0;
      }

      dd code {
        font: 400 12.5px/1.5 var(--mono);
        overflow-wrap: anywhere;
      }

      dd small {
        display: block;
        font-size: var(--size-1);
        color: var(--ink-3);
        line-height: 1.4;
      }

      @media (max-width: 560px) {
        dl {
          grid-template-columns: minmax(0, 1fr);
        }

        dt {
          padding-bottom: 0;
        }

        dd {
          padding-top: 0;
        }
      }
    `,
  ];

  declare fields: readonly ByteField[];
  declare order: string;
  declare results: readonly NamedValue[];
  /** Index of the field under the pointer; -1 for none. */
  declare protected pointed: number;

  constructor() {
    super();
    this.fields = [];
    this.order = '';
    this.results = [];
    this.pointed = -1;
  }

  override render() {
    const point = (index: number) => (): void => {
      this.pointed = index;
    };
    const row = ({ label, look, value, note }: NamedValue, index: number) => {
      const mark = index === this.pointed ? 'pointed' : '';
      return html`<dt class=${mark} @pointerenter=${point(index)}>${label}</dt>
        <dd class=${mark} @pointerenter=${point(index)}>
          <code class=${look}>${value}</code>${note === '' ? nothing : html`<small>${note}</small>`}
        </dd>`;
    };
    return html`<div class="dump" part="bytes" @pointerleave=${point(-1)}>
        ${this.fields.map(
          ({ look, bytes, more = 0 }, index) =>
            html`<span class="${look} ${index === this.pointed ? 'pointed' : ''}" @pointerenter=${point(index)}
              >${bytes.join(' ')}${more === 0 ? '' : ` … ${formatCount(more)} bytes more`}</span
            > `,
        )}
      </div>
      ${this.order === '' ? nothing : html`<p class="order">${this.order}</p>`}
      <dl @pointerleave=${point(-1)}>
        ${this.fields.map(row)} ${this.results.map((result) => row(result, -2))}
      </dl>`;
  }
}

customElements.define('byte-fields', ByteFields);
