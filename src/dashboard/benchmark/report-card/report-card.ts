import { css, html, LitElement, nothing } from 'lit';
import type { BenchmarkReport } from '../../../miner/index.ts';
import { fontsReady, readColours } from '../../charts/chart.ts';
import { drawingStyles, drawingSvg } from '../../charts/drawing/drawing-svg.ts';
import { paintedCanvas } from '../../charts/drawing/paint.ts';
import { downloadBlob, pngOf } from '../../elements/download.ts';
import { raiseToast } from '../../elements/toast-stack.ts';
import { baseStyles } from '../../style/base.ts';
import { reportFileName } from '../csv.ts';
import { CARD, cardDrawing } from './card-drawing.ts';

/** Pixels of the saved picture per px of the page. */
const PICTURE_SCALE = 2;

/**
 * A benchmark on one page, to print or to keep as a picture: always on white paper, whatever the theme. When the page is
 * printed, this is all of it.
 *
 * @property report - The benchmark.
 * @csspart sheet - The page.
 */
export class ReportCard extends LitElement {
  static override properties = { report: { attribute: false } };

  static override styles = [
    baseStyles,
    drawingStyles,
    css`
      .card {
        padding: var(--space-4) 18px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--panel);
      }

      h2 {
        font-size: var(--size-3);
        margin-bottom: var(--space-2);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin: var(--space-3) 0 var(--space-4);
      }

      .sheet {
        max-width: 560px;
        color-scheme: light;
        background: var(--panel);
        outline: 1px solid var(--line-strong);
      }

      .sheet svg {
        width: 100%;
        height: auto;
        overflow: hidden;
      }

      @media (max-width: 560px) {
        .card {
          padding: 14px;
        }
      }

      @media print {
        .words {
          display: none;
        }

        .card {
          padding: 0;
          border: 0;
          background: none;
        }

        .sheet {
          max-width: none;
          outline: 0;
          background: none;
        }

        /* One page whatever the paper: as large as both its sides let it be. */
        .sheet svg {
          display: block;
          max-height: 100vh;
          margin: 0 auto;
        }
      }
    `,
  ];

  declare report: BenchmarkReport | null;

  constructor() {
    super();
    this.report = null;
  }

  async #save(report: BenchmarkReport): Promise<void> {
    try {
      await fontsReady();
      // Colours as they are on the sheet: light.
      const colours = readColours(this.renderRoot.querySelector('.sheet') ?? this);
      const canvas = paintedCanvas(cardDrawing(report), colours, PICTURE_SCALE, 'panel');
      downloadBlob(await pngOf(canvas), reportFileName(report, 'png'));
    } catch (error) {
      raiseToast(this, error instanceof Error ? error.message : String(error), 'bad');
    }
  }

  override render() {
    const { report } = this;
    if (report === null) return nothing;
    return html`<section class="card" aria-labelledby="heading">
      <div class="words">
        <h2 id="heading">Report card</h2>
        <p class="say">The whole benchmark on one sheet of A4: to print, to keep, or to show to someone.</p>
        <div class="actions">
          <button type="button" @click=${() => print()}>Print</button>
          <button type="button" @click=${() => void this.#save(report)}>Save card as PNG</button>
        </div>
      </div>
      <div class="sheet" part="sheet">
        ${drawingSvg(cardDrawing(report), `Report card, ${CARD.width} by ${CARD.height}; the figures stand in the cards above.`)}
      </div>
    </section>`;
  }
}

customElements.define('report-card', ReportCard);
