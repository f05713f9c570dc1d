// Where a pool wants its miners to go on, as far as that is heeded.

import type { PoolAddress } from './pool-address.ts';
import { readCount } from './subscription.ts';

const LONGEST_WAIT_SEC = 60;

/** Where to go on after the end, by the pool's own wish. */
export interface ReconnectWish {
  /** The same one where null. */
  readonly port: number | null;
  readonly waitSec: number;
}

/**
 * Reads `client.reconnect`. A pool may name another port of its own, no other host: that would be a way to steal its miners.
 * A bridge leads to one place, whatever the pool behind it calls itself.
 *
 * @param params - Host, port, seconds to wait; all of them may be missing, and numbers may be text.
 * @throws {RangeError} with one sentence if it is not heeded.
 */
export function readReconnectWish(params: readonly unknown[], { scheme, host }: PoolAddress): ReconnectWish {
  const [wantedHost, wantedPort, wait] = params;
  const seconds = typeof wait === 'number' ? wait : (readCount(wait) ?? 0);
  const waitSec = Math.min(LONGEST_WAIT_SEC, Math.max(0, seconds));
  if (scheme === 'ws' || scheme === 'wss') return { port: null, waitSec };
  if (
    typeof wantedHost === 'string' &&
    wantedHost !== '' &&
    wantedHost.toLowerCase() !== host.toLowerCase()
  ) {
    throw new RangeError('the pool wanted to send this miner to another host, which is refused');
  }
  if (wantedPort === undefined || wantedPort === null || wantedPort === '') return { port: null, waitSec };
  const port = readCount(wantedPort);
  if (port === null || port < 1 || port > 65_535) {
    throw new RangeError('the pool wanted to send this miner to a port that is none');
  }
  return { port, waitSec };
}
