// An energy budget as lines of text, for people.

import {
  type Estimate,
  formatCount,
  formatEfficiency,
  formatEnergy,
  formatHashrate,
  formatMass,
  formatNumber,
  formatPlain,
  formatPower,
  formatRough,
  formatRoughMoney,
  formatWholeSeconds,
  mapEstimate,
} from '../primitives/index.ts';
import {
  type BySpan,
  CAMBRIDGE_PUE,
  COMPARISONS,
  type Comparison,
  ENERGY_SPANS,
  type EnergyBudget,
  type EnergyPlan,
  landauerJPerTh,
  nearestComparison,
  timesOf,
} from '../simulation/index.ts';
import { type Column, tableLines, wrapLines } from './table.ts';

const WIDTH = 110;

interface Row {
  readonly title: string;
  /** Texts; a heading has none. */
  readonly bounds?: readonly [low: string, guess: string, high: string];
}

const COLUMNS: readonly Column<Row>[] = [
  ['', ({ title }) => title],
  ['low', ({ bounds }) => bounds?.[0] ?? ''],
  ['guess', ({ bounds }) => bounds?.[1] ?? ''],
  ['high', ({ bounds }) => bounds?.[2] ?? ''],
];

const usd = (amount: number) => formatRoughMoney(amount, 'USD');
const rowOf = (title: string, { low, guess, high }: Estimate, text: (value: number) => string): Row => ({
  title,
  bounds: [text(low), text(guess), text(high)],
});
/** A group's heading, an empty line before it. */
const headingOf = (title: string): Row[] => [{ title: '' }, { title }];

/**
 * Lines for people.
 *
 * @param notes - said under the first lines: where figures are from that nobody gave.
 */
export function energyLines(plan: EnergyPlan, budget: EnergyBudget, notes: readonly string[]): string[] {
  const { pricePerKwhUsd, gridGramsPerKwh } = plan;
  const likened = [
    nearestComparison(budget.joules.year.guess),
    ...COMPARISONS.filter(({ kind }) => kind !== 'country'),
  ];
  const spans = (title: string, values: BySpan<Estimate>, text: (value: number) => string): Row[] => [
    ...headingOf(title),
    ...ENERGY_SPANS.map((span) => rowOf(`  per ${span}`, values[span], text)),
  ];
  const times = (title: string, per: Comparison['per']): Row[] => [
    ...headingOf(title),
    ...likened.flatMap((other, i) =>
      other.per === per ? [rowOf(`  ${nameOf(other)} [${i + 1}]`, timesOf(budget, other), formatRough)] : [],
    ),
  ];
  return [
    ...heading(plan),
    ...notes.flatMap((note) => wrapLines(note, WIDTH, '')),
    '',
    ...tableLines(COLUMNS, [
      rowOf('power', budget.powerW, formatPower),
      ...spans('energy', budget.joules, formatEnergy),
      ...spans(`money, at ${formatPlain(pricePerKwhUsd)} USD/kWh`, budget.usd, usd),
      ...spans(`CO2, at ${formatPlain(gridGramsPerKwh)} g/kWh`, budget.co2Grams, formatMass),
      ...times('a year is so many times', 'year'),
      ...times('a transaction is so many times', 'payment'),
    ]),
    '',
    ...incomeLines(plan, budget),
    '',
    ...likened.flatMap((other, i) => sourceLines(other, i + 1)),
  ];
}

function heading({ hashrateHps, spacingSec, machinesJPerTh, transactionsPerBlock }: EnergyPlan): string[] {
  const { low, guess, high } = machinesJPerTh;
  const isOne = low === high;
  const machines = isOne
    ? formatEfficiency(guess)
    : `${formatEfficiency(guess)}, from ${formatEfficiency(low)} to ${formatEfficiency(high)}`;
  const block = `a block of ${formatCount(transactionsPerBlock)} transactions every ${formatWholeSeconds(spacingSec)}`;
  const { low: cold, guess: likely, high: warm } = CAMBRIDGE_PUE;
  const [least, middle, most] = [cold, likely, warm].map((pue) => formatNumber(pue));
  return [
    `${formatHashrate(hashrateHps)}, ${block}; machines of ${machines}`,
    ...wrapLines(
      `Low, guess and high: ${isOne ? '' : 'machines from best to worst, in '}sites that take ${least}, ${middle} and ${most} times their machines’ power (PUE), as in the Cambridge index.`,
      WIDTH,
      '',
    ),
  ];
}

function incomeLines(plan: EnergyPlan, { income, powerW }: EnergyBudget): string[] {
  const { machinesJPerTh, pricePerKwhUsd, rewardBtc, coinPriceUsd } = plan;
  const { low, guess, high } = mapEstimate(income.electricityPart, (part) => Math.round(part * 100));
  const landauer = landauerJPerTh();
  const lines = [
    [
      'income',
      `${formatPlain(rewardBtc, 6)} coins a block at ${usd(coinPriceUsd)}: ${usd(income.blockUsd)} a block, ${usd(income.yearUsd)} a year`,
    ],
    [
      '',
      `${usd(income.thDayUsd)} per TH/s and day; electricity takes ${formatCount(guess)} % of it, from ${formatCount(low)} % to ${formatCount(high)} %`,
    ],
    [
      'pays',
      `machines up to ${formatEfficiency(income.breakEvenJPerTh)} at ${formatPlain(pricePerKwhUsd)} USD/kWh; ${formatEfficiency(machinesJPerTh.guess)} up to ${formatPlain(income.breakEvenPricePerKwhUsd)} USD/kWh; PUE ${formatNumber(CAMBRIDGE_PUE.guess)}`,
    ],
    [
      'balance',
      `${formatPower(income.equilibriumPowerW)}, ${formatRough(income.equilibriumPowerW / powerW.guess)} times the guess, if all income became electricity`,
    ],
    [
      'physics',
      `${formatEfficiency(landauer)} by Landauer’s limit at 300 K: the guess is ${formatRough(machinesJPerTh.guess / landauer)} times that`,
    ],
  ] as const;
  return lines.map(([title, text]) => `${title.padEnd(9)}${text}`);
}

const nameOf = ({ kind, title, joules }: Comparison): string =>
  `${kind === 'country' ? `all electricity of ${title}` : title}, ${formatEnergy(joules)}`;

function sourceLines({ title, year, source }: Comparison, note: number): string[] {
  const name = `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`;
  return wrapLines(`[${note}] ${name}, ${year}: ${source}.`, WIDTH, '    ');
}
