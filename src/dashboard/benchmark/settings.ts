// A benchmark's settings, and their form in the page's address: `#/benchmark?groups=engines,forms&time=60`. Addresses of
// before are read too: `#/benchmark?entries=js,wasm-simd%20x2&seconds=1&runs=6`.

import {
  BENCHMARK_GROUPS,
  type BenchmarkGroup,
  type BenchmarkPlan,
  parseBenchmarkEntry,
  planWithin,
} from '../../miner/index.ts';
import { printQuery, queryNumber, queryWords, readQuery } from '../query.ts';

/** How long to measure: the whole benchmark, its rows sharing the time, or each run of each row. */
export type Timing =
  | { readonly totalSec: number }
  | { readonly secondsPerRun: number; readonly runs: number };

/** What a person sets before Start. */
export interface Settings {
  readonly groups: readonly BenchmarkGroup[];
  /** Rows by their ids; null: all of the groups. */
  readonly entries: readonly string[] | null;
  readonly timing: Timing;
}

/** Ids of each group's rows on this machine. */
export type OfferedRows = Readonly<Record<BenchmarkGroup, readonly string[]>>;

/** A named choice of how long to measure. */
export interface Preset {
  readonly id: 'quick' | 'standard' | 'soak';
  readonly title: string;
  readonly totalSec: number;
  /** What it measures, in one sentence. */
  readonly note: string;
}

export const PRESETS: readonly [Preset, ...Preset[]] = [
  {
    id: 'quick',
    title: 'Quick 15 s',
    totalSec: 15,
    note: 'A first look: every rate with its interval, from runs of a fraction of a second.',
  },
  {
    id: 'standard',
    title: 'Standard 60 s',
    totalSec: 60,
    note: 'Figures to keep and compare: runs long enough for clocks and compilers to have settled.',
  },
  {
    id: 'soak',
    title: 'Soak 10 min',
    totalSec: 600,
    note: 'Whether the rate holds: a machine that heats up and slows down shows it here. Choose few rows, so that each runs long.',
  },
];

export const DEFAULT_SETTINGS: Settings = {
  groups: ['engines', 'scaling'],
  entries: null,
  timing: { totalSec: PRESETS[0].totalSec },
};

/** Of a run, where an address names one of the two alone. */
const DEFAULT_RUN = { secondsPerRun: 0.75, runs: 6 } as const;
/** Long enough for compilers and clocks to settle, where runs have a length of their own. */
const WARM_UP_SECONDS = 0.5;

const TOTAL_BOUNDS = { min: 1, max: 86_400 } as const;
const SECONDS_BOUNDS = { min: 0.001, max: 600 } as const;
const RUNS_BOUNDS = { min: 1, max: 100, isWhole: true } as const;

/** The preset with this timing, or null. */
export function presetOf(timing: Timing): Preset | null {
  return 'totalSec' in timing ? (PRESETS.find(({ totalSec }) => totalSec === timing.totalSec) ?? null) : null;
}

/**
 * Reads settings from an address's query.
 *
 * @param query - Without the leading `?`. What is missing or out of bounds keeps its default: the page shows what it took.
 */
export function parseSettings(query: string): Settings {
  const fields = readQuery(query);
  const ids = (fields.get('entries') ?? '').split(',').flatMap((id) => parseBenchmarkEntry(id)?.id ?? []);
  const seconds = queryNumber(fields, 'seconds', SECONDS_BOUNDS, null);
  const runs = queryNumber(fields, 'runs', RUNS_BOUNDS, null);
  const timing =
    seconds === null && runs === null
      ? { totalSec: queryNumber(fields, 'time', TOTAL_BOUNDS, PRESETS[0].totalSec) }
      : { secondsPerRun: seconds ?? DEFAULT_RUN.secondsPerRun, runs: runs ?? DEFAULT_RUN.runs };
  return {
    groups: queryWords(fields, 'groups', BENCHMARK_GROUPS, DEFAULT_SETTINGS.groups),
    entries: ids.length === 0 ? null : [...new Set(ids)],
    timing,
  };
}

/** Writes settings as a query without `?`; what is at its default is left out. */
export function printSettings({ groups, entries, timing }: Settings): string {
  const isWhole = 'totalSec' in timing;
  return printQuery({
    groups: groups.join() === DEFAULT_SETTINGS.groups.join() ? null : groups,
    entries,
    time: isWhole && timing.totalSec !== PRESETS[0].totalSec ? timing.totalSec : null,
    seconds: isWhole ? null : timing.secondsPerRun,
    runs: isWhole ? null : timing.runs,
  });
}

/** The rows a person may choose from: those of the groups, then others that the address asks for. */
export function offeredEntries({ groups, entries }: Settings, offered: OfferedRows): readonly string[] {
  return [...new Set([...groups.flatMap((group) => offered[group]), ...(entries ?? [])])];
}

/** The rows chosen, in the order offered. */
export function chosenEntries(settings: Settings, offered: OfferedRows): readonly string[] {
  return offeredEntries(settings, offered).filter((id) => settings.entries?.includes(id) ?? true);
}

/** The plan for these settings; entries run in the order offered. */
export function planOf(settings: Settings, offered: OfferedRows): BenchmarkPlan {
  const entries = chosenEntries(settings, offered).flatMap((id) => parseBenchmarkEntry(id) ?? []);
  const { timing } = settings;
  return 'totalSec' in timing
    ? planWithin(timing.totalSec, entries)
    : { entries, ...timing, warmUpSeconds: WARM_UP_SECONDS };
}
