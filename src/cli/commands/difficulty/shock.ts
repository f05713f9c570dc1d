// difficulty shock: rules under shocks, side by side.

import { assertRuleRuns, type DifficultyRule } from '../../../difficulty/index.ts';
import {
  SCENARIOS,
  type Scenario,
  type ShockOptions,
  type ShockResult,
  ShockTable,
  shockCsv,
} from '../../../simulation/index.ts';
import { readArguments, readSpacing, readWhole } from '../../arguments.ts';
import type { Io } from '../../command.ts';
import { pause, readNames, readRules, readSeed } from '../../difficulty-options.ts';
import { shockLegend, shockLines } from '../../difficulty-table.ts';
import { makeFile } from '../../new-file.ts';
import { UsageError } from '../../usage-error.ts';

const OPTIONS = {
  rules: { type: 'string', default: 'all' },
  shock: { type: 'string', default: 'all' },
  seed: { type: 'string', default: '1' },
  blocks: { type: 'string', default: '10000' },
  spacing: { type: 'string', default: '600' },
  json: { type: 'boolean', default: false },
  csv: { type: 'string' },
} as const;

const SCENARIO_LIST = SCENARIOS.map(({ name, title }) => `    ${name.padEnd(14)} ${title}`).join('\n');

export const SHOCK_HELP = `proofworks difficulty shock [options]

Runs rules through changes of hash rate and false times, each after 4,100 blocks exactly on schedule. A rule
has settled at the first block from which its expected interval (proof / hash rate) stays within 10 % of what
the same rule expects with the same dice and no shock: fast rules follow the luck of recent blocks, and this
comparison is free of it. "never" means: not with a tenth of the blocks left.

  --rules LIST     all, or names separated by commas (default all)
  --shock LIST     all, or names separated by commas (default all):
${SCENARIO_LIST}
  --seed N         the dice: the same for all rules and shocks (default 1)
  --blocks N       blocks after the shock, from 100 to 100000 (default 10000)
  --spacing T      target spacing of all rules, 5s or 10min; windows stay as they are in blocks (default 600)
  --json           print one JSON object
  --csv FILE       write the figures to a new file as well`;

export async function runShock(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, OPTIONS);
  if (positionals.length > 0) throw new UsageError(`shock takes no words, got ${positionals.join(' ')}`);
  const rules = readRules('--rules', values.rules);
  const scenarios = readNames('--shock', values.shock, SCENARIOS);
  const options = {
    seed: readSeed(values.seed),
    blocks: readWhole('--blocks', values.blocks, 100, 100_000),
    spacingSec: readSpacing('--spacing', values.spacing),
  };
  for (const rule of rules) assertSpacing(rule, options.spacingSec);
  const compute = () => shockTable(rules, scenarios, options, values.json, io);
  if (values.csv === undefined) await compute();
  // The file is made first: a wrong path is told before the work is done.
  else await makeFile(values.csv, async ({ write }) => write(shockCsv(scenarios, await compute(), options)));
  return 0;
}

/** Runs and prints. */
async function shockTable(
  rules: readonly DifficultyRule[],
  scenarios: readonly Scenario[],
  options: ShockOptions,
  isJson: boolean,
  io: Io,
): Promise<readonly ShockResult[]> {
  const table = new ShockTable(options);
  const results: ShockResult[] = [];
  const lines: string[] = [];
  for (const scenario of scenarios) {
    const rows: ShockResult[] = [];
    for (const rule of rules.filter((candidate) => scenario.concerns?.(candidate) ?? true)) {
      await pause(io, `${scenario.name}: ${rule.name}`);
      rows.push(table.run(rule, scenario));
    }
    results.push(...rows);
    lines.push(...shockLines(scenario, rows, rules, options), '');
  }
  io.progress('');
  if (isJson) io.print(JSON.stringify({ ...options, results }));
  else for (const line of [...lines, ...shockLegend(options)]) io.print(line);
  return results;
}

function assertSpacing(rule: DifficultyRule, targetSpacingSec: number): void {
  try {
    assertRuleRuns(rule, { ...rule.network, targetSpacingSec });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
