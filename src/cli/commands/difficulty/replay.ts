// difficulty replay: Bitcoin's past under its own rule, and under others.

import { readFile } from 'node:fs/promises';
import { formatPercent } from '../../../primitives/index.ts';
import {
  parseDifficultyEpochs,
  Replay,
  type ReplayResult,
  readRealPast,
  recomputeRetargets,
} from '../../../simulation/index.ts';
import { readArguments } from '../../arguments.ts';
import type { Io } from '../../command.ts';
import { pause, readRules, readSeed, ruleOf } from '../../difficulty-options.ts';
import { replayLines } from '../../difficulty-table.ts';
import { UsageError } from '../../usage-error.ts';

const OPTIONS = {
  rule: { type: 'string', default: 'bitcoin' },
  seed: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
} as const;

/** Some tens of milliseconds: often enough for a progress line and for Ctrl-C. */
const BLOCKS_AT_ONCE = 20_000;

export const REPLAY_HELP = `proofworks difficulty replay [options]

Recomputes Bitcoin's real retargets, then mines from 2009 on with the real chain's hash rate, as difficulty
and pace tell it, under other rules. Under bitcoin's own, the simulated chain beside the real one checks the
model. A rule that finds two million blocks, as testnet and fixed do, is stopped there.

  --rule LIST      all, or names separated by commas (default bitcoin)
  --seed N         the dice (default 1)
  --json           print one JSON object`;

export async function runReplay(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, OPTIONS);
  if (positionals.length > 0) throw new UsageError(`replay takes no words, got ${positionals.join(' ')}`);
  const rules = readRules('--rule', values.rule);
  const seed = readSeed(values.seed);
  const epochs = parseDifficultyEpochs(await readFile(new URL('btc_difficulty_epochs.csv', io.data), 'utf8'));
  const retargets = recomputeRetargets(epochs, ruleOf('bitcoin'));
  const past = readRealPast(epochs);
  const chains: ReplayResult[] = [past.result];
  for (const rule of rules) {
    const replay = new Replay(rule, past, seed);
    do await pause(io, `${rule.name}: ${formatPercent(replay.progress)}`);
    while (replay.advance(BLOCKS_AT_ONCE));
    chains.push(replay.result);
  }
  io.progress('');
  if (values.json) io.print(JSON.stringify({ seed, retargets, chains }));
  else
    for (const line of replayLines(retargets, chains, { seed, genesisTime: past.genesisTime }))
      io.print(line);
  return retargets.exact === retargets.known ? 0 : 1;
}
