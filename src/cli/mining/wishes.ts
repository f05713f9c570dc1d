// What a mining run is asked to do: the command line's words as values, read before anything is opened.

import { assertRuleRuns, RULES, ruleNamed } from '../../difficulty/index.ts';
import type { BenchmarkEntry } from '../../miner/index.ts';
import { difficultyFromTarget, REGTEST_POW_LIMIT, targetFromDifficulty } from '../../primitives/index.ts';
import {
  type readArguments,
  readDirectory,
  readDuration,
  readPercent,
  readSpacing,
  readWhole,
  readWord,
} from '../arguments.ts';
import type { Io } from '../command.ts';
import { GPU_OPTIONS } from '../gpu-options.ts';
import { REMOTE_OPTIONS } from '../remote/options.ts';
import { readSchedule, type Step } from '../schedule.ts';
import { UsageError } from '../usage-error.ts';
import { readEngineSet } from './engines.ts';

/** The spacing of new chains where none is named. */
export const DEFAULT_SPACING_SEC = 10;

/** The options of `mine`. */
export const MINE_OPTIONS = {
  spacing: { type: 'string' },
  rule: { type: 'string' },
  window: { type: 'string' },
  difficulty: { type: 'string' },
  engines: { type: 'string' },
  throttle: { type: 'string', default: '100%' },
  blocks: { type: 'string' },
  for: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  ...GPU_OPTIONS,
  ...REMOTE_OPTIONS,
} as const;

/** What was asked for, read before anything is opened. */
export interface Wishes {
  readonly spacingSec: number | null;
  readonly rule: string | null;
  readonly windowBlocks: number | null;
  readonly startTarget: bigint | null;
  readonly engines: readonly Step<BenchmarkEntry>[] | null;
  readonly throttle: readonly Step<number>[];
  readonly blocks: number;
  readonly durationMs: number;
  readonly directory: string;
  readonly isJson: boolean;
}

/** @throws {UsageError} if a word is wrong. */
export function readWishes(
  values: ReturnType<typeof readArguments<typeof MINE_OPTIONS>>['values'],
  io: Pick<Io, 'chainDirectory'>,
): Wishes {
  const { spacing, window, difficulty, blocks } = values;
  const spacingSec = spacing === undefined ? null : readSpacing('--spacing', spacing);
  return {
    spacingSec,
    rule: values.rule === undefined ? null : readRule(values.rule, spacingSec ?? DEFAULT_SPACING_SEC),
    windowBlocks: window === undefined ? null : readWhole('--window', window, 2, 10_000),
    startTarget: difficulty === undefined ? null : readDifficulty(difficulty),
    engines: values.engines === undefined ? null : readSchedule('--engines', values.engines, readEngineSet),
    throttle: readSchedule('--throttle', values.throttle, (text) => readPercent('--throttle', text, 0.1)),
    blocks: blocks === undefined ? Number.POSITIVE_INFINITY : readWhole('--blocks', blocks, 1, 1e9),
    durationMs:
      values.for === undefined ? Number.POSITIVE_INFINITY : readDuration('--for', values.for) * 1000,
    directory: readDirectory(values.data) ?? io.chainDirectory,
    isJson: values.json,
  };
}

function readRule(text: string, targetSpacingSec: number): string {
  const name = readWord(
    '--rule',
    text,
    RULES.map((rule) => rule.name),
  );
  const rule = ruleNamed(name);
  try {
    assertRuleRuns(rule, { ...rule.network, targetSpacingSec });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  return name;
}

function readDifficulty(text: string): bigint {
  const value = /^\d*\.?\d+(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && Number.isFinite(value))) {
    throw new UsageError(`--difficulty expected a number above 0, got ${text}`);
  }
  const target = targetFromDifficulty(value);
  const lowest = difficultyFromTarget(REGTEST_POW_LIMIT);
  if (target > REGTEST_POW_LIMIT) {
    throw new UsageError(
      `--difficulty ${text} gives a target above the limit: the lowest is ${lowest.toPrecision(3)}`,
    );
  }
  if (target === 0n) throw new UsageError(`--difficulty ${text} gives a target of 0: no hash could meet it`);
  return target;
}
