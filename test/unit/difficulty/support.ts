/** Histories for tests of retarget rules. */
import { ArrayHistory } from '../../../src/chain/history.ts';
import type { DifficultyRule, RuleParameters } from '../../../src/difficulty/rule.ts';
import { compactFromTarget, targetFromCompact } from '../../../src/primitives/target.ts';

export const START_TIME = 1_269_211_443;

/** A history from intervals: every block at one target. */
export function historyOf(
  intervals: readonly number[],
  target: bigint,
  startTime = START_TIME,
): ArrayHistory {
  const history = new ArrayHistory();
  let time = startTime;
  history.push(time, target);
  for (const interval of intervals) {
    time += interval;
    history.push(time, target);
  }
  return history;
}

/** The rule's answer as a compact target, the new block one spacing after the tip. */
export function nextBits(
  rule: DifficultyRule,
  history: ArrayHistory,
  parameters: RuleParameters = rule.network,
): number {
  const time = history.timeAt(history.tipHeight) + parameters.targetSpacingSec;
  return compactFromTarget(rule.nextTarget(history, time, parameters));
}

/** Adds a block, its time after the last's. */
export function extend(history: ArrayHistory, intervalSec: number, bits: number): void {
  history.push(history.timeAt(history.tipHeight) + intervalSec, targetFromCompact(bits));
}

export const bits = (hex: string): number => Number.parseInt(hex, 16);
