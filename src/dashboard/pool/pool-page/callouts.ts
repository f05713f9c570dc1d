// What the Pool page has to say, as it is seen and as it is heard.

import { html, nothing, type TemplateResult } from 'lit';
import type { RemoteSnapshot } from '../../../miner/index.ts';
import '../../elements/notice-callout.ts';
import type { PoolNotices, ShownNotice } from '../pool-notices.ts';
import { lineWords } from '../pool-words.ts';
import { clockWords } from '../share-rows.ts';

/** What is shown, and who is told. */
export interface Callouts {
  readonly notices: Pick<PoolNotices, 'cut' | 'shown' | 'words'>;
  readonly line: RemoteSnapshot['source'];
  /** Whether nothing is tried any more: then the cut's callout can be put away. */
  readonly isCutOver: boolean;
  readonly onDismiss: (heading: string) => void;
  readonly onDismissCut: () => void;
}

/** Callouts, and a line that only readers of the screen have: seconds count down in the former. */
export function callouts({ notices, line, isCutOver, onDismiss, onDismissCut }: Callouts): TemplateResult {
  const { cut, shown, words } = notices;
  return html`<div class="notices">
      ${
        cut === null
          ? nothing
          : html`<notice-callout
              tone="bad"
              heading=${`The pool: ${lineWords(line)}`}
              ?is-dismissible=${isCutOver}
              @dismiss=${onDismissCut}
              >${cut.problem}. <small>Since ${clockWords(cut.time)}.</small></notice-callout
            >`
      }
      ${shown.map((notice) => callout(notice, onDismiss))}
    </div>
    <p class="only-read" role="status">${words}</p>`;
}

function callout(
  { tone, heading, text, time, more }: ShownNotice,
  onDismiss: Callouts['onDismiss'],
): TemplateResult {
  return html`<notice-callout tone=${tone} heading=${heading} is-dismissible @dismiss=${() => onDismiss(heading)}
    >${text} <small>${clockWords(time)}${more === '' ? '' : `, ${more}`}</small></notice-callout
  >`;
}
