/**
 * What a race is run with: the market, the rule, machines, regions, miners and what happens on the way. A scenario file
 * says only in what it differs from the history of Bitcoin (`scenarios/history.json` is empty but for its words); the
 * values themselves, each with its source, are in `default-scenario.ts`.
 */
import type { HardwareKind } from './generation.ts';

/** The price of a coin from a day on, until the next segment begins. */
export type PriceSegment = {
  /** First day, as YYYY-MM-DD. */
  readonly from: string;
} & (
  | /** Monthly means, joined by straight lines of their logarithms; after the last month as it was then. */ {
      readonly kind: 'history';
    }
  | /** Stays. `usd` where absent: as it was. */ { readonly kind: 'constant'; readonly usd?: number }
  | /** Grows by this part a year; -0.5 halves it. */ {
      readonly kind: 'growth';
      readonly usd?: number;
      readonly perYear: number;
    }
  | /** Geometric Brownian motion; drift and volatility of the logarithm, per year. */ {
      readonly kind: 'random';
      readonly usd?: number;
      readonly driftPerYear: number;
      readonly volatilityPerYear: number;
    }
);

/** A place with its own electricity. */
export interface Region {
  readonly name: string;
  /** What farms pay before the site's losses, USD/kWh: middle of the region. */
  readonly pricePerKwhUsd: number;
  /** Grams of CO2 per kWh of its grid. */
  readonly gridGramsPerKwh: number;
  /** How many newcomers settle here at equal prices, relative to the other regions. */
  readonly weight: number;
  /** Mining power at which its electricity has become twice as dear, W. */
  readonly sparePowerW: number;
}

/** What happens on a day. */
export type ScenarioEvent = {
  /** As YYYY-MM-DD. */
  readonly on: string;
  /** For people; a sentence. Where absent, one is made from the event. */
  readonly text?: string;
} & (
  | /** Mining is forbidden in a region; its machines move elsewhere. */ {
      readonly kind: 'ban';
      /** A region's name, or `largest`: the one with the most hash rate on that day. */
      readonly region: string;
    }
  | /** The price of a coin is multiplied, for good. */ { readonly kind: 'price'; readonly factor: number }
  | /** Electricity becomes dearer by an amount, in one region or `all`. */ {
      readonly kind: 'energy-tax';
      readonly region: string;
      readonly usdPerKwh: number;
    }
  | /** Every machine, made or to be made, hashes so many times faster at the same power. */ {
      readonly kind: 'speed';
      readonly factor: number;
    }
);

/** Everything that a race is run with. */
export interface Scenario {
  /** Stable: used in files and addresses; letters, digits and hyphens. */
  readonly name: string;
  readonly title: string;
  /** Two sentences for people: what differs, and what to look at. */
  readonly summary: string;
  /** First and last day, as YYYY-MM-DD. */
  readonly from: string;
  readonly until: string;
  readonly market: {
    /** At least one, by `from`; before the first one's, history. */
    readonly price: readonly PriceSegment[];
    /** Fees as a part of the subsidy. */
    readonly feePart: number;
    /** Coins of the first block. */
    readonly subsidyBtc: number;
    readonly halvingIntervalBlocks: number;
    readonly transactionsPerBlock: number;
  };
  readonly difficulty: {
    /** A rule's name, as `difficulty/` knows it. */
    readonly rule: string;
    readonly spacingSec: number;
    /** The rule's window; null for its network's own. */
    readonly windowBlocks: number | null;
  };
  readonly hardware: {
    /** Kinds that may mine. */
    readonly kinds: readonly HardwareKind[];
    /** Machines beside those of the table. */
    readonly extraMachines: readonly {
      readonly name: string;
      readonly vendor: string;
      readonly kind: HardwareKind;
      /** As YYYY-MM-DD. */
      readonly release: string;
      readonly hashrateThs: number;
      readonly powerW: number;
      readonly priceUsd: number;
    }[];
    /** Whether the table's machines are used. */
    readonly isTableUsed: boolean;
    /** Beyond the newest machine: part by which J/TH fall each year. */
    readonly progressPerYear: number;
    /** No machine to come needs less, J/TH. */
    readonly floorJPerTh: number;
    /** By kind, machines a month: of one maker when its first machine comes, and of all makers together at most. */
    readonly supply: Readonly<
      Record<HardwareKind, { readonly firstPerMonth: number; readonly largestPerMonth: number }>
    >;
    /** Part by which a maker that is sold out raises its output in a month. */
    readonly supplyGrowthPerMonth: number;
    /** Days between a machine's failure and purchase on average. */
    readonly meanLifeDays: number;
    /** Days after which a machine is given up, working or not. */
    readonly endOfLifeDays: number;
    /** What making a machine costs, as a part of its list price. */
    readonly productionPart: number;
    /** Part of a machine's expected surplus that its maker asks for. */
    readonly vendorPart: number;
  };
  readonly regions: readonly Region[];
  readonly miners: {
    /** Agents, from 2. */
    readonly count: number;
    /** Part of them that mine at home. */
    readonly hobbyistPart: number;
    /** How much dearer electricity is at home. */
    readonly hobbyistPriceFactor: number;
    /** Loss, as a part of the electricity's cost, up to which hobbyists mine on. */
    readonly hobbyistTolerance: number;
    /** The same for farms: contracts, hope. */
    readonly farmTolerance: number;
    /** Standard deviation of the logarithm of what farms of one region pay. */
    readonly priceSpread: number;
    /** Return on a machine over its life that miners ask for at least: the lowest and highest hurdle. */
    readonly hurdle: readonly [number, number];
    /** Part of the last quarter's growth of the hash rate that miners expect to go on. */
    readonly expectedGrowthPart: number;
    /** Part of the surplus over electricity that owners leave in for machines. */
    readonly reinvestedPart: number;
    /** Part by which the number of miners grows in a month when all who hear of it profit. */
    readonly entryPerMonth: number;
    /** Capital of newcomers, as a part of the year's revenue per miner. */
    readonly entryCapitalPart: number;
    /** Days without profit after which a miner leaves. */
    readonly patienceDays: number;
    /** Power that a site needs beside its machines, as a factor. */
    readonly pue: number;
    /** Pools that miners choose among, those with more hash rate more often. */
    readonly pools: number;
  };
  readonly vendors: {
    /** Days for which a maker mines with a new machine before it sells it. */
    readonly selfMiningDays: number;
    /** Part of its output that a maker keeps, in those days and later. */
    readonly selfMiningPart: number;
  };
  readonly events: readonly ScenarioEvent[];
}
