import { css, html, LitElement, nothing } from 'lit';
import type { RemoteSnapshot } from '../../../miner/index.ts';
import { formatCount, formatDuration } from '../../../primitives/index.ts';
import '../../elements/panel-card.ts';
import { panelStyles } from '../../mine/panel.styles.ts';
import { baseStyles } from '../../style/base.ts';
import { lineWords, rollingWords } from '../pool-words.ts';

/**
 * The line to the pool: whether it stands, how fast it answers, and what the pool allows.
 *
 * @property source - The source's status.
 */
export class LinePanel extends LitElement {
  static override properties = { source: { attribute: false } };

  static override styles = [
    baseStyles,
    panelStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 7px var(--space-4);
        font-size: var(--size-2);
      }

      dt {
        color: var(--ink-3);
      }

      dd {
        overflow-wrap: anywhere;
        color: var(--ink);
      }

      dd.figure {
        font-size: var(--size-2);
      }

      dd.bad {
        color: var(--bad);
      }
    `,
  ];

  declare source: RemoteSnapshot['source'] | null;

  constructor() {
    super();
    this.source = null;
  }

  override render() {
    const { source } = this;
    if (source === null || source.kind !== 'pool') return nothing;
    const row = (label: string, value: unknown, kind = '') =>
      html`<dt>${label}</dt><dd class=${kind}>${value}</dd>`;
    return html`<panel-card heading="The line to the pool">
      <dl>
        ${row('State', lineWords(source))}
        ${source.problem === null ? nothing : row('Problem', source.problem, 'bad')} ${row('Bridge', source.url, 'figure')}
        ${row('User', source.user, 'figure')}
        ${row('Answers in', source.latencyMs === null ? '–' : formatDuration(source.latencyMs / 1000), 'figure')}
        ${row('Jobs so far', formatCount(source.jobs), 'figure')}
        ${row('Cuts', source.cuts === 0 ? 'none' : `${formatCount(source.cuts)}${source.isResumed ? ', session taken up again' : ''}`)}
        ${row('Version rolling', rollingWords(source))}
        ${source.message === null ? nothing : row('The pool says', source.message)}
      </dl>
    </panel-card>`;
  }
}

customElements.define('line-panel', LinePanel);
