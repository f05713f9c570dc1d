// The figures of the day that is looked at.

import {
  formatCount,
  formatDate,
  formatDuration,
  formatEnergy,
  formatHashrate,
  formatPower,
  formatRough,
  formatWholeSeconds,
} from '../../primitives/index.ts';
import { DAY_SEC, type MetricId, YEAR_SEC } from '../../simulation/index.ts';
import type { RaceScene, ShownRace } from './shown-race.ts';

/** One tile. */
export interface DayTile {
  readonly label: string;
  readonly value: string;
  readonly tone: '' | 'spend' | 'keep';
  /** Empty for none. */
  readonly note: string;
}

/** Single days are luck: 144 blocks are 8 % off every third day. */
const MEAN_DAYS = 30;

/** The mean interval of the days before and at one, weighed by their blocks, seconds. */
export function meanInterval({ days }: ShownRace, day: number): number {
  const { blocks, meanIntervalSec } = days.figures;
  let [seconds, count] = [0, 0];
  for (let i = Math.max(0, day - MEAN_DAYS + 1); i <= day; i++) {
    // A day without a block has no interval.
    if (!(blocks[i]! > 0)) continue;
    seconds += meanIntervalSec[i]! * blocks[i]!;
    count += blocks[i]!;
  }
  return count === 0 ? Number.NaN : seconds / count;
}

/** The tiles of a scene; of two races the second one's figure stands in the note. */
export function dayTiles({ races, day }: RaceScene): readonly DayTile[] {
  const [first, other] = races;
  const beside = other === undefined || day >= other.days.length ? null : other;
  const tile = (
    label: string,
    textOf: (race: ShownRace) => string,
    tone: DayTile['tone'] = '',
    note = '',
  ): DayTile => ({
    label,
    value: textOf(first),
    tone,
    note: beside === null ? note : `compared: ${textOf(beside)}`,
  });
  const figure = (race: ShownRace, id: MetricId) => race.days.figures[id][day]!;
  return [
    tile('hash rate', (race) => formatHashrate(figure(race, 'hashrateHps')), 'spend'),
    tile('power, best guess', (race) => formatPower(figure(race, 'powerGuessW')), 'spend'),
    tile('a year at this power', (race) => formatEnergy(figure(race, 'powerGuessW') * YEAR_SEC), 'spend'),
    tile('USD for a coin', (race) => formatRough(figure(race, 'priceUsd'))),
    tile(
      `mean interval, ${MEAN_DAYS} days`,
      (race) => formatDuration(meanInterval(race, day)),
      'keep',
      `target ${formatWholeSeconds(first.facts.scenario.difficulty.spacingSec)}`,
    ),
    tile('miners of the model', (race) => formatCount(figure(race, 'miners'))),
    tile(
      'pools suffice for a half',
      (race) => formatCount(figure(race, 'nakamotoPools')),
      'keep',
      fewestMiners(figure(first, 'nakamotoMiners')),
    ),
  ];
}

function fewestMiners(count: number): string {
  return count === 1 ? 'one miner has a half' : `${formatCount(count)} miners have a half`;
}

/** The day of a scene in words. */
export function sceneDate({ races, day }: RaceScene): string {
  return formatDate((races[0].facts.startDay + day) * DAY_SEC);
}
