// The day that is looked at, and its figures.

import { html, nothing, type TemplateResult } from 'lit';
import '../../elements/stat-tile.ts';
import '../../elements/tile-row.ts';
import { dayTiles, sceneDate } from '../day-tiles.ts';
import type { RaceScene } from '../shown-race.ts';

/** Which day of which race it is, and a tile for each figure. */
export function dayFigures(scene: RaceScene): TemplateResult {
  const [first, other] = scene.races;
  return html`<p class="when">
      <b>${sceneDate(scene)}</b> · ${first.facts.scenario.title}${
        other === undefined ? nothing : html`, compared with: ${other.facts.scenario.title}`
      }
    </p>
    <tile-row>
      ${dayTiles(scene).map(
        ({ label, value, tone, note }) =>
          html`<stat-tile value=${value} label=${label} tone=${tone} note=${note}></stat-tile>`,
      )}
    </tile-row>`;
}
