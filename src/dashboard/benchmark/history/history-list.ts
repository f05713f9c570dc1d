import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import '../../elements/data-table.ts';
import '../../elements/modal-dialog.ts';
import '../../elements/notice-callout.ts';
import { formatCount } from '../../../primitives/index.ts';
import { WidthController } from '../../charts/width-controller.ts';
import type { TableRow } from '../../elements/table-data.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { fieldStyles } from '../../style/fields.ts';
import { machineLine } from '../csv.ts';
import { dateText, keptFigure, keptTitle } from './kept-words.ts';
import { type KeptReport, MOST_KEPT } from './report-store.ts';

/** A new name for a kept benchmark. */
export interface Renaming {
  readonly id: string;
  readonly name: string;
}

/** Narrower than this the columns stand under each other, px. */
const NARROW = 700;

const TITLE = { id: 'title', label: 'Benchmark' };
const FIGURE = { id: 'figure', label: 'Best rate' };
const MACHINE = { id: 'machine', label: 'Machine' };
const ACTIONS = { id: 'actions', label: 'Actions' };

/**
 * The benchmarks at hand, and the way in for somebody else's.
 *
 * @property kept - The newest first.
 * @property shown - Id of the one that the page shows; empty for none.
 * @property problem - Why the browser keeps none, for the end of a sentence; null while it does.
 * @property refusal - Why the last file was not read; empty for nothing.
 * @fires open-report - detail: string, its id. Bubbles, composed, as all below.
 * @fires rename-report - detail: Renaming.
 * @fires remove-report - detail: string, its id.
 * @fires import-file - detail: File; chosen, or dropped on the list.
 * @csspart drop - Where a file can be dropped.
 */
export class HistoryList extends LitElement {
  static override properties = {
    kept: { attribute: false },
    shown: { type: String },
    problem: { attribute: false },
    refusal: { type: String },
    renaming: { state: true },
    width: { state: true },
    isOver: { state: true },
  };

  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      .card {
        padding: var(--space-4) 18px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--panel);
      }

      .over {
        border-color: var(--keep);
        outline: 1px solid var(--keep);
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--space-2) 10px;
        margin-bottom: var(--space-3);
      }

      h2 {
        font-size: var(--size-3);
      }

      .file {
        position: relative;
        margin-left: auto;
      }

      .file input {
        position: absolute;
        inset: 0;
        width: 100%;
        opacity: 0;
        cursor: pointer;
      }

      .file span {
        display: inline-flex;
        align-items: center;
        min-height: 36px;
        padding: 0 14px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-control);
        font-weight: 550;
      }

      .file:hover span {
        border-color: var(--ink-2);
      }

      .file:focus-within span {
        outline: 2px solid var(--keep);
        outline-offset: 2px;
      }

      notice-callout {
        margin-bottom: var(--space-4);
      }

      .actions {
        display: flex;
        justify-content: flex-end;
        gap: var(--space-2);
      }

      data-table {
        --table-height: 420px;
      }

      @media (max-width: 560px) {
        .card {
          padding: 14px;
        }
      }
    `,
  ];

  declare kept: readonly KeptReport[];
  declare shown: string;
  declare problem: string | null;
  declare refusal: string;
  /** Id of the one whose name is being written; empty for none. */
  declare protected renaming: string;
  declare protected isOver: boolean;
  declare protected width: number;

  constructor() {
    super();
    this.kept = [];
    this.shown = '';
    this.problem = null;
    this.refusal = '';
    this.renaming = '';
    this.isOver = false;
    this.width = 0;
    new WidthController(this, (width) => {
      this.width = width;
    });
  }

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(userEvent(type, detail));
  }

  #take(file: File | null | undefined): void {
    if (file !== null && file !== undefined) this.#tell('import-file', file);
  }

  #choose(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.#take(input.files?.item(0));
    // The same file again, mended meanwhile, is a change too.
    input.value = '';
  }

  #dragged(event: DragEvent): void {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.isOver = true;
  }

  #dropped(event: DragEvent): void {
    event.preventDefault();
    this.isOver = false;
    this.#take(event.dataTransfer?.files.item(0));
  }

  #rename(id: string, name: string): void {
    this.renaming = '';
    this.#tell('rename-report', { id, name } satisfies Renaming);
  }

  override render() {
    const { kept, problem, refusal } = this;
    return html`<section
      class="card ${this.isOver ? 'over' : ''}"
      part="drop"
      aria-labelledby="heading"
      @dragover=${this.#dragged}
      @dragleave=${() => {
        this.isOver = false;
      }}
      @drop=${this.#dropped}
    >
      <div class="head">
        <h2 id="heading">History</h2>
        <span class="unit"
          >${problem === null ? `kept in this browser, the newest ${formatCount(MOST_KEPT)}` : 'of this visit'}</span
        >
        <label class="file"
          ><input type="file" accept=".json,application/json" @change=${this.#choose} /><span
            >Open a report file</span
          ></label
        >
      </div>
      ${
        problem === null
          ? nothing
          : html`<notice-callout heading="Benchmarks are not kept">
              The reason: ${problem}. What is listed here lasts until the page is closed; Save JSON keeps a report.
            </notice-callout>`
      }
      ${
        refusal === ''
          ? nothing
          : html`<notice-callout tone="bad" heading="The file was not read" role="alert">
              ${refusal}. Nothing was changed.
            </notice-callout>`
      }
      ${
        kept.length === 0
          ? html`<p class="say">
              Every finished benchmark is kept here by itself. A report that someone sent you can be opened too: choose
              its file, or drop it here.
            </p>`
          : this.#table(kept)
      }
      ${this.#renameDialog()}
    </section>`;
  }

  get #isNarrow(): boolean {
    return this.width < NARROW;
  }

  #table(kept: readonly KeptReport[]) {
    return html`<data-table
      caption="Benchmarks at hand"
      .columns=${this.#isNarrow ? [TITLE, ACTIONS] : [TITLE, FIGURE, MACHINE, ACTIONS]}
      .rows=${kept.map((one) => this.#row(one))}
    ></data-table>`;
  }

  #row(kept: KeptReport): TableRow {
    const { best, headline } = keptFigure(kept.report);
    const title = this.#title(kept);
    return {
      title: this.#isNarrow
        ? html`${title}<small>${best}</small><small>${machineLine(kept.report)}</small>`
        : title,
      figure: html`${best}<small>${headline}</small>`,
      machine: html`${machineLine(kept.report)}<small>commit ${kept.report.commit}</small>`,
      actions: this.#actions(kept),
    };
  }

  #title(kept: KeptReport): TemplateResult {
    const { name, origin, report } = kept;
    const words = [
      ...(name === '' ? [] : [dateText(report)]),
      ...(origin === 'imported' ? ['from a file'] : []),
      ...(kept.id === this.shown ? ['shown above'] : []),
    ];
    return html`${name === '' ? dateText(report) : name}<small>${words.join(', ')}</small>`;
  }

  #actions(kept: KeptReport): TemplateResult {
    const title = keptTitle(kept);
    const button = (text: string, press: () => void) =>
      html`<button type="button" class="quiet" aria-label="${text}: ${title}" @click=${press}>${text}</button>`;
    return html`<span class="actions">
      ${button('Open', () => this.#tell('open-report', kept.id))}
      ${button('Rename', () => {
        this.renaming = kept.id;
      })}
      ${button('Delete', () => this.#tell('remove-report', kept.id))}
    </span>`;
  }

  #renameDialog() {
    const kept = this.kept.find(({ id }) => id === this.renaming);
    return html`<modal-dialog
      heading="Rename benchmark"
      .open=${kept !== undefined}
      @dialog-close=${() => {
        this.renaming = '';
      }}
    >
      ${
        kept === undefined
          ? nothing
          : html`<form
              id="rename"
              @submit=${(event: SubmitEvent) => {
                event.preventDefault();
                const data = new FormData(event.target as HTMLFormElement);
                this.#rename(kept.id, String(data.get('name') ?? ''));
              }}
            >
              <label class="label" for="name">Name</label>
              <div class="box">
                <input
                  id="name"
                  name="name"
                  autofocus
                  maxlength="80"
                  autocomplete="off"
                  placeholder=${keptTitle({ ...kept, name: '' })}
                  .value=${kept.name}
                />
              </div>
              <p class="note">Without a name it is called by its date.</p>
            </form>`
      }
      <div slot="actions" class="actions">
        <button
          type="button"
          @click=${() => {
            this.renaming = '';
          }}
        >
          Cancel
        </button>
        <button class="primary" form="rename">Rename</button>
      </div>
    </modal-dialog>`;
  }
}

customElements.define('history-list', HistoryList);
