#!/usr/bin/env node
// The command line's entry: the only file that touches the process.

import { randomInt } from 'node:crypto';
import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import type { Command, Io } from './command.ts';
import { bench } from './commands/bench.ts';
import { chain } from './commands/chain.ts';
import { difficulty } from './commands/difficulty.ts';
import { energy } from './commands/energy.ts';
import { engines } from './commands/engines.ts';
import { mine } from './commands/mine.ts';
import { pool } from './commands/pool.ts';
import { search } from './commands/search.ts';
import { simulate } from './commands/simulate.ts';
import { verify } from './commands/verify.ts';
import { hideAddresses } from './hide-addresses.ts';
import { createNodeHost } from './node-host.ts';
import { startRaceWorker } from './race-worker/factory.ts';
import { Screen, USUAL_COLUMNS } from './terminal/screen.ts';
import { plainText } from './terminal/text.ts';
import { createTuningStore } from './tuning-store.ts';
import { UsageError } from './usage-error.ts';

const COMMANDS: readonly Command[] = [
  mine,
  pool,
  chain,
  search,
  verify,
  engines,
  bench,
  difficulty,
  simulate,
  energy,
];

const HELP = `proofworks COMMAND [options]

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

proofworks COMMAND --help tells more.`;

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interrupted.abort(new Error('interrupted')));
}

const cacheRoot = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
const dataRoot = process.env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share');
const { stderr, stdout } = process;
// A dumb terminal cannot go back to a line.
const canDraw = stderr.isTTY && process.env['TERM'] !== 'dumb';
const screen = new Screen(
  canDraw ? stderr : { write: (text) => stderr.write(text) },
  (process.env['NO_COLOR'] ?? '') === '',
);

function progress(line: string): void {
  screen.show(line === '' ? [] : [{ text: line, tone: 'plain' }]);
}

function notice(line: string): void {
  // Some of it may be a stranger's words.
  screen.above(() => stderr.write(`${line.split('\n').map(plainText).join('\n')}\n`));
}

function print(line: string): void {
  // Both streams may end at the same terminal.
  if (stdout.isTTY) screen.above(() => stdout.write(`${line}\n`));
  else stdout.write(`${line}\n`);
}

const io: Io = {
  print,
  columns: stdout.isTTY ? stdout.columns || USUAL_COLUMNS : Number.POSITIVE_INFINITY,
  notice,
  progress,
  screen,
  signal: interrupted.signal,
  clock: () => performance.now(),
  now: () => new Date(),
  randomU32: () => randomInt(2 ** 32),
  createHost: ({ variant, retune, dispatchMs }) =>
    createNodeHost({
      worker: new URL('./worker.js', import.meta.url),
      tuning: createTuningStore(join(cacheRoot, 'proofworks', 'gpu-kernels.json'), retune ?? false),
      variant,
      dispatchMs,
      onNotice: notice,
    }),
  startRaceWorker: () => startRaceWorker(new URL('./race-worker.js', import.meta.url)),
  cores: availableParallelism(),
  page: new URL('../page/', import.meta.url),
  data: new URL('../../data/', import.meta.url),
  environment: process.env,
  powerSources: { powercap: '/sys/class/powercap', nvidiaSmi: 'nvidia-smi' },
  chainDirectory: join(dataRoot, 'proofworks', 'chain'),
};

async function main(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === 'help') {
    io.print(HELP);
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    if (/:\/\/|@/.test(name)) {
      throw new UsageError(
        'an address stands where a command belongs, as in mine --pool ADDRESS or mine --node ADDRESS',
      );
    }
    throw new UsageError(`there is no command ${name}: ${COMMANDS.map((known) => known.name).join(', ')}`);
  }
  if (rest.includes('--help')) {
    io.print(command.help);
    return 0;
  }
  return command.run(rest, io);
}

/** A reader that goes away, as `head` does, is no failure. */
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

/** Notices that nobody reads any more are no failure either. */
stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(1);
});

main(process.argv.slice(2)).then(
  (code) => end(code),
  (error: Error) => {
    progress('');
    notice(`proofworks: ${hideAddresses(error.message, process.argv.slice(2))}`);
    end(error instanceof UsageError ? 2 : interrupted.signal.aborted ? 130 : 1);
  },
);

/** Ends once what was printed is out; Dawn's threads would keep the process alive. */
function end(code: number): void {
  progress('');
  stdout.write('', () => process.exit(code));
}
