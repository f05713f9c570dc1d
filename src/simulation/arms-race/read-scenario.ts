/**
 * From a file's words to a scenario, or all that is wrong with it.
 *
 * A file says only in what it differs from the default, which is Bitcoin's history: a key that it does not have is as
 * there; a list that it has takes the place of the whole list.
 */
import { assertRuleRuns, RULES, ruleNamed } from '../../difficulty/index.ts';
import { MAINNET_POW_LIMIT } from '../../primitives/index.ts';
import { dayOfDate } from './calendar.ts';
import { DEFAULT_SCENARIO } from './default-scenario.ts';
import { HARDWARE_KINDS, type HardwareKind } from './generation.ts';
import type { PriceSegment, Region, Scenario, ScenarioEvent } from './scenario.ts';
import {
  byKind,
  date,
  flag,
  list,
  number,
  oneOf,
  orNull,
  pattern,
  range,
  record,
  whole,
  words,
} from './scenario-checks.ts';
import { ScenarioError } from './scenario-error.ts';

/** A header's time is 32 bits: the last whole year that it holds. */
const LAST_DAY = '2105-12-31';
const FIRST_DAY = '1971-01-01';
/** Nothing computed before. */
const FIRST_MACHINE_DAY = '1900-01-01';

/** Rules that a race can be run under: one that never follows the hash rate would let blocks come without end. */
const RACE_RULES = RULES.map(({ name }) => name).filter((name) => name !== 'fixed');

const day = date(FIRST_DAY, LAST_DAY);
const part = number(0, 1);
const factor = number(1e-6, 1e6);
const name = words(60);
const usdPerKwh = number(0, 100);
const coinUsd = number(1e-9, 1e12);
const supply = record<Scenario['hardware']['supply'][HardwareKind]>({
  firstPerMonth: number(0, 1e9),
  largestPerMonth: number(0, 1e9),
});

type Segment<K extends PriceSegment['kind']> = Extract<PriceSegment, { readonly kind: K }>;
type Happening<K extends ScenarioEvent['kind']> = Extract<ScenarioEvent, { readonly kind: K }>;

const segment = byKind<PriceSegment>({
  history: record<Segment<'history'>>({ from: day, kind: oneOf(['history']) }),
  constant: record<Segment<'constant'>>({ from: day, kind: oneOf(['constant']), usd: coinUsd }, ['usd']),
  growth: record<Segment<'growth'>>(
    { from: day, kind: oneOf(['growth']), usd: coinUsd, perYear: number(-0.99, 100) },
    ['usd'],
  ),
  random: record<Segment<'random'>>(
    {
      from: day,
      kind: oneOf(['random']),
      usd: coinUsd,
      driftPerYear: number(-10, 10),
      volatilityPerYear: number(0, 10),
    },
    ['usd'],
  ),
});

const region = record<Region>({
  name,
  pricePerKwhUsd: number(0.0001, 100),
  gridGramsPerKwh: number(0, 5000),
  weight: number(0, 1e6),
  sparePowerW: number(1, 1e18),
});

const text = words(400);
const event = byKind<ScenarioEvent>({
  ban: record<Happening<'ban'>>({ on: day, kind: oneOf(['ban']), text, region: name }, ['text']),
  price: record<Happening<'price'>>({ on: day, kind: oneOf(['price']), text, factor }, ['text']),
  'energy-tax': record<Happening<'energy-tax'>>(
    { on: day, kind: oneOf(['energy-tax']), text, region: name, usdPerKwh },
    ['text'],
  ),
  speed: record<Happening<'speed'>>({ on: day, kind: oneOf(['speed']), text, factor }, ['text']),
});

const scenario = record<Scenario>({
  name: pattern('letters a to z, digits and hyphens, at most 40', /^[a-z0-9][a-z0-9-]{0,39}$/u),
  title: name,
  summary: text,
  from: day,
  until: day,
  market: record({
    price: list(segment, 1, 1000),
    feePart: number(0, 100),
    subsidyBtc: number(1e-9, 1e9),
    halvingIntervalBlocks: whole(1, 1e9),
    transactionsPerBlock: number(1, 1e9),
  }),
  difficulty: record({
    rule: oneOf(RACE_RULES),
    spacingSec: whole(1, 1e6),
    windowBlocks: orNull(whole(2, 1e5)),
  }),
  hardware: record({
    kinds: list(oneOf(HARDWARE_KINDS), 1, HARDWARE_KINDS.length),
    extraMachines: list(
      record<Scenario['hardware']['extraMachines'][number]>({
        name,
        vendor: name,
        kind: oneOf(HARDWARE_KINDS),
        release: date(FIRST_MACHINE_DAY, LAST_DAY),
        hashrateThs: number(1e-15, 1e12),
        powerW: number(1e-3, 1e9),
        priceUsd: number(1e-6, 1e9),
      }),
      0,
      1000,
    ),
    isTableUsed: flag,
    progressPerYear: number(0, 0.99),
    floorJPerTh: number(1e-6, 1e9),
    supply: record({ cpu: supply, gpu: supply, fpga: supply, asic: supply }),
    supplyGrowthPerMonth: number(0, 100),
    meanLifeDays: number(1, 1e9),
    endOfLifeDays: number(1, 1e6),
    productionPart: number(1e-6, 100),
    vendorPart: part,
  }),
  regions: list(region, 1, 100),
  miners: record({
    count: whole(2, 100_000),
    hobbyistPart: part,
    hobbyistPriceFactor: number(0.01, 100),
    hobbyistTolerance: part,
    farmTolerance: part,
    priceSpread: number(0, 2),
    hurdle: range(0, 100),
    expectedGrowthPart: number(0, 10),
    reinvestedPart: part,
    entryPerMonth: number(0, 10),
    entryCapitalPart: number(0, 100),
    patienceDays: number(7, 1e5),
    pue: number(1, 10),
    pools: whole(1, 1000),
  }),
  vendors: record({ selfMiningDays: number(0, 3650), selfMiningPart: number(0, 0.95) }),
  events: list(event, 0, 1000),
});

/**
 * Reads a scenario.
 *
 * @param value - As `JSON.parse` gives it: what differs from {@link DEFAULT_SCENARIO}. It needs a name and a title of its
 *   own, or it is called by the default's.
 * @throws {ScenarioError} with every problem.
 */
export function readScenario(value: unknown): Scenario {
  const problems: string[] = [];
  const read = scenario(value ?? null, '', problems, DEFAULT_SCENARIO);
  if (problems.length > 0) throw new ScenarioError(problems);
  const hasOwnEvents = Object.hasOwn(value as object, 'events');
  const whole = hasOwnEvents ? read : { ...read, events: eventsThatFit(read) };
  problems.push(...contradictions(whole));
  if (problems.length > 0) throw new ScenarioError(problems);
  return whole;
}

/**
 * Reads a scenario file.
 *
 * @throws {ScenarioError} if it is no JSON, or no scenario.
 */
export function parseScenario(json: string): Scenario {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new ScenarioError([
      `the file: expected JSON, got a text that is none: ${(error as Error).message}`,
    ]);
  }
  return readScenario(value);
}

/** The default's events, as far as they fall into a file's own days and regions. */
function eventsThatFit({ events, regions, from, until }: Scenario): Scenario['events'] {
  return events.filter(
    (happening) =>
      dayOfDate(happening.on) >= dayOfDate(from) &&
      dayOfDate(happening.on) <= dayOfDate(until) &&
      (!('region' in happening) || isRegion(happening.region, regions)),
  );
}

function isRegion(wanted: string, regions: readonly Region[]): boolean {
  return wanted === 'largest' || wanted === 'all' || regions.some((known) => known.name === wanted);
}

/** What each value allows and all together do not. */
function contradictions({
  from,
  until,
  market,
  difficulty,
  hardware,
  regions,
  events,
}: Scenario): readonly string[] {
  const problems: string[] = [];
  if (dayOfDate(until) < dayOfDate(from)) {
    problems.push(`until: expected a day from ${from} on, got "${until}"`);
  }
  market.price.forEach((part, i) => {
    const before = market.price[i - 1];
    if (before !== undefined && dayOfDate(part.from) <= dayOfDate(before.from)) {
      problems.push(`market.price[${i}].from: expected a day after ${before.from}, got "${part.from}"`);
    }
  });
  const rule = ruleNamed(difficulty.rule);
  try {
    assertRuleRuns(rule, {
      targetSpacingSec: difficulty.spacingSec,
      windowBlocks: difficulty.windowBlocks ?? rule.network.windowBlocks,
      powLimit: MAINNET_POW_LIMIT,
    });
  } catch (error) {
    problems.push(`difficulty: ${(error as Error).message}`);
  }
  if (new Set(hardware.kinds).size < hardware.kinds.length) {
    problems.push(`hardware.kinds: expected each kind once, got ${hardware.kinds.join(', ')}`);
  }
  for (const kind of HARDWARE_KINDS) {
    const { firstPerMonth, largestPerMonth } = hardware.supply[kind];
    if (firstPerMonth > largestPerMonth) {
      problems.push(
        `hardware.supply.${kind}.firstPerMonth: expected at most largestPerMonth, ${largestPerMonth}, got ${firstPerMonth}`,
      );
    }
  }
  const isOnSale = hardware.extraMachines.some(
    ({ kind, release }) => hardware.kinds.includes(kind) && dayOfDate(release) <= dayOfDate(from),
  );
  if (!hardware.isTableUsed && !isOnSale) {
    problems.push(
      `hardware.extraMachines: expected one of ${hardware.kinds.join(', ')} from ${from} or before, as the table is not used, got none`,
    );
  }
  regions.forEach((place, i) => {
    if (regions.findIndex((other) => other.name === place.name) < i) {
      problems.push(`regions[${i}].name: expected a name of its own, got "${place.name}" again`);
    }
    if (place.name === 'largest' || place.name === 'all') {
      problems.push(`regions[${i}].name: expected another word than largest and all, which events use`);
    }
  });
  if (!regions.some(({ weight }) => weight > 0)) {
    problems.push('regions: expected at least one with a weight above 0, got none');
  }
  events.forEach((happening, i) => {
    const on = dayOfDate(happening.on);
    if (!(on >= dayOfDate(from) && on <= dayOfDate(until))) {
      problems.push(`events[${i}].on: expected a day from ${from} to ${until}, got "${happening.on}"`);
    }
    if (!('region' in happening)) return;
    const collective = happening.kind === 'ban' ? 'largest' : 'all';
    if (happening.region !== collective && !regions.some((known) => known.name === happening.region)) {
      const known = [collective, ...regions.map((place) => place.name)].join(', ');
      problems.push(`events[${i}].region: expected one of ${known}, got "${happening.region}"`);
    }
  });
  return problems;
}
