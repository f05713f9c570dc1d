// What does each miner cost that works for a pool, and is a share lost among many? 200 clients in one process, each with a
// connection and a small search of its own, and the test pool in another, on one machine.

import { REAL_TIMERS } from '../src/miner/index.ts';
import { PoolSource, parsePoolAddress } from '../src/source/index.ts';
import { connectTcp } from '../src/source/pool/tcp-socket.ts';
import { RARE_BITS, TestChain } from '../test/pool/chain.ts';
import { TestPool } from '../test/pool/test-pool.ts';
import { TinyMiner, type TinyTally } from '../test/pool/tiny-miner.ts';
import { heard, startChild, told } from './child-process.ts';
import type { Findings } from './measure.ts';

const CLIENTS = 200;
/** Hashes per second of each: the pool is told so, and gives a share in about six seconds. */
const CLIENT_HPS = 500;
const TURNS_PER_SEC = 10;
const QUIET_SEC = 30;
const MINING_SEC = 60;
/** A clean job for everyone so often while nothing is searched; pools send one about every thirty seconds. */
const QUIET_JOBS_SEC = 5;

/** A process over a time. */
interface Spent {
  readonly cpuSec: number;
  /** Megabytes after it, garbage collected: resident, and of the heap with array buffers. */
  readonly residentMb: number;
  readonly heapMb: number;
}

interface ClientsReport {
  readonly connectedMs: number;
  readonly empty: Spent;
  /** Connected, and told of jobs that they do not search. */
  readonly quiet: Spent;
  readonly mining: Spent;
  readonly hashes: number;
  readonly tally: TinyTally;
}

interface PoolReport {
  readonly empty: Spent;
  readonly quiet: Spent;
  readonly mining: Spent;
  readonly credited: number;
  readonly refused: number;
  readonly blocks: number;
  readonly jobs: number;
  /** Of the whole run: to clients, and from them. */
  readonly messages: { readonly sent: number; readonly received: number };
  readonly bytes: { readonly sent: number; readonly received: number };
  /** Of the time in which they mine. */
  readonly miningMessages: { readonly sent: number; readonly received: number };
  readonly miningBytes: { readonly sent: number; readonly received: number };
}

export async function poolClients(): Promise<Findings> {
  const server = startChild('pool-clients-server');
  const { port } = await heard<{ readonly port: number }>(server);
  const clients = startChild('pool-clients');
  clients.send({ port });
  // Both go through the same stages side by side.
  for (let stage = 0; stage < 3; stage++) {
    await heard(clients);
    server.send({});
    await heard(server);
    clients.send({});
  }
  const mined = await heard<ClientsReport>(clients);
  server.send({});
  const judged = await heard<PoolReport>(server);
  clients.kill();
  server.kill();
  const { tally } = mined;
  const unended = tally.found - tally.accepted - tally.stale - tally.rejected - tally.unanswered;
  const heapKb = (end: Spent, begin: Spent) => ((end.heapMb - begin.heapMb) * 1000) / CLIENTS;
  const cpuSecPerHour = (spent: Spent, seconds: number) => (3600 * spent.cpuSec) / seconds / CLIENTS;
  const { miningMessages, miningBytes } = judged;
  return {
    figures: [
      { what: 'clients', value: CLIENTS },
      { what: 'shares found', value: tally.found, atLeast: 1 },
      { what: 'shares credited', value: judged.credited, atLeast: 1 },
      { what: 'shares without an end, or without an answer', value: unended + tally.unanswered, atMost: 0 },
      {
        what: 'shares that only one side counts as credited',
        value: Math.abs(judged.credited - tally.accepted),
        atMost: 0,
      },
      { what: 'shares refused for another reason than being late', value: tally.rejected, atMost: 0 },
      { what: 'ms until all have work', value: mined.connectedMs },
      { what: 'kB of heap for each client, its side', value: heapKb(mined.mining, mined.empty) },
      { what: 'kB of heap for each client, the pool’s side', value: heapKb(judged.mining, judged.empty) },
      { what: 'MB resident, the process of all clients', value: mined.mining.residentMb },
      { what: 'MB resident, the pool’s process with its node', value: judged.mining.residentMb },
      {
        what: 'CPU seconds per hour for each client that searches nothing, its side',
        value: cpuSecPerHour(mined.quiet, QUIET_SEC),
      },
      {
        what: 'CPU seconds per hour for each such client, the pool’s side',
        value: cpuSecPerHour(judged.quiet, QUIET_SEC),
      },
      {
        what: `CPU seconds per hour for each client that mines, its side with its ${CLIENT_HPS} H/s`,
        value: cpuSecPerHour(mined.mining, MINING_SEC),
      },
      {
        what: 'CPU seconds per hour for each such client, the pool’s side',
        value: cpuSecPerHour(judged.mining, MINING_SEC),
      },
      {
        what: 'messages per second while they mine, both ways',
        value: (miningMessages.sent + miningMessages.received) / MINING_SEC,
      },
      {
        what: 'bytes per second for each client while it mines, both ways',
        value: (miningBytes.sent + miningBytes.received) / MINING_SEC / CLIENTS,
      },
      { what: 'blocks that the chain took', value: judged.blocks },
    ],
    details: {
      clientHps: CLIENT_HPS,
      quietSec: QUIET_SEC,
      quietJobsSec: QUIET_JOBS_SEC,
      miningSec: MINING_SEC,
      clients: mined,
      pool: judged,
    },
  };
}

/** The clients' process. */
export async function runPoolClients(): Promise<void> {
  const { port } = await told<{ readonly port: number }>();
  const empty = await spending(async () => {});
  await atStage();
  const begun = performance.now();
  const miners = Array.from({ length: CLIENTS }, (_, index) => client(port, index));
  while (!miners.every(({ source }) => source.status.state === 'working')) await rest(5);
  const connectedMs = performance.now() - begun;
  const quiet = await spending(() => rest(QUIET_SEC * 1000));
  await atStage();
  for (const { miner } of miners) miner.isResting = false;
  const mining = await spending(() => rest(MINING_SEC * 1000));
  await atStage();
  for (const { miner } of miners) miner.isResting = true;
  await Promise.all(miners.map(({ miner }) => miner.settled()));
  const tally: TinyTally = { found: 0, blocks: 0, accepted: 0, stale: 0, rejected: 0, unanswered: 0 };
  let hashes = 0;
  for (const { miner } of miners) {
    hashes += miner.hashes;
    for (const kind of Object.keys(tally) as (keyof TinyTally)[]) tally[kind] += miner.tally[kind];
  }
  const report: ClientsReport = { connectedMs, empty, quiet, mining, hashes, tally };
  process.send!(report);
  await new Promise(() => {});
}

function client(port: number, index: number) {
  const source = new PoolSource({
    pools: [
      {
        address: parsePoolAddress(`stratum+tcp://127.0.0.1:${port}`).address,
        user: `client.${index}`,
        password: 'x',
      },
    ],
    connect: connectTcp,
    clock: () => performance.now(),
    timers: REAL_TIMERS,
    random: Math.random,
    agent: 'proofworks/bench',
  });
  const miner = new TinyMiner(source, {
    hashrateHps: CLIENT_HPS,
    hashesPerTurn: CLIENT_HPS / TURNS_PER_SEC,
    restMs: 1000 / TURNS_PER_SEC,
  });
  miner.isResting = true;
  return { source, miner };
}

/** The pool's process. */
export async function runPoolServer(): Promise<void> {
  const chain = await TestChain.open(RARE_BITS);
  const pool = await TestPool.start({ chain });
  process.send!({ port: pool.port });
  let received = 0;
  pool.onLine = () => received++;
  let jobs = 0;
  const empty = await spending(() => told());
  process.send!({});
  const endJobs = REAL_TIMERS.every(QUIET_JOBS_SEC * 1000, () => {
    jobs++;
    void pool.newJob({ clean: true });
  });
  const quiet = await spending(() => told());
  endJobs();
  const before = counts(pool, received);
  process.send!({});
  const mining = await spending(() => told());
  const after = counts(pool, received);
  process.send!({});
  await told();
  const { credited, ledger } = pool;
  const whole = counts(pool, received);
  const report: PoolReport = {
    empty,
    quiet,
    mining,
    credited: credited.length,
    refused: ledger.refused,
    blocks: ledger.blocks.length,
    jobs: jobs + ledger.blocks.length,
    ...whole,
    miningMessages: less(after.messages, before.messages),
    miningBytes: less(after.bytes, before.bytes),
  };
  process.send!(report);
  await new Promise(() => {});
}

interface BothWays {
  readonly sent: number;
  readonly received: number;
}

function counts(pool: TestPool, received: number): { readonly messages: BothWays; readonly bytes: BothWays } {
  const messages = { sent: 0, received };
  const bytes = { sent: 0, received: 0 };
  for (const connection of pool.connections) {
    messages.sent += connection.messages;
    bytes.sent += connection.sent;
    bytes.received += connection.received;
  }
  return { messages, bytes };
}

function less(a: BothWays, b: BothWays): BothWays {
  return { sent: a.sent - b.sent, received: a.received - b.received };
}

async function spending(work: () => Promise<unknown>): Promise<Spent> {
  const begun = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begun);
  globalThis.gc!();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { cpuSec: (user + system) / 1e6, residentMb: rss / 1e6, heapMb: (heapUsed + external) / 1e6 };
}

/** Says that a stage is over, and waits until the pool has noted it too. */
async function atStage(): Promise<void> {
  const goOn = told();
  process.send!({});
  await goOn;
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
