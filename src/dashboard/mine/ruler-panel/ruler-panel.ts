import { html, LitElement, nothing } from 'lit';
import type { MiningSnapshot } from '../../../miner/index.ts';
import {
  formatCount,
  formatDifficulty,
  formatDuration,
  formatNumber,
  formatWholeSeconds,
} from '../../../primitives/index.ts';
import '../../charts/block-ruler/block-ruler.ts';
import { layOutRuler } from '../../charts/block-ruler/layout.ts';
import { ruledWords } from '../../charts/block-ruler/words.ts';
import '../../elements/chart-frame.ts';
import '../../elements/choice-group.ts';
import type { TableData } from '../../elements/table-data.ts';
import { noBreak } from '../../no-break.ts';
import { baseStyles } from '../../style/base.ts';
import { panelStyles } from '../panel.styles.ts';
import { blockRows, remineBranch, rulerBlocks, rulerNow, rulerSpans } from '../ruler-blocks.ts';

const COLUMNS: TableData['columns'] = [
  { id: 'height', label: 'Height', isNumber: true },
  { id: 'interval_s', label: 'Interval', isNumber: true, format: formatWholeSeconds },
  { id: 'finder', label: 'Found by' },
  { id: 'nonce', label: 'Nonce', isNumber: true },
  {
    id: 'below_target',
    label: 'Below target',
    isNumber: true,
    format: (margin) => `${formatNumber(margin)} ×`,
  },
  { id: 'difficulty', label: 'Difficulty', isNumber: true, format: formatDifficulty },
  { id: 'time', label: 'Header time', isNumber: true, format: String },
  { id: 'hash', label: 'Hash' },
];

/** Wide enough for a layout to count by; the ruler itself lays out for its own width. */
const COUNTING_WIDTH = 1000;

/**
 * The chain's blocks against the clock.
 *
 * @property snapshot - The session's.
 * @property selected - Height of the selected block; null for none.
 * @fires block-select - detail: height. Bubbles, composed.
 */
export class RulerPanel extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    selected: { attribute: false },
    span: { state: true },
  };

  static override styles = [baseStyles, panelStyles];

  declare snapshot: MiningSnapshot | null;
  declare selected: number | null;
  declare protected span: string;

  constructor() {
    super();
    this.snapshot = null;
    this.selected = null;
    this.span = 'short';
  }

  override render() {
    const chain = this.snapshot?.chain ?? null;
    if (this.snapshot === null || chain === null) return nothing;
    const { search, remine } = this.snapshot;
    const spans = rulerSpans(chain.spacingSec);
    const { sec: spanSec } = spans.find(({ value }) => value === this.span) ?? spans[0];
    const blocks = rulerBlocks(chain.blocks);
    const nowSec = rulerNow(chain.blocks, search);
    const { spacingSec } = chain;
    const counted = layOutRuler({ blocks, nowSec, spanSec, spacingSec, width: COUNTING_WIDTH });
    return html`<chart-frame
      heading="Blocks against the clock"
      unit=${`one tick every ${formatWholeSeconds(spacingSec)}; a bar’s height is the luck of its hash`}
      say=${noBreak(this.#say(counted === null ? '' : ruledWords(counted, Math.min(spanSec, counted.due * spacingSec))))}
      file-name="proofworks-blocks"
      .table=${(): TableData => ({ columns: COLUMNS, rows: blockRows(chain) })}
    >
      <choice-group
        slot="tools"
        label="Span"
        is-label-hidden
        .options=${spans}
        .value=${this.span}
        @value-change=${(event: CustomEvent<string>) => {
          event.stopPropagation();
          this.span = event.detail;
        }}
      ></choice-group>
      <block-ruler
        .blocks=${blocks}
        .branch=${remineBranch(remine, chain.blocks, nowSec)}
        branch-label=${remine === null ? '' : `re-mined: ${formatCount(remine.branchBlocks)}`}
        .nowSec=${nowSec}
        .spanSec=${spanSec}
        .spacingSec=${spacingSec}
        .selected=${this.selected}
        other-word="found by the rival"
      ></block-ruler>
    </chart-frame>`;
  }

  #say(counted: string): string {
    const search = this.snapshot?.search ?? null;
    if (search?.expectedSec == null)
      return `${counted} The ruler is what the rule promises; the bars are what chance delivers.`.trim();
    const expected = formatDuration(search.expectedSec);
    return `${counted} However long you have waited, the next is ${expected} away on average.`.trim();
  }
}

customElements.define('ruler-panel', RulerPanel);
