import { css, html, LitElement, nothing } from 'lit';
import { raiseToast } from '../../elements/toast-stack.ts';
import { baseStyles } from '../../style/base.ts';

/** Says which pool the bridge leads to, and to no other: a bridge that takes any address would be an open relay. */
export const BRIDGE_COMMAND = `echo 'pool: POOL_HOST:3333' > pools.cfg
websockify --token-plugin TokenFile --token-source pools.cfg 127.0.0.1:8080`;

/** Why a page needs a bridge to a pool, and how one is started. */
export class BridgeHelp extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
        gap: var(--space-3) var(--space-7);
      }

      .text {
        display: grid;
        align-content: start;
        gap: var(--space-3);
        max-width: var(--measure);
        color: var(--ink-2);
      }

      .text.wide {
        max-width: none;
      }

      p {
        text-wrap: pretty;
      }

      .command {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
        gap: var(--space-2);
        padding: 10px 8px 10px 12px;
        border-radius: var(--radius-small);
        background: var(--sunk);
      }

      pre {
        margin: 0;
        font: 400 12px/1.75 var(--mono);
        color: var(--ink);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      code {
        font: 400 12.5px/1.5 var(--mono);
      }

      @media (max-width: 1100px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(BRIDGE_COMMAND);
      raiseToast(this, 'The command is copied: put your pool’s host and port into it.');
    } catch {
      raiseToast(
        this,
        'The browser does not let the page copy: mark the command and copy it by hand.',
        'bad',
      );
    }
  }

  override render() {
    // Typed as always there; a page without a secure context has none.
    const canCopy = (navigator.clipboard as Clipboard | undefined) !== undefined;
    return html`<div class="columns">
      <div class="text wide">
      <p>
        Pools speak over TCP, which a page cannot open. A bridge on this machine carries the bytes between the two and
        changes none: <code>websockify</code>, a package of Debian and others. Put your pool’s host and port into the file
        that it reads:
      </p>
      <div class="command">
        <pre>${BRIDGE_COMMAND}</pre>
        ${
          canCopy
            ? html`<button type="button" class="quiet" aria-label="Copy the command" @click=${() => void this.#copy()}>
                Copy
              </button>`
            : nothing
        }
      </div>
      </div>
      <div class="text">
      <p>
        The file names the one place that the bridge leads to, and it listens on this machine alone. Open this page over
        http on localhost: one that came over https reaches <code>ws://</code> on its own machine at most, and in some
        browsers not even that.
      </p>
      <p>
        To mine alone, on a node of your own, let the bridge lead to a pool in solo mode that stands before the node:
        ckpool with <code>-B</code>, or public-pool. A node itself lets no page in. The command line asks a node directly.
      </p>
      </div>
    </div>`;
  }
}

customElements.define('bridge-help', BridgeHelp);
