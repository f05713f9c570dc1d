// A knob as a field.

import { html, type TemplateResult } from 'lit';
import '../../elements/number-field.ts';
import { userEvent } from '../../elements/user-event.ts';
import type { Knob } from '../knobs.ts';
import type { RaceSettings } from '../settings.ts';
import { knobValue, turnKnob } from '../settings-scenario.ts';

/**
 * The field of a knob; it raises `settings-change` when it is turned.
 *
 * @param note - Said under it; empty for nothing.
 */
export function knobField(knob: Knob, settings: RaceSettings, note = ''): TemplateResult {
  return html`<number-field
    label=${knob.label}
    unit=${knob.unit}
    note=${note}
    .value=${knobValue(knob, settings)}
    .min=${knob.min}
    .max=${knob.max}
    .step=${knob.step}
    .isWhole=${knob.isWhole === true}
    @value-change=${(event: CustomEvent<number>) =>
      event.currentTarget?.dispatchEvent(
        userEvent('settings-change', turnKnob(knob, settings, event.detail)),
      )}
  ></number-field>`;
}
