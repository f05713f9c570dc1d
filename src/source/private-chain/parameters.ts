/** From a chain's description to the parameters by which its blocks are judged. */
import {
  type ChainDescription,
  type ChainParameters,
  type HeaderHistory,
  MAINNET_HALVING_INTERVAL_BLOCKS,
  SteadyPast,
} from '../../chain/index.ts';
import {
  assertRuleRuns,
  type DifficultyRule,
  type RuleParameters,
  ruleNamed,
} from '../../difficulty/index.ts';
import { proofTarget } from './rival.ts';

/** Fewest imagined blocks before the first beside one window: more than Kimoto's longest, 4,032, looks back. */
const MIN_PAST_BLOCKS = 4_100;

/** A private chain's rule and parameters. */
export interface PrivateParameters {
  readonly rule: DifficultyRule;
  readonly ruleParameters: RuleParameters;
  /** A chain's history as the rule sees it: on an imagined past, its heights shifted by whole windows. */
  readonly ruleHistory: (history: HeaderHistory) => HeaderHistory;
  readonly chain: ChainParameters;
}

/**
 * Reads a chain's parameters from its description.
 *
 * @throws {RangeError} if the rule is unknown or a parameter is out of its range.
 */
export function privateParameters(description: ChainDescription): PrivateParameters {
  const { targetSpacingSec, windowBlocks } = description;
  const rule = ruleNamed(description.rule);
  const powLimit = BigInt(`0x${description.powLimit}`);
  const ruleParameters: RuleParameters = { targetSpacingSec, windowBlocks, powLimit };
  assertRuleRuns(rule, ruleParameters);
  // Whole windows, so that the first block begins a period.
  const pastBlocks = (Math.ceil(MIN_PAST_BLOCKS / windowBlocks) + 1) * windowBlocks;
  const ruleHistory = (history: HeaderHistory) => new SteadyPast(history, pastBlocks, targetSpacingSec);
  const { earliestTime } = rule;
  return {
    rule,
    ruleParameters,
    ruleHistory,
    chain: {
      powLimit,
      requiredTarget: (history, time) => rule.nextTarget(ruleHistory(history), time, ruleParameters),
      earliestTime:
        earliestTime === undefined
          ? undefined
          : (history) => earliestTime(ruleHistory(history), ruleParameters),
      proofTarget,
      versionSteps: [],
      heightInCoinbaseFrom: 0,
      halvingIntervalBlocks: MAINNET_HALVING_INTERVAL_BLOCKS,
    },
  };
}
