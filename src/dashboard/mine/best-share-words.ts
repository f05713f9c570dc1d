// What the best hash so far would have been good for.

import { formatRough } from '../../primitives/index.ts';

/** One thing it is measured against. */
export interface Milestone {
  readonly label: string;
  readonly difficulty: number;
}

/** A milestone and whether it was reached. */
export interface ReachedMilestone extends Milestone {
  readonly isReached: boolean;
  /** How far above it, or how far short: at least 1. */
  readonly factor: number;
  readonly words: string;
}

/** Compares a share with milestones, easiest first. */
export function milestones(shareDifficulty: number, all: readonly Milestone[]): readonly ReachedMilestone[] {
  return [...all]
    .sort((a, b) => a.difficulty - b.difficulty)
    .map((milestone) => {
      const isReached = shareDifficulty >= milestone.difficulty;
      const factor = isReached
        ? shareDifficulty / milestone.difficulty
        : milestone.difficulty / shareDifficulty;
      const words = isReached ? `met, ${formatRough(factor)} × over` : `${formatRough(factor)} × short`;
      return { ...milestone, isReached, factor, words };
    });
}
