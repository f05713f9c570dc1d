// Ten minutes for a pool with every engine that there is: is a share ever refused, does an engine ever lie, and do credited
// shares prove the hashes that were counted? After it, the line is cut again and again: what does that lose?

import { createNodeHost } from '../src/cli/node-host.ts';
import { openCpuEngine, prepareWork } from '../src/engine/index.ts';
import { startNodeWorker } from '../src/engine/worker/node-factory.ts';
import {
  type EngineChoice,
  poissonInterval,
  REAL_TIMERS,
  REMOTE_DISPATCH_MS,
  RemoteSession,
  type RemoteSnapshot,
} from '../src/miner/index.ts';
import { hashAsInteger } from '../src/primitives/index.ts';
import { PoolSource, parsePoolAddress } from '../src/source/index.ts';
import { connectTcp } from '../src/source/pool/tcp-socket.ts';
import { SEARCHED_BITS, TestChain } from '../test/pool/chain.ts';
import { TestPool } from '../test/pool/test-pool.ts';
import { heard, startChild, told } from './child-process.ts';
import type { Findings } from './measure.ts';

const SOAK_SEC = 600;
/** Between jobs that only bring the time and transactions up to date. */
const JOB_SEC = 20;
const CUTS = 12;
/** Two million hashes for a share: a thousand shares and more tell an error of some per cent. */
const DIFFICULTY = 2 ** -11;
const CUT_SEC = 5;
const ENGINES: readonly EngineChoice[] = [
  { engine: 'gpu', workers: 1 },
  { engine: 'wasm-simd', workers: 1 },
  { engine: 'wasm', workers: 1 },
  { engine: 'js', workers: 1 },
];
const clock = () => performance.now();
const startWorker = () => startNodeWorker(new URL('../cli/worker.js', import.meta.url));

/** What the pool has in its books. */
interface PoolBooks {
  readonly credited: number;
  readonly late: number;
  readonly refused: Readonly<Record<number, number>>;
  readonly proof: number;
  readonly blocks: number;
  readonly connections: number;
}

export async function poolSoak(): Promise<Findings> {
  const pool = startChild('pool-soak-pool');
  const { port } = await heard<{ readonly port: number }>(pool);
  const ask = async (question: 'books' | 'cut') => {
    const answer = heard<PoolBooks>(pool);
    pool.send(question);
    return answer;
  };
  const session = openSession(port);
  session.start();
  await until(session, ({ state }) => state === 'mining');
  await REAL_TIMERS.sleep(SOAK_SEC * 1000);
  const soak = await settled(session);
  const soakBooks = await ask('books');
  session.resume();
  for (let i = 0; i < CUTS; i++) {
    await until(session, ({ state }) => state === 'mining');
    await REAL_TIMERS.sleep(CUT_SEC * 1000);
    await ask('cut');
    await until(session, ({ source }) => source.cuts === i + 1);
  }
  await until(session, ({ state }) => state === 'mining');
  const end = await settled(session);
  const endBooks = await ask('books');
  await session.stop();
  pool.kill();
  const { shares } = soak;
  const { low, high } = poissonInterval(shares.found);
  return {
    figures: [
      { what: 'engines at work', value: soak.engines.length, atLeast: ENGINES.length },
      { what: 'shares found in ten minutes', value: shares.found, atLeast: 100 },
      { what: 'shares refused as invalid', value: shares.rejected, atMost: 0 },
      { what: 'hardware errors', value: shares.hardwareErrors, atMost: 0 },
      { what: 'shares without an answer', value: shares.unanswered + shares.pending, atMost: 0 },
      { what: 'late shares, refused as such', value: shares.stale - shares.staleCredited },
      {
        what: 'shares that only one side counts as credited',
        value: Math.abs(soakBooks.credited - shares.accepted - shares.staleCredited),
        atMost: 0,
      },
      { what: 'credited proof over hashes counted', value: shares.acceptedProof / soak.hashCount },
      {
        what: 'distance of the shares found from those expected, over half their 95 % Poisson interval',
        value: Math.abs(shares.found - shares.expected) / ((high - low) / 2),
        atMost: 1,
      },
      { what: 'blocks that the chain took', value: soakBooks.blocks, atLeast: 1 },
      {
        what: `shares lost by ${CUTS} cuts`,
        value: end.shares.rejected + end.shares.unanswered + end.shares.pending - shares.rejected,
        atMost: 0,
      },
    ],
    details: { soak: seen(soak), soakBooks, interval: { low, high }, afterCuts: seen(end), endBooks },
  };
}

function openSession(port: number): RemoteSession {
  return new RemoteSession({
    engines: createNodeHost({
      worker: new URL('../cli/worker.js', import.meta.url),
      tuning: { get: async () => null, set: async () => {} },
      onNotice: (text) => console.error(text),
      dispatchMs: REMOTE_DISPATCH_MS,
    }),
    source: new PoolSource({
      pools: [
        { address: parsePoolAddress(`stratum+tcp://127.0.0.1:${port}`).address, user: 'soak', password: 'x' },
      ],
      connect: connectTcp,
      clock,
      timers: REAL_TIMERS,
      random: Math.random,
      agent: 'proofworks/bench',
    }),
    settings: { engines: ENGINES, intensity: 1 },
    clock,
    nowSec: () => Date.now() / 1000,
    timers: REAL_TIMERS,
    onEvent: (event) => {
      if (event.type === 'notice') console.error(event.text);
    },
  });
}

async function until(
  session: RemoteSession,
  isSo: (snapshot: RemoteSnapshot) => boolean,
): Promise<RemoteSnapshot> {
  for (;;) {
    const snapshot = session.snapshot();
    if (isSo(snapshot)) return snapshot;
    if (snapshot.state === 'failed') throw new Error('the session has failed');
    await REAL_TIMERS.sleep(20);
  }
}

/** Rests until every share has its answer. */
async function settled(session: RemoteSession): Promise<RemoteSnapshot> {
  session.pause('user');
  return until(session, ({ shares }) => shares.pending === 0);
}

function seen({ shares, hashCount, minedSec, engines, source }: RemoteSnapshot) {
  return {
    shares,
    hashCount,
    minedSec,
    engines: engines.map(({ id, adapter, hashCount: hashes, shares: found }) => ({
      id,
      adapter,
      hashes,
      shares: found,
    })),
    cuts: source.cuts,
    jobs: source.jobs,
  };
}

/** The pool's process. */
export async function runSoakPool(): Promise<void> {
  const miner = await openCpuEngine('wasm-simd', 2, { startWorker, clock });
  const chain = await TestChain.open(SEARCHED_BITS, async (header, target) => {
    const work = prepareWork(0, Uint8Array.from(header), hashAsInteger(Uint8Array.from(target)));
    for (let start = 0; ; start += 2 ** 22) {
      const { candidates } = await miner.scan(work, { start, count: 2 ** 22 });
      if (candidates[0] !== undefined) return candidates[0];
    }
  });
  await miner.dispose();
  const pool = await TestPool.start({ chain, difficulty: DIFFICULTY, honoursSuggestion: false });
  REAL_TIMERS.every(JOB_SEC * 1000, () => void pool.newJob({ clean: false }));
  process.send!({ port: pool.port });
  for (;;) {
    const question = await told<'books' | 'cut'>();
    if (question === 'cut') pool.cutAll();
    const { accepted, proof, blocks, refused } = pool.ledger.sums();
    const late = pool.credited.filter(({ isLate }) => isLate).length;
    const books: PoolBooks = { credited: accepted, late, refused, proof, blocks, connections: pool.accepted };
    process.send!(books);
  }
}
