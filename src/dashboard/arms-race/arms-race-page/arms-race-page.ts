import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { formatDate } from '../../../primitives/index.ts';
import { DAY_SEC, dateOfDay, dayOfDate, scenarioDifferences } from '../../../simulation/index.ts';
import { downloadText } from '../../elements/download.ts';
import '../../elements/notice-callout.ts';
import '../../elements/progress-bar.ts';
import { raiseToast } from '../../elements/toast-stack.ts';
import { userEvent } from '../../elements/user-event.ts';
import { FileDrop } from '../../mine/file-drop.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import '../device/device-panel.ts';
import '../events/race-events-list.ts';
import '../panels/race-concentration-panel.ts';
import '../panels/race-difficulty-panel.ts';
import '../panels/race-energy-panel.ts';
import '../panels/race-frontier-panel.ts';
import '../panels/race-hashrate-panel.ts';
import '../panels/race-money-panel.ts';
import '../panels/race-region-panel.ts';
import { fetchRaceTables } from '../race-tables.ts';
import { PanelFeed, type ScenePanel } from '../run/panel-feed.ts';
import { RacePlayer, type Speed } from '../run/race-player.ts';
import { saveDays, saveYears } from '../save-race.ts';
import { OWN, type RaceSettings } from '../settings.ts';
import { printSettings, readSettings } from '../settings-query.ts';
import { baseScenario, comparedScenario, problemsOf, scenarioOf } from '../settings-scenario.ts';
import '../setup/race-knobs.ts';
import '../setup/race-setup.ts';
import { readScenarioFile } from '../setup/read-scenario-file.ts';
import type { ShownRace } from '../shown-race.ts';
import '../tour/race-tour.ts';
import { TOUR } from '../tour/steps.ts';
import { tourSettings } from '../tour/tour-settings.ts';
import '../transport/race-transport.ts';
import { RaceClient } from '../worker/client.ts';
import { startRaceWorker } from '../worker/factory.ts';
import { armsRacePageStyles } from './arms-race-page.styles.ts';
import { assumptionsView } from './assumptions-view.ts';
import { dayFigures } from './day-figures.ts';
import { problemNotices, type RaceProblems } from './race-problems.ts';

/** Browsers take few changes of an address; while one scrubs only the last counts. */
const ADDRESS_MS = 300;

/**
 * What ten minutes cost when miners compete: a race of makers, machines and miners, played day by day.
 *
 * @property commit - The program's commit, for files.
 * @property query - Settings as in the address, without `?`.
 * @fires page-query - detail: string; the settings changed. Bubbles, composed.
 */
export class ArmsRacePage extends LitElement {
  static override properties = {
    commit: { type: String },
    query: { type: String },
    settings: { state: true },
    problems: { state: true },
    badFile: { state: true },
    fetchProblem: { state: true },
  };

  static override styles = [baseStyles, pageStyles, armsRacePageStyles];

  declare commit: string;
  declare query: string;
  declare protected settings: RaceSettings;
  declare protected problems: readonly string[];
  declare protected badFile: RaceProblems['file'];
  declare protected fetchProblem: string;
  readonly #player = new RacePlayer(this, () => performance.now());
  readonly #drop = new FileDrop(this, (file) => void this.#load(file));
  #feed: PanelFeed | null = null;
  #client: RaceClient | null = null;
  #connected = new AbortController();
  #addressTimer: ReturnType<typeof setTimeout> | undefined;
  /** What the races that are open were opened from. */
  #opened = '';
  /** The step of the tour whose day is still to be looked at. */
  #tourStep = 0;
  /** The first race once it is whole: what the tour speaks of. */
  #whole: ShownRace | null = null;

  constructor() {
    super();
    this.commit = '';
    this.query = '';
    this.settings = readSettings('').settings;
    this.problems = [];
    this.badFile = null;
    this.fetchProblem = '';
    const on = <T>(type: string, listener: (detail: T) => void) =>
      this.addEventListener(type, (event) => listener((event as CustomEvent<T>).detail));
    on<Partial<RaceSettings>>('settings-change', (change) => this.#change(change));
    on<{ readonly day: number }>('day-select', ({ day }) => this.#look(day));
    on('race-play', () => this.#player.play());
    on('race-pause', () => this.#player.pause());
    on<Speed>('race-speed', (speed) => this.#player.setSpeed(speed));
    on<number>('tour-step', (step) => void this.#goTo(step));
    on<File>('scenario-file', (file) => void this.#load(file));
    on('scenario-save', () => this.#saveScenario());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connected = new AbortController();
    this.#feed = new PanelFeed();
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connected.abort();
    this.#client?.dispose();
    this.#client = null;
    this.#opened = '';
    clearTimeout(this.#addressTimer);
  }

  async #begin(): Promise<void> {
    const { signal } = this.#connected;
    try {
      this.fetchProblem = '';
      const tables = await fetchRaceTables(signal);
      this.#client = new RaceClient(startRaceWorker, tables);
      this.requestUpdate();
    } catch (error) {
      if (!signal.aborted) this.fetchProblem = error instanceof Error ? error.message : String(error);
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The page's own settings come back as the address's query.
    if (changed.has('query') && this.query !== printSettings(this.settings)) {
      ({ settings: this.settings, problems: this.problems } = readSettings(this.query));
      const { tour, day } = this.settings;
      // A step is told of its own scenario, whatever else an address says.
      if (tour > 0) this.settings = { ...tourSettings(this.settings, tour), day };
      this.#tourStep = this.settings.day === '' ? this.settings.tour : 0;
    }
    this.#open();
    const { state, scene } = this.#player;
    if (state === 'ended' && scene !== null) this.#whole = scene.races[0];
    this.classList.toggle('over', this.#drop.isOver);
  }

  protected override updated(): void {
    const { scene, isPlaying } = this.#player;
    this.#feed?.setPanels([...this.renderRoot.querySelectorAll<ScenePanel>('.grid :is(.panel, .listed)')]);
    this.#feed?.show(scene, isPlaying);
    const step = TOUR[this.#tourStep - 1];
    if (step !== undefined && this.#player.state === 'ended' && this.#whole !== null) {
      this.#tourStep = 0;
      this.#player.look(step.dayOf(this.#whole));
    }
  }

  /** Opens the races that the settings describe, unless they are open. */
  #open(): void {
    const { settings } = this;
    if (this.#client === null || this.problems.length > 0) return;
    const other = comparedScenario(settings);
    const scenarios = [scenarioOf(settings), ...(other === undefined ? [] : [other])];
    const key = JSON.stringify([scenarios, settings.seed]);
    if (key === this.#opened) return;
    this.#opened = key;
    this.#whole = null;
    const races = scenarios.map((scenario) => ({ scenario, seed: settings.seed }));
    const day = settings.day === '' ? null : dayOfDate(settings.day) - dayOfDate(scenarios[0]!.from);
    void this.#player.open(this.#client, races, day);
  }

  #change(change: Partial<RaceSettings>): void {
    this.settings = { ...this.settings, ...change };
    this.problems = problemsOf(this.settings);
    if (change.tour !== undefined) this.#tourStep = change.tour;
    this.#tellAddress();
  }

  async #goTo(step: number): Promise<void> {
    this.#change(tourSettings(this.settings, step));
    if (step > 0) return;
    // The button that was pressed is gone.
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[part="tour"]')?.focus();
  }

  #look(day: number): void {
    this.#tourStep = 0;
    this.#player.look(day);
    const { firstDays, startDay } = this.#player;
    const isLast = day >= firstDays - 1;
    this.settings = {
      ...this.settings,
      day: isLast ? '' : dateOfDay(startDay + Math.max(0, Math.round(day))),
    };
    clearTimeout(this.#addressTimer);
    this.#addressTimer = setTimeout(() => this.#tellAddress(), ADDRESS_MS);
  }

  #tellAddress(): void {
    clearTimeout(this.#addressTimer);
    this.dispatchEvent(userEvent('page-query', printSettings(this.settings)));
  }

  async #load(file: File): Promise<void> {
    const read = await readScenarioFile(file);
    if (!read.ok) {
      this.badFile = { name: file.name, problems: read.problems };
      return;
    }
    this.badFile = null;
    this.#change({ scenario: OWN, own: read.own, knobs: {}, day: '', tour: 0 });
  }

  #saveScenario(): void {
    if (this.problems.length > 0) return;
    const scenario = scenarioOf(this.settings);
    downloadText(
      `${JSON.stringify(scenarioDifferences(scenario), null, 2)}\n`,
      `proofworks-scenario-${scenario.name}.json`,
      'application/json',
    );
  }

  async #save(how: (race: ShownRace, commit: string, signal: AbortSignal) => Promise<void>): Promise<void> {
    try {
      for (const race of this.#player.scene?.races ?? [])
        await how(race, this.commit, this.#connected.signal);
    } catch (error) {
      raiseToast(this, error instanceof Error ? error.message : String(error), 'bad');
    }
  }

  override render() {
    const { settings } = this;
    const player = this.#player;
    const { scene } = player;
    const isThere = scene !== null;
    return html`
      <header class="page-head">
        <h1>Arms race</h1>
        <p class="lead">
          Miners buy speed, and difficulty takes the gain away. Makers, machines and miners compete here day by day, by
          the real rule on drawn block times; nothing is hashed, and the same seed gives the same race.
        </p>
        <div class="actions">
          ${
            settings.tour === 0
              ? html`<button type="button" part="tour" @click=${() => this.#change(tourSettings(settings, 1))}>
                  Take the tour
                </button>`
              : nothing
          }
          <button type="button" part="csv" ?disabled=${!isThere} @click=${() => void this.#save(saveDays)}>
            Days as CSV
          </button>
          <button type="button" part="json" ?disabled=${!isThere} @click=${() => void this.#save(saveYears)}>
            Years as JSON
          </button>
        </div>
      </header>
      ${problemNotices({
        settings: this.problems,
        file: this.badFile,
        run: this.fetchProblem || player.problem,
        // What an address got wrong has its default by now; what contradicts itself goes back to the scenario.
        reset: () => this.#change(problemsOf(this.settings).length === 0 ? {} : { knobs: {}, rule: '' }),
        forgetFile: () => {
          this.badFile = null;
        },
        runAgain: () => this.#runAgain(),
      })}
      ${
        settings.tour === 0
          ? nothing
          : html`<race-tour .step=${settings.tour} .race=${this.#tourStep === 0 ? this.#whole : null}></race-tour>`
      }
      ${this.#progress()} ${scene === null ? nothing : dayFigures(scene)}
      <p class="only-read" role="status">${this.#said()}</p>
      ${this.#panels()}
      <race-transport
        state=${player.state}
        speed=${player.speed}
        .startDay=${player.startDay}
        .days=${player.firstDays}
        .shown=${player.shownDays}
        .day=${scene?.day ?? 0}
      ></race-transport>
      ${assumptionsView(scene?.races[0].facts.scenario ?? baseScenario(settings))}
    `;
  }

  #runAgain(): void {
    this.#opened = '';
    if (this.#client === null) void this.#begin();
    else this.requestUpdate();
  }

  /** Before the first days are there, the page has nothing else to show. */
  #progress() {
    const { scene, state } = this.#player;
    if (scene !== null || state === 'failed' || this.problems.length > 0 || this.fetchProblem !== '')
      return nothing;
    return html`<progress-bar label="The race is run" .value=${null}></progress-bar>`;
  }

  /** For those who do not see the pictures move: said when something ends, not on the way. */
  #said(): string {
    const { state, startDay, firstDays, day } = this.#player;
    if (state === 'ended') return `The race is run to ${formatDate((startDay + firstDays - 1) * DAY_SEC)}.`;
    return state === 'paused' ? `Paused at ${formatDate((startDay + day) * DAY_SEC)}.` : '';
  }

  #panels(): TemplateResult {
    const { settings } = this;
    const told = TOUR[settings.tour - 1]?.panel;
    const of = (tag: string, span: string) => `panel ${span}${told === tag ? ' told' : ''}`;
    return html`<div class="grid ${told === undefined ? '' : 'touring'}">
      <race-setup class="s4" .settings=${settings}></race-setup>
      <race-hashrate-panel class=${of('race-hashrate-panel', 's8')}></race-hashrate-panel>
      <race-knobs class="s12" .settings=${settings}></race-knobs>
      <div class="column s6">
        <race-frontier-panel class=${of('race-frontier-panel', 's6')}></race-frontier-panel>
        <race-energy-panel class=${of('race-energy-panel', 's6')}></race-energy-panel>
        <race-money-panel class=${of('race-money-panel', 's6')}></race-money-panel>
      </div>
      <div class="column s6">
        <race-difficulty-panel class=${of('race-difficulty-panel', 's6')}></race-difficulty-panel>
        <race-concentration-panel class=${of('race-concentration-panel', 's6')}></race-concentration-panel>
        <race-region-panel class=${of('race-region-panel', 's6')}></race-region-panel>
        <device-panel class="listed s6" .settings=${settings}></device-panel>
        <race-events-list class="listed s6"></race-events-list>
      </div>
    </div>`;
  }
}

customElements.define('arms-race-page', ArmsRacePage);
