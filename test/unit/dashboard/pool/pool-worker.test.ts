// The page's client and its worker's server, joined as the platform joins them: by copies.

import { describe, expect, it } from 'vitest';
import { PoolClient } from '../../../../src/dashboard/pool/pool-client.ts';
import type {
  FromPool,
  PoolOrder,
  PoolPort,
  ToPool,
} from '../../../../src/dashboard/pool/worker/protocol.ts';
import { createPoolServer, type ServedRun } from '../../../../src/dashboard/pool/worker/serve-pool.ts';
import type { RemoteSnapshot } from '../../../../src/miner/index.ts';
import type { PoolStatus } from '../../../../src/source/index.ts';
import { CKPOOL_JOB, PUBLIC_POOL_JOB, plausibleRemote, plausibleStatus } from './plausible-pool.ts';

const PASSWORD = 'qZ7-passw0rd';
const ORDER = {
  url: 'ws://127.0.0.1:8080',
  user: 'me.lab',
  password: PASSWORD,
  settings: { engines: [{ engine: 'js', workers: 1 }], intensity: 1 },
} as const;

/** A run that does what it is told and notes it. */
class FakeRun implements ServedRun {
  readonly asked: string[] = [];
  now: RemoteSnapshot = plausibleRemote({ state: 'starting', notices: [] });
  settle: { readonly end: () => void; readonly fail: (error: Error) => void };
  readonly done: Promise<void>;

  constructor() {
    let settle: FakeRun['settle'] | undefined;
    this.done = new Promise((resolve, reject) => {
      settle = { end: resolve, fail: reject };
    });
    this.settle = settle!;
  }

  start = () => void this.asked.push('start');
  stop = async () => {
    this.asked.push('stop');
    this.now = { ...this.now, state: 'ready' };
    this.settle.end();
  };
  pause = (by: string) => {
    this.asked.push(`pause by ${by}`);
    this.now = { ...this.now, state: 'paused', pausedBy: 'user' };
  };
  resume = () => void this.asked.push('resume');
  configure = (change: object) => void this.asked.push(`configure ${JSON.stringify(change)}`);
  dismissNotice = (id: number) => void this.asked.push(`dismiss ${id}`);
  snapshot = () => this.now;
}

function setUp(open?: (order: PoolOrder) => ServedRun) {
  const run = new FakeRun();
  const said: FromPool[] = [];
  const orders: PoolOrder[] = [];
  const remembered: string[] = [];
  let tick = () => {};
  let workers = 0;
  let terminated = 0;
  let patience: { readonly ms: number; readonly end: () => void } | null = null;
  let fail: (error: Error) => void = () => {};
  let hear: (message: FromPool) => void = () => {};
  const client = new PoolClient({
    startWorker: (): PoolPort => {
      workers++;
      let receive: ((message: FromPool) => void) | null = null;
      const serve = createPoolServer({
        open:
          open ??
          ((order) => {
            orders.push(order);
            return run;
          }),
        post: (message) => {
          said.push(structuredClone(message));
          receive?.(structuredClone(message));
        },
        every: (_ms, callback) => {
          tick = callback;
          return () => {
            tick = () => {};
          };
        },
      });
      return {
        post: (message: ToPool) => serve(structuredClone(message)),
        onMessage: (listener) => {
          receive = listener;
          hear = listener;
        },
        onFailure: (listener) => {
          fail = listener;
        },
        terminate: () => {
          terminated++;
          receive = null;
        },
      };
    },
    after: (ms, end) => {
      patience = { ms, end };
      return () => {
        patience = null;
      };
    },
    tuned: {
      read: () => ({ adapter: 'unrolled:1:64' }),
      write: (adapter, variant) => void remembered.push(`${adapter} ${variant}`),
    },
  });
  return {
    run,
    client,
    said,
    orders,
    remembered,
    tick: () => tick(),
    fail: (error: Error) => fail(error),
    /** As if the worker said it. */
    hear: (message: FromPool) => hear(message),
    /** How long a worker that was told to stop is waited for; null where none is. */
    get patienceMs() {
      return patience?.ms ?? null;
    },
    /** As if that time was over. */
    losePatience: () => patience?.end(),
    get workers() {
      return workers;
    },
    get terminated() {
      return terminated;
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a client with its worker', () => {
  it('starts no worker before it is told to start', () => {
    const set = setUp();
    expect([set.workers, set.client.isRunning, set.client.snapshot.state]).toEqual([0, false, 'ready']);
    set.client.stop();
    set.client.pause('hidden');
    set.client.configure({ intensity: 0.5 });
    expect(set.workers).toBe(0);
    set.client.start(ORDER);
    set.client.start(ORDER);
    expect([set.workers, set.client.isRunning]).toEqual([1, true]);
    expect(set.orders).toEqual([{ ...ORDER, tuned: { adapter: 'unrolled:1:64' } }]);
  });

  it('hears of what is new, and of nothing else', () => {
    const { client, run, said, tick } = setUp();
    client.start(ORDER);
    expect(client.snapshot).toEqual(run.now);
    const before = said.length;
    tick();
    expect(said).toHaveLength(before);
    run.now = { ...run.now, state: 'mining', hashrateHps: 5 };
    tick();
    expect(said.at(-1)).toEqual({ type: 'snapshot', change: { state: 'mining', hashrateHps: 5 } });
    expect(client.snapshot).toEqual(run.now);
  });

  it('is sent a job’s bytes once: 480 kB of a coinbase are not copied four times a second', () => {
    const { client, run, said, tick } = setUp();
    const job = { ...CKPOOL_JOB, coinbase1: new Uint8Array(480_000) };
    run.now = { ...run.now, source: plausibleStatus({ job }) };
    client.start(ORDER);
    const { source } = client.snapshot;
    expect(source).toEqual(run.now.source);
    // As a source tells of itself: with objects that are new each time.
    const again = (change: object) => ({
      ...job,
      header: job.header.slice(),
      extraNonce2: job.extraNonce2.slice(),
      ...change,
    });
    run.now = { ...run.now, source: plausibleStatus({ job: again({}), retrySec: 3 }) };
    tick();
    expect(said.at(-1)).toEqual({ type: 'snapshot', change: { source: { retrySec: 3 } } });
    expect(client.snapshot.source).toMatchObject({ job: { jobId: job.jobId } });
    expect((client.snapshot.source as PoolStatus).job).toBe((source as PoolStatus).job);

    const header = job.header.with(0, 1);
    run.now = { ...run.now, source: plausibleStatus({ job: again({ header }), retrySec: 3 }) };
    tick();
    expect(said.at(-1)).toEqual({ type: 'snapshot', change: { source: { job: { header } } } });
    expect(client.snapshot.source).toEqual(run.now.source);

    for (const next of [null, PUBLIC_POOL_JOB, CKPOOL_JOB]) {
      run.now = { ...run.now, source: plausibleStatus({ job: next }) };
      tick();
      expect(client.snapshot.source).toEqual(run.now.source);
    }
    const count = said.length;
    run.now = { ...run.now, source: plausibleStatus() };
    tick();
    expect(said).toHaveLength(count);
  });

  it('passes on what a person does, and shows it at once', () => {
    const { client, run } = setUp();
    client.start(ORDER);
    client.pause('user');
    expect(client.snapshot.state).toBe('paused');
    client.resume();
    client.configure({ intensity: 0.5 });
    client.dismissNotice(3);
    expect(run.asked).toEqual([
      'start',
      'pause by user',
      'resume',
      'configure {"intensity":0.5}',
      'dismiss 3',
    ]);
  });

  it('keeps the figures of a run that was stopped, and starts another one after it', async () => {
    const set = setUp();
    set.client.start(ORDER);
    set.client.stop();
    await settled();
    expect(set.client.isRunning).toBe(false);
    expect(set.client.snapshot).toMatchObject({
      state: 'ready',
      hashrateHps: 0,
      engines: [],
      notices: [],
      shares: { found: 50 },
      source: { state: 'closed' },
    });
    set.client.start(ORDER);
    expect(set.workers).toBe(2);
  });

  it('ends a worker that hangs when it is told to stop, and says so in one sentence', () => {
    const set = setUp();
    set.client.start(ORDER);
    set.run.stop = () => new Promise(() => {});
    set.run.now = { ...set.run.now, state: 'waiting' };
    set.tick();
    set.client.stop();
    set.client.stop();
    expect([set.client.snapshot.state, set.patienceMs, set.terminated]).toEqual(['stopping', 5000, 0]);
    // What was on its way does not take the word back.
    set.tick();
    expect(set.client.snapshot.state).toBe('stopping');
    set.losePatience();
    expect([set.terminated, set.client.isRunning, set.patienceMs]).toEqual([1, false, null]);
    expect(set.client.snapshot).toMatchObject({
      state: 'ready',
      notices: [{ tone: 'bad', text: expect.stringMatching(/^[^.]*did not answer[^.]*ended\.$/u) }],
    });
    set.client.start(ORDER);
    expect([set.workers, set.client.snapshot.notices]).toEqual([2, []]);
  });

  it('waits for no worker that has ended in time', async () => {
    const set = setUp();
    set.client.start(ORDER);
    set.client.stop();
    await settled();
    expect([set.patienceMs, set.client.snapshot.state, set.client.snapshot.notices]).toEqual([
      null,
      'ready',
      [],
    ]);
    set.client.start(ORDER);
    set.client.dispose();
    expect([set.patienceMs, set.terminated]).toEqual([null, 2]);
  });

  it('says in one sentence why a run could not begin, or its worker died', async () => {
    const refusing = setUp(() => {
      throw new RangeError('that is no address');
    });
    refusing.client.start(ORDER);
    expect(refusing.client.snapshot).toMatchObject({
      state: 'failed',
      notices: [{ tone: 'bad', text: 'that is no address' }],
    });
    refusing.client.dismissNotice(refusing.client.snapshot.notices[0]!.id);
    expect(refusing.client.snapshot.notices).toEqual([]);

    const dying = setUp();
    dying.client.start(ORDER);
    dying.fail(new Error('out of memory'));
    expect(dying.client.snapshot).toMatchObject({
      state: 'failed',
      notices: [{ text: 'Something went wrong in its worker: out of memory.' }],
    });
  });

  it('says it once where the run has said it itself', async () => {
    const { client, run } = setUp();
    client.start(ORDER);
    const notice = { id: 1, tone: 'bad', heading: 'Mining has stopped', text: 'No engine is left.' } as const;
    run.now = { ...run.now, state: 'failed', notices: [notice] };
    run.settle.fail(new Error('no engine is left'));
    await settled();
    expect(client.snapshot).toMatchObject({ state: 'failed', notices: [notice] });
    client.dismissNotice(1);
    expect(client.snapshot.notices).toEqual([]);
  });

  it('tells the password to the worker alone: nothing that comes back holds it', async () => {
    const { client, said, tick } = setUp();
    client.start(ORDER);
    tick();
    client.stop();
    await settled();
    const replace = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
    expect(JSON.stringify([said, client.snapshot], replace)).not.toContain(PASSWORD);
  });

  it('remembers which GPU kernel was fastest', () => {
    const set = setUp();
    set.client.start(ORDER);
    set.hear({ type: 'tuned', adapter: 'other', variant: 'rolled-16:2:64' });
    expect(set.remembered).toEqual(['other rolled-16:2:64']);
  });
});
