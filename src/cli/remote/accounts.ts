// Pools and who one is there, from words on the command line and from the environment.

import { type ParsedPoolAddress, type PoolAccount, parsePoolAddress } from '../../source/index.ts';
import { UsageError } from '../usage-error.ts';

/** Names of the environment variables that are read. */
const USER_VARIABLE = 'PROOFWORKS_POOL_USER';
const PASSWORD_VARIABLE = 'PROOFWORKS_POOL_PASSWORD';

/** What most pools want where they want nothing. */
const DEFAULT_PASSWORD = 'x';

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Puts pools, users and passwords together in their order; the last user and the last password count for the pools that are
 * left. What stands in an address comes first, then the options, then the environment.
 *
 * @throws {UsageError} in one sentence that repeats no password.
 */
export function readAccounts(
  pools: readonly string[],
  users: readonly string[],
  passwords: readonly string[],
  environment: Environment,
): readonly PoolAccount[] {
  for (const [name, given] of [
    ['--user', users],
    ['--pass', passwords],
  ] as const) {
    if (given.length > pools.length) {
      throw new UsageError(`${name} is given ${given.length} times, but --pool only ${pools.length}`);
    }
  }
  return pools.map((text, i) => {
    const { address, user, password } = readPool(text);
    const name = user ?? users[i] ?? users.at(-1) ?? (environment[USER_VARIABLE] || null);
    if (name === null || name === '') {
      throw new UsageError(
        `--user is missing: who ${address.text} is to credit, often a payout address, or one with a worker's name as in ADDRESS.NAME`,
      );
    }
    return {
      address,
      user: name,
      password:
        password ?? passwords[i] ?? passwords.at(-1) ?? (environment[PASSWORD_VARIABLE] || DEFAULT_PASSWORD),
    };
  });
}

function readPool(text: string): ParsedPoolAddress {
  let parsed: ParsedPoolAddress;
  try {
    parsed = parsePoolAddress(text);
  } catch (error) {
    throw new UsageError(`--pool: ${(error as Error).message}`);
  }
  const { scheme } = parsed.address;
  if (scheme === 'ws' || scheme === 'wss') {
    throw new UsageError(
      `--pool expected stratum+tcp:// or stratum+ssl://, got ${scheme}://, which bridges to a page`,
    );
  }
  return parsed;
}
