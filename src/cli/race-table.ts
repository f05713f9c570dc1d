// What `simulate arms-race` prints: years as tables of text, events, and how near history was.

import {
  formatCount,
  formatDate,
  formatDifficulty,
  formatDuration,
  formatEfficiency,
  formatEnergy,
  formatHashrate,
  formatNumber,
  formatPercent,
  formatPower,
  formatRatio,
  formatRough,
} from '../primitives/index.ts';
import {
  DAY_SEC,
  HASHRATE_WITHIN,
  type HistoryComparison,
  type HistoryYear,
  type MetricId,
  type NearYears,
  POWER_WITHIN,
  type RaceDays,
  type RaceFacts,
  type RaceYear,
  type Spread,
  type SpreadYear,
} from '../simulation/index.ts';
import { type Column, tableLines, wrapLines } from './table.ts';

const WIDTH = 110;
const NOTHING = '–';

const percent = (part: number) => formatPercent(part, 2);
const usd = (amount: number) => formatRough(amount);

/** A year's value as text. */
const figure =
  (id: MetricId, text: (value: number) => string) =>
  ({ figures }: Pick<RaceYear, 'figures'>) => {
    const value = figures[id];
    return value === null ? NOTHING : text(value);
  };

const YEAR: Column<RaceYear> = ['year', ({ year }) => String(year)];

const COSTS: readonly Column<RaceYear>[] = [
  YEAR,
  ['hash rate', figure('hashrateHps', formatHashrate)],
  ['difficulty', figure('difficulty', formatDifficulty)],
  ['interval', figure('meanIntervalSec', formatDuration)],
  ['power', figure('powerGuessW', formatPower)],
  [
    'low to high',
    (year) => `${figure('powerLowW', formatPower)(year)} – ${figure('powerHighW', formatPower)(year)}`,
  ],
  ['energy', ({ energyJ }) => formatEnergy(energyJ.guess)],
  ['efficiency', figure('fleetJPerTh', formatEfficiency)],
  ['electricity', figure('electricityPart', percent)],
];

const MINERS: readonly Column<RaceYear>[] = [
  YEAR,
  ['coin', figure('priceUsd', usd)],
  ['revenue', figure('revenueUsd', usd)],
  ['profit', figure('profitUsd', usd)],
  ['machines', figure('machinesOn', formatCount)],
  ['miners', figure('miners', formatCount)],
  ['majority', figure('nakamotoMiners', (value) => formatNumber(value, 2))],
  ['pools', figure('nakamotoPools', (value) => formatNumber(value, 2))],
  ['top pool', figure('largestPoolPart', percent)],
  ['region', figure('largestRegionPart', percent)],
  ['maker', figure('largestVendorPart', percent)],
];

/** The years of a race. */
export function raceLines(years: readonly RaceYear[]): string[] {
  return [
    ...tableLines(COSTS, years),
    '',
    ...tableLines(MINERS, years),
    '',
    'Means of each year; energy, revenue and profit are sums; money in USD. Low to high: all machines like the',
    'best there is, and like the least efficient in use. Electricity: its part of cost, wear of machines the rest.',
    'Majority, pools: the fewest miners, and pools, that have more than half of the hash rate. Top pool, region,',
    'maker: the part of the largest one.',
  ];
}

/** What happened, a sentence each; machines that were released are too many to list. */
export function eventLines({ startDay }: RaceFacts, { events }: RaceDays): string[] {
  const listed = events.filter(({ kind }) => kind !== 'release');
  const releases = events.length - listed.length;
  const lines = listed.flatMap(({ day, text }) =>
    wrapLines(`${formatDate((startDay + day) * DAY_SEC)}: ${text}`, WIDTH, '  '),
  );
  return releases === 0
    ? lines
    : [...lines, `Machines better than all before: ${formatCount(releases)} releases, in --json and --csv.`];
}

const nearText = ({ near, of }: NearYears) => `${near} of ${of}`;

const COMPARED: readonly Column<HistoryYear>[] = [
  ['year', ({ year }) => String(year)],
  ['hash rate', ({ hashrateHps }) => formatHashrate(hashrateHps.race)],
  ['network', ({ hashrateHps }) => formatHashrate(hashrateHps.network)],
  ['factor', ({ hashrateFactor }) => formatRatio(hashrateFactor)],
  ['near', ({ isHashrateNear }) => (isHashrateNear ? 'yes' : 'no')],
  ['power', ({ power }) => (power === null ? NOTHING : formatPower(power.raceW))],
  ['index', ({ power }) => (power === null ? NOTHING : formatPower(power.guessW))],
  [
    'low to high',
    ({ power }) => (power === null ? NOTHING : `${formatPower(power.lowW)} – ${formatPower(power.highW)}`),
  ],
  ['factor', ({ power }) => (power === null ? NOTHING : formatRatio(power.factor))],
  ['near', ({ power }) => (power === null ? NOTHING : power.isNear ? 'yes' : 'no')],
];

const NEAR_LEGEND = [
  `Near: a hash rate within a factor of ${HASHRATE_WITHIN} of the network’s (2011 to 2024), power inside the band of Cambridge’s`,
  `index or within a factor of ${POWER_WITHIN} of its best guess (2011 to 2022), over the same days.`,
];

/** A race beside the real network. */
export function historyLines(history: HistoryComparison): string[] {
  if (history.years.length === 0) return [];
  return [
    ...tableLines(COMPARED, history.years),
    `Hash rate near in ${nearText(history.hashrate)} years, power in ${nearText(history.power)}.`,
    ...NEAR_LEGEND,
  ];
}

/** One seed's last year, and how near its history was. */
export interface SeedRow {
  readonly seed: number;
  readonly last: RaceYear;
  readonly history: HistoryComparison | null;
}

const NEAR_COLUMNS: readonly Column<SeedRow>[] = [
  ['hash rate near', ({ history }) => (history === null ? NOTHING : nearText(history.hashrate))],
  ['power near', ({ history }) => (history === null ? NOTHING : nearText(history.power))],
];

/** A line per seed. */
export function seedLines(rows: readonly SeedRow[]): string[] {
  const year = rows[0]?.last.year;
  const hasHistory = rows.some(({ history }) => history !== null);
  const last =
    (text: (year: RaceYear) => string) =>
    ({ last }: SeedRow) =>
      text(last);
  const columns: readonly Column<SeedRow>[] = [
    ['seed', ({ seed }) => String(seed)],
    ['hash rate', last(figure('hashrateHps', formatHashrate))],
    ['power', last(figure('powerGuessW', formatPower))],
    ['efficiency', last(figure('fleetJPerTh', formatEfficiency))],
    ['electricity', last(figure('electricityPart', percent))],
    ['miners', last(figure('miners', formatCount))],
    ['majority', last(figure('nakamotoMiners', (value) => formatNumber(value, 2)))],
    ['top pool', last(figure('largestPoolPart', percent))],
    ...(hasHistory ? NEAR_COLUMNS : []),
  ];
  return [
    ...tableLines(columns, rows),
    `Means of ${year}. Majority: the fewest miners that have more than half of the hash rate.`,
    ...(hasHistory ? NEAR_LEGEND : []),
  ];
}

const spread = (id: MetricId, text: (value: number) => string, at: keyof Spread) => {
  return ({ figures }: SpreadYear) => {
    const value = figures[id];
    return value === null ? NOTHING : text(value[at]);
  };
};

const threeColumns = (
  heading: string,
  id: MetricId,
  text: (value: number) => string,
): readonly Column<SpreadYear>[] => [
  ['5 %', spread(id, text, 'low')],
  [heading, spread(id, text, 'median')],
  ['95 %', spread(id, text, 'high')],
];

/** All seeds, year by year. */
export function spreadLines(years: readonly SpreadYear[]): string[] {
  const year: Column<SpreadYear> = ['year', (row) => String(row.year)];
  return [
    ...tableLines(
      [
        year,
        ...threeColumns('hash rate', 'hashrateHps', formatHashrate),
        ...threeColumns('power', 'powerGuessW', formatPower),
        ['energy', ({ energyJ }: SpreadYear) => formatEnergy(energyJ.median)],
        ['efficiency', spread('fleetJPerTh', formatEfficiency, 'median')],
        ['interval', spread('meanIntervalSec', formatDuration, 'median')],
      ],
      years,
    ),
    '',
    ...tableLines(
      [
        year,
        ...threeColumns('electricity', 'electricityPart', percent),
        ...threeColumns('miners', 'miners', formatCount),
        ...threeColumns('majority', 'nakamotoMiners', (value) => formatNumber(value, 2)),
        ...threeColumns('top pool', 'largestPoolPart', percent),
      ],
      years,
    ),
    'Medians of the seeds’ years, between their 5 % and 95 % quantiles. Majority: the fewest miners that have more',
    'than half of the hash rate.',
  ];
}

/** How near the seeds came to history, each and in the worst case. */
export function nearLines(histories: readonly HistoryComparison[]): string[] {
  const [first] = histories;
  if (first === undefined || first.years.length === 0) return [];
  const range = (of: (history: HistoryComparison) => NearYears) => {
    const near = histories.map((history) => of(history).near);
    const [least, most] = [Math.min(...near), Math.max(...near)];
    return `${least === most ? least : `${least} to ${most}`} of ${of(first).of}`;
  };
  return [
    `Hash rate near in ${range(({ hashrate }) => hashrate)} years, power in ${range(({ power }) => power)}, by seed.`,
    ...NEAR_LEGEND,
  ];
}
