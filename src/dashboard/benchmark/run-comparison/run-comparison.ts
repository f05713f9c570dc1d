import { css, html, LitElement, nothing } from 'lit';
import '../../charts/drawing/drawing-view.ts';
import '../../elements/chart-frame.ts';
import '../../elements/select-field.ts';
import { baseStyles } from '../../style/base.ts';
import { compareReports, comparisonSentence } from '../comparison.ts';
import { machineLine } from '../csv.ts';
import { comparisonDrawing } from '../drawings/comparison.ts';
import { keptTitle } from '../history/kept-words.ts';
import type { KeptReport } from '../history/report-store.ts';
import { comparisonTable } from '../report-view/tables.ts';

/**
 * Any two benchmarks beside each other.
 *
 * @property kept - What there is to choose from, the newest first; fewer than two show nothing.
 * @property shown - Id of the one that the page shows: A until another is chosen; empty for none.
 */
export class RunComparison extends LitElement {
  static override properties = {
    kept: { attribute: false },
    shown: { type: String },
    chosenA: { state: true },
    chosenB: { state: true },
  };

  static override styles = [
    baseStyles,
    css`
      .choice {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--space-3) var(--space-5);
        margin-bottom: var(--space-5);
      }

      @media (max-width: 700px) {
        .choice {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  declare kept: readonly KeptReport[];
  declare shown: string;
  /** Ids that were chosen; empty until then. */
  declare protected chosenA: string;
  declare protected chosenB: string;

  constructor() {
    super();
    this.kept = [];
    this.shown = '';
    this.chosenA = '';
    this.chosenB = '';
  }

  #find(...ids: readonly string[]): KeptReport | undefined {
    return ids.flatMap((id) => this.kept.find((one) => one.id === id) ?? [])[0];
  }

  override render() {
    const a = this.#find(this.chosenA, this.shown) ?? this.kept[0];
    const b = this.#find(this.chosenB) ?? this.kept.find((one) => one !== a);
    if (a === undefined || b === undefined) return nothing;
    const comparison = compareReports(a.report, b.report);
    const hasRows = comparison.rows.length > 0;
    return html`<chart-frame
      heading="A against B"
      unit="ratio of the medians with its 95 % interval, log scale"
      say="A: ${keptTitle(a)}. B: ${keptTitle(b)}. ${comparisonSentence(comparison)} Intervals hold what the runs of each benchmark scatter, not what changed between the two: heat, other programs, a new browser."
      file-name="proofworks-comparison"
      .table=${() => comparisonTable(comparison)}
    >
      <div>
        <div class="choice">
          ${this.#field('A', a, (id) => {
            this.chosenA = id;
          })}
          ${this.#field('B', b, (id) => {
            this.chosenB = id;
          })}
        </div>
        ${
          hasRows
            ? html`<drawing-view
                label="${comparisonSentence(comparison)} The table says the same in figures."
                .draw=${(width: number) => comparisonDrawing(comparison.rows, width)}
              ></drawing-view>`
            : nothing
        }
      </div>
    </chart-frame>`;
  }

  #field(label: string, chosen: KeptReport, choose: (id: string) => void) {
    return html`<select-field
      label=${label}
      .options=${this.kept.map((one) => ({ value: one.id, label: keptTitle(one), note: machineLine(one.report) }))}
      .value=${chosen.id}
      @value-change=${(event: CustomEvent<string>) => choose(event.detail)}
    ></select-field>`;
  }
}

customElements.define('run-comparison', RunComparison);
