import { html, LitElement, nothing } from 'lit';
import { baseStyles } from '../style/base.ts';
import { cardHeading, cardStyles, type HeadingLevel } from './card-heading.ts';

/**
 * A card: one thing, its title, and a sentence on what to see in it.
 *
 * @property heading - What it is.
 * @property unit - Said in grey beside the heading; empty for nothing.
 * @property say - A sentence under the content; empty for none.
 * @property level - Level of the heading, 2 or 3.
 * @slot - The content.
 * @slot tools - Controls at the end of the heading's line.
 * @csspart card - The whole card.
 * @csspart head - Heading, unit and tools.
 */
export class PanelCard extends LitElement {
  static override properties = {
    heading: { type: String },
    unit: { type: String },
    say: { type: String },
    level: { type: Number },
  };

  static override styles = [baseStyles, cardStyles];

  declare heading: string;
  declare unit: string;
  declare say: string;
  declare level: HeadingLevel;

  constructor() {
    super();
    this.heading = '';
    this.unit = '';
    this.say = '';
    this.level = 2;
  }

  override render() {
    const { heading, unit, level, say } = this;
    return html`<section class="card" part="card" aria-labelledby="heading">
      ${cardHeading({ heading, unit, level, tools: html`<slot name="tools"></slot>` })}
      <div class="body"><slot></slot></div>
      ${say === '' ? nothing : html`<p class="say">${say}</p>`}
    </section>`;
  }
}

customElements.define('panel-card', PanelCard);
