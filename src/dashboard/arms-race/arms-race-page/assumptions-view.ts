// The model's assumptions, to be opened by who wants to know.

import { html, type TemplateResult } from 'lit';
import type { RaceScenario } from '../../../simulation/index.ts';
import '../../elements/data-table.ts';
import { assumptionsOf } from '../assumptions.ts';

/** All assumptions with the values of a scenario. */
export function assumptionsView(scenario: RaceScenario): TemplateResult {
  return html`<details class="assumptions">
    <summary>What the model assumes, and from where</summary>
    <p class="say">
      No value belongs to a year: of history a race has the price, the machines and their dates, and what the scenario
      lets happen. The agents stand for all miners.
    </p>
    <data-table
      caption="Assumptions"
      .columns=${[
        { id: 'what', label: 'What' },
        { id: 'value', label: 'In this race' },
        { id: 'source', label: 'From' },
      ]}
      .rows=${assumptionsOf(scenario).map(({ what, value, source }) => ({ what, value, source }))}
    ></data-table>
  </details>`;
}
