// simulate: models that need no hashing.

import type { Command, Io } from '../command.ts';
import { UsageError } from '../usage-error.ts';
import { ARMS_RACE_HELP, runArmsRace } from './simulate/arms-race.ts';

const STUDIES: Readonly<Record<string, (words: readonly string[], io: Io) => Promise<number>>> = {
  'arms-race': runArmsRace,
};

export const simulate: Command = {
  name: 'simulate',
  summary: 'the arms race of miners: what ten minutes cost, from one CPU to two parties that could collude',
  help: `proofworks simulate STUDY [options]

Nothing is hashed, and the same seed gives the same bytes.

${ARMS_RACE_HELP}`,
  run: async (words, io) => {
    const [name, ...rest] = words;
    const study = name === undefined ? undefined : STUDIES[name];
    if (study === undefined) {
      const known = Object.keys(STUDIES).join(', ');
      throw new UsageError(
        name === undefined ? `simulate expected a study: ${known}` : `there is no study ${name}: ${known}`,
      );
    }
    return study(rest, io);
  },
};
