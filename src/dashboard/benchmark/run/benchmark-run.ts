import { css, html, LitElement, svg } from 'lit';
import type { BenchmarkProgress } from '../../../miner/index.ts';
import { formatCount, formatDuration, formatHashrate } from '../../../primitives/index.ts';
import { baseStyles } from '../../style/base.ts';
import { doneFraction } from '../points.ts';

/**
 * A benchmark under way: the rate now, which row, how far, and Stop.
 *
 * @property progress - Where it stands; null before the first report.
 * @property label - Name of the row under way.
 * @property count - Rows in all.
 * @property stopping - True once Stop was pressed.
 * @fires stop-benchmark - Stop was pressed.
 * @csspart rate - The large figure.
 * @csspart stop - The button.
 */
export class BenchmarkRun extends LitElement {
  static override properties = {
    progress: { attribute: false },
    label: { type: String },
    count: { type: Number },
    stopping: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        gap: var(--space-3) var(--space-6);
      }

      .rate {
        font: 600 var(--size-8) / 0.9 var(--sans);
        font-variant-numeric: tabular-nums;
        letter-spacing: -0.04em;
        color: var(--spend-ink);
        white-space: nowrap;
        min-width: 6.4ch;
      }

      .rate small {
        margin-left: 0.3em;
        font-size: 0.42em;
        letter-spacing: -0.01em;
        font-weight: 500;
      }

      .where {
        flex: 1;
        min-width: 200px;
        padding-bottom: 3px;
      }

      .where b {
        display: block;
        font-weight: 600;
        font-size: var(--size-4);
      }

      .where span {
        color: var(--ink-2);
      }

      .bar {
        display: block;
        width: 100%;
        height: 6px;
        margin: var(--space-5) 0 var(--space-2);
      }

      .track {
        fill: var(--line);
      }

      .done {
        fill: var(--spend);
      }

      .left {
        display: flex;
        justify-content: space-between;
        gap: var(--space-4);
        color: var(--ink-3);
        font-size: var(--size-2);
      }

      .say {
        margin-top: var(--space-3);
      }

      button {
        min-width: 104px;
        min-height: 44px;
        font-size: var(--size-4);
      }

      @media (max-width: 560px) {
        .head {
          display: grid;
        }

        button {
          width: 100%;
        }
      }
    `,
  ];

  declare progress: BenchmarkProgress | null;
  declare label: string;
  declare count: number;
  declare stopping: boolean;

  constructor() {
    super();
    this.progress = null;
    this.label = '';
    this.count = 1;
    this.stopping = false;
  }

  /** Puts the focus on Stop. */
  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  override render() {
    const { progress, count } = this;
    const [figure, unit] = formatHashrate(progress?.hashrateHps || Number.NaN).split(' ');
    const done = progress === null ? 0 : doneFraction(progress);
    const left = progress === null ? '' : `${timeLeft(progress.remainingMs)} left`;
    const row = `Row ${formatCount((progress?.entryIndex ?? 0) + 1)} of ${formatCount(count)}`;
    return html`
      <div class="head">
        <div class="rate" part="rate">${figure}<small>${unit ?? 'H/s'}</small></div>
        <div class="where"><b>${this.label}</b><span>${this.stopping ? 'Stopping' : phaseText(progress)}</span></div>
        <button
          type="button"
          part="stop"
          ?disabled=${this.stopping}
          @click=${() => this.dispatchEvent(new CustomEvent('stop-benchmark'))}
        >
          Stop
        </button>
      </div>
      <svg
        class="bar"
        viewBox="0 0 ${count * 100} 6"
        preserveAspectRatio="none"
        role="progressbar"
        aria-label="Benchmark"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(done * 100)}
        aria-valuetext="${row}${left === '' ? '' : `, ${left}`}"
      >
        ${Array.from({ length: count }, (_, index) => {
          const width = Math.max(0, Math.min(1, done * count - index)) * 98;
          return svg`<rect class="track" x=${index * 100 + 1} width="98" height="6" /><rect class="done" x=${index * 100 + 1} width=${width} height="6" />`;
        })}
      </svg>
      <div class="left"><span>${row}</span><span>${left}</span></div>
      <p class="say">What is chosen runs at full power. Keep this tab in front: browsers slow hidden ones down.</p>
    `;
  }
}

function phaseText(progress: BenchmarkProgress | null): string {
  if (progress === null || progress.phase === 'preparing') return 'Preparing';
  if (progress.phase === 'warm-up') return 'Warming up, not timed';
  return `Timed run ${formatCount(progress.runIndex + 1)} of ${formatCount(progress.runCount)}`;
}

function timeLeft(ms: number): string {
  return formatDuration(Math.max(1, Math.ceil(ms / 1000))).replace(/\.0+ /u, ' ');
}

customElements.define('benchmark-run', BenchmarkRun);
