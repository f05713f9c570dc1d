import { html, type TemplateResult } from 'lit';
import { formatPercent } from '../../../primitives/index.ts';
import { meanOver } from '../pictures/day-cut.ts';
import { moneySpec, moneyTable, priceSpec, sharesSpec } from '../pictures/money-spec.ts';
import type { RaceScene } from '../shown-race.ts';
import { RacePanel } from './race-panel.ts';

/** A month's mean says more than a day's luck. */
const MEAN_DAYS = 30;

/**
 * Money in and out by day, and electricity's part of cost.
 */
export class RaceMoneyPanel extends RacePanel {
  protected override show(scene: RaceScene): TemplateResult {
    const legend = this.comparedLegend(scene);
    const table = () => moneyTable(scene);
    return html`
      ${this.frame(scene, {
        heading: 'The prize is the price',
        unit: 'USD for a coin, log scale',
        say: 'What a block earns is what all together can spend on it. Each halving takes half of its new coins away: the price doubles, or machines go off.',
        fileName: 'proofworks-race-price',
        specs: [priceSpec(scene, this.plotWidth)],
        table,
        legend,
      })}
      ${this.frame(scene, {
        heading: 'What comes in goes out again',
        unit: 'USD a day, log scale',
        say: this.#say(scene),
        fileName: 'proofworks-race-money',
        specs: [moneySpec(scene, this.plotWidth)],
        table,
        legend,
      })}
      ${this.frame(scene, {
        heading: 'Machines or energy: where it goes',
        unit: 'electricity as a part of cost',
        say: 'Cost is electricity and the wear of machines over three years. While machines get better fast, they are what is spent; when they do not, energy is.',
        fileName: 'proofworks-race-electricity-part',
        specs: [sharesSpec(scene, this.plotWidth)],
        table,
        legend,
      })}
    `;
  }

  #say({ races: [{ days }], day }: RaceScene): string {
    const first = Math.max(0, day - MEAN_DAYS + 1);
    const mean = (id: 'revenueUsd' | 'electricityUsd' | 'depreciationUsd') =>
      meanOver(days.figures[id], first, day);
    const revenue = mean('revenueUsd');
    const left = revenue - mean('electricityUsd') - mean('depreciationUsd');
    if (!(revenue > 0)) return 'In the month before the day that is looked at nothing is earned.';
    const spent = `In the month before the day that is looked at, ${formatPercent(mean('electricityUsd') / revenue, 2)} of the revenue pays for electricity`;
    return left >= 0
      ? `${spent}; after the wear of machines ${formatPercent(left / revenue, 2)} is left. Whatever is left draws more machines.`
      : `${spent}, and machines wear off faster than they earn.`;
  }
}

customElements.define('race-money-panel', RaceMoneyPanel);
