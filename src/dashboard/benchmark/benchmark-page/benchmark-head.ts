// The top of the benchmark page: a question before anything was measured, the answer after.

import { html, nothing } from 'lit';
import type { BenchmarkReport } from '../../../miner/index.ts';
import { formatHashrate } from '../../../primitives/index.ts';
import { machineLine } from '../csv.ts';
import { entryLabel } from '../entry-label.ts';
import { dateText } from '../history/kept-words.ts';
import { headline } from '../rows.ts';
import { saveReport } from '../save-report.ts';

/** What the head depends on. */
export interface HeadState {
  /** Null before anything was measured. */
  readonly report: BenchmarkReport | null;
  /** Whether it is another one than the last run's. */
  readonly isOpened: boolean;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** The headline, a sentence or two, and what can be done with the report. */
export function benchmarkHead(state: HeadState) {
  const { report } = state;
  return report === null || report.results.length === 0 ? question() : answer(report, state);
}

function question() {
  return html`<header class="page-head">
    <h1 part="headline" tabindex="-1">How fast can this machine search Bitcoin headers?</h1>
    <p class="lead">
      Mining is a search: hash a block’s header twice with SHA-256, change the nonce, try again. This measures how often
      each engine of your browser can do that in a second, on real headers, and proves it by the shares it finds.
    </p>
  </header>`;
}

function answer(report: BenchmarkReport, { isOpened, onAgain, onClose }: HeadState) {
  const top = headline(report.results, report.machine);
  const where = isOpened
    ? `Measured ${dateText(report)} UTC on ${machineLine(report)}, commit ${report.commit}.`
    : '';
  return html`<header class="page-head answer">
    ${
      top === null
        ? html`<h1 part="headline" tabindex="-1">${onlyRow(report)}</h1>`
        : html`<h1 part="headline" tabindex="-1">
            ${top.subject}: <span class="figure">${top.figure}</span> ${top.versus}
          </h1>`
    }
    <p class="lead">${top?.scale ?? nothing} ${where}</p>
    <div class="actions">
      <button type="button" @click=${onAgain}>Measure again</button>
      <button type="button" @click=${() => saveReport(report, 'json')}>Save JSON</button>
      <button type="button" @click=${() => saveReport(report, 'csv')}>Save CSV</button>
      <button type="button" @click=${onClose}>Close</button>
    </div>
  </header>`;
}

/** Where there is nothing to compare with: the best row and its rate. */
function onlyRow({ results, machine }: BenchmarkReport) {
  const best = results.reduce((a, b) => (b.hps.median > a.hps.median ? b : a));
  const label = entryLabel(best.engine, { cores: machine.cores, isSoftware: best.isSoftware });
  return html`${label}: <span class="figure">${formatHashrate(best.hps.median)}</span>`;
}
