// A session in virtual time: engines of known speed that really hash, a store in memory, and everything that it said.

import type { ChainStore } from '../../../../src/chain/index.ts';
import { MemoryStore } from '../../../../src/chain/index.ts';
import type { HashEngine } from '../../../../src/engine/index.ts';
import type { Detected, EngineChoice } from '../../../../src/miner/index.ts';
import { MiningSession } from '../../../../src/miner/session/mining-session.ts';
import type { RememberedSession, SessionHost } from '../../../../src/miner/session/session-host.ts';
import type { MiningSnapshot } from '../../../../src/miner/session/snapshot.ts';
import { exactAnswer, FakeEngine, type FakeOptions, VirtualTime } from '../../engine/support.ts';

export const WALL_SEC = 1_700_000_000;
/** Hashes per second of an engine unless said otherwise: few, since they are really done. */
export const HPS = 20_000;

export const DETECTED: Detected = {
  machine: { runtime: 'a test', platform: 'none', cpu: null, cores: 2 },
  adapter: null,
  adapterProblem: 'there is none',
  hasWasm: true,
  hasWasmSimd: true,
};

/** How a session's surroundings behave. */
export interface Surroundings {
  readonly detected?: Detected;
  /** Options of the engine that is opened for a choice, the nth time; an error refuses it. */
  readonly engine?: (choice: EngineChoice, nth: number) => Partial<FakeOptions> | Error;
  /** Milliseconds that opening takes. */
  readonly openMs?: (choice: EngineChoice) => number;
  readonly openStore?: () => Promise<ChainStore>;
  readonly deleteStore?: () => Promise<void>;
  readonly remembered?: RememberedSession;
  readonly time?: VirtualTime;
}

/** A session and what a test wants to see of it. */
export function createSession(surroundings: Surroundings = {}) {
  const { time = new VirtualTime(), detected = DETECTED } = surroundings;
  const store = new MemoryStore();
  const opened: { readonly choice: EngineChoice; readonly engine: FakeEngine }[] = [];
  const snapshots: MiningSnapshot[] = [];
  const remembered: RememberedSession[] = [];
  let dice = 1;
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
    return untimedSelfTest(engine);
  };
  const host: SessionHost = {
    engines: { detect: async () => detected, openEngine },
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
    /** Opens and starts. */
    async begin() {
      await time.run(session.open());
      session.start();
    },
  };
}

/** Answers a self-test's windows at once, so that engines of a few hashes per second need no minutes for it. */
function untimedSelfTest(engine: FakeEngine): HashEngine {
  return {
    name: engine.name,
    get description() {
      return engine.description;
    },
    scan: (work, range, signal) =>
      work.workId < 4 && range.count === 2048
        ? Promise.resolve({
            workId: work.workId,
            candidates: exactAnswer(work, range),
            hashCount: range.count,
            elapsedMs: 0,
          })
        : engine.scan(work, range, signal),
    dispose: () => engine.dispose(),
  };
}
