// What is seen while a benchmark runs: the rate now, its line over time, where it stands, and the rows that finished.

import { html, nothing, type TemplateResult } from 'lit';
import { plannedMs } from '../../../miner/index.ts';
import '../../charts/series-chart/series-chart.ts';
import '../../elements/chart-frame.ts';
import '../../elements/panel-card.ts';
import '../result-table/result-table.ts';
import { resultRows } from '../rows.ts';
import '../ruler-card/ruler-card.ts';
import type { BenchmarkController } from './benchmark-controller.ts';
import './benchmark-run.ts';
import { liveSeries, liveSpec, liveTable } from './live-chart.ts';

/** @param labelOf - Names a row by its id. */
export function runningView(run: BenchmarkController, labelOf: (id: string) => string): TemplateResult {
  const { detected, progress, plan, samples, phase, results } = run;
  const cores = detected?.machine.cores ?? 1;
  const series = liveSeries(samples);
  const plannedSec = plan === null ? 0 : plannedMs(plan) / 1000;
  const totalSec = progress === null ? plannedSec : (progress.elapsedMs + progress.remainingMs) / 1000;
  return html`<benchmark-run
      .progress=${progress}
      .label=${labelOf(progress?.engine ?? plan?.entries[0]?.id ?? '')}
      .count=${plan?.entries.length ?? 1}
      .stopping=${phase === 'stopping'}
      @stop-benchmark=${() => run.stop()}
    ></benchmark-run>
    <chart-frame
      heading="The rate now"
      unit="hashes per second, log scale"
      file-name="proofworks-live"
      .table=${() => liveTable(series, labelOf)}
    >
      <series-chart
        label="Hash rate over time on a logarithmic axis; the table says the same."
        .spec=${liveSpec(series, totalSec, labelOf)}
      ></series-chart>
    </chart-frame>
    <ruler-card .results=${results} .cores=${cores} .live=${progress?.hashrateHps ?? 0}></ruler-card>
    ${
      results.length === 0
        ? nothing
        : html`<panel-card heading="In figures" unit="each row’s median over its runs">
            <result-table .rows=${resultRows(results, cores)}></result-table>
          </panel-card>`
    }`;
}
