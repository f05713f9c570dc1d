// difficulty: what retarget rules do, to shocks, to Bitcoin's own past, and to intervals.

import type { Command, Io } from '../command.ts';
import { UsageError } from '../usage-error.ts';
import { INTERVALS_HELP, runIntervals } from './difficulty/intervals.ts';
import { REPLAY_HELP, runReplay } from './difficulty/replay.ts';
import { runShock, SHOCK_HELP } from './difficulty/shock.ts';

const STUDIES: Readonly<Record<string, (words: readonly string[], io: Io) => Promise<number>>> = {
  shock: runShock,
  replay: runReplay,
  intervals: runIntervals,
};

export const difficulty: Command = {
  name: 'difficulty',
  summary: 'compare retarget rules: under shocks, on Bitcoin’s own past',
  help: `proofworks difficulty STUDY [options]

Nothing is hashed: blocks are drawn from hash rate and target, and the same seed prints the same bytes.

${[SHOCK_HELP, REPLAY_HELP, INTERVALS_HELP].join('\n\n')}`,
  run: async (words, io) => {
    const [name, ...rest] = words;
    const study = name === undefined ? undefined : STUDIES[name];
    if (study === undefined) {
      const known = Object.keys(STUDIES).join(', ');
      throw new UsageError(
        name === undefined ? `difficulty expected a study: ${known}` : `there is no study ${name}: ${known}`,
      );
    }
    return study(rest, io);
  },
};
