import { html, type TemplateResult } from 'lit';
import '../../elements/choice-group.ts';
import { RacePanel } from './race-panel.ts';

const SCALES = [
  { value: 'log', label: 'Log' },
  { value: 'linear', label: 'Linear' },
] as const;

/** A panel whose picture can be drawn on a logarithmic axis, as at first, or on a linear one. */
export abstract class ScaledPanel extends RacePanel {
  static override properties = { ...RacePanel.properties, scale: { state: true } };

  declare protected scale: 'log' | 'linear';

  constructor() {
    super();
    this.scale = 'log';
  }

  /** Chooses the scale. */
  protected scaleChoice(): TemplateResult {
    return html`<choice-group
      label="Scale"
      is-label-hidden
      .options=${SCALES}
      value=${this.scale}
      @value-change=${(event: CustomEvent<'log' | 'linear'>) => {
        this.scale = event.detail;
      }}
    ></choice-group>`;
  }
}
