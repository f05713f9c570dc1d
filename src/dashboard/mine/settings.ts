// A session's settings in the page's address: `#/mine?rule=asert&spacing=10&engines=wasm-simd%20x8&intensity=50&rival=5`.

import { RULES } from '../../difficulty/index.ts';
import {
  benchmarkEntry,
  type EngineChoice,
  type MiningSettings,
  parseBenchmarkEntry,
} from '../../miner/index.ts';
import { printQuery, queryNumber, queryWord, readQuery } from '../query.ts';

/** What an address asks for; null where it does not say. */
export type MineQuery = { readonly [Key in keyof MiningSettings]: MiningSettings[Key] | null };

/** Bounds of what may be set. */
export const SPACING_SEC = { min: 1, max: 86_400 } as const;
export const WINDOW_BLOCKS = { min: 2, max: 100_000 } as const;
/** In percent: what a person sets and reads. */
export const INTENSITY_PERCENT = { min: 1, max: 100 } as const;
export const RIVAL = { min: 0, max: 600 } as const;

const RULE_NAMES = RULES.map(({ name }) => name);

/** Spacings offered by name, seconds. */
export const SPACINGS_SEC = [2, 10, 60, 600] as const;

/**
 * Reads an address's query.
 *
 * @param query - Without the leading `?`. What is missing, unknown or out of bounds is null.
 */
export function parseMineQuery(query: string): MineQuery {
  const fields = readQuery(query);
  const percent = queryNumber(fields, 'intensity', INTENSITY_PERCENT, null);
  return {
    rule: queryWord(fields, 'rule', RULE_NAMES, null),
    spacingSec: queryNumber(fields, 'spacing', { ...SPACING_SEC, isWhole: true }, null),
    windowBlocks: queryNumber(fields, 'window', { ...WINDOW_BLOCKS, isWhole: true }, null),
    engines: parseBenchmarkEntry(fields.get('engines') ?? '')?.parts ?? null,
    intensity: percent === null ? null : Math.round(percent * 10) / 1000,
    rival: queryNumber(fields, 'rival', RIVAL, null),
  };
}

/** Writes settings as a query without `?`. A link names them all: what it leaves out would differ elsewhere. */
export function printMineQuery(settings: MiningSettings): string {
  const { rule, spacingSec, windowBlocks, engines, intensity, rival } = settings;
  return printQuery({
    rule,
    spacing: spacingSec,
    window: windowBlocks,
    engines: engines.length === 0 ? null : enginesName(engines).replaceAll(' + ', ' '),
    intensity: intensityPercent(intensity),
    rival: rival === 0 ? null : rival,
  });
}

/** The name of a set of engines, for example `gpu + wasm-simd x8`. */
export function enginesName(engines: readonly EngineChoice[]): string {
  return benchmarkEntry(...engines).id;
}

/** An intensity as the percent that a person sets, one decimal at most. */
export function intensityPercent(intensity: number): number {
  return Math.round(intensity * 1000) / 10;
}

/** What a link asks for that differs from how things are. */
export interface LinkWish {
  /** The chain that it describes; null where it describes this one, or none. */
  readonly chain: Pick<MiningSettings, 'rule' | 'spacingSec' | 'windowBlocks'> | null;
  /** What can be changed on any chain; empty where nothing differs. */
  readonly live: Partial<Pick<MiningSettings, 'engines' | 'intensity' | 'rival'>>;
}

/** Compares a link with the settings in force; null where it asks for nothing new. */
export function linkWish(query: MineQuery, settings: MiningSettings): LinkWish | null {
  const rule = query.rule ?? settings.rule;
  const spacingSec = query.spacingSec ?? settings.spacingSec;
  // A link that names a rule and no window means the rule's own one.
  const windowBlocks = query.windowBlocks ?? (query.rule === null ? settings.windowBlocks : null);
  const isSameChain =
    rule === settings.rule && spacingSec === settings.spacingSec && windowBlocks === settings.windowBlocks;
  const live: { -readonly [Key in keyof LinkWish['live']]: LinkWish['live'][Key] } = {};
  if (query.engines !== null && enginesName(query.engines) !== enginesName(settings.engines)) {
    live.engines = query.engines;
  }
  if (query.intensity !== null && query.intensity !== settings.intensity) live.intensity = query.intensity;
  if (query.rival !== null && query.rival !== settings.rival) live.rival = query.rival;
  if (isSameChain && Object.keys(live).length === 0) return null;
  return { chain: isSameChain ? null : { rule, spacingSec, windowBlocks }, live };
}
