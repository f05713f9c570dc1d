// Mining for a node or a pool, put together: engines of this machine, a source of work, a session that joins them.

import type { GpuVariant } from '../../engine/index.ts';
import { type BenchmarkEntry, REAL_TIMERS, REMOTE_DISPATCH_MS, RemoteSession } from '../../miner/index.ts';
import { formatPercent } from '../../primitives/index.ts';
import { NodeSource, POOL_AGENT, PoolSource, type WorkSource } from '../../source/index.ts';
import { httpCall } from '../../source/node/http-call.ts';
import { connectTcp } from '../../source/pool/tcp-socket.ts';
import type { Io } from '../command.ts';
import { bestEngines } from '../mining/engines.ts';
import { runRemote } from './run.ts';
import { watchedSource } from './watched-source.ts';
import { addressNotice, type Place, type RemoteWishes } from './wishes.ts';

/** What stands in the coinbase, for whoever looks at the block. */
const COINBASE_TAG = '/proofworks/';

/** @returns the exit code. */
export async function mineRemotely(
  wishes: RemoteWishes,
  gpu: { readonly variant?: GpuVariant; readonly retune?: boolean },
  io: Io,
): Promise<number> {
  const host = io.createHost({ ...gpu, dispatchMs: REMOTE_DISPATCH_MS });
  const entry = wishes.engines ?? (await bestEngines(host));
  const { place, intensity } = wishes;
  if (place.kind === 'node') {
    const notice = addressNotice(place);
    if (notice !== null) io.notice(notice);
  }
  await runRemote(
    {
      wishes,
      opening: openingOf(place, entry, intensity),
      timers: REAL_TIMERS,
      createSession: (onEvent, onNewWork) => {
        const source = openSource(place, io);
        return new RemoteSession({
          engines: host,
          source: watchedSource(source, () => onNewWork(source.status)),
          settings: { engines: entry.parts, intensity },
          detects: false,
          clock: io.clock,
          nowSec: () => Math.floor(io.now().getTime() / 1000),
          timers: REAL_TIMERS,
          onEvent,
        });
      },
    },
    io,
  );
  return 0;
}

function openSource(place: Place, { clock, randomU32 }: Io): WorkSource {
  if (place.kind === 'pool') {
    return new PoolSource({
      pools: place.pools,
      connect: connectTcp,
      clock,
      timers: REAL_TIMERS,
      random: () => randomU32() / 2 ** 32,
      agent: POOL_AGENT,
    });
  }
  return new NodeSource({
    call: httpCall(place.account),
    url: place.account.url,
    payout: place.payout,
    clock,
    timers: REAL_TIMERS,
    tag: COINBASE_TAG,
    // Another one in each run and on each machine that pays to the same address.
    firstExtraNonce: BigInt(randomU32()) << 31n,
    proposes: place.proposes,
  });
}

function openingOf(place: Place, { id }: BenchmarkEntry, intensity: number) {
  const pace = `${id} at ${formatPercent(intensity)}`;
  if (place.kind === 'node') {
    const { account, payout } = place;
    return {
      text: `${pace}, for the node at ${account.url}; blocks pay ${payout.address}`,
      fields: {
        source: 'node',
        url: account.url,
        address: payout.address,
        network: payout.network,
        engines: id,
        intensity,
      },
    };
  }
  const pools = place.pools.map(({ address, user }) => ({ url: address.text, user }));
  const [first, ...others] = pools.map(({ url, user }) => `${url} as ${user}`);
  return {
    text: `${pace}, for ${first}${others.length === 0 ? '' : `; else ${others.join(', else ')}`}`,
    fields: { source: 'pool', pools, engines: id, intensity },
  };
}
