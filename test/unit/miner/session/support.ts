// A session in virtual time: engines of known speed that really hash, a store in memory, and everything that it said.

import { type ChainDescription, type ChainStore, MemoryStore } from '../../../../src/chain/index.ts';
import type { HashEngine } from '../../../../src/engine/index.ts';
import {
  type Detected,
  type EngineChoice,
  type EngineHost,
  MiningSession,
  type MiningSnapshot,
  type RememberedSession,
  type SessionHost,
  targetForRate,
} from '../../../../src/miner/index.ts';
import { REGTEST_POW_LIMIT } from '../../../../src/primitives/index.ts';
import { describePrivateChain, type PrivateChainOptions } from '../../../../src/source/index.ts';
import { exactAnswer, FakeEngine, type FakeOptions, VirtualTime } from '../../engine/support.ts';

export const WALL_SEC = 1_700_000_000;
/** Hashes per second of one worker unless said otherwise: few, since they are really done. */
export const HPS = 2000;
export const SPACING_SEC = 5;
export const FAST_HPS = 5e6;

/** A chain whose difficulty fits one worker, so that nothing has to be measured first. */
export function begunChain(options: Partial<PrivateChainOptions> = {}): ChainDescription {
  return describePrivateChain({
    rule: 'asert',
    targetSpacingSec: SPACING_SEC,
    windowBlocks: 8,
    powLimit: REGTEST_POW_LIMIT,
    startTarget: targetForRate(HPS, SPACING_SEC),
    time: WALL_SEC,
    ...options,
  });
}

export const DETECTED: Detected = {
  machine: { runtime: 'a test', platform: 'none', cpu: null, cores: 2 },
  adapter: null,
  adapterProblem: 'there is none',
  hasWasm: true,
  hasWasmSimd: true,
};

/** Surroundings whose engines only count, at a rate that machines have: for what needs no hashes. */
export const fast = (): Surroundings => ({
  engine: () => ({ hashrateHps: FAST_HPS, answer: () => [] }),
  store: new MemoryStore({
    description: begunChain({ startTarget: targetForRate(FAST_HPS, SPACING_SEC) }),
    blocks: [],
  }),
});

/** How a session's surroundings behave. */
export interface Surroundings {
  readonly detected?: Detected;
  /** Options of the engine that is opened for a choice, the nth time; an error refuses it. */
  readonly engine?: (choice: EngineChoice, nth: number) => Partial<FakeOptions> | Error;
  /** Whether the engine of a choice fails its self-test. */
  readonly isLiar?: (choice: EngineChoice) => boolean;
  /** Milliseconds that opening takes. */
  readonly openMs?: (choice: EngineChoice) => number;
  readonly openStore?: () => Promise<ChainStore>;
  readonly deleteStore?: () => Promise<void>;
  readonly remembered?: RememberedSession;
  readonly time?: VirtualTime;
  /** What the store holds; a begun chain unless said otherwise, null for nothing. */
  readonly store?: MemoryStore | null;
}

/** Engines in virtual time. */
export function createEngines(
  time: VirtualTime,
  surroundings: Pick<Surroundings, 'detected' | 'engine' | 'isLiar' | 'openMs'>,
) {
  const opened: { readonly choice: EngineChoice; readonly engine: FakeEngine }[] = [];
  const openEngine = async (choice: EngineChoice): Promise<HashEngine> => {
    const nth = opened.filter((one) => one.choice.engine === choice.engine).length + 1;
    await time.sleep(surroundings.openMs?.(choice) ?? 50);
    const options = surroundings.engine?.(choice, nth) ?? {};
    if (options instanceof Error) throw options;
    const engine = new FakeEngine({
      time,
      name: choice.engine,
      hashrateHps: HPS * choice.workers,
      answer: exactAnswer,
      ...options,
    });
    opened.push({ choice, engine });
    // A self-test takes no time here.
    return untimedSelfTest(engine, choice.workers, surroundings.isLiar?.(choice) ?? false);
  };
  const engines: EngineHost = { detect: async () => surroundings.detected ?? DETECTED, openEngine };
  return { opened, engines };
}

/** A session and what a test wants to see of it. */
export function createSession(surroundings: Surroundings = {}) {
  const { time = new VirtualTime() } = surroundings;
  const { opened, engines } = createEngines(time, surroundings);
  const store =
    surroundings.store ??
    new MemoryStore(...(surroundings.store === null ? [] : [{ description: begunChain(), blocks: [] }]));
  const snapshots: MiningSnapshot[] = [];
  const remembered: RememberedSession[] = [];
  let dice = 1;
  const host: SessionHost = {
    engines,
    memory: {
      read: async () => surroundings.remembered ?? null,
      write: async (one) => void remembered.push(one),
    },
    clock: time.clock,
    nowSec: () => WALL_SEC + time.nowMs / 1000,
    timers: { sleep: (ms, signal) => time.sleep(ms, signal), every: time.every },
    randomU32: () => dice++,
    openStore: surroundings.openStore ?? (async () => store),
    deleteStore: surroundings.deleteStore ?? (async () => {}),
  };
  const session = new MiningSession(host, (snapshot) => void snapshots.push(snapshot));
  return {
    time,
    store,
    session,
    snapshots,
    opened,
    remembered,
    host,
    /** Lets time pass. */
    pass: (ms: number) => time.run(time.sleep(ms)),
    texts: () => session.snapshot.notices.map(({ heading, text }) => `${heading}: ${text}`),
    states: () => snapshots.map(({ state }) => state).filter((state, i, all) => state !== all[i - 1]),
    /** Opens and starts. */
    async begin() {
      await time.run(session.open());
      session.start();
    },
  };
}

/** Answers a self-test's windows at once, so that engines of a few hashes per second need no minutes for it. */
function untimedSelfTest(engine: FakeEngine, workers: number, isLiar: boolean): HashEngine {
  return {
    name: engine.name,
    description: { ...engine.description, workers },
    scan: (work, range, signal) =>
      work.workId < 4 && range.count === 2048
        ? Promise.resolve({
            workId: work.workId,
            candidates: isLiar ? [] : exactAnswer(work, range),
            hashCount: range.count,
            elapsedMs: 0,
          })
        : engine.scan(work, range, signal),
    dispose: () => engine.dispose(),
  };
}
