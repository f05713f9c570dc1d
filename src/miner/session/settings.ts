// The settings of a session: what they are before anybody chose, and what is no setting at all.

import { assertRuleRuns, ruleNamed } from '../../difficulty/index.ts';
import { ENGINE_NAMES } from '../../engine/index.ts';
import { MAX_RIVAL } from '../../source/index.ts';
import { benchmarkEntry } from '../benchmark-entry.ts';
import type { EngineChoice } from '../benchmark-report.ts';
import type { Detected } from '../engine-host.ts';
import type { RememberedSession } from './session-host.ts';
import type { MiningSettings } from './snapshot.ts';

/** A throttled engine's least part of the time. */
const LEAST_INTENSITY = 0.01;
/** More than any machine has use for. */
export const MOST_WORKERS = 1024;

/** What a new chain is to be. */
export type ChainChoice = Pick<MiningSettings, 'rule' | 'spacingSec' | 'windowBlocks'>;

/** Blocks that come while one looks, by a rule that follows at once. */
export const DEFAULT_CHAIN: ChainChoice = { rule: 'asert', spacingSec: 10, windowBlocks: null };

/**
 * What hashes where nobody chose: half the processor's threads, so that the machine stays pleasant to use, and the GPU
 * where it is a real one.
 */
export function defaultEngines({
  machine,
  adapter,
  hasWasm,
  hasWasmSimd,
}: Detected): readonly EngineChoice[] {
  const engine = hasWasmSimd ? 'wasm-simd' : hasWasm ? 'wasm' : 'js';
  const cpu: EngineChoice = { engine, workers: Math.max(1, Math.floor(machine.cores / 2)) };
  return adapter !== null && !adapter.isSoftware ? [{ engine: 'gpu', workers: 1 }, cpu] : [cpu];
}

/** @throws {RangeError} that says what would be right. */
export function assertChainChoice(choice: ChainChoice): void {
  const rule = ruleNamed(choice.rule);
  assertRuleRuns(rule, {
    powLimit: rule.network.powLimit,
    targetSpacingSec: choice.spacingSec,
    windowBlocks: choice.windowBlocks ?? rule.laboratoryWindowBlocks,
  });
}

/**
 * @param leastIntensity - in (0, 1].
 * @throws {RangeError} that says what would be right.
 */
export function assertSettings(
  change: Partial<Pick<MiningSettings, 'engines' | 'intensity' | 'rival'>>,
  leastIntensity = LEAST_INTENSITY,
): void {
  const { engines, intensity, rival } = change;
  if (engines !== undefined) assertEngines(engines);
  if (intensity !== undefined && !(intensity >= leastIntensity && intensity <= 1)) {
    throw new RangeError(`"intensity" expected a number from ${leastIntensity} to 1, got ${intensity}`);
  }
  if (rival !== undefined && !(rival >= 0 && rival <= MAX_RIVAL)) {
    throw new RangeError(`"rival" expected a number from 0 to ${MAX_RIVAL}, got ${rival}`);
  }
}

/** @returns what was kept of an earlier visit; nothing where it is no such setting any more. */
export function rememberedSettings(remembered: RememberedSession | null): Partial<MiningSettings> {
  if (remembered === null || remembered.settings === null) return {};
  const { engines, intensity, rival } = remembered.settings;
  try {
    // What was read may lack any of them.
    assertSettings({ engines: engines ?? [], intensity: intensity ?? 0, rival: rival ?? -1 });
    return { engines, intensity, rival };
  } catch {
    return {}; // another version's, or nobody's
  }
}

function assertEngines(engines: readonly EngineChoice[]): void {
  if (engines.length === 0) throw new RangeError('"engines" expected at least one');
  for (const { engine, workers } of engines) {
    if (!ENGINE_NAMES.includes(engine)) {
      throw new RangeError(`"engines" expected some of ${ENGINE_NAMES.join(', ')}, got ${engine}`);
    }
    // A second worker of one GPU would only wait for the first.
    const mostWorkers = engine === 'gpu' ? 1 : MOST_WORKERS;
    if (!Number.isInteger(workers) || workers < 1 || workers > mostWorkers) {
      throw new RangeError(
        `"workers" of ${engine} expected a whole number from 1 to ${mostWorkers}, got ${workers}`,
      );
    }
  }
  const names = engines.map((choice) => benchmarkEntry(choice).id);
  if (new Set(names).size < names.length) throw new RangeError('"engines" expected each engine once');
}
