// What the benchmark page has to say besides its figures: failures, a stop, a missing or a software adapter.

import { html, nothing } from 'lit';
import type { BenchmarkFailure, Detected } from '../../../miner/index.ts';
import '../../elements/notice-callout.ts';
import type { Disturbance } from '../run/benchmark-controller.ts';

/** What the notices depend on. */
export interface NoticeState {
  readonly detected: Detected | null;
  readonly failures: readonly BenchmarkFailure[];
  /** How the last benchmark ended; null while one runs. */
  readonly end: string | null;
  /** Why it failed, one sentence. */
  readonly problem: string;
  readonly hasResults: boolean;
  /** What went on meanwhile. */
  readonly disturbances: ReadonlySet<Disturbance>;
  /** Whether the page mines now. */
  readonly isMining: boolean;
  /** Ends the mining; null where this tab may not. */
  readonly onStopMining: (() => void) | null;
  readonly label: (id: string) => string;
}

/** The callouts above the results. */
export function benchmarkNotices(state: NoticeState) {
  const { detected, failures, end, problem, hasResults, disturbances, label } = state;
  const isAtRest = end !== null;
  return html`<div class="notices">
    ${
      end === 'failed' && (failures.length === 0 || hasResults)
        ? html`<notice-callout
            tone="bad"
            heading=${hasResults ? 'The benchmark broke off' : 'Nothing could be measured'}
          >
            ${problem}
          </notice-callout>`
        : nothing
    }
    ${
      end === 'stopped'
        ? html`<notice-callout heading="Stopped">
            ${hasResults ? 'Rows that finished are kept below.' : 'No row had finished.'}
          </notice-callout>`
        : nothing
    }
    ${
      failures.length > 0
        ? html`<notice-callout tone="bad" heading=${hasResults ? 'Not measured' : 'Nothing could be measured'}>
            ${failures.map(({ engine, reason }) => html`<div><b>${label(engine)}</b>: ${reason}</div>`)}
          </notice-callout>`
        : nothing
    }
    ${state.isMining ? miningNotice(state.onStopMining) : nothing}
    ${
      disturbances.has('mining') && isAtRest && hasResults
        ? html`<notice-callout heading="The page mined while it measured">
            The two shared the machine, so these rates are too low.
          </notice-callout>`
        : nothing
    }
    ${
      disturbances.has('hidden') && isAtRest && hasResults
        ? html`<notice-callout heading="The tab was hidden while it measured">
            Browsers slow hidden tabs down, so these rates may be too low.
          </notice-callout>`
        : nothing
    }
    ${
      detected !== null && detected.adapterProblem !== null && isAtRest
        ? html`<notice-callout heading="No GPU here, the CPU goes on">${detected.adapterProblem}</notice-callout>`
        : nothing
    }
    ${
      detected?.adapter?.isSoftware && isAtRest
        ? html`<notice-callout heading="Software adapter">
            WebGPU is there, but the CPU plays the GPU (${detected.adapter.name}). Its rows are named so and are no GPU
            result.
          </notice-callout>`
        : nothing
    }
  </div>`;
}

function miningNotice(onStop: (() => void) | null) {
  return html`<notice-callout heading="This page is mining">
    A benchmark beside it would get part of the machine alone, and measure too little.
    ${
      onStop === null
        ? nothing
        : html`<div slot="actions"><button type="button" @click=${onStop}>Stop mining</button></div>`
    }
  </notice-callout>`;
}
