// The top of the Mine page: whose chain it is, by which rule, and what can be done with it.

import { html, type TemplateResult } from 'lit';
import type { MiningSnapshot } from '../../../miner/index.ts';
import { formatWholeSeconds } from '../../../primitives/index.ts';
import type { SessionClient } from '../../session/session-client.ts';
import '../chain-menu/chain-menu.ts';
import { ruleTitle } from '../outlook-words.ts';

/** Heading, two sentences, and the chain's menu. */
export function pageHead({ chain, state }: MiningSnapshot, role: SessionClient['role']): TemplateResult {
  const menu = html`<chain-menu
    class="actions"
    .hasChain=${chain !== null}
    .disabled=${role !== 'own'}
  ></chain-menu>`;
  if (state === 'opening') {
    return html`<header class="page-head">
      <h1>Mine</h1>
      <p class="lead">Reading what this browser has kept.</p>
    </header>`;
  }
  if (chain === null) {
    return html`<header class="page-head">
      <h1>Mine a chain of your own</h1>
      <p class="lead">
        This machine will search block headers with double SHA-256, as Bitcoin’s miners do, on a private chain whose
        difficulty follows its speed: blocks appear at the pace that you choose. The chain is kept in this browser, and
        nothing is sent anywhere.
      </p>
      ${menu}
    </header>`;
  }
  const kept = chain.kept === 'browser' ? 'kept in this browser' : 'kept only until this page closes';
  return html`<header class="page-head">
    <h1>${role === 'watching' ? 'The chain of another tab' : 'Your chain'}</h1>
    <p class="lead">
      ${ruleTitle(chain.rule)}; a block about every ${formatWholeSeconds(chain.spacingSec)}.
      <span class="kept">It is ${kept}.</span>
    </p>
    ${menu}
  </header>`;
}
