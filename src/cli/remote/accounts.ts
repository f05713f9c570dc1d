// Pools and who one is there, from words on the command line and from the environment.

import { type ParsedPoolAddress, type PoolAccount, parsePoolAddress } from '../../source/index.ts';
import { UsageError } from '../usage-error.ts';
import type { NamedPool } from './named-pools.ts';

/** Names of the environment variables that are read. */
const USER_VARIABLE = 'PROOFWORKS_POOL_USER';
const PASSWORD_VARIABLE = 'PROOFWORKS_POOL_PASSWORD';

/** What most pools want where they want nothing. */
const DEFAULT_PASSWORD = 'x';

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Puts pools and users together in their order; the last user counts for the pools that are left. A password is told to the
 * pool that it stands with and to no other; the environment's is the first pool's. What stands in an address comes first,
 * then the options, then the environment.
 *
 * @param name - what the addresses stand behind, for messages.
 * @throws {UsageError} in one sentence that repeats no password.
 */
export function readAccounts(
  pools: readonly NamedPool[],
  users: readonly string[],
  environment: Environment,
  name = '--pool',
): readonly PoolAccount[] {
  if (users.length > pools.length) {
    throw new UsageError(`--user is given ${users.length} times, but --pool only ${pools.length}`);
  }
  return pools.map((pool, i) => {
    const { address, user, password } = readPool(pool.url, name);
    const who = user ?? users[i] ?? users.at(-1) ?? (environment[USER_VARIABLE] || null);
    if (who === null || who === '') {
      throw new UsageError(
        `--user is missing: who ${address.text} is to credit, often a payout address, or one with a worker's name as in ADDRESS.NAME`,
      );
    }
    return {
      address,
      user: who,
      password:
        password ?? pool.password ?? ((i === 0 && environment[PASSWORD_VARIABLE]) || DEFAULT_PASSWORD),
    };
  });
}

function readPool(url: string, name: string): ParsedPoolAddress {
  let parsed: ParsedPoolAddress;
  try {
    parsed = parsePoolAddress(url);
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message}`);
  }
  const { scheme } = parsed.address;
  if (scheme === 'ws' || scheme === 'wss') {
    throw new UsageError(
      `${name} expected stratum+tcp:// or stratum+ssl://, got ${scheme}://, which bridges to a page`,
    );
  }
  return parsed;
}
