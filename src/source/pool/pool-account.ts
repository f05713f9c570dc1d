// A pool and who one is there.

import type { PoolAddress } from './pool-address.ts';

/** An account at a pool. */
export interface PoolAccount {
  readonly address: PoolAddress;
  /** As the pool wants it: a name, often a payout address with a worker's name behind a dot. */
  readonly user: string;
  /** Most pools take any. It is told to the pool and to nobody else. */
  readonly password: string;
}
