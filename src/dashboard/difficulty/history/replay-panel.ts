import { css, html, LitElement, nothing } from 'lit';
import { RULES } from '../../../difficulty/index.ts';
import { formatCount, formatDate } from '../../../primitives/index.ts';
import { REPLAY_FIGURES, type RealPast, type ReplayResult } from '../../../simulation/index.ts';
import '../../elements/data-table.ts';
import '../../elements/notice-callout.ts';
import '../../elements/panel-card.ts';
import '../../elements/progress-bar.ts';
import '../../elements/select-field.ts';
import { userEvent } from '../../elements/user-event.ts';
import { baseStyles } from '../../style/base.ts';
import { sentence } from '../sentence.ts';
import { MOST_REPLAYS } from '../settings.ts';
import type { NamedReplay, Span } from './history-specs.ts';
import type { ReplayState } from './replays.ts';

/** One rule that is, or is to be, replayed. */
export interface ReplayLine {
  readonly rule: string;
  readonly title: string;
  /** Null before it was asked for. */
  readonly state: ReplayState | null;
}

/** The lines that are done, with their chains. */
export function doneReplays(lines: readonly ReplayLine[]): readonly NamedReplay[] {
  return lines.flatMap(({ title, state }) =>
    state?.state === 'done' ? [{ title: sentence(title), chain: state.chain }] : [],
  );
}

/**
 * Chooses rules to replay under the real hash rate, and the years that are looked at; tells how the replays go and what
 * came out.
 *
 * @property past - The real chain's hash rate and pace.
 * @property lines - The rules that are replayed, at most three.
 * @property seed - Of their dice.
 * @property spans - Years to choose from.
 * @property span - Id of the chosen ones.
 * @fires span-change - detail: string, a span's id. As all others it bubbles and is composed.
 * @fires replay-add - detail: string, a rule's name.
 * @fires replay-remove - detail: string, a rule's name.
 * @fires replay-stop - detail: string, a rule's name.
 * @fires replay-again - detail: string, a rule's name: run it anew.
 * @fires replay-save - The replayed periods are wanted as a file.
 */
export class ReplayPanel extends LitElement {
  static override properties = {
    past: { attribute: false },
    lines: { attribute: false },
    seed: { type: Number },
    spans: { attribute: false },
    span: { type: String },
  };

  static override styles = [
    baseStyles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-3) var(--space-5);
      }

      .bar select-field {
        flex: 1 1 200px;
        max-width: 260px;
      }

      .bar .say {
        flex: 1 1 320px;
      }

      .running {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: end;
        gap: var(--space-2) var(--space-4);
        margin-top: var(--space-4);
      }

      .chains {
        margin-top: var(--space-4);
      }

      .notes {
        margin-top: var(--space-3);
        color: var(--ink-2);
        font-size: var(--size-2);
        max-width: var(--measure);
      }

      @media (max-width: 560px) {
        .bar select-field {
          max-width: none;
        }
      }
    `,
  ];

  declare past: RealPast;
  declare lines: readonly ReplayLine[];
  declare seed: number;
  declare spans: readonly Span[];
  declare span: string;

  constructor() {
    super();
    this.lines = [];
    this.seed = 1;
    this.spans = [];
    this.span = '';
  }

  #raise(type: string, detail: string | null): void {
    this.dispatchEvent(userEvent(type, detail));
  }

  override render() {
    const { lines } = this;
    const isFull = lines.length >= MOST_REPLAYS;
    const left = RULES.filter(({ name }) => lines.every(({ rule }) => rule !== name));
    const isAnyDone = lines.some(({ state }) => state?.state === 'done');
    return html`<panel-card heading="What if" unit="another rule had met the same hash rate">
      ${
        isAnyDone
          ? html`<button
              slot="tools"
              type="button"
              class="quiet"
              @click=${() => this.#raise('replay-save', null)}
            >
              Periods as CSV
            </button>`
          : nothing
      }
      <div class="bar">
        <select-field
          label="Replay a rule"
          value=""
          .options=${[
            { value: '', label: isFull ? 'Three at most' : 'Choose a rule' },
            ...left.map(({ name, title }) => ({ value: name, label: sentence(title) })),
          ]}
          .disabled=${isFull}
          @value-change=${(event: CustomEvent<string>) => {
            if (event.detail !== '') this.#raise('replay-add', event.detail);
          }}
        ></select-field>
        <select-field
          label="Years"
          value=${this.span}
          .options=${this.spans.map(({ id, label }) => ({ value: id, label }))}
          @value-change=${(event: CustomEvent<string>) => this.#raise('span-change', event.detail)}
        ></select-field>
        <p class="say">
          From 2009 on, block by block, with the hash rate that the real chain’s difficulty and pace tell; difficulty
          starts at 1.
        </p>
      </div>
      ${lines.map((line) => this.#progress(line))} ${isAnyDone ? this.#chains() : nothing}
    </panel-card>`;
  }

  #progress({ rule, title, state }: ReplayLine) {
    switch (state?.state) {
      case 'running':
        return html`<div class="running">
          <progress-bar label="Replaying ${title}" .value=${state.done}></progress-bar>
          <button type="button" @click=${() => this.#raise('replay-stop', rule)}>Cancel</button>
        </div>`;
      case 'stopped':
        return html`<div class="running">
          <p role="status">${title} was stopped.</p>
          <div>
            <button type="button" @click=${() => this.#raise('replay-again', rule)}>Start again</button>
            <button type="button" class="quiet" @click=${() => this.#raise('replay-remove', rule)}>Remove</button>
          </div>
        </div>`;
      case 'failed':
        return html`<div class="running">
          <notice-callout tone="bad" heading="The worker that computes has stopped">
            ${state.problem}.
            <button slot="actions" type="button" @click=${() => this.#raise('replay-again', rule)}>
              Start it again
            </button>
          </notice-callout>
        </div>`;
      default:
        return nothing;
    }
  }

  #chains() {
    const { past, seed } = this;
    const done = this.lines.flatMap(({ rule, title, state }) =>
      state?.state === 'done' ? [{ rule, title: sentence(title), result: state.chain.result }] : [],
    );
    const row = (chain: string, result: ReplayResult) => ({
      chain,
      ...Object.fromEntries(REPLAY_FIGURES.map(({ id, text }) => [id, text(result)])),
    });
    const removal = (rule: string, title: string) => html`<button
      type="button"
      class="quiet"
      aria-label="Remove ${title}"
      @click=${() => this.#raise('replay-remove', rule)}
    >
      Remove
    </button>`;
    return html`<data-table
        class="chains"
        caption="The real chain and the replayed ones"
        .columns=${[
          { id: 'chain', label: 'Chain' },
          ...REPLAY_FIGURES.map(({ id, label }) => ({ id, label, isNumber: true })),
          { id: 'remove', label: 'Leave out' },
        ]}
        .rows=${[
          { ...row('Real', past.result), remove: '' },
          ...done.map(({ rule, title, result }) => ({ ...row(title, result), remove: removal(rule, title) })),
        ]}
      ></data-table>
      ${done
        .filter(({ result }) => result.isCutShort)
        .map(
          ({ title, result }) => html`<p class="notes">
            ${title}: stopped at ${formatCount(result.height)} blocks, on
            ${formatDate(past.genesisTime + result.elapsedSec)}.
          </p>`,
        )}
      <p class="notes">
        Seed ${seed}. In 2009 difficulty 1 was too hard for 600 s, whatever the rule. Slowest, fastest: means of 2,016
        blocks. The data do not hold single times of the real chain.
      </p>`;
  }
}

customElements.define('replay-panel', ReplayPanel);
