import { html, LitElement, nothing } from 'lit';
import type { MeterWindow } from '../../../miner/index.ts';
import { formatHashrate, formatWholeSeconds } from '../../../primitives/index.ts';
import '../../charts/series-chart/series-chart.ts';
import '../../elements/chart-frame.ts';
import '../../elements/choice-group.ts';
import type { TableData } from '../../elements/table-data.ts';
import { noBreak } from '../../no-break.ts';
import { baseStyles } from '../../style/base.ts';
import { engineLabel } from '../engine-words.ts';
import { panelStyles } from '../panel.styles.ts';
import { proofWords } from '../proof-words.ts';
import { RATE_SPANS, type RateSource, type RateSpan, rateChart, rateRows } from '../rate-spec.ts';

/** What is shown: the rates, and the windows that shares are weighed in. */
export type ShownRates = RateSource & { readonly windows: readonly MeterWindow[] };

const SPANS: readonly { readonly value: RateSpan; readonly label: string }[] = [
  { value: '1min', label: '1 min' },
  { value: '10min', label: '10 min' },
  { value: 'all', label: 'all' },
];

/**
 * The hash rate, counted and proved.
 *
 * @property snapshot - The session's, or as much of it as {@link ShownRates} has.
 */
export class RatePanel extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    span: { state: true },
  };

  static override styles = [baseStyles, panelStyles];

  declare snapshot: ShownRates | null;
  declare protected span: RateSpan;

  constructor() {
    super();
    this.snapshot = null;
    this.span = '10min';
  }

  override render() {
    const { snapshot, span } = this;
    if (snapshot === null) return nothing;
    const chart = rateChart(snapshot, span);
    return html`<chart-frame
      heading="Hash rate"
      unit=${chart === null ? 'by engine' : `${chart.unit}, by engine`}
      say=${noBreak(proofWords(snapshot.windows))}
      file-name="proofworks-hash-rate"
      .table=${() => this.#table(snapshot)}
    >
      <choice-group
        slot="tools"
        label="Span"
        is-label-hidden
        .options=${SPANS}
        .value=${span}
        @value-change=${(event: CustomEvent<string>) => {
          event.stopPropagation();
          if (event.detail in RATE_SPANS) this.span = event.detail as RateSpan;
        }}
      ></choice-group>
      <series-chart label="Hash rate by engine over time, and what shares prove" .spec=${chart?.spec ?? null}></series-chart>
    </chart-frame>`;
  }

  #table(snapshot: ShownRates): TableData {
    const engines = snapshot.recent.byEngine.map(({ id }) => ({
      id,
      label: engineLabel(id),
      isNumber: true,
      format: formatHashrate,
    }));
    return {
      columns: [
        { id: 'at', label: 'Mined for', isNumber: true, format: formatWholeSeconds },
        ...engines,
        { id: 'effective', label: 'Proved by shares', isNumber: true, format: formatHashrate },
      ],
      rows: rateRows(snapshot, this.span),
    };
  }
}

customElements.define('rate-panel', RatePanel);
