import { css, html, LitElement } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ShockTrace } from '../../../simulation/index.ts';
import { fontsReady, readColours } from '../../charts/chart.ts';
import { baseStyles } from '../../style/base.ts';
import type { CellAxes } from './cell-path.ts';
import { multiplesPicture } from './multiples-picture.ts';
import './shock-cell.ts';

/** One rule's cell, as plain data. */
export interface ShockCellView {
  readonly rule: string;
  readonly heading: string;
  readonly trace: ShockTrace | null;
  readonly isStale: boolean;
  readonly figures: readonly string[];
}

/**
 * Rules under one shock, side by side on the same axes.
 *
 * @property cells - In the order in which they stand.
 * @property axes - Null while nothing is there to be drawn.
 * @property compared - Names of the rules that are in the large picture.
 * @property mostCompared - How many may be there.
 * @fires compare-change - From a cell, detail: { rule, isOn }. Bubbles, composed.
 */
export class ShockMultiples extends LitElement {
  static override properties = {
    cells: { attribute: false },
    axes: { attribute: false },
    compared: { attribute: false },
    mostCompared: { type: Number },
  };

  static override styles = [
    baseStyles,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 184px), 1fr));
        gap: var(--space-5) var(--space-5);
      }

      @media (max-width: 560px) {
        .grid {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          gap: var(--space-5) var(--space-4);
          --cell-height: 80px;
          --cell-title: 36px;
        }
      }
    `,
  ];

  declare cells: readonly ShockCellView[];
  declare axes: CellAxes | null;
  declare compared: readonly string[];
  declare mostCompared: number;

  constructor() {
    super();
    this.cells = [];
    this.axes = null;
    this.compared = [];
    this.mostCompared = 0;
  }

  /**
   * All cells as a picture, in as many columns as on the screen.
   *
   * @param scale - Canvas pixels per CSS pixel.
   * @throws {Error} if nothing is drawn yet.
   */
  async toCanvas(scale: number): Promise<HTMLCanvasElement> {
    const grid = this.renderRoot.querySelector('.grid');
    if (grid === null || this.axes === null) throw new Error('There is no picture to save yet');
    await fontsReady();
    const columns = getComputedStyle(grid).gridTemplateColumns.split(' ').length;
    return multiplesPicture(
      this.cells,
      this.axes,
      { width: grid.clientWidth, columns, scale },
      readColours(grid),
    );
  }

  override render() {
    const { cells, axes, compared, mostCompared } = this;
    return html`<div class="grid">
      ${repeat(
        cells,
        ({ rule }) => rule,
        ({ rule, heading, trace, isStale, figures }) => html`<shock-cell
          heading=${heading}
          rule=${rule}
          .trace=${trace}
          .isStale=${isStale}
          .axes=${axes}
          .figures=${figures}
          .isCompared=${compared.includes(rule)}
          .canCompare=${compared.length < mostCompared}
        ></shock-cell>`,
      )}
    </div>`;
  }
}

customElements.define('shock-multiples', ShockMultiples);
