import { css, html, type TemplateResult } from 'lit';
import '../../elements/panel-card.ts';
import '../../elements/stat-tile.ts';
import '../../elements/tile-row.ts';
import { noBreak } from '../../no-break.ts';
import { energyComparisons, energyFigures } from '../pictures/energy-rows.ts';
import { powerSpec, powerTable } from '../pictures/power-spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { ScaledPanel } from './scaled-panel.ts';

/**
 * Power with its bounds, the figures of the year before the day that is looked at, and what they are like.
 */
export class RaceEnergyPanel extends ScaledPanel {
  static override styles = [
    ...ScaledPanel.styles,
    css`
      tile-row {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }

      @media (max-width: 560px) {
        tile-row {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }

      .like {
        display: grid;
        gap: var(--space-3);
        list-style: none;
      }

      .like small {
        display: block;
        color: var(--ink-3);
        font-size: var(--size-1);
      }
    `,
  ];

  protected override show(scene: RaceScene): TemplateResult {
    const { scale } = this;
    const comparisons = energyComparisons(scene);
    return html`
      ${this.frame(scene, {
        heading: 'Power follows the money',
        unit: `${scale === 'log' ? 'log scale' : 'linear scale'}, sites included`,
        say: 'The line is the machines of this race; the band begins where all were the best there are and ends where all were the least efficient in earnest. Better machines do not lower it: they are bought until what is earned is spent again.',
        fileName: 'proofworks-race-power',
        specs: [powerSpec(scene, { scale, width: this.plotWidth })],
        table: () => powerTable(scene),
        legend: this.comparedLegend(scene),
        tools: this.scaleChoice(),
      })}
      <tile-row>
        ${energyFigures(scene).map(
          ({ label, value, note }) =>
            html`<stat-tile tone="spend" value=${value} label=${label} note=${noBreak(note)}></stat-tile>`,
        )}
      </tile-row>
      <panel-card heading="What that is like" unit="the year before the day that is looked at">
        <ul class="like">
          ${comparisons.map(
            ({ text, source }) => html`<li>${noBreak(text)} <small>${noBreak(source)}</small></li>`,
          )}
        </ul>
      </panel-card>
    `;
  }
}

customElements.define('race-energy-panel', RaceEnergyPanel);
