/**
 * What an amount of energy is like: a country's electricity, a household's, an industry's, a payment by card.
 *
 * Each figure says where it is from and what of that was read. None was read in the first source's own document: they
 * were taken from copies, excerpts and quotations.
 */
import { JOULES_PER_KWH } from './economics.ts';

/** What something is, so that like is chosen among like. */
export type ComparisonKind = 'country' | 'household' | 'industry' | 'payment';

/** Something whose energy is known. */
export interface Comparison {
  /** Stable: used in files. */
  readonly id: string;
  /** For people, after "as much as" or "times". */
  readonly title: string;
  readonly kind: ComparisonKind;
  /** J in a year, or for one payment. */
  readonly joules: number;
  readonly per: 'year' | 'payment';
  /** Year that the figure is for. */
  readonly year: number;
  /** Where it is from, what was read, and what it does not say. */
  readonly source: string;
}

const GJ = 1e9;
const KWH = JOULES_PER_KWH;
const TWH = 1e9 * KWH;

const FACTBOOK =
  'CIA World Factbook, electricity consumption; read in github.com/factbook/factbook.json at commit af82d746';

function country(id: string, title: string, twh: number, year = 2020): Comparison {
  return { id, title, kind: 'country', joules: twh * TWH, per: 'year', year, source: FACTBOOK };
}

/** Some countries' electricity, from small to large. */
export const COUNTRIES: readonly Comparison[] = [
  country('malta', 'Malta', 2.497, 2019),
  country('iceland', 'Iceland', 17.912),
  country('denmark', 'Denmark', 33.081),
  country('netherlands', 'the Netherlands', 109.796),
  country('argentina', 'Argentina', 121.564),
  country('norway', 'Norway', 124.288),
  country('poland', 'Poland', 149.203),
  country('united-kingdom', 'the United Kingdom', 289.688),
];

/** Everything that energy is compared with. */
export const COMPARISONS: readonly Comparison[] = [
  ...COUNTRIES,
  {
    id: 'household-us',
    title: 'a household in the US',
    kind: 'household',
    joules: 10_715 * KWH,
    per: 'year',
    year: 2020,
    source: 'US Energy Information Administration, FAQ 97: 10,715 kWh per residential customer',
  },
  {
    id: 'household-eu',
    title: 'a household in the EU',
    kind: 'household',
    joules: 3600 * KWH,
    per: 'year',
    year: 2023,
    source:
      'Odyssee-Mure, electricity consumption per dwelling: 3.6 MWh, EU average; page of November 2025, which does not state its year: taken as 2023',
  },
  {
    id: 'data-centres',
    title: 'all data centres',
    kind: 'industry',
    joules: 415 * TWH,
    per: 'year',
    year: 2024,
    source:
      'International Energy Agency, Energy and AI (2025): 415 TWh of electricity; read in quotations of it',
  },
  {
    id: 'gold',
    title: 'the gold industry',
    kind: 'industry',
    joules: 240.61 * TWH,
    per: 'year',
    year: 2021,
    source:
      'Galaxy Digital Mining, a miner of bitcoin: 240.61 TWh, reckoned from emissions, fuel counted in; read in news of it',
  },
  {
    id: 'card-network',
    title: 'a payment in Visa’s network',
    kind: 'payment',
    joules: (674_922 * GJ) / 111.2e9,
    per: 'payment',
    year: 2017,
    source:
      'Visa’s own report: 674,922 GJ for all its operations, 111.2 billion payments; read in a copy of digiconomist.net. Banks, shops and terminals are not in it',
  },
  {
    id: 'card-payment',
    title: 'a payment by card, terminal and all',
    kind: 'payment',
    joules: 8 * 90 * 60,
    per: 'payment',
    year: 2015,
    source:
      'De Nederlandsche Bank, working paper on Dutch payments: a lamp of 8 W for 90 minutes, cards and terminals made too; read in news of it',
  },
];

/**
 * Chooses what an amount is most like.
 *
 * @param joules - More than 0.
 * @param among - At least one.
 * @returns The one whose ratio to the amount, either way round, is least.
 * @throws {RangeError} if the amount is not positive and finite, or there is nothing to choose from.
 */
export function nearestComparison(joules: number, among: readonly Comparison[] = COUNTRIES): Comparison {
  if (!(joules > 0 && joules < Infinity)) {
    throw new RangeError(`"joules" expected a positive finite number, got ${joules}`);
  }
  const apart = (other: Comparison) => Math.abs(Math.log(other.joules / joules));
  const [first, ...others] = among;
  if (first === undefined) throw new RangeError('"among" expected at least one comparison, got none');
  return others.reduce((nearest, other) => (apart(other) < apart(nearest) ? other : nearest), first);
}
