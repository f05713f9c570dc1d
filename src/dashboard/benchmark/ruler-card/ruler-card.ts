import { html, LitElement, type PropertyValues } from 'lit';
import type { BenchmarkResult } from '../../../miner/index.ts';
import '../../elements/chart-frame.ts';
import { baseStyles } from '../../style/base.ts';
import '../rate-ruler/rate-ruler.ts';
import { rulerTable } from '../rate-ruler/ruler-table.ts';
import type { RulerMark } from '../ruler-layout.ts';
import { rulerMarks } from '../ruler-marks.ts';

/**
 * Where a machine stands among all that mines.
 *
 * @property results - Its rows; empty before any was measured.
 * @property cores - Its logical processors.
 * @property live - Rate now, hashes per second; 0 for none.
 * @property isWaiting - Whether the place of what is yet to be measured is marked.
 */
export class RulerCard extends LitElement {
  static override properties = {
    results: { attribute: false },
    cores: { type: Number },
    live: { type: Number },
    isWaiting: { type: Boolean, attribute: 'is-waiting' },
  };

  static override styles = baseStyles;

  declare results: readonly BenchmarkResult[];
  declare cores: number;
  declare live: number;
  declare isWaiting: boolean;
  /** Made when results change, not as often as the live rate does. */
  #marks: readonly RulerMark[] = [];

  constructor() {
    super();
    this.results = [];
    this.cores = 1;
    this.live = 0;
    this.isWaiting = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('results') || changed.has('cores')) this.#marks = rulerMarks(this.results, this.cores);
  }

  override render() {
    const marks = this.#marks;
    return html`<chart-frame
      heading="On the scale of all mining"
      unit="log scale, each block a thousand times the one before"
      file-name="proofworks-scale"
      .table=${() => rulerTable(marks)}
    >
      <rate-ruler
        .marks=${marks}
        .live=${this.live}
        .waiting=${this.isWaiting ? 'this machine, somewhere here' : ''}
      ></rate-ruler>
    </chart-frame>`;
  }
}

customElements.define('ruler-card', RulerCard);
