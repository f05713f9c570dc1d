// What the bars of one's own chain and of a pool have in common.

import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { StateWords, WorkAction } from './state-words.ts';

/**
 * Start and Stop, one button: it keeps the focus when it becomes the other, and while it stops and can do nothing.
 *
 * @param action - What it does.
 */
export function mainButton(action: WorkAction, onStart: () => void, onStop: () => void): TemplateResult {
  const isStop = action === 'stop' || action === 'stopping';
  const press = (): void => {
    if (action === 'start') onStart();
    else if (action === 'stop') onStop();
  };
  return html`<button
    type="button"
    part=${isStop ? 'stop' : 'start'}
    class="primary"
    ?disabled=${action === 'none'}
    aria-disabled=${action === 'stopping' ? 'true' : nothing}
    @click=${press}
  >
    ${isStop ? 'Stop' : 'Start'}
  </button>`;
}

/** Where it stands. Seconds that pass are beside what is announced. */
export function stateView({ state, detail, passing = '' }: StateWords): TemplateResult {
  const count = passing === '' ? nothing : html`<span aria-hidden="true">, ${passing}</span>`;
  return html`<div class="state" part="state"><div role="status"><b>${state}</b><span>${detail}</span></div>${count}</div>`;
}

/**
 * Takes the focus to Start and Stop, since what was pressed elsewhere to start is gone then.
 *
 * @param barOf - The bar; asked for in a frame's time, when it is drawn and no dialog is before it.
 */
export function focusMainButton(barOf: () => LitElement | undefined): void {
  requestAnimationFrame(() => barOf()?.renderRoot.querySelector('button')?.focus());
}
