// The benchmark: from what this machine has to what it can do.

import { html, LitElement, nothing, type PropertyValues } from 'lit';
import {
  type BenchmarkPlan,
  type BenchmarkProgress,
  type BenchmarkReport,
  type BenchmarkResult,
  type Detected,
  plannedMs,
  standardEntries,
} from '../../../miner/index.ts';
import { formatHashrate } from '../../../primitives/index.ts';
import { readColours } from '../../charts/chart.ts';
import type { Laboratory } from '../../laboratory.ts';
import { baseStyles } from '../../style/base.ts';
import '../benchmark-run/benchmark-run.ts';
import '../benchmark-setup/benchmark-setup.ts';
import { entryLabel, entryNote, usesGpu } from '../entry-label.ts';
import '../machine-facts/machine-facts.ts';
import { barRows, deviceEmber, emberOf, type LiveSample, liveSeries } from '../points.ts';
import '../rate-bars/rate-bars.ts';
import '../rate-line/rate-line.ts';
import '../rate-ruler/rate-ruler.ts';
import { REFERENCE_DEVICES, REFERENCE_NETWORKS } from '../reference-devices.ts';
import '../result-table/result-table.ts';
import { headline, proofRows, type ResultRow, resultRows, unfinishedReport } from '../rows.ts';
import type { RulerMark } from '../ruler-layout.ts';
import {
  DEFAULT_SETTINGS,
  offeredEntries,
  parseSettings,
  planOf,
  printSettings,
  type Settings,
} from '../settings.ts';
import '../share-proof/share-proof.ts';
import { type ReportFormat, saveReport } from '../save-report.ts';
import { benchmarkPageStyles } from './benchmark-page.styles.ts';
import { benchmarkNotices } from './notices.ts';

type Phase = 'ready' | 'running' | 'stopping' | 'done' | 'stopped' | 'failed';

const PUBLISHED_MARKS: readonly RulerMark[] = [...REFERENCE_DEVICES, ...REFERENCE_NETWORKS].map((device) => ({
  label: device.name,
  note: `${device.kind}, ${device.year}`,
  hps: device.hps,
  kind: device.kind === 'network' ? 'network' : 'published',
  ember: deviceEmber(device),
}));

/**
 * The benchmark page.
 *
 * @property laboratory - Detects and measures.
 * @property commit - The program's commit, for the report of a stopped benchmark.
 * @property query - Settings as they stand in the address; they never start anything.
 * @property report - The last report, also of a stopped benchmark; null before the first and while one runs.
 * @fires benchmark-done - detail: BenchmarkReport. Bubbles, composed, as the two below.
 * @fires benchmark-stopped - detail: BenchmarkReport of the rows that finished.
 * @fires benchmark-failed - detail: { message: string, report: BenchmarkReport | null }.
 * @fires page-query - detail: string; the settings were changed.
 * @csspart headline - The sentence on top.
 */
export class BenchmarkPage extends LitElement {
  static override properties = {
    laboratory: { attribute: false },
    commit: { type: String },
    query: { type: String },
    report: { attribute: false },
    detected: { state: true },
    settings: { state: true },
    phase: { state: true },
    progress: { state: true },
    samples: { state: true },
    results: { state: true },
    problem: { state: true },
    wasHidden: { state: true },
    announcement: { state: true },
  };

  static override styles = [baseStyles, benchmarkPageStyles];

  declare laboratory: Laboratory | null;
  declare commit: string;
  declare query: string;
  declare report: BenchmarkReport | null;
  declare protected detected: Detected | null;
  declare protected settings: Settings;
  declare protected phase: Phase;
  declare protected progress: BenchmarkProgress | null;
  declare protected samples: readonly LiveSample[];
  declare protected results: readonly BenchmarkResult[];
  declare protected problem: string;
  declare protected wasHidden: boolean;
  declare protected announcement: string;
  /** Made when results change, not four times a second. */
  #rows: readonly ResultRow[] = [];
  #marks: readonly RulerMark[] = PUBLISHED_MARKS;
  #plan: BenchmarkPlan | null = null;
  #controller: AbortController | null = null;

  constructor() {
    super();
    this.laboratory = null;
    this.commit = 'unknown';
    this.query = '';
    this.report = null;
    this.detected = null;
    this.settings = DEFAULT_SETTINGS;
    this.phase = 'ready';
    this.progress = null;
    this.samples = [];
    this.results = [];
    this.problem = '';
    this.wasHidden = false;
    this.announcement = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#noteHidden);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#noteHidden);
    this.stop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('results') || changed.has('detected')) {
      this.#rows = resultRows(this.results, this.detected?.machine.cores ?? 1);
      this.#marks = [...this.#rows.map(rulerMark), ...PUBLISHED_MARKS];
    }
    if (changed.has('query')) this.settings = parseSettings(this.query);
    if (changed.has('laboratory') && this.laboratory !== null) void this.#detect(this.laboratory);
  }

  async #detect(laboratory: Laboratory): Promise<void> {
    this.detected = null;
    try {
      const detected = await laboratory.detect();
      if (laboratory === this.laboratory) this.detected = detected;
    } catch (error) {
      this.#fail(error, null);
    }
  }

  get #offered(): readonly string[] {
    return this.detected === null ? [] : standardEntries(this.detected).map(({ id }) => id);
  }

  /** Starts with the settings shown; does nothing while one runs or before detection. */
  async start(): Promise<void> {
    const { laboratory, detected } = this;
    if (laboratory === null || detected === null || this.#controller !== null) return;
    const plan = planOf(this.settings, this.#offered);
    if (plan.entries.length === 0) return;
    const controller = new AbortController();
    this.#controller = controller;
    this.#plan = plan;
    this.phase = 'running';
    this.report = null;
    this.progress = null;
    this.samples = [];
    this.results = [];
    this.problem = '';
    this.wasHidden = document.hidden;
    this.announcement = 'Benchmark started';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('benchmark-run')?.focus());
    try {
      const report = await laboratory.run(plan, {
        signal: controller.signal,
        onProgress: (progress) => this.#keepProgress(progress, controller),
        onResult: (result) => {
          if (this.#controller === controller) this.results = [...this.results, result];
        },
      });
      this.results = report.results;
      this.report = report;
      if (report.results.length === 0) {
        this.#fail(report.failures[0]?.reason ?? 'no row was measured', report);
        return;
      }
      this.phase = 'done';
      this.announcement = `Benchmark finished. ${this.#headlineText() ?? ''}`;
      this.#raise('benchmark-done', report);
    } catch (error) {
      if (controller.signal.aborted) this.#settleStopped(plan, detected);
      else this.#fail(error, this.#partialReport(plan, detected));
    } finally {
      this.#controller = null;
      this.progress = null;
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h1')?.focus());
    }
  }

  /** Stops a benchmark under way; rows that finished stay. */
  stop(): void {
    if (this.#controller === null) return;
    this.phase = 'stopping';
    this.#controller.abort();
  }

  #settleStopped(plan: BenchmarkPlan, detected: Detected): void {
    this.phase = 'stopped';
    this.announcement = 'Benchmark stopped';
    const report = this.#partialReport(plan, detected);
    this.report = report.results.length > 0 ? report : null;
    this.#raise('benchmark-stopped', report);
  }

  #fail(error: unknown, report: BenchmarkReport | null): void {
    this.problem = error instanceof Error ? error.message : String(error);
    this.phase = 'failed';
    this.report = report !== null && report.results.length + report.failures.length > 0 ? report : null;
    this.announcement = 'The benchmark failed';
    this.#raise('benchmark-failed', { message: this.problem, report });
  }

  #partialReport(plan: BenchmarkPlan, { machine, adapter }: Detected): BenchmarkReport {
    const { commit, results } = this;
    const date = new Date().toISOString();
    return unfinishedReport({ commit, date, machine, adapter, secondsPerRun: plan.secondsPerRun }, results);
  }

  #keepProgress(progress: BenchmarkProgress, controller: AbortController): void {
    if (this.#controller !== controller || controller.signal.aborted) return;
    if (progress.entryIndex !== this.progress?.entryIndex) {
      const number = progress.entryIndex + 1;
      this.announcement = `Row ${number} of ${progress.entryCount}: ${this.#label(progress.engine)}`;
    }
    this.progress = progress;
    const { engine, elapsedMs, hashrateHps } = progress;
    this.samples = [...this.samples, { engine, elapsedMs, hashrateHps }];
  }

  #raise(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #label(id: string): string {
    const cores = this.detected?.machine.cores ?? 1;
    return entryLabel(id, { cores, isSoftware: usesGpu(id) && this.detected?.adapter?.isSoftware === true });
  }

  readonly #noteHidden = (): void => {
    if (this.phase === 'running' && document.hidden) this.wasHidden = true;
  };

  #changeSettings(event: CustomEvent<Settings>): void {
    this.settings = event.detail;
    this.#raise('page-query', printSettings(event.detail));
  }

  async #save(extension: ReportFormat): Promise<void> {
    if (this.report === null) return;
    await saveReport(this.report, extension, readColours(this.renderRoot.querySelector('header') ?? this));
  }

  #headlineText(): string | null {
    const top = this.#headline();
    return top === null ? null : `${top.subject}: ${top.figure} ${top.versus}.`;
  }

  #headline() {
    return headline(this.results, { cores: this.detected?.machine.cores ?? 1 });
  }

  override render() {
    const isRunning = this.phase === 'running' || this.phase === 'stopping';
    const rows = this.#rows;
    const hasRows = rows.length > 0;
    return html`
      ${this.#head(isRunning)} ${benchmarkNotices({
        detected: this.detected,
        failures: this.report?.failures ?? [],
        end: isRunning ? null : this.phase,
        problem: this.problem,
        hasResults: this.results.length > 0,
        wasHidden: this.wasHidden,
        label: (id) => this.#label(id),
      })}
      ${isRunning ? this.#running() : nothing} ${isRunning || hasRows ? nothing : this.#setup(false)}
      <section class="ruler">
        <h2>On the scale of all mining <span class="unit">log scale, each block a thousand times the one before</span></h2>
        <rate-ruler
          .marks=${this.#marks}
          .live=${isRunning ? (this.progress?.hashrateHps ?? 0) : 0}
          .waiting=${hasRows || isRunning ? '' : 'this machine, somewhere here'}
        ></rate-ruler>
      </section>
      ${hasRows ? this.#results(rows, isRunning) : nothing} ${!isRunning && hasRows ? this.#setup(true) : nothing}
      <p class="only-read" aria-live="polite">${this.announcement}</p>
    `;
  }

  #head(isRunning: boolean) {
    const top = isRunning ? null : this.#headline();
    const canSave = (this.report?.results.length ?? 0) > 0;
    if (isRunning) return html`<h1 class="only-read">Benchmark under way</h1>`;
    return html`<header>
      ${
        top === null
          ? html`<h1 part="headline" tabindex="-1">How fast can this machine search Bitcoin headers?</h1>
              <p class="say lead">
                Mining is a search: hash a block’s header twice with SHA-256, change the nonce, try again. This measures
                how often each engine of your browser can do that in a second, on real headers, and proves it by the
                shares it finds.
              </p>`
          : html`<h1 part="headline" tabindex="-1" class="answer">
                ${top.subject}: <span class="figure">${top.figure}</span> ${top.versus}
              </h1>
              <p class="say lead">${top.scale}</p>`
      }
      ${
        canSave
          ? html`<div class="actions">
              <button type="button" @click=${() => this.#showSetup()}>Measure again</button>
              <button type="button" @click=${() => void this.#save('json')}>Save JSON</button>
              <button type="button" @click=${() => void this.#save('csv')}>Save CSV</button>
              <button type="button" @click=${() => void this.#save('png')}>Save picture</button>
            </div>`
          : nothing
      }
    </header>`;
  }

  #running() {
    const { progress } = this;
    const plan = this.#plan;
    const first = plan?.entries[0]?.id ?? '';
    const series = liveSeries(this.samples).map((one) => ({ ...one, label: this.#label(one.engine) }));
    const totalMs =
      progress === null ? (plan === null ? 0 : plannedMs(plan)) : progress.elapsedMs + progress.remainingMs;
    return html`<section class="run" aria-label="Benchmark under way">
      <benchmark-run
        .progress=${progress}
        .label=${this.#label(progress?.engine ?? first)}
        .count=${plan?.entries.length ?? 1}
        .stopping=${this.phase === 'stopping'}
        @stop-benchmark=${() => this.stop()}
      ></benchmark-run>
      <rate-line .series=${series} .totalSeconds=${totalMs / 1000}></rate-line>
    </section>`;
  }

  #results(rows: readonly ResultRow[], isRunning: boolean) {
    const proofs = proofRows(rows);
    return html`
      ${
        isRunning
          ? nothing
          : html`<section>
              <h2>Hash rates <span class="unit">hashes per second, log scale</span></h2>
              <rate-bars .rows=${barRows(rows)}></rate-bars>
            </section>`
      }
      <section>
        <h2>In figures <span class="unit">each row’s median over its runs</span></h2>
        <result-table .rows=${rows}></result-table>
      </section>
      ${proofs.length > 0 && !isRunning ? html`<section><share-proof .rows=${proofs}></share-proof></section>` : nothing}
    `;
  }

  #showSetup(): void {
    const setup = this.renderRoot.querySelector<HTMLElement>('benchmark-setup');
    setup?.scrollIntoView({ block: 'center' });
    setup?.focus();
  }

  #setup(isAgain: boolean) {
    const { detected, settings } = this;
    const plan = planOf(settings, this.#offered);
    const isSoftware = detected?.adapter?.isSoftware ?? false;
    const offered = offeredEntries(settings, this.#offered).map((id) => ({
      id,
      label: this.#label(id),
      note: entryNote(id, isSoftware),
    }));
    const facts = html`<section class="facts"><machine-facts .detected=${detected}></machine-facts></section>`;
    const form =
      detected === null
        ? nothing
        : html`<section class="setup">
            <benchmark-setup
              .heading=${isAgain ? 'Measure again' : 'What will be measured'}
              .settings=${settings}
              .offered=${offered}
              .plannedMs=${plannedMs(plan)}
              .hasGpu=${!isSoftware && plan.entries.some(({ id }) => usesGpu(id))}
              @settings-change=${this.#changeSettings}
              @start-benchmark=${() => void this.start()}
            ></benchmark-setup>
          </section>`;
    return isAgain ? html`${form}${facts}` : html`${facts}${form}`;
  }
}

function rulerMark({ result, label }: ResultRow): RulerMark {
  return {
    label,
    note: formatHashrate(result.hps.median),
    hps: result.hps.median,
    kind: result.isSoftware ? 'software' : 'measured',
    ember: emberOf(result.engine),
  };
}

customElements.define('benchmark-page', BenchmarkPage);
