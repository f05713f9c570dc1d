import { css, html, LitElement } from 'lit';
import { formatHashrate } from '../../../primitives/index.ts';
import { dateOfDay, dayOfDate, deviceSentence, followDevice } from '../../../simulation/index.ts';
import '../../elements/number-field.ts';
import '../../elements/panel-card.ts';
import '../../elements/select-field.ts';
import { userEvent } from '../../elements/user-event.ts';
import { noBreak } from '../../no-break.ts';
import { baseStyles } from '../../style/base.ts';
import { fieldStyles } from '../../style/fields.ts';
import { DEVICE_BOUNDS, type RaceSettings } from '../settings.ts';
import type { RaceScene, ShownRace } from '../shown-race.ts';

/** What becomes of a machine in a race, in words; a word on why there is none where its day is not there. */
export function deviceWords(race: ShownRace, settings: RaceSettings): string {
  const { facts, days } = race;
  const fromDay = dayOfDate(settings.deviceFrom) - facts.startDay;
  if (!(fromDay >= 0 && fromDay < facts.days)) {
    const [first, last] = [facts.startDay, facts.startDay + facts.days - 1].map(dateOfDay);
    return `This race lasts from ${first} to ${last}; choose a day of it.`;
  }
  if (fromDay >= days.length) return 'The race has not come to that day yet.';
  const fate = followDevice(facts, days, {
    hashrateHps: settings.deviceThs * 1e12,
    powerW: settings.deviceW,
    pricePerKwhUsd: settings.devicePricePerKwhUsd,
    fromDay,
  });
  return deviceSentence(facts, fate);
}

/**
 * A person's own machine in the race: its share, its income, the day on which it stops paying.
 *
 * @property scene - What the panels show.
 * @property settings - The page's settings.
 * @fires settings-change - detail: part of the settings. Bubbles, composed.
 */
export class DevicePanel extends LitElement {
  static override properties = { scene: { attribute: false }, settings: { attribute: false } };

  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 132px), 1fr));
        gap: var(--space-4) var(--space-3);
        align-items: start;
      }

      .machine {
        grid-column: 1 / -1;
      }

      .fate {
        margin-top: var(--space-4);
        padding-top: var(--space-4);
        border-top: 1px solid var(--line);
        font-size: var(--size-4);
        line-height: 1.55;
        text-wrap: pretty;
      }
    `,
  ];

  declare scene: RaceScene | null;
  declare settings: RaceSettings;

  constructor() {
    super();
    this.scene = null;
  }

  #set(change: Partial<RaceSettings>): void {
    this.dispatchEvent(userEvent('settings-change', change));
  }

  get #machines() {
    return (this.scene?.races[0].facts.machines ?? []).filter(({ isToCome }) => isToCome !== true);
  }

  #choose(name: string): void {
    const machine = this.#machines.find((one) => one.name === name);
    if (machine === undefined) return;
    const startDay = this.scene?.races[0].facts.startDay ?? 0;
    this.#set({
      deviceThs: Number((machine.hashrateHps / 1e12).toPrecision(6)),
      deviceW: Number(machine.powerW.toPrecision(6)),
      deviceFrom: dateOfDay(Math.max(startDay, machine.releaseDay)),
    });
  }

  override render() {
    const { scene, settings } = this;
    const { deviceThs, deviceW, devicePricePerKwhUsd, deviceFrom } = settings;
    const isOf = (hashrateHps: number, powerW: number) =>
      Math.abs(hashrateHps / 1e12 / deviceThs - 1) < 1e-5 && Math.abs(powerW / deviceW - 1) < 1e-5;
    const chosen = this.#machines.find(({ hashrateHps, powerW }) => isOf(hashrateHps, powerW));
    return html`<panel-card heading="Your machine" unit="one more, which the race does not notice">
      <div class="fields">
        <select-field
          class="machine"
          label="Machine"
          value=${chosen?.name ?? ''}
          .options=${[
            { value: '', label: 'As set below' },
            ...this.#machines.map(({ name, hashrateHps }) => ({
              value: name,
              label: `${name}, ${formatHashrate(hashrateHps)}`,
            })),
          ]}
          @value-change=${(event: CustomEvent<string>) => this.#choose(event.detail)}
        ></select-field>
        <number-field
          label="Hash rate"
          unit="TH/s"
          .value=${deviceThs}
          .min=${DEVICE_BOUNDS.rate.min}
          .max=${DEVICE_BOUNDS.rate.max}
          @value-change=${(event: CustomEvent<number>) => this.#set({ deviceThs: event.detail })}
        ></number-field>
        <number-field
          label="Power"
          unit="W"
          .value=${deviceW}
          .min=${DEVICE_BOUNDS.power.min}
          .max=${DEVICE_BOUNDS.power.max}
          .step=${10}
          @value-change=${(event: CustomEvent<number>) => this.#set({ deviceW: event.detail })}
        ></number-field>
        <number-field
          label="Electricity"
          unit="USD/kWh"
          .value=${devicePricePerKwhUsd}
          .min=${DEVICE_BOUNDS.price.min}
          .max=${DEVICE_BOUNDS.price.max}
          .step=${0.01}
          @value-change=${(event: CustomEvent<number>) => this.#set({ devicePricePerKwhUsd: event.detail })}
        ></number-field>
        <div>
          <label class="label" for="since">There from</label>
          <div class="box">
            <input
              id="since"
              type="date"
              .value=${deviceFrom}
              @change=${(event: Event) => {
                const { value } = event.target as HTMLInputElement;
                if (value !== '') this.#set({ deviceFrom: value });
              }}
            />
          </div>
        </div>
      </div>
      <p class="fate">${scene === null ? 'The race is not there yet.' : noBreak(deviceWords(scene.races[0], settings))}</p>
    </panel-card>`;
  }
}

customElements.define('device-panel', DevicePanel);
