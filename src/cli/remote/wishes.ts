// What mining for a node or a pool is asked to do: the command line's words as values, read before anything is opened.

import { type BenchmarkEntry, benchmarkEntry, MOST_WORKERS } from '../../miner/index.ts';
import {
  type NodeAccount,
  type Payout,
  type PoolAccount,
  parseNodeUrl,
  readAddress,
} from '../../source/index.ts';
import { readDuration, readPercent, readWhole } from '../arguments.ts';
import { readEngineSet } from '../mining/engines.ts';
import { UsageError } from '../usage-error.ts';
import { type Environment, readAccounts } from './accounts.ts';
import type { NamedPool } from './named-pools.ts';
import type { RemoteValues } from './options.ts';

/** Where work comes from. */
export type Place =
  | {
      readonly kind: 'node';
      readonly account: NodeAccount;
      readonly payout: Payout;
      readonly proposes: boolean;
    }
  | { readonly kind: 'pool'; readonly pools: readonly PoolAccount[] };

/** What was asked for. */
export interface RemoteWishes {
  readonly place: Place;
  /** Null for the best that the machine has. */
  readonly engines: BenchmarkEntry | null;
  /** Part of the time that engines hash, in [0.001, 1]. */
  readonly intensity: number;
  readonly durationMs: number;
  readonly isJson: boolean;
  /** Null for no statistics, 0 for any port. */
  readonly statsPort: number | null;
}

/**
 * @param place - by `workPlace`.
 * @param pools - by `namedPools`.
 * @throws {UsageError} if a word is wrong.
 */
export function readRemoteWishes(
  place: 'node' | 'pool',
  values: RemoteValues,
  pools: readonly NamedPool[],
  environment: Environment,
): RemoteWishes {
  const { throttle } = values;
  if (/[@,]/.test(throttle)) {
    throw new UsageError(
      `--throttle expected one percentage with --${place}, got ${throttle}: a schedule counts a private chain's blocks`,
    );
  }
  const statsPort = values['stats-port'];
  return {
    place:
      place === 'node'
        ? readNode(values, environment)
        : { kind: 'pool', pools: readAccounts(pools, values.user ?? [], environment) },
    engines: values.engines === undefined ? null : readEngines(values.engines),
    intensity: readPercent('--throttle', throttle, 0.1),
    durationMs:
      values.for === undefined ? Number.POSITIVE_INFINITY : readDuration('--for', values.for) * 1000,
    isJson: values.json,
    statsPort: statsPort === undefined ? null : readWhole('--stats-port', statsPort, 0, 65_535),
  };
}

/** A set that a session takes: each engine once, and not more workers than any machine has use for. */
function readEngines(text: string): BenchmarkEntry {
  const set = readEngineSet(text);
  const names = set.parts.map((part) => benchmarkEntry(part).id);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    const hint = twice.startsWith('gpu') ? '' : ': a number of workers stands behind a name, as in js x2';
    throw new UsageError(`--engines names ${twice} twice${hint}`);
  }
  const crowd = set.parts.find(({ workers }) => workers > MOST_WORKERS);
  if (crowd !== undefined) {
    throw new UsageError(
      `--engines takes up to ${MOST_WORKERS} workers of an engine, got ${benchmarkEntry(crowd).id}`,
    );
  }
  return set;
}

function readNode(values: RemoteValues, environment: Environment): Place {
  if (values.address === undefined) {
    throw new UsageError('--address is missing: where the coins of the blocks go');
  }
  try {
    return {
      kind: 'node',
      account: parseNodeUrl(values.node!, environment),
      payout: readAddress(values.address),
      proposes: values.proposal ?? false,
    };
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

/** Ports of Bitcoin Core's RPC server by the addresses of its network (`chainparamsbase.cpp`); signet's are those of `test`. */
const NETWORK_BY_PORT: Readonly<Record<number, Payout['network']>> = {
  8332: 'main',
  18332: 'test',
  48332: 'test',
  38332: 'test',
  18443: 'regtest',
};

/**
 * A word on the network of the address that is to be paid.
 *
 * @returns null where it is obviously the node's.
 */
export function addressNotice({ account, payout }: Extract<Place, { kind: 'node' }>): string | null {
  const usual = NETWORK_BY_PORT[account.port];
  // Base58 addresses of regtest look like those of the test networks.
  const isBase58 = !/^(bc|tb|bcrt)1/i.test(payout.address);
  const fits = usual === payout.network || (usual === 'regtest' && payout.network === 'test' && isBase58);
  if (fits) return null;
  const names = { main: 'the main network', test: 'a test network', regtest: 'regtest' } as const;
  const whose = isBase58 && payout.network === 'test' ? 'a test network or regtest' : names[payout.network];
  return `${payout.address} is an address of ${whose}: make sure that the node at ${account.url} is there too`;
}
