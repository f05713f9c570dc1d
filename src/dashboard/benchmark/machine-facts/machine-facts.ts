import { css, html, LitElement, nothing } from 'lit';
import type { Detected } from '../../../miner/index.ts';
import { formatCount } from '../../../primitives/index.ts';
import { baseStyles } from '../../style/base.ts';

/**
 * What was found on this machine, before anything hashes.
 *
 * @property detected - Null while looking.
 * @csspart facts - The list.
 */
export class MachineFacts extends LitElement {
  static override properties = { detected: { attribute: false } };

  static override styles = [
    baseStyles,
    css`
      dl {
        display: flex;
        flex-wrap: wrap;
        border: solid var(--line);
        border-width: 1px 0;
        padding: var(--space-3) 0;
        gap: var(--space-3) var(--space-7);
      }

      dt {
        color: var(--ink-3);
        font-size: var(--size-2);
      }

      dd {
        overflow-wrap: anywhere;
      }

      @media (max-width: 560px) {
        dl {
          display: grid;
          padding: 0;
          gap: 0;
        }

        dl > div {
          display: grid;
          grid-template-columns: 104px minmax(0, 1fr);
          padding: 7px 0;
        }

        dl > div + div {
          border-top: 1px solid var(--line);
        }
      }

      small {
        display: block;
        font-size: var(--size-2);
        color: var(--ink-3);
      }
    `,
  ];

  declare detected: Detected | null;

  constructor() {
    super();
    this.detected = null;
  }

  override render() {
    const { detected } = this;
    return html`
      <h2 class="only-read">This machine</h2>
      ${detected === null ? html`<p class="say" role="status">Looking at this machine.</p>` : this.#facts(detected)}
    `;
  }

  #facts({ machine, adapter, hasWasm, hasWasmSimd }: Detected) {
    return html`<dl part="facts">
      <div>
        <dt>Graphics</dt>
        <dd>
          ${adapter?.name ?? 'no WebGPU adapter'}
          ${adapter?.isSoftware ? html`<small>software adapter: the CPU plays the GPU</small>` : nothing}
        </dd>
      </div>
      <div>
        <dt>Processor</dt>
        <dd>
          ${machine.cpu === null ? nothing : html`${machine.cpu}, `}${formatCount(machine.cores)} logical
          core${machine.cores === 1 ? '' : 's'}
        </dd>
      </div>
      <div>
        <dt>WebAssembly</dt>
        <dd>${hasWasmSimd ? 'with SIMD' : hasWasm ? 'without SIMD' : 'not available'}</dd>
      </div>
      <div>
        <dt>Browser</dt>
        <dd>${machine.runtime}</dd>
      </div>
      <div>
        <dt>Platform</dt>
        <dd>${machine.platform}</dd>
      </div>
    </dl>`;
  }
}

customElements.define('machine-facts', MachineFacts);
