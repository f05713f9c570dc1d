/** All rules by name, in the order in which tables list them: Bitcoin's family, Bitcoin Cash's, the others, none. */
import { asert } from './asert.ts';
import { bip94 } from './bip94.ts';
import { bitcoin } from './bitcoin.ts';
import { cw144 } from './cw-144.ts';
import { dgwV3 } from './dgw-v3.ts';
import { digishieldV3 } from './digishield-v3.ts';
import { eda } from './eda.ts';
import { fixed } from './fixed.ts';
import { homestead } from './homestead.ts';
import { kgw } from './kgw.ts';
import { lwma1 } from './lwma-1.ts';
import { monero } from './monero.ts';
import { peercoin } from './peercoin.ts';
import type { DifficultyRule, RuleParameters } from './rule.ts';
import { testnet } from './testnet.ts';
import { wtema } from './wtema.ts';

/** Every rule. */
export const RULES: readonly DifficultyRule[] = [
  bitcoin,
  testnet,
  bip94,
  eda,
  cw144,
  asert,
  wtema,
  lwma1,
  dgwV3,
  digishieldV3,
  kgw,
  homestead,
  monero,
  peercoin,
  fixed,
];

/**
 * Finds a rule.
 *
 * @throws {RangeError} if there is none of that name.
 */
export function ruleNamed(name: string): DifficultyRule {
  const rule = RULES.find((candidate) => candidate.name === name);
  if (rule === undefined) {
    const known = RULES.map((candidate) => candidate.name).join(', ');
    throw new RangeError(`"rule" expected one of ${known}, got ${name}`);
  }
  return rule;
}

/**
 * Checks what a rule is to run with.
 *
 * @throws {RangeError} if the spacing or the window is not a whole number in range, or the limit no target.
 */
export function assertRuleParameters({ targetSpacingSec, windowBlocks, powLimit }: RuleParameters): void {
  assertWhole('targetSpacingSec', targetSpacingSec, 1, 10 ** 6);
  assertWhole('windowBlocks', windowBlocks, 2, 10 ** 5);
  if (powLimit < 1n || powLimit >= 1n << 256n) {
    throw new RangeError(`"powLimit" expected a target from 1 to 2^256 - 1, got ${powLimit}`);
  }
}

/**
 * Checks that a rule can run with parameters.
 *
 * @throws {RangeError} if a parameter is out of its range, or the spacing too short for the rule.
 */
export function assertRuleRuns(rule: DifficultyRule, parameters: RuleParameters): void {
  assertRuleParameters(parameters);
  const least = rule.leastSpacingSec ?? 1;
  if (parameters.targetSpacingSec < least) {
    throw new RangeError(
      `the rule ${rule.name} needs a spacing of ${least} s or more, got ${parameters.targetSpacingSec} s`,
    );
  }
}

function assertWhole(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`"${name}" expected a whole number from ${low} to ${high}, got ${value}`);
  }
}
