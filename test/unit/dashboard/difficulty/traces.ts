// Real runs for tests of pictures: few blocks, so that they take no time.

import { ruleNamed } from '../../../../src/difficulty/index.ts';
import { ShockTable, type ShockTrace, scenarioNamed } from '../../../../src/simulation/index.ts';

/** What the runs share unless a test says otherwise. */
export const OPTIONS = { seed: 1, blocks: 3000, spacingSec: 600 } as const;

/** Runs a rule under a shock. */
export function traceOf(rule: string, shock: string, options: Partial<typeof OPTIONS> = {}): ShockTrace {
  const run = new ShockTable({ ...OPTIONS, ...options }).begin(ruleNamed(rule), scenarioNamed(shock)!);
  while (run.advance(5000));
  return run.trace(400);
}
