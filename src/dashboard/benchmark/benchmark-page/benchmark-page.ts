// The benchmark: from what this machine has to what it can do, and how that stands to what it or others could before.

import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { BENCHMARK_GROUPS, type BenchmarkReport, groupEntries } from '../../../miner/index.ts';
import type { Toast } from '../../elements/toast-stack.ts';
import { userEvent } from '../../elements/user-event.ts';
import type { Laboratory } from '../../laboratory.ts';
import type { SessionClient } from '../../session/session-client.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import '../benchmark-setup/benchmark-setup.ts';
import { entryLabel, entryNote, usesGpu } from '../entry-label.ts';
import '../history/history-list.ts';
import type { Renaming } from '../history/history-list.ts';
import { keptTitle } from '../history/kept-words.ts';
import { ReportHistory } from '../history/report-history.ts';
import { ReportStore } from '../history/report-store.ts';
import '../machine-facts/machine-facts.ts';
import '../report-card/report-card.ts';
import '../report-view/report-view.ts';
import { headline } from '../rows.ts';
import '../ruler-card/ruler-card.ts';
import { BenchmarkController, type RunEnd } from '../run/benchmark-controller.ts';
import { MiningWatch, type WatchedMining } from '../run/mining-watch.ts';
import { runningView } from '../run/running-view.ts';
import '../run-comparison/run-comparison.ts';
import {
  DEFAULT_SETTINGS,
  type OfferedRows,
  parseSettings,
  planOf,
  printSettings,
  type Settings,
} from '../settings.ts';
import { benchmarkHead } from './benchmark-head.ts';
import { benchmarkPageStyles } from './benchmark-page.styles.ts';
import { benchmarkNotices } from './notices.ts';

const NO_ROWS: OfferedRows = { engines: [], scaling: [], forms: [] };

/**
 * The benchmark page.
 *
 * @property laboratory - Detects and measures.
 * @property session - The mining session, which would take part of the machine; null where there is none.
 * @property others - What another page mines by itself; null for nothing.
 * @property commit - The program's commit, for the report of a stopped benchmark.
 * @property query - Settings as they stand in the address; they never start anything.
 * @fires benchmark-done - detail: BenchmarkReport. Bubbles, composed, as the three below.
 * @fires benchmark-stopped - detail: BenchmarkReport of the rows that finished.
 * @fires benchmark-failed - detail: { message: string, report: BenchmarkReport | null }.
 * @fires page-query - detail: string; the settings were changed.
 * @csspart headline - The sentence on top.
 */
export class BenchmarkPage extends LitElement {
  static override properties = {
    laboratory: { attribute: false },
    session: { attribute: false },
    others: { attribute: false },
    commit: { type: String },
    query: { type: String },
    settings: { state: true },
    announcement: { state: true },
  };

  static override styles = [baseStyles, pageStyles, benchmarkPageStyles];

  declare laboratory: Laboratory | null;
  declare session: SessionClient | null;
  declare others: WatchedMining | null;
  declare commit: string;
  declare query: string;
  declare protected settings: Settings;
  declare protected announcement: string;
  readonly #run = new BenchmarkController(this, {
    onStart: () => this.#started(),
    onRow: (index, count, engine) => {
      this.announcement = `Row ${index + 1} of ${count}: ${this.#labelHere(engine)}`;
    },
    onEnd: (end) => this.#ended(end),
  });
  readonly #mining = new MiningWatch(
    this,
    () => this.session,
    () => this.#run.noteDisturbance('mining'),
  );
  readonly #othersMining = new MiningWatch(
    this,
    () => this.others,
    () => this.#run.noteDisturbance('mining'),
  );
  readonly #history = new ReportHistory({
    store: new ReportStore(),
    nowMs: () => Date.now(),
    // `randomUUID` is there in secure contexts alone.
    newId: () => crypto.getRandomValues(new Uint32Array(4)).join('-'),
    onChange: () => this.requestUpdate(),
  });

  constructor() {
    super();
    this.laboratory = null;
    this.session = null;
    this.others = null;
    this.commit = 'unknown';
    this.query = '';
    this.settings = DEFAULT_SETTINGS;
    this.announcement = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#history.load();
  }

  protected override willUpdate(changed: PropertyValues): void {
    // What this page has printed comes back through the address; it may say less than the settings do.
    if (changed.has('query') && this.query !== printSettings(this.settings)) {
      this.settings = parseSettings(this.query);
    }
    if (changed.has('commit')) this.#run.commit = this.commit;
    if (changed.has('laboratory') && this.laboratory !== null) void this.#run.detect(this.laboratory);
  }

  /** The report that is shown: the last one, also of a stopped benchmark, or one that was opened; null for none. */
  get report(): BenchmarkReport | null {
    return this.#run.isRunning ? null : (this.#history.shown?.report ?? this.#run.report);
  }

  /** Starts with the settings shown; does nothing while one runs or before detection. */
  start(): Promise<void> {
    return this.#run.start(planOf(this.settings, this.#offered));
  }

  /** Stops a benchmark under way; rows that finished stay. */
  stop(): void {
    this.#run.stop();
  }

  /** Whether the report shown is another one than the last run's. */
  get #isOpened(): boolean {
    const { shown } = this.#history;
    return shown !== null && shown.report !== this.#run.report;
  }

  get #offered(): OfferedRows {
    const { detected } = this.#run;
    if (detected === null) return NO_ROWS;
    const rows = BENCHMARK_GROUPS.map((group) => [group, groupEntries(group, detected).map(({ id }) => id)]);
    return Object.fromEntries(rows) as OfferedRows;
  }

  #started(): void {
    this.#history.show('');
    if (this.#mining.isMining || this.#othersMining.isMining) this.#run.noteDisturbance('mining');
    this.announcement = 'Benchmark started';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('benchmark-run')?.focus());
  }

  #ended(end: RunEnd): void {
    if (end.how === 'failed') {
      this.announcement = 'The benchmark failed';
      this.#raise('benchmark-failed', { message: end.message, report: end.report });
    } else {
      const top = headline(end.report.results, end.report.machine);
      const words = top === null ? '' : ` ${top.subject}: ${top.figure} ${top.versus}.`;
      this.announcement = end.how === 'stopped' ? 'Benchmark stopped' : `Benchmark finished.${words}`;
      this.#raise(`benchmark-${end.how}`, end.report);
    }
    if (end.how === 'done') void this.#keep(end.report);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h1')?.focus());
  }

  async #keep(report: BenchmarkReport): Promise<void> {
    const { id } = await this.#history.add(report, 'measured');
    // Another may run or be shown by now.
    if (this.#run.report === report && this.#history.shown === null) this.#history.show(id);
  }

  #raise(type: string, detail: unknown): void {
    this.dispatchEvent(userEvent(type, detail));
  }

  /** Names a row of this machine. */
  #labelHere(id: string): string {
    const { detected } = this.#run;
    const isSoftware = usesGpu(id) && detected?.adapter?.isSoftware === true;
    return entryLabel(id, { cores: detected?.machine.cores ?? 1, isSoftware });
  }

  #changeSettings(event: CustomEvent<Settings>): void {
    this.settings = event.detail;
    this.#raise('page-query', printSettings(event.detail));
  }

  #open(id: string): void {
    this.#history.show(id);
    this.#toTop();
  }

  async #import(file: File): Promise<void> {
    await this.#history.importFile(file);
    if (this.#history.refusal === '') this.#toTop();
  }

  async #remove(id: string): Promise<void> {
    const kept = this.#history.kept.find((one) => one.id === id);
    if (kept === undefined) return;
    const undo = await this.#history.remove(id);
    const action = { label: 'Undo', run: () => void undo() };
    this.#raise('toast', { text: `Deleted: ${keptTitle(kept)}`, action } satisfies Toast);
  }

  /** Shows a new headline, and tells screen readers of it. */
  #toTop(): void {
    void this.updateComplete.then(() => {
      const title = this.renderRoot.querySelector<HTMLElement>('h1');
      title?.scrollIntoView({ block: 'nearest' });
      title?.focus();
    });
  }

  #close(): void {
    this.#history.show('');
    this.#run.clear();
    this.#toTop();
  }

  override render() {
    const { isRunning, detected, problem } = this.#run;
    const { report } = this;
    // What the machine has is said above everything else: nothing is shown that would be pushed down by it.
    const isKnown = detected !== null || problem !== '' || report !== null;
    return html`
      ${
        isRunning
          ? html`<h1 class="only-read">Benchmark under way</h1>`
          : benchmarkHead({
              report,
              isOpened: this.#isOpened,
              onAgain: () => this.#toSetup(),
              onClose: () => this.#close(),
            })
      }
      ${this.#notices(report)}
      <div class="parts">
        ${isRunning ? runningView(this.#run, (id) => this.#labelHere(id)) : isKnown ? this.#atRest(report) : nothing}
      </div>
      <p class="only-read" aria-live="polite">${this.announcement}</p>
    `;
  }

  #notices(report: BenchmarkReport | null) {
    const run = this.#run;
    return benchmarkNotices({
      // Of another machine's report nothing here can be said.
      detected: this.#isOpened ? null : run.detected,
      failures: report?.failures ?? [],
      end: run.isRunning ? null : this.#isOpened ? 'done' : run.phase,
      problem: run.problem,
      hasResults: (report?.results ?? run.results).length > 0,
      disturbances: this.#isOpened ? new Set() : run.disturbances,
      isMining: this.#mining.isMining || this.#othersMining.isMining,
      onStopMining: this.#mining.isMining ? this.#mining.stop : this.#othersMining.stop,
      label: (id) => this.#labelHere(id),
    });
  }

  #atRest(report: BenchmarkReport | null) {
    if (report === null || report.results.length === 0) {
      return html`${this.#facts()} ${this.#setup('What will be measured')} ${this.#comparison()} ${this.#list()}
        <ruler-card is-waiting></ruler-card>`;
    }
    return html`<ruler-card .results=${report.results} .cores=${report.machine.cores}></ruler-card>
      <report-view .report=${report}></report-view>
      ${this.#comparison()}
      <div class="ends">
        <div class="next">${this.#list()} ${this.#setup('Measure again')} ${this.#facts()}</div>
        <report-card .report=${report}></report-card>
      </div>`;
  }

  #facts() {
    return html`<machine-facts .detected=${this.#run.detected}></machine-facts>`;
  }

  /** Two of those at hand, where there are two. */
  #comparison() {
    const { kept, shown } = this.#history;
    if (kept.length < 2) return nothing;
    return html`<run-comparison .kept=${kept} .shown=${shown?.id ?? ''}></run-comparison>`;
  }

  /** What was measured before, here or elsewhere. */
  #list() {
    const history = this.#history;
    const shown = history.shown?.id ?? '';
    return html`<history-list
        .kept=${history.kept}
        .shown=${shown}
        .problem=${history.problem}
        .refusal=${history.refusal}
        @open-report=${(event: CustomEvent<string>) => this.#open(event.detail)}
        @rename-report=${({ detail }: CustomEvent<Renaming>) => void history.rename(detail.id, detail.name)}
        @remove-report=${(event: CustomEvent<string>) => void this.#remove(event.detail)}
        @import-file=${(event: CustomEvent<File>) => void this.#import(event.detail)}
      ></history-list>`;
  }

  #setup(heading: string) {
    const { settings } = this;
    const { detected } = this.#run;
    if (detected === null) return nothing;
    const isSoftware = detected.adapter?.isSoftware ?? false;
    const plan = planOf(settings, this.#offered);
    return html`<benchmark-setup
      .heading=${heading}
      .settings=${settings}
      .offered=${this.#offered}
      .wordsOf=${(id: string) => ({ label: this.#labelHere(id), note: entryNote(id, isSoftware) })}
      .usesGpu=${!isSoftware && plan.entries.some(({ id }) => usesGpu(id))}
      @settings-change=${this.#changeSettings}
      @start-benchmark=${() => void this.start()}
    ></benchmark-setup>`;
  }

  #toSetup(): void {
    const setup = this.renderRoot.querySelector<HTMLElement>('benchmark-setup');
    setup?.scrollIntoView({ block: 'center' });
    setup?.focus();
  }
}

customElements.define('benchmark-page', BenchmarkPage);
