import { html, LitElement, nothing } from 'lit';
import type { ChainSnapshot, MiningSnapshot } from '../../../miner/index.ts';
import { formatDifficulty, formatHashrate } from '../../../primitives/index.ts';
import '../../charts/series-chart/series-chart.ts';
import '../../elements/chart-frame.ts';
import type { TableData } from '../../elements/table-data.ts';
import { noBreak } from '../../no-break.ts';
import { baseStyles } from '../../style/base.ts';
import { difficultySpec } from '../difficulty-spec.ts';
import { difficultyNeeded } from '../hashes.ts';
import { steadyNetworkHps } from '../network-rate.ts';
import { outlookWords } from '../outlook-words.ts';
import { panelStyles } from '../panel.styles.ts';

/**
 * Difficulty by height, beside what the pace would need.
 *
 * @property snapshot - The session's.
 */
export class DifficultyPanel extends LitElement {
  static override properties = { snapshot: { attribute: false } };

  static override styles = [baseStyles, panelStyles];

  declare snapshot: MiningSnapshot | null;

  constructor() {
    super();
    this.snapshot = null;
  }

  override render() {
    const chain = this.snapshot?.chain ?? null;
    if (this.snapshot === null || chain === null) return nothing;
    const { events } = this.snapshot;
    return html`<chart-frame
      heading="Difficulty follows"
      unit="by height, log scale"
      say=${noBreak(outlookWords(chain.rule))}
      file-name="proofworks-difficulty"
      .table=${() => tableOf(chain, events)}
    >
      <series-chart
        label="Difficulty by height, and the difficulty that the wanted pace needs"
        .spec=${difficultySpec(chain, events)}
      ></series-chart>
    </chart-frame>`;
  }
}

function tableOf(chain: ChainSnapshot, events: MiningSnapshot['events']): TableData {
  const { difficulties, spacingSec } = chain;
  const { heights, values } = difficulties;
  const networkHps = steadyNetworkHps(chain, events);
  const rows = Array.from(heights, (height, i) => ({
    height,
    difficulty: values[i]!,
    needed: difficultyNeeded(networkHps[i]!, spacingSec),
    network_hps: networkHps[i]!,
  }));
  return {
    columns: [
      { id: 'height', label: 'Height', isNumber: true },
      { id: 'difficulty', label: 'Difficulty', isNumber: true, format: formatDifficulty },
      { id: 'needed', label: 'Pace needs', isNumber: true, format: formatDifficulty },
      { id: 'network_hps', label: 'Hash rate', isNumber: true, format: formatHashrate },
    ],
    rows: rows.reverse(),
  };
}

customElements.define('difficulty-panel', DifficultyPanel);
