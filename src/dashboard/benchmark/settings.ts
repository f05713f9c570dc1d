// A benchmark's settings, and their form in the page's address: `#/benchmark?entries=js,wasm-simd%20x2&seconds=1&runs=6`.

import { type BenchmarkPlan, parseBenchmarkEntry } from '../../miner/index.ts';

/** What a person sets before Start. */
export interface Settings {
  /** Entry ids in order; null: all that this machine offers. */
  readonly entries: readonly string[] | null;
  readonly secondsPerRun: number;
  readonly runs: number;
}

/** A named choice of how long to measure. */
export interface Preset {
  readonly id: 'quick' | 'standard';
  readonly title: string;
  readonly secondsPerRun: number;
  readonly runs: number;
}

/** Six runs are the fewest whose range holds the median with 95 %. */
export const PRESETS: readonly [Preset, Preset] = [
  { id: 'quick', title: 'Quick', secondsPerRun: 0.75, runs: 6 },
  { id: 'standard', title: 'Standard', secondsPerRun: 2, runs: 6 },
];

export const DEFAULT_SETTINGS: Settings = {
  entries: null,
  secondsPerRun: PRESETS[0].secondsPerRun,
  runs: PRESETS[0].runs,
};

/** Long enough for compilers and clocks to settle, seconds. */
const WARM_UP_SECONDS = 0.5;

const MAX_SECONDS = 600;
const MAX_RUNS = 100;

/** The preset with these settings, or null. */
export function presetOf(settings: Settings): Preset | null {
  return (
    PRESETS.find(
      ({ secondsPerRun, runs }) => secondsPerRun === settings.secondsPerRun && runs === settings.runs,
    ) ?? null
  );
}

/**
 * Reads settings from an address's query.
 *
 * @param query - Without the leading `?`. What is missing or out of bounds keeps its default: the page shows what it took.
 */
export function parseSettings(query: string): Settings {
  const fields = new Map<string, string>();
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=');
    if (at > 0) fields.set(pair.slice(0, at), decode(pair.slice(at + 1)));
  }
  const ids = (fields.get('entries') ?? '').split(',').flatMap((id) => parseBenchmarkEntry(id)?.id ?? []);
  const seconds = Number(fields.get('seconds'));
  const runs = Number(fields.get('runs'));
  return {
    entries: ids.length === 0 ? null : [...new Set(ids)],
    secondsPerRun: seconds > 0 && seconds <= MAX_SECONDS ? seconds : DEFAULT_SETTINGS.secondsPerRun,
    runs: Number.isInteger(runs) && runs >= 1 && runs <= MAX_RUNS ? runs : DEFAULT_SETTINGS.runs,
  };
}

/** Writes settings as a query without `?`; what is at its default is left out. */
export function printSettings(settings: Settings): string {
  const fields: string[] = [];
  if (settings.entries !== null) {
    fields.push(`entries=${settings.entries.map(encodeURIComponent).join(',')}`);
  }
  if (settings.secondsPerRun !== DEFAULT_SETTINGS.secondsPerRun)
    fields.push(`seconds=${settings.secondsPerRun}`);
  if (settings.runs !== DEFAULT_SETTINGS.runs) fields.push(`runs=${settings.runs}`);
  return fields.join('&');
}

/**
 * The rows a person may choose from: those that the machine offers, then others that the address asks for.
 *
 * @param offered - Ids of the standard entries.
 */
export function offeredEntries(settings: Settings, offered: readonly string[]): readonly string[] {
  return [...new Set([...offered, ...(settings.entries ?? [])])];
}

/** The plan for these settings; entries run in the order offered. */
export function planOf(settings: Settings, offered: readonly string[]): BenchmarkPlan {
  const ids = offeredEntries(settings, offered).filter((id) => settings.entries?.includes(id) ?? true);
  return {
    entries: ids.flatMap((id) => parseBenchmarkEntry(id) ?? []),
    runs: settings.runs,
    secondsPerRun: settings.secondsPerRun,
    warmUpSeconds: WARM_UP_SECONDS,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray percent sign: read it as it stands.
  }
}
