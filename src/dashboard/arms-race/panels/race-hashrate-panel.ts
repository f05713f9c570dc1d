import type { TemplateResult } from 'lit';
import { GENERATIONS } from '../../../simulation/index.ts';
import { hashrateSpecs, hashrateTable } from '../pictures/hashrate-spec.ts';
import { generationHue } from '../pictures/hues.ts';
import type { RaceScene } from '../shown-race.ts';
import { ScaledPanel } from './scaled-panel.ts';

/**
 * The hash rate by generation of machines; for two races one picture each, on one scale.
 */
export class RaceHashratePanel extends ScaledPanel {
  protected override show(scene: RaceScene): TemplateResult {
    const { scale } = this;
    const ran = GENERATIONS.map((_, index) =>
      scene.races.some(({ days }) => days.hashrateByGeneration[index]!.some((hps) => hps > 0)),
    );
    return this.frame(scene, {
      heading: 'Every generation drowns the one before',
      unit: `hash rate by machines, ${scale === 'log' ? 'log scale' : 'linear scale'}`,
      say:
        scale === 'log'
          ? 'The upper edge is the whole network. Each band stands on those below it: its height tells how many times it multiplies them, so a band as high as a decade is ten times all older machines.'
          : 'The upper edge is the whole network, and each band is its machines’ part. All years but the last few lie flat on the ground: look at the log scale.',
      fileName: 'proofworks-race-hashrate',
      specs: hashrateSpecs(scene, { scale, width: this.plotWidth }),
      table: (index) => hashrateTable(scene.races[index] ?? scene.races[0]),
      legend: GENERATIONS.flatMap(({ title }, index) =>
        ran[index] === true ? [{ label: title, hue: generationHue(index), kind: 'area' as const }] : [],
      ),
      tools: this.scaleChoice(),
    });
  }
}

customElements.define('race-hashrate-panel', RaceHashratePanel);
