import { html, type TemplateResult } from 'lit';
import { ruleNamed } from '../../../difficulty/index.ts';
import { formatDuration, formatRough, formatWholeSeconds } from '../../../primitives/index.ts';
import { DAY_SEC } from '../../../simulation/index.ts';
import { meanOver } from '../pictures/day-cut.ts';
import { difficultySpec, difficultyTable, intervalSpec } from '../pictures/difficulty-spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { RacePanel } from './race-panel.ts';

/**
 * Difficulty, and the mean interval below it on the same axis of time.
 */
export class RaceDifficultyPanel extends RacePanel {
  protected override show(scene: RaceScene): TemplateResult {
    const [{ facts, days }] = scene.races;
    const { rule, spacingSec } = facts.scenario.difficulty;
    const { difficulty, blocks } = days.figures;
    const last = days.length - 1;
    const spacing = formatWholeSeconds(spacingSec);
    const legend = this.comparedLegend(scene);
    const table = () => difficultyTable(scene);
    const mean = DAY_SEC / meanOver(blocks, 0, last);
    const intervals = intervalSpec(scene, this.plotWidth);
    const isCut = intervals.series.some(({ y }) => Array.from(y).some((sec) => sec > intervals.y.max!));
    return html`
      ${this.frame(scene, {
        heading: 'Difficulty takes the gain away',
        unit: 'log scale',
        say: `Drawn blocks, the real rule (${ruleNamed(rule).title}): whatever the machines gain, a block becomes harder by as much. Since the first day by ${formatRough(difficulty[last]! / difficulty[0]!)} times.`,
        fileName: 'proofworks-race-difficulty',
        specs: [difficultySpec(scene, this.plotWidth)],
        table,
        legend,
      })}
      ${this.frame(scene, {
        heading: `${spacing}, all along`,
        unit: 'mean interval of 30 days',
        say: `Of all that is spent, this is what is bought. Over all days shown a block took ${formatDuration(mean)} on average; while the hash rate grows, blocks come a little early.${isCut ? ` Where the line leaves the picture, they took longer than ${formatWholeSeconds(intervals.y.max!)}.` : ''}`,
        fileName: 'proofworks-race-intervals',
        specs: [intervals],
        table,
        legend,
      })}
    `;
  }
}

customElements.define('race-difficulty-panel', RaceDifficultyPanel);
