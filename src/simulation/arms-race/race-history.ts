/**
 * A race beside the real network, year by year: by what factor its hash rate is off, and whether its power is one that
 * Cambridge's index holds possible. Means are taken over the same days on both sides.
 */
import { dayOfDate } from './calendar.ts';
import { DEFAULT_SCENARIO } from './default-scenario.ts';
import type { NetworkYear } from './network-years.ts';
import type { RaceDays, RaceFacts } from './race.ts';
import type { Scenario } from './scenario.ts';

/** A year's hash rate is near if neither is more than so many times the other. */
export const HASHRATE_WITHIN = 2.5;
/** A year's power is near inside the index's band, or if neither it nor the best guess is so many times the other. */
export const POWER_WITHIN = 2;

/** Years that are counted: in the first two nearly nobody mined, and the last ones have no whole table. */
const COUNTED = { hashrate: [2011, 2024], power: [2011, 2022] } as const;

/** Before it there was no network. */
const FIRST_DAY = dayOfDate('2009-01-03');

/** One year of race and network. */
export interface HistoryYear {
  readonly year: number;
  /** Means of the year. */
  readonly hashrateHps: { readonly race: number; readonly network: number };
  /** Race over network. */
  readonly hashrateFactor: number;
  /** Within {@link HASHRATE_WITHIN}. */
  readonly isHashrateNear: boolean;
  /** Over the days that the index has; null for years without. */
  readonly power: {
    readonly days: number;
    readonly raceW: number;
    readonly lowW: number;
    readonly guessW: number;
    readonly highW: number;
    /** Race over the index's best guess. */
    readonly factor: number;
    /** Within the index's band, or {@link POWER_WITHIN} of its best guess. */
    readonly isNear: boolean;
  } | null;
}

/** How many years of those that are counted are near. */
export interface NearYears {
  readonly near: number;
  readonly of: number;
}

/** A race beside the network. */
export interface HistoryComparison {
  /** Years that the race has wholly, in order. */
  readonly years: readonly HistoryYear[];
  /** Of 2011 to 2024. */
  readonly hashrate: NearYears;
  /** Of 2011 to 2022. */
  readonly power: NearYears;
}

/** Whether a scenario is history, save for how many agents play it and until when: only then a comparison says something. */
export function isHistory(scenario: Scenario): boolean {
  const essence = ({ market, difficulty, hardware, regions, miners, vendors }: Scenario) =>
    JSON.stringify({ market, difficulty, hardware, regions, vendors, miners: { ...miners, count: 0 } });
  const { from } = DEFAULT_SCENARIO;
  return (
    scenario.from === from &&
    essence(scenario) === essence(DEFAULT_SCENARIO) &&
    scenario.events.every((event) =>
      DEFAULT_SCENARIO.events.some((usual) => JSON.stringify(usual) === JSON.stringify(event)),
    )
  );
}

/**
 * Compares a race with the real network.
 *
 * @param days - Days of the race, from its first on.
 */
export function compareWithHistory(
  facts: RaceFacts,
  days: RaceDays,
  networkYears: readonly NetworkYear[],
): HistoryComparison {
  const raceFrom = facts.startDay + days.firstDay;
  const firstWithPower = networkYears.find(({ power }) => power !== null)?.year;
  const years = networkYears.flatMap((network): HistoryYear[] => {
    const { year } = network;
    const first = Math.max(FIRST_DAY, dayOfDate(`${year}-01-01`)) - raceFrom;
    const end = dayOfDate(`${year + 1}-01-01`) - raceFrom;
    if (first < 0 || end > days.length) return [];
    const hashrate = mean(days.figures.hashrateHps, first, end);
    const hashrateFactor = hashrate / network.hashrateHps;
    return [
      {
        year,
        hashrateHps: { race: hashrate, network: network.hashrateHps },
        hashrateFactor,
        isHashrateNear: isWithin(hashrateFactor, HASHRATE_WITHIN),
        power:
          network.power === null
            ? null
            : comparePower(days, network.power, year === firstWithPower, first, end),
      },
    ];
  });
  const hashrates = years.filter(({ year }) => isCounted(year, COUNTED.hashrate));
  const powers = years.flatMap(({ year, power }) =>
    power !== null && isCounted(year, COUNTED.power) ? power : [],
  );
  return {
    years,
    hashrate: {
      near: hashrates.filter(({ isHashrateNear }) => isHashrateNear).length,
      of: hashrates.length,
    },
    power: { near: powers.filter(({ isNear }) => isNear).length, of: powers.length },
  };
}

/**
 * @param isFirst - The index begins in this year, so that it has the last days of it; else it has the first.
 */
function comparePower(
  { figures }: RaceDays,
  { days, minW, guessW, maxW }: NonNullable<NetworkYear['power']>,
  isFirst: boolean,
  first: number,
  end: number,
): NonNullable<HistoryYear['power']> {
  const [from, to] = isFirst ? [Math.max(first, end - days), end] : [first, Math.min(end, first + days)];
  const raceW = mean(figures.powerGuessW, from, to);
  const factor = raceW / guessW;
  return {
    days: to - from,
    raceW,
    lowW: minW,
    guessW,
    highW: maxW,
    factor,
    isNear: (raceW >= minW && raceW <= maxW) || isWithin(factor, POWER_WITHIN),
  };
}

function mean(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  return sum / (to - from);
}

const isWithin = (factor: number, most: number) => factor <= most && factor >= 1 / most;

const isCounted = (year: number, [first, last]: readonly [number, number]) => year >= first && year <= last;
