// The story in steps: each a scenario, a day of it, the panel to look at, and two sentences. Every figure in them is read
// from the race that is shown.

import {
  formatCount,
  formatDate,
  formatDuration,
  formatEnergy,
  formatHashrate,
  formatMass,
  formatPercent,
  formatPower,
  formatRatio,
  formatRough,
  formatRoughMoney,
  formatWholeSeconds,
} from '../../../primitives/index.ts';
import { DAY_SEC, type MetricId, nearestComparison, type RaceEvent } from '../../../simulation/index.ts';
import { meanInterval } from '../day-tiles.ts';
import type { ShownRace } from '../shown-race.ts';

/** One step of the tour. */
export interface TourStep {
  readonly title: string;
  /** Name of one of the program's own scenarios. */
  readonly scenario: string;
  /** Tag of the panel to look at. */
  readonly panel: string;
  /** The day to look at, an index of a race that is whole. */
  dayOf(race: ShownRace): number;
  /** Two sentences. */
  say(race: ShownRace, day: number): readonly [string, string];
}

const DAYS_PER_YEAR = 365;
const MONTH_DAYS = 30;

const figure = ({ days }: ShownRace, id: MetricId, day: number): number =>
  days.figures[id][within(days.length, day)]!;
const dateOf = ({ facts }: ShownRace, day: number) => formatDate((facts.startDay + day) * DAY_SEC);
const spacingOf = ({ facts }: ShownRace) => formatWholeSeconds(facts.scenario.difficulty.spacingSec);
const within = (length: number, day: number) => Math.max(0, Math.min(length - 1, day));

/** Sum of a figure over a half-open range of days. */
function sum({ days }: ShownRace, id: MetricId, from: number, to: number): number {
  return days.figures[id].subarray(Math.max(0, from), Math.max(0, to)).reduce((a, b) => a + b, 0);
}

/** Sum of a figure over the year that ends with a day. */
const yearSum = (race: ShownRace, id: MetricId, day: number) =>
  sum(race, id, day - DAYS_PER_YEAR + 1, day + 1);

/** The first event of a kind, from a day on; the race's last day where there is none. */
function eventDay({ days }: ShownRace, isWanted: (event: RaceEvent) => boolean, from = 0): number {
  return days.events.find((event) => event.day >= from && isWanted(event))?.day ?? days.length - 1;
}

const firstOf = (race: ShownRace, word: string) =>
  eventDay(race, ({ kind, label }) => kind === 'generation' && label.startsWith(word));

/** The day in a half-open range on which a figure is largest; the first of several. */
function peakDay({ days }: ShownRace, id: MetricId, from: number, to: number): number {
  const column = days.figures[id];
  let best = within(days.length, from);
  for (let day = best; day < Math.min(to, days.length); day++) if (column[day]! > column[best]!) best = day;
  return best;
}

const count = (value: number, one: string, many: string) =>
  `${formatCount(value)} ${Math.round(value) === 1 ? one : many}`;

/** The last day on which so few pools suffice as never else, from the first ASIC on. */
function fewestPoolsDay(race: ShownRace): number {
  const pools = race.days.figures.nakamotoPools;
  let best = firstOf(race, 'ASIC');
  for (let day = best; day < race.days.length; day++) if (pools[day]! <= pools[best]!) best = day;
  return best;
}

/** All steps, in order. */
export const TOUR: readonly TourStep[] = [
  {
    title: 'One CPU, one vote',
    scenario: 'history',
    panel: 'race-hashrate-panel',
    dayOf: ({ days }) => within(days.length, MONTH_DAYS),
    say: (race, day) => [
      `On ${dateOf(race, day)} ordinary computers mine with ${formatHashrate(figure(race, 'hashrateHps', day))} in all, at ${formatPower(figure(race, 'powerGuessW', day))}: anybody’s processor is a fair part of the network.`,
      figure(race, 'difficulty', day) > 1
        ? `A block came every ${formatDuration(meanInterval(race, day))} that month, and the rule aims at ${spacingOf(race)}: keep that figure in mind, since nothing that follows changes it for long.`
        : `A block came every ${formatDuration(meanInterval(race, day))} that month, since difficulty cannot fall below 1; the rule aims at ${spacingOf(race)}, and nothing that follows keeps it from that for long.`,
    ],
  },
  {
    title: 'Someone tries a graphics card',
    scenario: 'history',
    panel: 'race-hashrate-panel',
    dayOf: (race) => within(race.days.length, firstOf(race, 'GPU') + 270),
    say: (race, day) => {
      const before = firstOf(race, 'GPU');
      const growth = figure(race, 'hashrateHps', day) / figure(race, 'hashrateHps', before);
      return [
        `Graphics cards begin on ${dateOf(race, before)}; by ${dateOf(race, day)} the network is ${formatRough(growth)} times as fast, and processors no longer pay.`,
        `Nobody has more coins for it: difficulty is ${formatRough(figure(race, 'difficulty', day) / figure(race, 'difficulty', before))} times what it was, and takes the gain away.`,
      ];
    },
  },
  {
    title: 'Chips for this alone, and too few of them',
    scenario: 'history',
    panel: 'race-frontier-panel',
    dayOf: (race) => {
      const first = firstOf(race, 'ASIC');
      return peakDay(race, 'soldOutPart', first, first + 2 * DAYS_PER_YEAR);
    },
    say: (race, day) => [
      `On ${dateOf(race, day)} the best machine needs ${formatPercent(figure(race, 'frontierJPerTh', day) / figure(race, 'frontierJPerTh', firstOf(race, 'ASIC') - 1), 2)} of the energy per hash that the best one needed before the first ASIC.`,
      `Everybody wants it: ${formatPercent(figure(race, 'soldOutPart', day), 2)} of the machines that miners would buy that day cannot be had.`,
    ],
  },
  {
    title: 'Makers mine first',
    scenario: 'vendor-self-mining',
    panel: 'race-concentration-panel',
    dayOf: (race) => peakDay(race, 'largestMinerPart', firstOf(race, 'ASIC') + DAYS_PER_YEAR, Infinity),
    say: (race, day) => {
      const { selfMiningDays, selfMiningPart } = race.facts.scenario.vendors;
      return [
        `Here makers run each new machine for ${count(selfMiningDays, 'day', 'days')} before they sell it, and keep ${formatPercent(selfMiningPart, 2)} of what they make.`,
        `On ${dateOf(race, day)} the largest miner has ${formatPercent(figure(race, 'largestMinerPart', day))} of the hash rate, and ${count(figure(race, 'nakamotoMiners', day), 'party passes', 'parties pass')} a half: the cartel line is at 50 %.`,
      ];
    },
  },
  {
    title: 'Cheap energy draws everyone to one place',
    scenario: 'cheap-energy',
    panel: 'race-region-panel',
    dayOf: (race) => peakDay(race, 'largestRegionPart', firstOf(race, 'ASIC') + DAYS_PER_YEAR, Infinity),
    say: (race, day) => {
      const byRegion = race.days.hashrateByRegion.map((column) => column[day]!);
      const largest = byRegion.indexOf(Math.max(...byRegion));
      const { name, pricePerKwhUsd } = race.facts.scenario.regions[largest]!;
      return [
        `“${name}” sells electricity at ${formatRoughMoney(pricePerKwhUsd * 100, 'US cents')} a kilowatt-hour while it lasts; nobody plans to gather there.`,
        `By ${dateOf(race, day)} it has ${formatPercent(figure(race, 'largestRegionPart', day))} of the hash rate, since whoever pays more is priced out by the difficulty that the cheap ones drive up.`,
      ];
    },
  },
  {
    title: 'The price falls, and machines go off',
    scenario: 'price-crash',
    panel: 'race-money-panel',
    dayOf: (race) => within(race.days.length, eventDay(race, ({ kind }) => kind === 'price') + MONTH_DAYS),
    say: (race, day) => {
      const before = eventDay(race, ({ kind }) => kind === 'price') - 1;
      const part = figure(race, 'powerGuessW', day) / figure(race, 'powerGuessW', before);
      return [
        `A coin falls from ${formatRoughMoney(figure(race, 'priceUsd', before), 'USD')} to ${formatRoughMoney(figure(race, 'priceUsd', before + 1), 'USD')} in a day; what costs more than it earns is switched off, the least efficient first.`,
        `By ${dateOf(race, day)} power is ${formatPercent(part, 2)} of what it was, and ${count(figure(race, 'machinesOff', day), 'machine stands', 'machines stand')} still: the network spends what it earns, no more.`,
      ];
    },
  },
  {
    title: 'A ban, and a halving',
    scenario: 'history',
    panel: 'race-difficulty-panel',
    dayOf: (race) => within(race.days.length, eventDay(race, ({ kind }) => kind === 'ban') + 14),
    say: (race, day) => {
      const ban = eventDay(race, ({ kind }) => kind === 'ban');
      const halving = eventDay(race, ({ kind }) => kind === 'halving', ban);
      const later = within(race.days.length, ban + 90);
      const drop = 1 - figure(race, 'hashrateHps', ban + 1) / figure(race, 'hashrateHps', ban - 1);
      return [
        `A ban on ${dateOf(race, ban)} stops ${formatPercent(drop, 2)} of the hash rate; blocks take ${formatDuration(meanInterval(race, day))} that month, and ${formatDuration(meanInterval(race, later))} three months on, with the machines still on their way.`,
        `The halving of ${dateOf(race, halving)} takes half of the new coins from everybody at once, from ${formatRoughMoney(sum(race, 'revenueUsd', halving - MONTH_DAYS, halving), 'USD')} in the month before to ${formatRoughMoney(sum(race, 'revenueUsd', halving + 1, halving + 1 + MONTH_DAYS), 'USD')} in the month after, and ${spacingOf(race)} stay ${spacingOf(race)}.`,
      ];
    },
  },
  {
    title: 'How few could collude',
    scenario: 'history',
    panel: 'race-concentration-panel',
    dayOf: fewestPoolsDay,
    say: (race, day) => [
      `On ${dateOf(race, day)} ${count(figure(race, 'nakamotoPools', day), 'pool alone has', 'pools together have')} more than half of the hash rate, though ${count(figure(race, 'miners', day), 'miner takes', 'miners take')} part in the model.`,
      `To build as much from nothing would take machines for ${formatRoughMoney(figure(race, 'cartelHardwareUsd', day), 'USD')} and ${formatRoughMoney(figure(race, 'cartelPowerUsd', day), 'USD')} of electricity a day; to agree costs nothing.`,
    ],
  },
  {
    title: 'What ten minutes cost',
    scenario: 'history',
    panel: 'race-energy-panel',
    dayOf: ({ days }) => days.length - 1,
    say: (race, day) => {
      const joules = yearSum(race, 'powerGuessW', day) * DAY_SEC;
      const like = joules > 0 ? nearestComparison(joules) : null;
      const co2 = formatMass(yearSum(race, 'co2Grams', day));
      return [
        `The year to ${dateOf(race, day)} took ${formatEnergy(joules)}${like === null ? '' : `, ${formatRatio(joules / like.joules)} the electricity of ${like.title}`}, ${co2} of CO2, and ${formatRoughMoney(yearSum(race, 'electricityUsd', day), 'USD')} for electricity out of ${formatRoughMoney(yearSum(race, 'revenueUsd', day), 'USD')} that miners earned.`,
        `The hash rate is ${formatRough(figure(race, 'hashrateHps', day) / figure(race, 'hashrateHps', MONTH_DAYS))} times that of the first month, and a block takes ${formatDuration(meanInterval(race, day))}: the race bought cost, not speed.`,
      ];
    },
  },
];
