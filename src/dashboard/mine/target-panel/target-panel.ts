import { html, LitElement, nothing } from 'lit';
import type { MiningSnapshot } from '../../../miner/index.ts';
import {
  formatDifficulty,
  formatRough,
  formatWait,
  HASHES_PER_DIFFICULTY,
} from '../../../primitives/index.ts';
import '../../charts/target-line/target-line.ts';
import '../../elements/chart-frame.ts';
import type { TableData } from '../../elements/table-data.ts';
import { noBreak } from '../../no-break.ts';
import { baseStyles } from '../../style/base.ts';
import { lineDots, lineMarks, lineWords } from '../line-marks.ts';
import { panelStyles } from '../panel.styles.ts';

/**
 * This chain's target among all targets.
 *
 * @property snapshot - The session's.
 * @property bitcoinDifficulty - Bitcoin's, as far as the person knows.
 */
export class TargetPanel extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    bitcoinDifficulty: { type: Number, attribute: 'bitcoin-difficulty' },
  };

  static override styles = [baseStyles, panelStyles];

  declare snapshot: MiningSnapshot | null;
  declare bitcoinDifficulty: number;

  constructor() {
    super();
    this.snapshot = null;
    this.bitcoinDifficulty = 1;
  }

  override render() {
    const { snapshot, bitcoinDifficulty } = this;
    if (snapshot === null) return nothing;
    const { chain, hashrateHps: hps } = snapshot;
    const say = lineWords(chain, hps, bitcoinDifficulty);
    return html`<chart-frame
      heading="From easy to hard"
      unit=${hps > 0 ? 'hashes for one block, log scale; in ember, the time that takes at your rate' : 'hashes for one block, log scale'}
      say=${noBreak(say)}
      file-name="proofworks-target"
      .table=${() => this.#table(snapshot)}
    >
      <target-line
        label=${`Targets by the hashes they ask for. ${say}`}
        .marks=${lineMarks(snapshot, bitcoinDifficulty)}
        .dots=${chain === null ? [] : lineDots(chain)}
        .hps=${hps}
      ></target-line>
    </chart-frame>`;
  }

  #table(snapshot: MiningSnapshot): TableData {
    const { hashrateHps: hps } = snapshot;
    const rows = lineMarks(snapshot, this.bitcoinDifficulty).map(({ label, hashes }) => ({
      what: label,
      hashes,
      difficulty: hashes / HASHES_PER_DIFFICULTY,
      seconds: hps > 0 ? hashes / hps : Number.NaN,
    }));
    return {
      columns: [
        { id: 'what', label: 'What' },
        { id: 'hashes', label: 'Hashes', isNumber: true, format: formatRough },
        { id: 'difficulty', label: 'Difficulty', isNumber: true, format: formatDifficulty },
        { id: 'seconds', label: 'At your rate', isNumber: true, format: formatWait },
      ],
      rows: rows.sort((a, b) => a.hashes - b.hashes),
    };
  }
}

customElements.define('target-panel', TargetPanel);
