import { html, LitElement, nothing } from 'lit';
import type { ChainSnapshot, IntervalStatistics } from '../../../miner/index.ts';
import { formatCount, formatDuration, formatNumber, formatPercent } from '../../../primitives/index.ts';
import '../../charts/series-chart/series-chart.ts';
import '../../elements/chart-frame.ts';
import type { TableData } from '../../elements/table-data.ts';
import { noBreak } from '../../no-break.ts';
import { baseStyles } from '../../style/base.ts';
import { intervalBins, intervalSpec } from '../interval-spec.ts';
import { panelStyles } from '../panel.styles.ts';

/**
 * Intervals as a histogram, against the law that they should follow.
 *
 * @property chain - The chain.
 */
export class IntervalPanel extends LitElement {
  static override properties = { chain: { attribute: false } };

  static override styles = [baseStyles, panelStyles];

  declare chain: ChainSnapshot | null;

  constructor() {
    super();
    this.chain = null;
  }

  override render() {
    const { chain } = this;
    if (chain === null) return nothing;
    const { statistics, spacingSec } = chain;
    return html`<chart-frame
      heading="Intervals"
      unit=${`s, ${formatCount(statistics.count)} blocks against the exponential law`}
      say=${noBreak(intervalWords(chain))}
      file-name="proofworks-intervals"
      .table=${() => tableOf(statistics)}
    >
      <series-chart
        label="Blocks by the length of their interval, and how many the exponential law expects"
        .spec=${intervalSpec(statistics, spacingSec)}
      ></series-chart>
    </chart-frame>`;
  }
}

/** Half of all, spread, luck: what to see in the histogram. */
function intervalWords({ statistics: { meanSec, sdSec }, luck }: ChainSnapshot): string {
  if (meanSec === null)
    return 'The line is what chance alone would give: the exponential law, in whole seconds as headers have them.';
  const half = formatDuration(meanSec * Math.LN2);
  const spread =
    sdSec === null
      ? ''
      : ` Standard deviation over mean is ${formatNumber(sdSec / meanSec)}; chance alone makes it 1.`;
  const lucky = luck === null ? '' : ` Luck so far: ${formatPercent(luck)}.`;
  return `The line is the exponential law. Half of all blocks should come within ${half}.${spread}${lucky}`;
}

function tableOf(statistics: IntervalStatistics): TableData {
  return {
    columns: [
      { id: 'from_s', label: 'From, s', isNumber: true },
      {
        id: 'to_s',
        label: 'to below, s',
        isNumber: true,
        format: (sec) => (Number.isFinite(sec) ? formatNumber(sec) : '…'),
      },
      { id: 'blocks', label: 'Blocks', isNumber: true },
      { id: 'expected', label: 'Expected', isNumber: true, format: (count) => formatNumber(count) },
    ],
    rows: intervalBins(statistics).map(({ fromSec, toSec, count, expected }) => ({
      from_s: fromSec,
      to_s: toSec,
      blocks: count,
      expected,
    })),
  };
}

customElements.define('interval-panel', IntervalPanel);
