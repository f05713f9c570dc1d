/** Retarget rules: how hard the next block is to be. */
export { BITCOIN_MAX_FACTOR, retargetBitcoin } from './bitcoin.ts';
export {
  type DifficultyOutlook,
  ImaginedHistory,
  type NextBlock,
  type OutlookQuestion,
  type PeriodOutlook,
  ruleOutlook,
} from './outlook.ts';
export type { DifficultyRule, RuleParameters } from './rule.ts';
export { assertRuleParameters, assertRuleRuns, RULES, ruleNamed } from './rules.ts';
