import { html, LitElement } from 'lit';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';

/**
 * What ten minutes cost when miners compete: a race of makers, machines and miners, played day by day.
 *
 * @property commit - The program's commit, for files.
 * @property query - Settings as in the address, without `?`.
 * @fires page-query - detail: string; the settings changed. Bubbles, composed.
 */
export class ArmsRacePage extends LitElement {
  static override properties = { commit: { type: String }, query: { type: String } };

  static override styles = [baseStyles, pageStyles];

  declare commit: string;
  declare query: string;

  constructor() {
    super();
    this.commit = '';
    this.query = '';
  }

  override render() {
    return html`<header class="page-head"><h1>Arms race</h1></header>`;
  }
}

customElements.define('arms-race-page', ArmsRacePage);
