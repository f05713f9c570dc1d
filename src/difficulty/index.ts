/** Retarget rules: how hard the next block is to be. */
export type { DifficultyRule, RuleParameters } from './rule.ts';
