// The contract in a browser: which engines, in which workers, keep which cases. Node reads the names, the page
// runs them.

import { openIndexedDbStore } from '../../../src/chain/store/indexed-db-store.ts';
import { DEFAULT_VARIANT } from '../../../src/engine/gpu/variant.ts';
import {
  type CpuEngineName,
  DEFAULT_GPU_OPTIONS,
  type HashEngine,
  openCpuEngine,
  WorkerEngine,
  type WorkerPort,
} from '../../../src/engine/index.ts';
import { startBrowserWorker } from '../../../src/engine/worker/browser-factory.ts';
import type { ContractBench, ContractCase, GpuBench, PoolBench } from '../bench.ts';
import {
  ANSWER_CASES,
  GPU_KERNEL_CASES,
  GPU_LIFETIME_CASES,
  LIFETIME_CASES,
  POOL_CASES,
  SURVIVAL_CASES,
} from '../cases.ts';
import { createGpuBench } from '../gpu-bench.ts';
import { STORE_CASES, type StoreBench } from '../store-cases.ts';
import { DATABASE_CASES } from './stores.ts';

/** Cases by name, on one bench. */
export interface Suite {
  readonly name: string;
  readonly cases: ReadonlyMap<string, () => Promise<void>>;
  /** Ends the engine that the cases share. */
  readonly end: () => Promise<void>;
}

const clock = () => performance.now();

/** Joins cases to a bench that is made when the first of them runs. */
function suite<B extends ContractBench>(
  name: string,
  createBench: () => Omit<B, 'shared'>,
  cases: readonly ContractCase<B>[],
): Suite {
  let bench: B | undefined;
  let shared: Promise<HashEngine> | undefined;
  const withShared = () => {
    const made = createBench();
    return { ...made, shared: () => (shared ??= (made as Pick<B, 'open'>).open()) } as B;
  };
  return {
    name,
    cases: new Map(cases.map((one) => [one.name, () => one.run((bench ??= withShared()))])),
    end: async () => (await shared)?.dispose(),
  };
}

/** What a pool is asked, or how soon it lets go. */
type PoolCases = (workers: number) => readonly ContractCase<PoolBench>[];

function poolSuite(engine: CpuEngineName, workers: number, casesFor: PoolCases): Suite {
  const open = (startWorker: () => WorkerPort, lost: Error[] = []) =>
    openCpuEngine(engine, workers, { startWorker, clock, onWorkerLost: (error) => void lost.push(error) });
  return suite<PoolBench>(
    `${engine} in ${workers === 1 ? '1 worker' : `${workers} workers`}`,
    () => ({
      workers,
      open: () => open(startBrowserWorker),
      async openMortal() {
        const ports: WorkerPort[] = [];
        const lost: Error[] = [];
        const start = () => {
          const port = startBrowserWorker();
          ports.push(port);
          return port;
        };
        // No message of the protocol: the worker's program stumbles over it and dies of an uncaught error.
        const kill = (worker: number) => ports[worker]!.post(null as never);
        return { engine: await open(start, lost), lost, kill };
      },
    }),
    casesFor(workers),
  );
}

/** The GPU as the program runs it: in a worker of its own. */
const gpuWorkerSuite = (cases: readonly ContractCase[]) =>
  suite(
    'gpu in a worker',
    () => ({
      open: (options) =>
        WorkerEngine.open(startBrowserWorker(), {
          engine: 'gpu',
          options: { ...DEFAULT_GPU_OPTIONS, variant: DEFAULT_VARIANT, ...options },
        }),
    }),
    cases,
  );

/** The GPU in the page, where a device can be lost on purpose. */
function gpuPageSuite(cases: readonly ContractCase<GpuBench>[]): Suite {
  const companion = () => WorkerEngine.open(startBrowserWorker(), { engine: 'wasm-simd' });
  let checkNoComplaints = () => {};
  const made = suite('gpu in the page', () => {
    const bench = createGpuBench(navigator.gpu, companion);
    checkNoComplaints = bench.checkNoComplaints;
    return bench;
  }, [
    ...cases,
    {
      name: 'took every command of the engines without a complaint',
      run: async () => checkNoComplaints(),
    },
  ]);
  return made;
}

/** The page is of an origin of its own in every run, so its databases are new. */
const storeBench: StoreBench = {
  isLasting: true,
  open: openIndexedDbStore,
  makeNewer: (place) =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(place, 2);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    }),
};

const storeSuite: Suite = {
  name: 'store in IndexedDB',
  cases: new Map(
    [...STORE_CASES, ...DATABASE_CASES].map(({ name, run }) => [name, () => run(storeBench, name)]),
  ),
  end: async () => {},
};

const poolSuites = (casesFor: PoolCases): readonly Suite[] => [
  poolSuite('reference', 1, casesFor),
  poolSuite('js', 1, casesFor),
  poolSuite('wasm', 1, casesFor),
  poolSuite('wasm-simd', 1, casesFor),
  poolSuite('wasm-simd', 2, casesFor),
];

/** Those that hold times against limits, and the others. */
export const SUITES = {
  timed: [
    ...poolSuites(() => LIFETIME_CASES),
    gpuWorkerSuite(LIFETIME_CASES),
    gpuPageSuite(GPU_LIFETIME_CASES),
  ],
  untimed: [
    ...poolSuites((workers) => [...ANSWER_CASES, ...POOL_CASES, ...(workers > 1 ? SURVIVAL_CASES : [])]),
    gpuWorkerSuite(ANSWER_CASES),
    gpuPageSuite(GPU_KERNEL_CASES),
    storeSuite,
  ],
} as const satisfies Record<string, readonly Suite[]>;
