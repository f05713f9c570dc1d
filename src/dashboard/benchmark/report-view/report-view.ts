import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { BenchmarkReport } from '../../../miner/index.ts';
import '../../charts/drawing/drawing-view.ts';
import '../../elements/chart-frame.ts';
import '../../elements/panel-card.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import { barsDrawing } from '../drawings/bars.ts';
import { driftDrawing } from '../drawings/drift.ts';
import { formsDrawing } from '../drawings/forms.ts';
import { proofDrawing } from '../drawings/proof.ts';
import { scalingDrawing } from '../drawings/scaling.ts';
import { type DriftRow, driftRows } from '../drift.ts';
import { entryLabel } from '../entry-label.ts';
import { type FormGroup, formGroups } from '../forms.ts';
import { type BarRow, barRows } from '../points.ts';
import '../result-table/result-table.ts';
import { mainResults, type ProofRow, proofRows, type ResultRow, resultRows } from '../rows.ts';
import { type ScalingCurve, scalingCurve, scalingSentence } from '../scaling.ts';
import { barsTable, driftTable, formsTable, proofTable, scalingTable } from './tables.ts';

/** All that the cards show, made once per report. */
interface Shown {
  readonly rows: readonly ResultRow[];
  readonly bars: readonly BarRow[];
  readonly proofs: readonly ProofRow[];
  readonly curve: ScalingCurve | null;
  readonly forms: readonly FormGroup[];
  readonly drifts: readonly DriftRow[];
}

/**
 * A finished benchmark: rates, proof, scaling, kernel forms, drift, and every figure in a table. What the report has no
 * rows for is left out.
 *
 * @property report - The benchmark.
 */
export class ReportView extends LitElement {
  static override properties = { report: { attribute: false } };

  static override styles = [
    baseStyles,
    pageStyles,
    css`
      chart-frame,
      panel-card {
        min-width: 0;
      }
    `,
  ];

  declare report: BenchmarkReport | null;
  #shown: Shown | null = null;

  constructor() {
    super();
    this.report = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('report')) this.#shown = this.report === null ? null : shownOf(this.report);
  }

  override render() {
    const { report } = this;
    const shown = this.#shown;
    if (report === null || shown === null) return nothing;
    return html`<div class="grid">
      ${this.#bars(shown)} ${this.#proof(shown)} ${this.#scaling(shown, report.machine.cores)} ${this.#forms(shown)}
      ${this.#drift(shown)}
      <panel-card class="s12" heading="In figures" unit="each row’s median over its runs">
        <result-table .rows=${shown.rows}></result-table>
      </panel-card>
    </div>`;
  }

  #bars({ bars, proofs }: Shown) {
    return html`<chart-frame
      class=${proofs.length > 0 ? 's7' : 's12'}
      heading="Hash rates"
      unit="hashes per second, log scale"
      file-name="proofworks-rates"
      .table=${() => barsTable(bars)}
    >
      <drawing-view
        label="Bars of hash rates on a logarithmic axis; the table says the same."
        .draw=${(width: number) => barsDrawing(bars, width)}
      ></drawing-view>
    </chart-frame>`;
  }

  #proof({ proofs }: Shown) {
    if (proofs.length === 0) return nothing;
    const verdicts = proofs.map(({ label, verdict }) => `${label}: ${verdict}`).join('; ');
    return html`<chart-frame
      class="s5"
      heading="The shares prove it"
      unit="proved rate against the counted one"
      say="A counter can be wrong; a share cannot. Each is a header whose double SHA-256 begins with enough zero bits, checked again by a second, plain implementation. The band, what shares prove with 95 %, should hold the counted rate; by chance alone it misses it in one row of twenty."
      file-name="proofworks-shares"
      .table=${() => proofTable(proofs)}
    >
      <drawing-view
        label="Counted rate against the rate that shares prove. ${verdicts}."
        .draw=${(width: number) => proofDrawing(proofs, width)}
      ></drawing-view>
    </chart-frame>`;
  }

  #scaling({ curve, forms }: Shown, cores: number) {
    if (curve === null) return nothing;
    return html`<chart-frame
      class=${forms.length > 0 ? 's6' : 's12'}
      heading="What more workers bring"
      unit="${curve.engine}: rate, and what each worker keeps of its rate alone"
      say=${scalingSentence(curve, cores)}
      file-name="proofworks-scaling"
      .table=${() => scalingTable(curve)}
    >
      <drawing-view
        label="Hash rate against the number of workers, with the line of perfect scaling; the table says the same."
        .draw=${(width: number) => scalingDrawing(curve, width)}
      ></drawing-view>
    </chart-frame>`;
  }

  #forms({ forms, curve }: Shown) {
    if (forms.length === 0) return nothing;
    return html`<chart-frame
      class=${curve === null ? 's12' : 's6'}
      heading="One search in several forms"
      unit="each engine’s kernel forms, from zero"
      say="All forms compute the same hashes from one description of the search; they differ in how much code is written out and where the message schedule lies. What is fastest depends on the processor and its compiler."
      file-name="proofworks-forms"
      .table=${() => formsTable(forms)}
    >
      <drawing-view
        label="Bars of hash rates by kernel form; the table says the same."
        .draw=${(width: number) => formsDrawing(forms, width)}
      ></drawing-view>
    </chart-frame>`;
  }

  #drift({ drifts }: Shown) {
    if (drifts.length === 0) return nothing;
    const verdicts = drifts.map(({ label, verdict }) => `${label}: ${verdict}`).join('; ');
    return html`<chart-frame
      class="s12"
      heading="Does the rate hold?"
      unit="each row over its own time, against its middle rate"
      say="A processor that gets hot lowers its clock: the line sinks. The dashed line is the trend (the median of the slopes between all pairs of points); it counts as a change where its 95 % interval leaves no doubt and it makes 1 % or more."
      file-name="proofworks-drift"
      .table=${() => driftTable(drifts)}
    >
      <drawing-view
        label="Hash rate over time. ${verdicts}."
        .draw=${(width: number) => driftDrawing(drifts, width)}
      ></drawing-view>
    </chart-frame>`;
  }
}

function shownOf({ results, machine }: BenchmarkReport): Shown {
  const { cores } = machine;
  const rows = resultRows(results, cores);
  const drifts = driftRows(results, ({ engine, isSoftware }) => entryLabel(engine, { cores, isSoftware }));
  return {
    rows,
    // Forms and numbers of workers have charts of their own.
    bars: barRows(resultRows(mainResults(results), cores)),
    proofs: proofRows(rows),
    curve: scalingCurve(results),
    forms: formGroups(results),
    // A short benchmark has too few points for any trend.
    drifts: drifts.some(({ trend }) => trend !== null) ? drifts : [],
  };
}

customElements.define('report-view', ReportView);
