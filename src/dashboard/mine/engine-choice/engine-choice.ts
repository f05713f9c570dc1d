import { css, html, LitElement } from 'lit';
import type { Detected, EngineChoice } from '../../../miner/index.ts';
import { formatCount } from '../../../primitives/index.ts';
import '../../elements/toggle-switch.ts';
import { userEvent } from '../../elements/user-event.ts';
import '../../elements/value-slider.ts';
import { baseStyles } from '../../style/base.ts';
import { type EnginePlan, enginesOfPlan, gpuNote, planOfEngines } from '../engine-plan.ts';
import { INTENSITY_PERCENT, intensityPercent } from '../settings.ts';

/**
 * What is to hash, and how much of the time.
 *
 * @property detected - This machine; null while it is not known.
 * @property engines - What is chosen.
 * @property intensity - Part of the time that engines hash.
 * @property disabled - Whether nothing can be changed.
 * @fires engines-change - detail: EngineChoice[]. Bubbles, composed, as the next.
 * @fires intensity-change - detail: number in [0.01, 1].
 */
export class EngineChoiceElement extends LitElement {
  static override properties = {
    detected: { attribute: false },
    engines: { attribute: false },
    intensity: { type: Number },
    disabled: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        --control: var(--spend);
      }

      .fields {
        display: grid;
        gap: var(--space-4);
      }
    `,
  ];

  declare detected: Detected | null;
  declare engines: readonly EngineChoice[];
  declare intensity: number;
  declare disabled: boolean;

  constructor() {
    super();
    this.detected = null;
    this.engines = [];
    this.intensity = 1;
    this.disabled = false;
  }

  #change(event: Event, plan: EnginePlan): void {
    event.stopPropagation();
    this.dispatchEvent(userEvent('engines-change', enginesOfPlan(plan)));
  }

  override render() {
    const { detected, disabled } = this;
    if (detected === null) return html`<p class="say">Looking at what this machine offers.</p>`;
    const plan = planOfEngines(this.engines, detected);
    const { cores } = detected.machine;
    const threads = (count: number): string =>
      count === 0 ? 'none' : `${formatCount(count)} of ${formatCount(cores)}`;
    return html`<div class="fields">
      <toggle-switch
        label=${detected.adapter?.isSoftware === true ? 'GPU, played by the CPU' : 'GPU'}
        note=${gpuNote(detected)}
        .checked=${plan.hasGpu}
        .disabled=${disabled || detected.adapter === null}
        @value-change=${(event: CustomEvent<boolean>) => this.#change(event, { ...plan, hasGpu: event.detail })}
      ></toggle-switch>
      <value-slider
        label="CPU threads"
        .min=${plan.hasGpu ? 0 : 1}
        .max=${Math.max(cores, plan.threads, 2)}
        .step=${1}
        .value=${plan.threads}
        .format=${threads}
        .disabled=${disabled}
        note=${plan.threads >= cores && cores > 1 ? 'All of them: everything else on this machine gets slower.' : ''}
        @value-change=${(event: CustomEvent<number>) => this.#change(event, { ...plan, threads: event.detail })}
      ></value-slider>
      <value-slider
        label="Intensity"
        .min=${INTENSITY_PERCENT.min}
        .max=${INTENSITY_PERCENT.max}
        .step=${1}
        .value=${intensityPercent(this.intensity)}
        .format=${(percent: number) => `${percent} % of the time`}
        .disabled=${disabled}
        @value-change=${(event: CustomEvent<number>) => {
          event.stopPropagation();
          this.dispatchEvent(userEvent('intensity-change', event.detail / 100));
        }}
      ></value-slider>
    </div>`;
  }
}

customElements.define('engine-choice', EngineChoiceElement);
