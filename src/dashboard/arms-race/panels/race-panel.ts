import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import '../../charts/series-chart/series-chart.ts';
import type { PointSelection } from '../../charts/series-chart/series-chart.ts';
import type { SeriesChartSpec } from '../../charts/series-chart/spec.ts';
import { WidthController } from '../../charts/width-controller.ts';
import '../../elements/chart-frame.ts';
import type { LegendEntry } from '../../elements/chart-frame.ts';
import type { TableData } from '../../elements/table-data.ts';
import { userEvent } from '../../elements/user-event.ts';
import { noBreak } from '../../no-break.ts';
import { baseStyles } from '../../style/base.ts';
import { besideOf } from '../pictures/time-axis.ts';
import type { RaceScene } from '../shown-race.ts';

/** What `day-select` tells. */
export interface DaySelection {
  /** Index in the first race. */
  readonly day: number;
}

/** A picture with all that belongs to it. */
export interface RacePicture {
  readonly heading: string;
  readonly unit: string;
  readonly say: string;
  readonly fileName: string;
  /** One for all races, or one for each; on one axis of time. */
  readonly specs: readonly SeriesChartSpec[];
  /** The values of a picture, by its place among the specs. */
  readonly table: (index: number) => TableData;
  readonly legend?: readonly LegendEntry[];
  /** Controls in the head. */
  readonly tools?: TemplateResult;
}

/** Room around a card's picture, px: its padding and border. */
const CARD_PX = 38;

/**
 * What all panels of a race are: cards below each other that show a scene.
 *
 * @property scene - What is shown; null shows nothing.
 * @fires day-select - detail: DaySelection; a click, or Enter, at a point of a picture. Bubbles, composed.
 */
export abstract class RacePanel extends LitElement {
  static override properties = { scene: { attribute: false }, width: { state: true } };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: var(--gap);
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
      }

    `,
  ];

  declare scene: RaceScene | null;
  /** Of the panel, px; 0 while it is hidden. */
  declare protected width: number;

  constructor() {
    super();
    this.scene = null;
    this.width = 0;
    new WidthController(this, (width) => {
      this.width = width;
    });
  }

  /** Width of a picture's plot, px. */
  protected get plotWidth(): number {
    return Math.max(200, this.width - CARD_PX - besideOf(false).left);
  }

  protected abstract show(scene: RaceScene): TemplateResult;

  override render() {
    const { scene } = this;
    return scene === null || scene.races[0].days.length === 0 ? nothing : this.show(scene);
  }

  /** A card with a picture; where there are several of them, one for each race, a card for each. */
  protected frame(scene: RaceScene, picture: RacePicture): TemplateResult {
    const { specs } = picture;
    return html`${specs.map((spec, index) =>
      this.#card(picture, spec, index, specs.length > 1 ? scene.races[index]!.facts.scenario.title : ''),
    )}`;
  }

  /** @param race - Title of the race that is shown; empty where it needs no name. */
  #card(
    { heading, unit, say, fileName, table, legend = [], tools }: RacePicture,
    spec: SeriesChartSpec,
    index: number,
    race: string,
  ): TemplateResult {
    // Two cards of one name could not be told apart by ear.
    const named = race === '' ? heading : `${race}: ${heading.charAt(0).toLowerCase()}${heading.slice(1)}`;
    return html`<chart-frame
      heading=${named}
      unit=${unit}
      say=${noBreak(say)}
      file-name=${index === 0 ? fileName : `${fileName}-${index + 1}`}
      .table=${() => table(index)}
      .legend=${legend}
    >
      ${tools === undefined || index > 0 ? nothing : html`<div slot="tools">${tools}</div>`}
      <series-chart
        label="${named}, ${unit}"
        .spec=${spec}
        @point-select=${(event: CustomEvent<PointSelection>) => this.#select(spec, event)}
      ></series-chart>
    </chart-frame>`;
  }

  /** What dashes mean where two races are compared. */
  protected comparedLegend({ races }: RaceScene): readonly LegendEntry[] {
    const other = races[1];
    return other === undefined
      ? []
      : [
          { label: races[0].facts.scenario.title, hue: 'ink-2', kind: 'line' },
          { label: other.facts.scenario.title, hue: 'ink-2', kind: 'dash' },
        ];
  }

  #select(spec: SeriesChartSpec, { detail }: CustomEvent<PointSelection>): void {
    const { scene } = this;
    const at = spec.series.find(({ id }) => id === detail.series)?.x[detail.index];
    if (scene === null || at === undefined) return;
    const { facts, days } = scene.races[0];
    const day = Math.min(days.length - 1, Math.max(0, Math.round(at - facts.startDay)));
    this.dispatchEvent(userEvent<DaySelection>('day-select', { day }));
  }
}
