import { css, html, LitElement } from 'lit';
import { baseStyles } from '../style/base.ts';

/**
 * Tiles side by side in a ruled box, as many in a row as there is room for: `--tile` is the least width of one,
 * 168 px by default.
 *
 * @slot - The tiles.
 */
export class TileRow extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--tile, 168px)), 1fr));
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--panel);
      }

      /* Each tile rules its own right and bottom; the box cuts off the outermost. */
      ::slotted(*) {
        margin: 0 -1px -1px 0;
        border: solid var(--line);
        border-width: 0 1px 1px 0;
      }

      @media (max-width: 560px) {
        :host {
          grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--tile, 148px)), 1fr));
        }
      }
    `,
  ];

  override render() {
    return html`<slot></slot>`;
  }
}

customElements.define('tile-row', TileRow);
