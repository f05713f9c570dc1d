/** What happened in a race, as marks for charts and sentences for a list. */
import {
  formatDate,
  formatEfficiency,
  formatHashrate,
  formatMoney,
  formatPercent,
} from '../../primitives/index.ts';
import { DAY_SEC } from './calendar.ts';
import { GENERATIONS } from './generation.ts';
import type { MachineModel } from './machine-model.ts';
import type { RaceEvent } from './race.ts';
import type { ScenarioEvent } from './scenario.ts';

/** A machine better than all before it can be had. */
export function releaseEvent(
  day: number,
  { name, vendor, efficiencyJPerTh, hashrateHps, isToCome }: MachineModel,
): RaceEvent {
  const words = `${formatHashrate(hashrateHps)} at ${formatEfficiency(efficiencyJPerTh)}`;
  return {
    day,
    kind: 'release',
    label: name,
    text:
      isToCome === true
        ? `A machine to come, of ${vendor}: ${words}, if progress goes on as assumed.`
        : `${name} can be had: ${words}. Nothing before it needed so little for a hash.`,
  };
}

/** The first machine of a generation runs. */
export function generationEvent(day: number, generation: number): RaceEvent {
  const { title } = GENERATIONS[generation]!;
  return {
    day,
    kind: 'generation',
    label: title,
    text: `The first machines of the generation “${title}” run.`,
  };
}

/** The subsidy has been halved. */
export function halvingEvent(day: number, subsidyBtc: number): RaceEvent {
  return {
    day,
    kind: 'halving',
    label: 'Halving',
    text: `A block brings ${subsidyBtc} new coins from now on, half of what it did. At the same price half of the income is gone.`,
  };
}

/** Much of the hash rate has been switched off within a month. */
export function retreatEvent(day: number, lostPart: number): RaceEvent {
  return {
    day,
    kind: 'retreat',
    label: 'Switching off',
    text: `${formatPercent(lostPart, 2)} of the hash rate has gone within a month: what no longer pays is switched off, until the difficulty has followed.`,
  };
}

/** Something that the scenario makes happen. */
export function scenarioEvent(
  day: number,
  event: ScenarioEvent,
  startDay: number,
  regionName: string,
): RaceEvent {
  const date = formatDate((startDay + day) * DAY_SEC);
  const mark = (label: string, text: string): RaceEvent => ({
    day,
    kind: event.kind,
    label,
    text: event.text ?? text,
  });
  switch (event.kind) {
    case 'ban':
      return mark(
        `Ban: ${regionName}`,
        `${regionName} forbids mining on ${date}. All machines there stop; within months their owners move them elsewhere.`,
      );
    case 'price':
      return mark(
        'Price',
        `On ${date} the price of a coin becomes ${formatPercent(event.factor, 2)} of what it was.`,
      );
    case 'energy-tax':
      return mark(
        'Energy tax',
        `From ${date} on a kilowatt-hour costs ${formatMoney(event.usdPerKwh, 'USD', 2)} more${event.region === 'all' ? '' : ` in ${regionName}`}.`,
      );
    case 'speed':
      return mark(
        'Faster',
        `On ${date} every machine becomes ${event.factor} times as fast at the same power.`,
      );
    default:
      return event satisfies never;
  }
}
