import { css, html, type TemplateResult } from 'lit';
import '../../elements/stat-tile.ts';
import '../../elements/tile-row.ts';
import { formatCount, formatNumber } from '../../../primitives/index.ts';
import { cartelText } from '../pictures/cartel.ts';
import { concentrationSpec, concentrationTable } from '../pictures/concentration-spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { RacePanel } from './race-panel.ts';

/**
 * The parts of the largest, the measures of the day, and what it takes to have more than half.
 */
export class RaceConcentrationPanel extends RacePanel {
  static override styles = [
    ...RacePanel.styles,
    css`
      tile-row {
        grid-template-columns: repeat(4, minmax(0, 1fr));
      }

      @media (max-width: 560px) {
        tile-row {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  protected override show(scene: RaceScene): TemplateResult {
    const { hhi, gini, nakamotoMiners, nakamotoPools } = scene.races[0].days.figures;
    const { day } = scene;
    return html`
      ${this.frame(scene, {
        heading: 'Few could decide for all',
        unit: 'part of the hash rate that the largest has',
        say: cartelText(scene),
        fileName: 'proofworks-race-concentration',
        specs: [concentrationSpec(scene, this.plotWidth)],
        table: () => concentrationTable(scene),
        legend: this.comparedLegend(scene),
      })}
      <tile-row>
        <stat-tile
          value=${formatCount(nakamotoPools[day]!)}
          label="pools above 50 %"
          note="the fewest: Nakamoto coefficient"
        ></stat-tile>
        <stat-tile
          value=${formatCount(nakamotoMiners[day]!)}
          label="miners above 50 %"
          note="each for all who are like it"
        ></stat-tile>
        <stat-tile
          value=${formatNumber(hhi[day]!)}
          label="Herfindahl-Hirschman index"
          note=${hhi[day]! > 0 ? `as ${formatNumber(1 / hhi[day]!, 2)} equal miners have it` : ''}
        ></stat-tile>
        <stat-tile
          value=${formatNumber(gini[day]!)}
          label="Gini coefficient"
          note="0: all equal, 1: one has all"
        ></stat-tile>
      </tile-row>
    `;
  }
}

customElements.define('race-concentration-panel', RaceConcentrationPanel);
