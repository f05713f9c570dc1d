import { css, html, LitElement, nothing } from 'lit';
import type { ChainSnapshot, SearchSnapshot } from '../../../miner/index.ts';
import { formatCount, formatDuration, formatNumber } from '../../../primitives/index.ts';
import '../../charts/series-chart/series-chart.ts';
import '../../elements/chart-frame.ts';
import type { TableData } from '../../elements/table-data.ts';
import { noBreak } from '../../no-break.ts';
import { baseStyles } from '../../style/base.ts';
import { cssValues } from '../../style/css-values.ts';
import { type FurtherWait, furtherWaitSpec, furtherWaits } from '../interval-spec.ts';
import { panelStyles } from '../panel.styles.ts';

/** The bars' scale ends so many expected waits from its beginning. */
const SCALE_WAITS = 4;

/**
 * Waiting has no memory: what was waited grows, what is to wait stays, and the chain's own intervals say the same.
 *
 * @property chain - The chain.
 * @property search - The search for the next block; null while nothing is searched.
 */
export class WaitingPanel extends LitElement {
  static override properties = {
    chain: { attribute: false },
    search: { attribute: false },
  };

  static override styles = [
    baseStyles,
    panelStyles,
    css`
      .waits {
        display: grid;
        gap: var(--space-2);
        margin-bottom: var(--space-4);
      }

      .wait {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 3px var(--space-3);
        font-size: var(--size-2);
        color: var(--ink-2);
      }

      .wait b {
        font: 560 var(--size-3) / 1.4 var(--mono);
        color: var(--spend-ink);
      }

      .wait.next b {
        color: var(--keep-ink);
      }

      .track {
        grid-column: 1 / -1;
        height: 8px;
        border-radius: 2px;
        background: var(--line);
      }

      .track div {
        width: calc(100% * var(--part));
        height: 100%;
        border-radius: 2px;
        background: var(--ember-3);
      }

      .next .track div {
        background: var(--keep);
      }

      h3 {
        font-weight: 500;
        font-size: var(--size-2);
        color: var(--ink-2);
        margin-bottom: var(--space-2);
      }
    `,
  ];

  declare chain: ChainSnapshot | null;
  declare search: SearchSnapshot | null;

  constructor() {
    super();
    this.chain = null;
    this.search = null;
  }

  override render() {
    const { chain, search } = this;
    if (chain === null) return nothing;
    const waits = furtherWaits(chain.statistics);
    const spec = furtherWaitSpec(waits);
    return html`<chart-frame
      heading="Waiting has no memory"
      unit="s"
      say=${noBreak(this.#say(waits))}
      file-name="proofworks-waiting"
      .table=${() => tableOf(waits)}
    >
      ${search === null ? nothing : this.#now(search, chain.spacingSec)}
      ${
        spec === null
          ? html`<p class="say">After a few blocks the chain’s own intervals say it too.</p>`
          : html`<h3>Mean time still to wait, after having waited</h3>
              <series-chart
                label="Mean further wait by the time already waited, from this chain’s intervals"
                .spec=${spec}
              ></series-chart>`
      }
    </chart-frame>`;
  }

  #now({ waitedSec, expectedSec }: SearchSnapshot, spacingSec: number) {
    const scaleSec = SCALE_WAITS * (expectedSec ?? spacingSec);
    const part = (sec: number): string => String(Math.min(1, sec / scaleSec));
    return html`<div class="waits">
      <div class="wait">
        <span>waited since the last block</span><b>${formatDuration(waitedSec)}</b>
        <div class="track" aria-hidden="true"><div ${cssValues({ '--part': part(waitedSec) })}></div></div>
      </div>
      <div class="wait next">
        <span>expected from now</span><b>${expectedSec === null ? '–' : formatDuration(expectedSec)}</b>
        <div class="track" aria-hidden="true"><div ${cssValues({ '--part': part(expectedSec ?? 0) })}></div></div>
      </div>
    </div>`;
  }

  #say(waits: readonly FurtherWait[]): string {
    const late = waits.findLast(({ waitedSec }) => waitedSec > 0);
    const rule = 'Each hash is a new draw: nothing is used up by trying.';
    if (late === undefined) return rule;
    const waited = formatDuration(late.waitedSec);
    const further = formatDuration(late.meanSec);
    return `${rule} The ${formatCount(late.count)} blocks that took longer than ${waited} still took ${further} more on average.`;
  }
}

function tableOf(waits: readonly FurtherWait[]): TableData {
  const seconds = (sec: number): string => formatNumber(sec);
  return {
    columns: [
      { id: 'waited_s', label: 'Waited, s', isNumber: true, format: seconds },
      { id: 'blocks', label: 'Blocks that took longer', isNumber: true },
      { id: 'further_s', label: 'Mean further wait, s', isNumber: true, format: seconds },
      { id: 'low_s', label: 'at least', isNumber: true, format: seconds, note: '95 %' },
      { id: 'high_s', label: 'at most', isNumber: true, format: seconds, note: '95 %' },
      { id: 'expected_s', label: 'Without memory, s', isNumber: true, format: seconds },
    ],
    rows: waits.map(({ waitedSec, count, meanSec, lowSec, highSec, expectedSec }) => ({
      waited_s: waitedSec,
      blocks: count,
      further_s: meanSec,
      low_s: lowSec,
      high_s: highSec,
      expected_s: expectedSec,
    })),
  };
}

customElements.define('waiting-panel', WaitingPanel);
