// Options that the difficulty commands share, and the pause between their runs.

import { type DifficultyRule, RULES } from '../difficulty/index.ts';
import { readWhole } from './arguments.ts';
import type { Io } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Reads `all`, or names separated by commas, in the order given. */
export function readNames<T extends { readonly name: string }>(
  option: string,
  text: string,
  known: readonly T[],
): readonly T[] {
  if (text === 'all') return known;
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  return names.map((name) => {
    const found = known.find((candidate) => candidate.name === name);
    if (found !== undefined) return found;
    const choices = known.map((candidate) => candidate.name).join(', ');
    throw new UsageError(`${option} expected all, or names from ${choices}, got ${text}`);
  });
}

export const readRules = (option: string, text: string): readonly DifficultyRule[] =>
  readNames(option, text, RULES);

/** @throws {UsageError} where there is no such rule. */
export const ruleOf = (name: string): DifficultyRule => readRules('the rule', name)[0]!;

export const readSeed = (text: string): number => readWhole('--seed', text, 0, Number.MAX_SAFE_INTEGER);

/** Shows where a long command is, and lets Ctrl-C be heard between two pieces of it. */
export async function pause(io: Io, progress: string): Promise<void> {
  io.progress(progress);
  await new Promise((resolve) => setImmediate(resolve));
  io.signal.throwIfAborted();
}
