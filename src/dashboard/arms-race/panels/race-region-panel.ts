import type { TemplateResult } from 'lit';
import { formatPercent } from '../../../primitives/index.ts';
import { regionSpecs, regionTable } from '../pictures/region-spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { RacePanel } from './race-panel.ts';

/**
 * Each region's part of the hash rate; for two races one picture each.
 */
export class RaceRegionPanel extends RacePanel {
  protected override show(scene: RaceScene): TemplateResult {
    const [{ facts, days }] = scene.races;
    const parts = days.hashrateByRegion.map(
      (column) => column[scene.day]! / days.figures.hashrateHps[scene.day]!,
    );
    const largest = parts.indexOf(Math.max(...parts));
    const name = facts.regions[largest];
    return this.frame(scene, {
      heading: 'Machines go where energy is cheap',
      unit: 'part of the hash rate by region',
      say:
        name === undefined || !(parts[largest]! > 0)
          ? 'On the day that is looked at nobody hashes.'
          : `On the day that is looked at most of it is in ${name}: ${formatPercent(parts[largest]!, 2)}. Nobody planned that; newcomers settle where a kilowatt-hour costs least, until their number makes it dear.`,
      fileName: 'proofworks-race-regions',
      specs: regionSpecs(scene, this.plotWidth),
      table: (index) => regionTable(scene.races[index] ?? scene.races[0]),
    });
  }
}

customElements.define('race-region-panel', RaceRegionPanel);
