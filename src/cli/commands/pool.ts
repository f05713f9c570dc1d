// pool check: what a pool can do and what its jobs look like, without mining for it.

import { REAL_TIMERS } from '../../miner/index.ts';
import { POOL_AGENT, probePool } from '../../source/index.ts';
import { connectTcp } from '../../source/pool/tcp-socket.ts';
import { readArguments } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import { readAccounts } from '../remote/accounts.ts';
import { checkLines, checkRow } from '../remote/pool-check.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = {
  user: { type: 'string' },
  pass: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Who one is where nobody said: most pools look at it only when they pay. */
const DEFAULT_USER = 'proofworks';

export const pool: Command = {
  name: 'pool',
  summary: 'look at a pool: what it supports, and what its jobs look like',
  help: `proofworks pool check URL [options]

Connects to a pool, says what it supports and what its first job looks like, and leaves. Nothing is hashed. URL is
stratum+tcp://HOST:PORT or stratum+ssl://HOST:PORT. Exit code 0 if the pool gave a job, 1 if not.

  --user NAME      who one is there (default: ${DEFAULT_USER}; some pools want a payout address)
  --pass X         the password, where the pool wants one; rather in PROOFWORKS_POOL_PASSWORD, since others on this
                   machine can read a command line
  --json           print one JSON object`,
  run: runPool,
};

async function runPool(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, OPTIONS);
  const [verb, url, ...rest] = positionals;
  if (verb !== 'check') throw new UsageError('pool expected the word check: proofworks pool check URL');
  if (url === undefined || rest.length > 0) {
    throw new UsageError(`pool check expected one URL, got ${positionals.length - 1} words`);
  }
  const [account] = readAccounts(
    [{ url, password: values.pass }],
    values.user === undefined ? [] : [values.user],
    { PROOFWORKS_POOL_USER: DEFAULT_USER, ...io.environment },
    'URL',
  );
  io.progress(`asking ${account!.address.text}`);
  const report = await probePool(
    account!,
    { connect: connectTcp, clock: io.clock, timers: REAL_TIMERS, agent: POOL_AGENT },
    io.signal,
  ).finally(() => io.progress(''));
  if (values.json) io.print(JSON.stringify(checkRow(report, account!.user)));
  else for (const line of checkLines(report, account!.user)) io.print(line);
  if (report.job !== null) return 0;
  io.notice(
    report.refusal === null
      ? `${report.url} gave no job`
      : `${report.url}: ${report.refusal}; where a pool pays to an address, name a payout address with --user`,
  );
  return 1;
}
