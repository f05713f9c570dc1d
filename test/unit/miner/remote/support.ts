// A source in memory whose work and verdicts a test decides, and sessions on it in virtual time.

import type { HashEngine, ScanResult } from '../../../../src/engine/index.ts';
import {
  type EngineChoice,
  type RemoteEvent,
  RemoteMiner,
  type RemoteMinerParts,
  RemoteSession,
  type RemoteSettings,
} from '../../../../src/miner/index.ts';
import type {
  NodeStatus,
  PoolStatus,
  SearchOrder,
  ShareVerdict,
  SourceOpening,
  WorkChange,
  WorkSource,
} from '../../../../src/source/index.ts';
import { createDice, FakeEngine, type FakeOptions, SEED, VirtualTime } from '../../engine/support.ts';
import { createEngines, type Surroundings, WALL_SEC } from '../session/support.ts';

/** One hash in 4096 meets it. */
export const SHARE_TARGET = 2n ** 244n - 1n;
/** One hash in 2^40 meets it: no test finds a block by luck. */
export const BLOCK_TARGET = 2n ** 216n - 1n;

const STATUS: PoolStatus = {
  kind: 'pool',
  state: 'working',
  url: 'stratum+tcp://127.0.0.1:1',
  problem: null,
  retrySec: null,
  latencyMs: null,
  cuts: 0,
  jobs: 0,
  poolIndex: 0,
  user: 'a test',
  difficulty: null,
  versionMask: 0,
  isResumed: false,
  message: null,
  job: null,
};

/** A node before its first template. */
export const NODE_STATUS: NodeStatus = {
  kind: 'node',
  state: 'connecting',
  url: 'http://127.0.0.1:1',
  problem: null,
  retrySec: null,
  latencyMs: null,
  cuts: 0,
  jobs: 0,
  height: null,
  networkDifficulty: null,
  transactions: 0,
  valueSats: 0n,
  address: 'a test',
  hasSegwit: false,
  hasLongPoll: false,
  blocks: [],
};

/** Something that was handed to the source. */
export interface Submitted {
  readonly order: SearchOrder;
  readonly nonce: number;
  readonly hash: Uint8Array;
}

type Verdicts = (share: Submitted) => ShareVerdict | Promise<ShareVerdict>;

/** Gives header after header, all different. It has work from the start unless it is told otherwise. */
export class MemorySource implements WorkSource {
  opening: SourceOpening | null = null;
  closes = 0;
  hasWork = true;
  shareTarget = SHARE_TARGET;
  blockTarget = BLOCK_TARGET;
  verdict: Verdicts = () => ({ kind: 'accepted' });
  readonly orders: SearchOrder[] = [];
  readonly submitted: Submitted[] = [];
  /** Times that work was asked for. */
  asked = 0;
  status: WorkSource['status'] = STATUS;
  readonly #dice = createDice(SEED);
  readonly #jobs = new WeakMap<SearchOrder, number>();
  readonly #close: (() => void)[] = [];
  #job = 0;

  open(opening: SourceOpening): void {
    if (this.opening !== null) throw new Error('opened twice');
    this.opening = opening;
    if (this.hasWork) opening.onWork('replaced');
  }

  next(): SearchOrder | null {
    this.asked++;
    if (!this.hasWork) return null;
    const header = Uint8Array.from({ length: 80 }, () => Math.floor(this.#dice() * 256));
    const order = { header, shareTarget: this.shareTarget, blockTarget: this.blockTarget };
    this.#jobs.set(order, this.#job);
    this.orders.push(order);
    return order;
  }

  isCurrent(order: SearchOrder): boolean {
    return this.#jobs.get(order) === this.#job;
  }

  submit(order: SearchOrder, nonce: number, hash: Uint8Array): Promise<ShareVerdict> {
    const share = { order, nonce, hash };
    this.submitted.push(share);
    const closed = new Promise<ShareVerdict>((resolve) => {
      this.#close.push(() => resolve({ kind: 'unanswered', reason: 'the connection was closed' }));
    });
    return Promise.race([Promise.resolve(this.verdict(share)), closed]);
  }

  async close(): Promise<void> {
    this.closes++;
    for (const end of this.#close) end();
  }

  /** The work changes, and whoever opened it is told. */
  change(change: WorkChange, tell: (change: WorkChange) => void = this.opening!.onWork): void {
    this.hasWork = change !== 'gone';
    if (change === 'replaced') this.#job++;
    tell(change);
  }
}

/** A promise that nobody settles. */
export const never = new Promise<never>(() => {});

/** A miner on a source in memory, with engines in virtual time. */
export function createMiner(
  engineOptions: readonly Partial<FakeOptions>[],
  events: RemoteMinerParts['events'] = {},
) {
  const time = new VirtualTime();
  const source = new MemorySource();
  const engines = engineOptions.map((options) => new FakeEngine({ time, hashrateHps: 1e6, ...options }));
  const miner = new RemoteMiner({
    source,
    clock: time.clock,
    timers: { sleep: (ms, signal) => time.sleep(ms, signal) },
    events,
  });
  for (const engine of engines) miner.addEngine(engine);
  return {
    time,
    source,
    engines,
    miner,
    tell: (change: WorkChange) => source.change(change, (one) => miner.change(one)),
    /** Lets time pass. */
    pass: (ms: number) => time.run(time.sleep(ms)),
    /** Ends the run. */
    async end(running: Promise<void>) {
      miner.stop();
      await time.run(running);
    },
  };
}

/** An engine that goes on whatever it is told, and answers when it is done. */
export function deaf(engine: HashEngine): HashEngine {
  return {
    name: engine.name,
    description: engine.description,
    scan: (work, range): Promise<ScanResult> => engine.scan(work, range),
    dispose: () => engine.dispose(),
  };
}

export const CPU: EngineChoice = { engine: 'wasm-simd', workers: 1 };
export const GPU: EngineChoice = { engine: 'gpu', workers: 1 };

/** Hashes per second of one worker unless said otherwise; it only counts, unless it is told to answer. */
export const REMOTE_HPS = 1e6;

/** A session on a source in memory. */
export function createRemote(
  surroundings: Pick<Surroundings, 'detected' | 'engine' | 'isLiar' | 'openMs'> = {},
  settings: RemoteSettings = { engines: [CPU], intensity: 1 },
) {
  const time = new VirtualTime();
  const source = new MemorySource();
  const { opened, engines } = createEngines(time, {
    ...surroundings,
    engine: (choice, nth) => {
      const options = surroundings.engine?.(choice, nth) ?? {};
      if (options instanceof Error) return options;
      return { hashrateHps: REMOTE_HPS * choice.workers, answer: () => [], ...options };
    },
  });
  const events: RemoteEvent[] = [];
  const session = new RemoteSession({
    engines,
    source,
    settings,
    clock: time.clock,
    nowSec: () => WALL_SEC + time.nowMs / 1000,
    timers: { sleep: (ms, signal) => time.sleep(ms, signal), every: time.every },
    onEvent: (event) => void events.push(event),
  });
  return {
    time,
    source,
    session,
    opened,
    events,
    pass: (ms: number) => time.run(time.sleep(ms)),
    states: () => events.flatMap((event) => (event.type === 'state' ? [event.state] : [])),
    texts: () => session.snapshot().notices.map(({ heading, text }) => `${heading}: ${text}`),
  };
}
