import type { TemplateResult } from 'lit';
import { formatRough } from '../../../primitives/index.ts';
import { frontierSpec, machinesSoFar, machineTable } from '../pictures/frontier-spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { RacePanel } from './race-panel.ts';

/**
 * Efficiency over the years, machine by machine.
 */
export class RaceFrontierPanel extends RacePanel {
  protected override show(scene: RaceScene): TemplateResult {
    const { frontierJPerTh } = scene.races[0].days.figures;
    const { landauerJPerTh } = scene.races[0].facts;
    const best = frontierJPerTh[scene.races[0].days.length - 1]!;
    const gain = frontierJPerTh[0]! / best;
    return this.frame(scene, {
      heading: 'Machines get better, and must',
      unit: 'energy per hash, log scale',
      say: `${machinesSoFar(scene).length} machines, each a dot; rings are machines to come. The best has become ${formatRough(gain)} times as good as the first. What lies above the line “just pays” earns less than its electricity costs, so everyone must follow. Physics would allow ${formatRough(best / landauerJPerTh, 2)} times better still.`,
      fileName: 'proofworks-race-machines',
      specs: [frontierSpec(scene, this.plotWidth)],
      table: () => machineTable(scene),
      legend: this.comparedLegend(scene),
    });
  }
}

customElements.define('race-frontier-panel', RaceFrontierPanel);
