import { css, html, LitElement } from 'lit';
import '../../elements/stat-tile.ts';
import '../../elements/tile-row.ts';
import { baseStyles } from '../../style/base.ts';
import type { TileFigure } from '../tile-figures.ts';

/**
 * A row of figures.
 *
 * @property figures - What they are: {@link TileFigure}.
 */
export class ChainTiles extends LitElement {
  static override properties = { figures: { attribute: false } };

  static override styles = [
    baseStyles,
    css`
      tile-row {
        /* The last one counts in millions of years. */
        grid-template-columns: repeat(5, minmax(0, 4fr)) minmax(0, 5fr);
      }

      stat-tile::part(value) {
        white-space: normal;
      }

      @media (max-width: 1240px) {
        tile-row {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
      }

      @media (max-width: 560px) {
        tile-row {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  declare figures: readonly TileFigure[];

  constructor() {
    super();
    this.figures = [];
  }

  override render() {
    return html`<tile-row>
      ${this.figures.map(
        ({ label, value, unit, tone, note, points }) => html`<stat-tile
          label=${label}
          value=${value}
          unit=${unit}
          tone=${tone}
          note=${note}
          .points=${points}
        ></stat-tile>`,
      )}
    </tile-row>`;
  }
}

customElements.define('chain-tiles', ChainTiles);
