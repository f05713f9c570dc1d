// An engine in a worker: both sides of the protocol, joined through memory, and each against a scripted other.

import { describe, expect, it } from 'vitest';
import { openCpuEngine } from '../../../src/engine/cpu/open.ts';
import { openThreadEngine } from '../../../src/engine/cpu/thread.ts';
import type { HashEngine, ScanResult } from '../../../src/engine/engine.ts';
import {
  DeviceLostError,
  EngineDisposedError,
  EngineUnavailableError,
  ShaderError,
  WorkerFailedError,
} from '../../../src/engine/errors.ts';
import { DEFAULT_GPU_OPTIONS } from '../../../src/engine/gpu/options.ts';
import type { FromWorker, OpenRequest, ToWorker, WorkerPort } from '../../../src/engine/protocol.ts';
import { WorkerEngine } from '../../../src/engine/worker/client.ts';
import { createWorkerHost, type OpenedEngine } from '../../../src/engine/worker/host.ts';
import {
  type Deferred,
  deferred,
  describeFake,
  exactAnswer,
  FakeEngine,
  randomWork,
  turns,
  VirtualTime,
} from './support.ts';

const WORK = randomWork(1);
const RANGE = { start: 100, count: 50 };
const OPENED: FromWorker = { type: 'opened', description: describeFake('js'), variant: null };

const resultOf = (candidates: readonly number[]): ScanResult => ({
  workId: WORK.workId,
  candidates,
  hashCount: 50,
  elapsedMs: 1,
});

/** The outer end of a channel whose other end is the test. */
class ScriptedPort implements WorkerPort {
  readonly posted: ToWorker[] = [];
  terminations = 0;
  #listener = (_: FromWorker): void => {};
  #onFailure = (_: Error): void => {};

  post(message: ToWorker): void {
    this.posted.push(message);
  }

  onMessage(listener: (message: FromWorker) => void): void {
    this.#listener = listener;
  }

  onFailure(listener: (error: Error) => void): void {
    this.#onFailure = listener;
  }

  terminate(): void {
    this.terminations++;
  }

  /** Says something as the worker. */
  say(message: FromWorker): void {
    this.#listener(structuredClone(message));
  }

  die(error: Error): void {
    this.#onFailure(error);
  }

  /** The scan that was asked for last. */
  get lastScanId(): number {
    return this.posted.findLast((message) => message.type === 'scan')!.scanId;
  }
}

async function openScripted(): Promise<{ port: ScriptedPort; engine: WorkerEngine }> {
  const port = new ScriptedPort();
  const opening = WorkerEngine.open(port, { engine: 'js' });
  port.say(OPENED);
  return { port, engine: await opening };
}

/** A worker in this thread: messages are cloned and arrive a turn later, as between threads. */
function memoryWorker(
  open: (request: OpenRequest) => Promise<OpenedEngine>,
): WorkerPort & { isTerminated: boolean } {
  let listener = (_: FromWorker): void => {};
  const port = {
    isTerminated: false,
    post(message: ToWorker) {
      const copy = structuredClone(message);
      setImmediate(() => {
        if (!port.isTerminated) receive(copy);
      });
    },
    onMessage(next: (message: FromWorker) => void) {
      listener = next;
    },
    onFailure() {},
    terminate() {
      port.isTerminated = true;
    },
  };
  const receive = createWorkerHost(open, (message) => {
    const copy = structuredClone(message);
    setImmediate(() => {
      if (!port.isTerminated) listener(copy);
    });
  });
  return port;
}

describe('opening', () => {
  it('asks the worker, and describes what it opened', async () => {
    const port = new ScriptedPort();
    const request: OpenRequest = { engine: 'gpu', options: DEFAULT_GPU_OPTIONS };
    const opening = WorkerEngine.open(port, request);
    expect(port.posted).toEqual([{ type: 'open', request }]);
    const variant = { shape: 'unrolled', lanes: 2, workgroupSize: 64 } as const;
    const description = describeFake('gpu', { adapter: 'nvidia ada-lovelace' });
    port.say({ type: 'opened', description, variant });
    const engine = await opening;
    expect(engine.name).toBe('gpu');
    expect(engine.description).toEqual(description);
    expect(engine.variant).toEqual(variant);
    expect(port.terminations).toBe(0);
  });

  it('that the worker refuses rejects with the worker’s error and ends the worker', async () => {
    const port = new ScriptedPort();
    const opening = WorkerEngine.open(port, { engine: 'wasm-simd' });
    port.say({ type: 'refused', error: { name: 'EngineUnavailableError', message: 'no SIMD here' } });
    await expect(opening).rejects.toThrow(new EngineUnavailableError('no SIMD here'));
    await expect(opening).rejects.toBeInstanceOf(EngineUnavailableError);
    expect(port.terminations).toBe(1);
  });

  it('in a worker that does not start rejects and ends it', async () => {
    const port = new ScriptedPort();
    const opening = WorkerEngine.open(port, { engine: 'js' });
    const cause = new Error('404');
    port.die(cause);
    await expect(opening).rejects.toBeInstanceOf(WorkerFailedError);
    await expect(opening).rejects.toMatchObject({ message: '404', cause });
    expect(port.terminations).toBe(1);
  });
});

describe('a scan', () => {
  it('is answered by the worker', async () => {
    const { port, engine } = await openScripted();
    const scanning = engine.scan(WORK, RANGE);
    expect(port.posted.at(-1)).toEqual({ type: 'scan', scanId: port.lastScanId, work: WORK, range: RANGE });
    port.say({ type: 'scanned', scanId: port.lastScanId, result: resultOf([101]) });
    expect(await scanning).toEqual(resultOf([101]));
  });

  it('gets its own answer when several are under way, whatever their order', async () => {
    const { port, engine } = await openScripted();
    const first = engine.scan(WORK, RANGE);
    const firstId = port.lastScanId;
    const second = engine.scan(WORK, RANGE);
    const secondId = port.lastScanId;
    expect(secondId).not.toBe(firstId);
    port.say({ type: 'scanned', scanId: secondId, result: resultOf([2]) });
    port.say({ type: 'scanned', scanId: firstId, result: resultOf([1]) });
    expect((await first).candidates).toEqual([1]);
    expect((await second).candidates).toEqual([2]);
  });

  it.each([DeviceLostError, ShaderError, RangeError])(
    'that fails in the worker rejects with %o',
    async (ErrorClass) => {
      const { port, engine } = await openScripted();
      const failing = engine.scan(WORK, RANGE);
      const other = engine.scan(WORK, RANGE);
      port.say({
        type: 'failed',
        scanId: port.lastScanId - 1,
        error: { name: ErrorClass.name, message: 'it broke' },
      });
      await expect(failing).rejects.toBeInstanceOf(ErrorClass);
      await expect(failing).rejects.toThrow('it broke');
      // Only that scan.
      port.say({ type: 'scanned', scanId: port.lastScanId, result: resultOf([]) });
      await expect(other).resolves.toEqual(resultOf([]));
      expect(port.terminations).toBe(0);
    },
  );

  it('outside a header’s nonces does not reach the worker', async () => {
    const { port, engine } = await openScripted();
    await expect(engine.scan(WORK, { start: 2 ** 32, count: 1 })).rejects.toThrow(RangeError);
    expect(port.posted).toHaveLength(1);
  });
});

describe('a cancel', () => {
  it('rejects at once, tells the worker, and drops the answer that comes late', async () => {
    const { port, engine } = await openScripted();
    const controller = new AbortController();
    const reason = new Error('enough');
    const cancelled = engine.scan(WORK, RANGE, controller.signal);
    const cancelledId = port.lastScanId;
    controller.abort(reason);
    await expect(cancelled).rejects.toBe(reason);
    expect(port.posted.at(-1)).toEqual({ type: 'cancel', scanId: cancelledId });

    const next = engine.scan(WORK, RANGE);
    port.say({ type: 'scanned', scanId: cancelledId, result: resultOf([666]) });
    port.say({ type: 'failed', scanId: cancelledId, error: { name: 'Error', message: 'late' } });
    port.say({ type: 'scanned', scanId: port.lastScanId, result: resultOf([7]) });
    expect((await next).candidates).toEqual([7]);
  });

  it('after the answer says nothing', async () => {
    const { port, engine } = await openScripted();
    const controller = new AbortController();
    const scanning = engine.scan(WORK, RANGE, controller.signal);
    port.say({ type: 'scanned', scanId: port.lastScanId, result: resultOf([]) });
    await scanning;
    controller.abort();
    expect(port.posted.map(({ type }) => type)).toEqual(['open', 'scan']);
  });

  it('before the scan does not reach the worker', async () => {
    const { port, engine } = await openScripted();
    await expect(engine.scan(WORK, RANGE, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(port.posted).toHaveLength(1);
  });
});

describe('a worker that dies', () => {
  it('rejects all scans under way and every later one', async () => {
    const { port, engine } = await openScripted();
    const scans = [engine.scan(WORK, RANGE), engine.scan(WORK, RANGE)];
    const cause = new Error('out of memory');
    port.die(cause);
    for (const scan of scans) {
      await expect(scan).rejects.toBeInstanceOf(WorkerFailedError);
      await expect(scan).rejects.toMatchObject({ message: 'out of memory', cause });
    }
    expect(port.terminations).toBe(1);
    await expect(engine.scan(WORK, RANGE)).rejects.toBeInstanceOf(WorkerFailedError);
    expect(port.posted.filter(({ type }) => type === 'scan')).toHaveLength(2);
    // The first failure is what is told.
    await engine.dispose();
    port.die(new Error('another'));
    await expect(engine.scan(WORK, RANGE)).rejects.toThrow('out of memory');
  });
});

describe('dispose', () => {
  it('ends the worker and rejects scans under way and later ones', async () => {
    const { port, engine } = await openScripted();
    const scan = engine.scan(WORK, RANGE);
    await engine.dispose();
    await engine.dispose();
    await expect(scan).rejects.toThrow(EngineDisposedError);
    expect(port.terminations).toBe(1);
    await expect(engine.scan(WORK, RANGE)).rejects.toThrow(EngineDisposedError);
  });
});

describe('the worker’s side', () => {
  /** An engine whose scans end when the test says so. */
  function setUp() {
    const posted: FromWorker[] = [];
    const scans: (Deferred<ScanResult> & { readonly signal: AbortSignal | undefined })[] = [];
    const engine: HashEngine = {
      name: 'js',
      description: describeFake('js'),
      scan(_work, _range, signal) {
        const scan = { ...deferred<ScanResult>(), signal };
        scans.push(scan);
        signal?.addEventListener('abort', () => scan.reject(signal.reason));
        return scan.promise;
      },
      dispose: async () => {},
    };
    const opening = deferred<OpenedEngine>();
    const receive = createWorkerHost(
      () => opening.promise,
      (message) => posted.push(message),
    );
    return { engine, receive, posted, scans, opening };
  }

  const scanMessage = (scanId: number): ToWorker => ({ type: 'scan', scanId, work: WORK, range: RANGE });

  it('opens, scans, answers', async () => {
    const { engine, receive, posted, scans, opening } = setUp();
    receive({ type: 'open', request: { engine: 'js' } });
    opening.resolve({ engine, variant: null });
    await turns();
    expect(posted).toEqual([OPENED]);
    receive(scanMessage(7));
    await turns();
    scans[0]!.resolve(resultOf([3]));
    await turns();
    expect(posted[1]).toEqual({ type: 'scanned', scanId: 7, result: resultOf([3]) });
  });

  it('holds a scan until the engine is open', async () => {
    const { engine, receive, posted, scans, opening } = setUp();
    receive({ type: 'open', request: { engine: 'js' } });
    receive(scanMessage(1));
    await turns();
    expect(scans).toHaveLength(0);
    opening.resolve({ engine, variant: null });
    await turns();
    scans[0]!.resolve(resultOf([]));
    await turns();
    expect(posted.map(({ type }) => type)).toEqual(['opened', 'scanned']);
  });

  it('cancels the scan that is meant and answers it no more', async () => {
    const { engine, receive, posted, scans, opening } = setUp();
    receive({ type: 'open', request: { engine: 'js' } });
    opening.resolve({ engine, variant: null });
    receive(scanMessage(1));
    receive(scanMessage(2));
    await turns();
    receive({ type: 'cancel', scanId: 1 });
    receive({ type: 'cancel', scanId: 99 });
    await turns();
    expect(scans.map(({ signal }) => signal!.aborted)).toEqual([true, false]);
    scans[1]!.resolve(resultOf([5]));
    await turns();
    expect(posted).toEqual([OPENED, { type: 'scanned', scanId: 2, result: resultOf([5]) }]);
  });

  it('tells why a scan failed, and goes on', async () => {
    const { engine, receive, posted, scans, opening } = setUp();
    receive({ type: 'open', request: { engine: 'js' } });
    opening.resolve({ engine, variant: null });
    receive(scanMessage(1));
    await turns();
    scans[0]!.reject(new DeviceLostError('gone'));
    await turns();
    expect(posted[1]).toEqual({
      type: 'failed',
      scanId: 1,
      error: { name: 'DeviceLostError', message: 'gone' },
    });
    receive(scanMessage(2));
    await turns();
    scans[1]!.resolve(resultOf([]));
    await turns();
    expect(posted[2]).toMatchObject({ type: 'scanned', scanId: 2 });
  });

  it('tells why it did not open, and a scan the same', async () => {
    const { receive, posted, opening } = setUp();
    receive({ type: 'open', request: { engine: 'js' } });
    receive(scanMessage(1));
    opening.reject(new EngineUnavailableError('not here'));
    await turns();
    const error = { name: 'EngineUnavailableError', message: 'not here' };
    expect(posted).toContainEqual({ type: 'refused', error });
    expect(posted).toContainEqual({ type: 'failed', scanId: 1, error });
    expect(posted).toHaveLength(2);
  });

  it('refuses a scan that comes before the opening', async () => {
    const { receive, posted } = setUp();
    receive(scanMessage(1));
    await turns();
    expect(posted).toEqual([
      { type: 'failed', scanId: 1, error: { name: 'TypeError', message: '"scan" came before "open"' } },
    ]);
  });
});

describe('both sides together', () => {
  const openJs = async (request: OpenRequest): Promise<OpenedEngine> => {
    if (request.engine === 'gpu') throw new EngineUnavailableError('no GPU in this test');
    return { engine: openThreadEngine(request.engine, () => 0), variant: null };
  };

  it('search exactly', async () => {
    const engine = await WorkerEngine.open(memoryWorker(openJs), { engine: 'wasm' });
    const range = { start: 2 ** 32 - 3000, count: 3000 };
    expect(await engine.scan(WORK, range)).toMatchObject({
      workId: WORK.workId,
      candidates: exactAnswer(WORK, range),
      hashCount: 3000,
    });
    await engine.dispose();
  });

  it('carry a refusal', async () => {
    const port = memoryWorker(openJs);
    await expect(WorkerEngine.open(port, { engine: 'gpu', options: DEFAULT_GPU_OPTIONS })).rejects.toThrow(
      new EngineUnavailableError('no GPU in this test'),
    );
    expect(port.isTerminated).toBe(true);
  });

  it('carry a cancel to the engine, which then serves the next scan', async () => {
    const time = new VirtualTime();
    const inner = new FakeEngine({ time, hashrateHps: 1e3 });
    const engine = await WorkerEngine.open(
      memoryWorker(async () => ({ engine: inner, variant: null })),
      { engine: 'js' },
    );
    const controller = new AbortController();
    const reason = new Error('enough');
    const scanning = engine.scan(WORK, { start: 0, count: 10_000_000 }, controller.signal);
    await turns();
    await turns();
    expect(inner.asked).toHaveLength(1);
    controller.abort(reason);
    await expect(scanning).rejects.toBe(reason);
    expect((await time.run(engine.scan(WORK, { start: 0, count: 10 }))).hashCount).toBe(10);
    expect(inner.answered).toHaveLength(1);
  });
});

describe('openCpuEngine', () => {
  const parts = (open: (request: OpenRequest, index: number) => Promise<OpenedEngine>) => {
    const ports: ReturnType<typeof memoryWorker>[] = [];
    const startWorker = () => {
      const index = ports.length;
      const port = memoryWorker((request) => open(request, index));
      ports.push(port);
      return port;
    };
    return { ports, startWorker, clock: () => 0 };
  };
  const openThread = async (request: OpenRequest): Promise<OpenedEngine> => {
    if (request.engine === 'gpu') throw new TypeError('asked for a GPU');
    return { engine: openThreadEngine(request.engine, () => 0, request.shape), variant: null };
  };

  it('joins workers to one engine that is exact', async () => {
    const asked: OpenRequest[] = [];
    const { ports, ...rest } = parts((request) => {
      asked.push(request);
      return openThread(request);
    });
    const engine = await openCpuEngine('wasm-simd', 3, rest, 'unrolled');
    expect(asked).toEqual(Array(3).fill({ engine: 'wasm-simd', shape: 'unrolled' }));
    expect(engine.description).toMatchObject({ engine: 'wasm-simd', workers: 3, kernel: 'unrolled' });
    const range = { start: 0, count: 40_000 };
    const result = await engine.scan(WORK, range);
    expect(result.candidates).toEqual(exactAnswer(WORK, range));
    expect(result.hashCount).toBe(40_000);
    await engine.dispose();
    expect(ports.map(({ isTerminated }) => isTerminated)).toEqual([true, true, true]);
  });

  it('leaves the kernel’s shape to the worker where none is given', async () => {
    const asked: OpenRequest[] = [];
    const { ports: _, ...rest } = parts((request) => {
      asked.push(request);
      return openThread(request);
    });
    await (await openCpuEngine('js', 1, rest)).dispose();
    expect(asked).toEqual([{ engine: 'js' }]);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %d workers', async (workers) => {
    const { ports, ...rest } = parts(openThread);
    await expect(openCpuEngine('js', workers, rest)).rejects.toThrow(RangeError);
    expect(ports).toEqual([]);
  });

  it('ends those that started when one is refused, and tells its reason', async () => {
    const { ports, ...rest } = parts(async (request, index) => {
      if (index === 1) throw new EngineUnavailableError('not on this one');
      return openThread(request);
    });
    await expect(openCpuEngine('js', 3, rest)).rejects.toThrow(new EngineUnavailableError('not on this one'));
    expect(ports.map(({ isTerminated }) => isTerminated)).toEqual([true, true, true]);
  });

  it('ends those that started when the platform throws at the start of one', async () => {
    const { ports, startWorker, ...rest } = parts(openThread);
    const refusal = new DOMException('too many workers', 'SecurityError');
    const opening = openCpuEngine('js', 3, {
      ...rest,
      startWorker: () => {
        if (ports.length === 2) throw refusal;
        return startWorker();
      },
    });
    await expect(opening).rejects.toThrow('too many workers');
    await turns();
    await turns();
    expect(ports.map(({ isTerminated }) => isTerminated)).toEqual([true, true]);
  });

  it('tells when a worker dies, and goes on with the others', async () => {
    const lost: string[] = [];
    const { ports: _, ...rest } = parts(async (request, index) => {
      const { engine, variant } = await openThread(request);
      let scans = 0;
      const mortal: HashEngine = {
        name: engine.name,
        description: engine.description,
        dispose: () => engine.dispose(),
        scan: async (work, range, signal) => {
          if (index === 0 && ++scans === 2) throw new WorkerFailedError('gone');
          return engine.scan(work, range, signal);
        },
      };
      return { engine: mortal, variant };
    });
    const engine = await openCpuEngine('wasm', 2, {
      ...rest,
      onWorkerLost: (error, left) => lost.push(`${error.message}, ${left} left`),
    });
    const range = { start: 5, count: 60_000 };
    const { candidates } = await engine.scan(WORK, range);
    expect(candidates).toEqual(exactAnswer(WORK, range));
    expect(lost).toEqual(['gone, 1 left']);
    await engine.dispose();
  });
});
