// Does a session that mines for a day stay as small as it was after an hour? A block every two seconds, snapshots four
// times a second, and real hashes on a clock that passes as fast as they are done.

import { spawnSync } from 'node:child_process';
import { type ChainDescription, type ChainStore, MemoryStore, type StoredBlock } from '../src/chain/index.ts';
import { applyChange, changeOf } from '../src/dashboard/session/snapshot-change.ts';
import { ruleNamed } from '../src/difficulty/index.ts';
import { createWasmKernel } from '../src/engine/cpu/wasm-kernel.ts';
import { exactCandidates } from '../src/engine/exact.ts';
import type { HashEngine, NonceRange, ScanResult, Work } from '../src/engine/index.ts';
import { MiningSession, type MiningSnapshot, targetForRate } from '../src/miner/index.ts';
import { REGTEST_POW_LIMIT } from '../src/primitives/index.ts';
import { describePrivateChain } from '../src/source/index.ts';
import type { Findings } from './measure.ts';
import { SimulatedTime } from './simulated-time.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;
const SPACING_SEC = 2;
/** A block takes about 250 hashes. */
const HPS = 125;
const WALL_SEC = 1_800_000_000;

/** What one process of mining says. */
interface Day {
  /** Megabytes of the heap and of array buffers, after each hour. */
  readonly megabytes: readonly number[];
  readonly blocks: number;
  readonly snapshots: number;
  /** Hashes that the whole chart shows, and those that were counted. */
  readonly shownHashes: number;
  readonly countedHashes: number;
  readonly points: number;
  /** Shares found, and their proof over the hashes counted, of the whole session. */
  readonly shares: number;
  readonly provedPart: number;
}

export function dayOfMining(): Findings {
  const { stdout, status } = spawnSync(
    process.execPath,
    ['--expose-gc', process.argv[1]!, 'day-of-mining', '--child'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 26 },
  );
  if (status !== 0) throw new Error(`the process ended with exit code ${status}`);
  const day = JSON.parse(stdout.trim().split('\n').at(-1)!) as Day;
  const [first = 0] = day.megabytes;
  return {
    figures: [
      {
        what: `MB that a session grows from hour 1 to hour ${HOURS}`,
        value: day.megabytes.at(-1)! - first,
        atMost: 10,
      },
      {
        // The chart is read once a second: what came since the last time is not in it.
        what: 'hashes that the chart of everything shows, over those counted',
        value: day.shownHashes / day.countedHashes,
        atLeast: 0.9999,
        atMost: 1 + 1e-9,
      },
      // Some 170,000 shares prove the count to a quarter of a per cent; the bounds are four times that.
      {
        what: 'hashes that shares prove, over those counted',
        value: day.provedPart,
        atLeast: 0.99,
        atMost: 1.01,
      },
      { what: 'points of that chart', value: day.points, atMost: 600 },
      { what: 'blocks mined', value: day.blocks },
    ],
    details: { spacingSec: SPACING_SEC, hashesPerSecond: HPS, ...day },
  };
}

/** Mines a day in this process. */
export async function mineDay(): Promise<Day> {
  const time = new SimulatedTime();
  let snapshots = 0;
  /** What a page on the other side of the protocol would hold. */
  let told: MiningSnapshot | null = null;
  let shown: MiningSnapshot | null = null;
  const session = new MiningSession(
    {
      engines: {
        detect: async () => ({
          machine: { runtime: 'a bench', platform: process.platform, cpu: null, cores: 2 },
          adapter: null,
          adapterProblem: null,
          hasWasm: true,
          hasWasmSimd: true,
        }),
        openEngine: async () => new PacedEngine(time),
      },
      memory: { read: async () => null, write: async () => {} },
      clock: time.clock,
      nowSec: () => WALL_SEC + time.nowMs / 1000,
      timers: time,
      randomU32: () => 1,
      openStore: async () => new ForgetfulStore({ description: begunChain(), blocks: [] }),
      deleteStore: async () => {},
    },
    (snapshot) => {
      snapshots++;
      shown = applyChange(shown, structuredClone(changeOf(told, snapshot)));
      told = snapshot;
    },
  );
  await session.open();
  session.start();
  const megabytes: number[] = [];
  for (let hour = 1; hour <= HOURS; hour++) {
    await time.passUntil(hour * HOUR_MS);
    megabytes.push(await heapMegabytes());
    process.stderr.write(`hour ${hour}: ${megabytes.at(-1)!.toFixed(2)} MB\n`);
  }
  const { whole, engines, chain, state, windows } = session.snapshot;
  const all = windows.at(-1)!;
  if (state !== 'mining' || chain === null) throw new Error(`the session ended up ${state}`);
  const widths = whole.atSec.map((at, i) => at - (whole.atSec[i - 1] ?? 0));
  const shownHashes = whole.byEngine
    .flatMap(({ hps }) => [...hps].map((rate, i) => rate * widths[i]!))
    .reduce((sum, hashes) => sum + hashes, 0);
  return {
    megabytes,
    blocks: chain.height,
    snapshots,
    shownHashes,
    countedHashes: engines.reduce((sum, { hashCount }) => sum + hashCount, 0),
    points: whole.atSec.length,
    shares: all.shares,
    provedPart: all.shareProof / all.hashCount,
  };
}

/** At the difficulty that fits: finding it out takes a range that so slow an engine has for minutes. */
function begunChain(): ChainDescription {
  return describePrivateChain({
    rule: 'asert',
    targetSpacingSec: SPACING_SEC,
    windowBlocks: ruleNamed('asert').laboratoryWindowBlocks,
    powLimit: REGTEST_POW_LIMIT,
    startTarget: targetForRate(HPS, SPACING_SEC),
    time: WALL_SEC,
  });
}

async function heapMegabytes(): Promise<number> {
  const gc = globalThis.gc;
  if (gc === undefined) throw new Error('this process was started without --expose-gc');
  // Finalizers run between collections.
  for (let i = 0; i < 3; i++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  // Array buffers are part of what is external.
  return (heapUsed + external) / 1e6;
}

/** Really searches, and takes its time for it on the simulated clock. */
class PacedEngine implements HashEngine {
  readonly name = 'wasm-simd';
  readonly description: HashEngine['description'] = {
    engine: 'wasm-simd',
    workers: 1,
    adapter: 'this thread, paced',
    isSoftware: false,
    kernel: 'split-8',
    operationsPerHash: null,
    limits: null,
  };
  readonly #kernel = createWasmKernel('simd');
  readonly #time: SimulatedTime;
  #prepared: Work | null = null;
  #freeAtMs = 0;

  constructor(time: SimulatedTime) {
    this.#time = time;
  }

  async scan(work: Work, range: NonceRange, signal?: AbortSignal): Promise<ScanResult> {
    const begunMs = this.#time.nowMs;
    this.#freeAtMs = Math.max(this.#freeAtMs, begunMs) + (range.count / HPS) * 1000;
    await this.#time.sleep(this.#freeAtMs - begunMs, signal);
    if (this.#prepared !== work) this.#kernel.prepare((this.#prepared = work));
    const hits: number[] = [];
    for (let done = 0; done < range.count; done += this.#kernel.maxCount) {
      const count = Math.min(this.#kernel.maxCount, range.count - done);
      hits.push(...this.#kernel.scan(range.start + done, count));
    }
    return {
      workId: work.workId,
      candidates: exactCandidates(work, hits),
      hashCount: range.count,
      elapsedMs: this.#time.nowMs - begunMs,
    };
  }

  async dispose(): Promise<void> {}
}

/** Takes blocks as a disk does, which is not this process's memory; it is not asked for them again. */
class ForgetfulStore extends MemoryStore implements ChainStore {
  #blocks = 0;

  override get blockCount(): number {
    return this.#blocks;
  }

  override async append(_block: StoredBlock): Promise<void> {
    this.#blocks++;
  }

  override async replace(description: ChainDescription): Promise<void> {
    await super.replace(description);
    this.#blocks = 0;
  }
}
