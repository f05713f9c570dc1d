// simulate arms-race: miners compete, and the difficulty takes the gain away.

import { RACE_SCENARIOS } from '../../../simulation/index.ts';
import { readArguments, readWhole } from '../../arguments.ts';
import type { Io } from '../../command.ts';
import { readSeed } from '../../difficulty-options.ts';
import { readRaceData } from '../../race-data.ts';
import { changeScenario, MOST_MINERS, readDevice, readRaceScenario } from '../../race-options.ts';
import { UsageError } from '../../usage-error.ts';
import { runManyRaces } from './many-races.ts';
import { runOneRace } from './one-race.ts';

const OPTIONS = {
  scenario: { type: 'string', default: 'history' },
  seed: { type: 'string', default: '1' },
  miners: { type: 'string' },
  until: { type: 'string' },
  rule: { type: 'string' },
  device: { type: 'string' },
  csv: { type: 'string' },
  json: { type: 'boolean', default: false },
  seeds: { type: 'string' },
  summary: { type: 'boolean', default: false },
} as const;

const MOST_SEEDS = 10_000;

const SCENARIO_LIST = RACE_SCENARIOS.map(({ name, title }) => `    ${name.padEnd(20)} ${title}`).join('\n');

export const ARMS_RACE_HELP = `proofworks simulate arms-race [options]

Runs miners who buy and switch off machines, makers who sell them, and a real retarget rule on drawn block
times, day by day, from one CPU in 2009 on. Prints what each year takes and who does it; for the scenario
history also how near it comes to the real network.

  --scenario NAME  one of the following, or a JSON file (a name with a dot or a slash) that says in what it
                   differs from history (default history):
${SCENARIO_LIST}
  --seed N         the dice (default 1)
  --miners N       agents, from 2 to ${MOST_MINERS} (default: the scenario’s)
  --until YEAR     the last year, or a day as YYYY-MM-DD (default: the scenario’s)
  --rule NAME      another retarget rule, as difficulty shock has them
  --device D       follow a machine of yours: HASHRATE,WATTS,USD_PER_KWH, and @DAY where it comes later, as in
                   13.5TH,1375,0.05@2016-06-01
  --csv FILE       write all figures of all days to a new file; with --seeds, those of all years
  --json           print one JSON object: what reproduces the race, years and events
  --seeds K        run the seeds N to N+K-1 on all cores, and print a line for each
  --summary        with --seeds: print medians, 5 % and 95 % quantiles of each year instead`;

export async function runArmsRace(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, OPTIONS);
  if (positionals.length > 0) throw new UsageError(`arms-race takes no words, got ${positionals.join(' ')}`);
  const seed = readSeed(values.seed);
  const seeds = values.seeds === undefined ? null : readWhole('--seeds', values.seeds, 1, MOST_SEEDS);
  if (values.summary && seeds === null) throw new UsageError('--summary is of several seeds: name --seeds K');
  if (values.device !== undefined && seeds !== null)
    throw new UsageError('--device follows one race, not --seeds');
  if (seeds !== null && seed > Number.MAX_SAFE_INTEGER - (seeds - 1)) {
    throw new UsageError(`--seed expected room for ${seeds} seeds below 2^53, got ${values.seed}`);
  }
  const { miners, until, rule } = values;
  const scenario = changeScenario(await readRaceScenario(values.scenario), {
    miners: miners === undefined ? undefined : readWhole('--miners', miners, 2, MOST_MINERS),
    until,
    rule,
  });
  const device = values.device === undefined ? null : readDevice('--device', values.device, scenario);
  const output = { csv: values.csv, isJson: values.json };
  const data = await readRaceData(io.data);
  const { machines, prices } = data;
  if (seeds === null) {
    const plan = { scenario, machines, prices, seed };
    await runOneRace({ plan, networkYears: data.networkYears, device, output }, io);
  } else {
    const plans = Array.from({ length: seeds }, (_, i) => ({ scenario, machines, prices, seed: seed + i }));
    await runManyRaces({ plans, networkYears: data.networkYears, isSummary: values.summary, output }, io);
  }
  return 0;
}
