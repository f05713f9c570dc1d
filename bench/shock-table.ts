// How long does the table of all rules under shocks take, in one process and on one core?

import { RULES } from '../src/difficulty/index.ts';
import { SCENARIOS, ShockTable } from '../src/simulation/index.ts';
import type { Findings } from './measure.ts';

const BLOCKS = 10_000;

/** Without the two scenarios in which miners lie. */
const SHOCKS = SCENARIOS.filter(({ liars }) => liars === undefined);

export function shockTable(): Findings {
  const table = new ShockTable({ seed: 1, blocks: BLOCKS, spacingSec: 600 });
  const begun = performance.now();
  const perRuleMs: Record<string, number> = {};
  for (const rule of RULES) {
    const ruleBegun = performance.now();
    for (const scenario of SHOCKS) table.run(rule, scenario);
    perRuleMs[rule.name] = performance.now() - ruleBegun;
  }
  const seconds = (performance.now() - begun) / 1000;
  return {
    figures: [
      {
        what: `seconds for ${RULES.length} rules x ${SHOCKS.length} shocks x ${BLOCKS} blocks, from a cold start`,
        value: seconds,
        atMost: 10,
      },
    ],
    details: { blocks: BLOCKS, microsecondsPerBlock: microseconds(perRuleMs) },
  };
}

/** Time per block of each rule, prehistory and measures included. */
function microseconds(perRuleMs: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(perRuleMs).map(([rule, ms]) => [rule, (ms * 1000) / (SHOCKS.length * BLOCKS)]),
  );
}
