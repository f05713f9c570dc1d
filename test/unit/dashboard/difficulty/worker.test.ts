// Both sides of the worker's protocol in one thread: the same figures as without a worker, cancel, death, and again.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DifficultyClient } from '../../../../src/dashboard/difficulty/worker/client.ts';
import { createHost } from '../../../../src/dashboard/difficulty/worker/host.ts';
import type {
  FromWorker,
  ShockRequest,
  ToWorker,
  WorkerPort,
} from '../../../../src/dashboard/difficulty/worker/protocol.ts';
import { ruleNamed } from '../../../../src/difficulty/index.ts';
import { Replay, ShockTable, type ShockTrace, scenarioNamed } from '../../../../src/simulation/index.ts';

const CSV = readFileSync(new URL('../../../../data/btc_difficulty_epochs.csv', import.meta.url), 'utf8');

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Workers in this thread; messages take a turn each way, and are copied as between threads. */
class Workers {
  readonly heard: ToWorker[] = [];
  readonly said: FromWorker[] = [];
  started = 0;
  ended = 0;
  /** Lets the worker that runs fail as by an uncaught error. */
  fail = (_error: Error) => {};

  readonly start = (): WorkerPort => {
    this.started++;
    let isAlive = true;
    let listener = (_message: FromWorker) => {};
    const receive = createHost({
      post: (message) => {
        this.said.push(message);
        const copy = structuredClone(message);
        setImmediate(() => isAlive && listener(copy));
      },
      turn: nextTurn,
      clock: () => performance.now(),
    });
    return {
      post: (message) => {
        this.heard.push(message);
        const copy = structuredClone(message);
        setImmediate(() => isAlive && receive(copy));
      },
      onMessage: (listen) => {
        listener = listen;
      },
      onFailure: (listen) => {
        this.fail = listen;
      },
      terminate: () => {
        isAlive = false;
        this.ended++;
      },
    };
  };
}

const OPTIONS = { seed: 2, blocks: 600, spacingSec: 600 } as const;
const requestOf = (rules: readonly string[], shocks: readonly string[], blocks = 600): ShockRequest => ({
  runs: shocks.flatMap((shock) => rules.map((rule) => ({ rule, shock }))),
  options: { ...OPTIONS, blocks },
  points: 100,
});

function collect() {
  const traces: ShockTrace[] = [];
  const controller = new AbortController();
  return {
    traces,
    controller,
    options: { signal: controller.signal, onTrace: (t: ShockTrace) => traces.push(t) },
  };
}

describe('shocks', () => {
  it('come one by one, in order, with the figures of the table', async () => {
    const { traces, options } = collect();
    const client = new DifficultyClient(new Workers().start);
    await client.runShocks(requestOf(['bitcoin', 'asert'], ['up-10', 'hopping']), options);
    const table = new ShockTable(OPTIONS);
    expect(traces.map(({ result }) => result)).toEqual(
      [
        ['bitcoin', 'up-10'],
        ['asert', 'up-10'],
        ['bitcoin', 'hopping'],
        ['asert', 'hopping'],
      ].map(([rule, shock]) => table.run(ruleNamed(rule!), scenarioNamed(shock!)!)),
    );
    expect(traces[0]!.own.blocks.length).toBeLessThanOrEqual(100);
  });

  it('stop when they are cancelled, and no late word is heard', async () => {
    const workers = new Workers();
    const { traces, controller, options } = collect();
    const client = new DifficultyClient(workers.start);
    const run = client.runShocks(requestOf(['kgw'], ['up-10', 'up-100', 'down-10'], 20_000), options);
    await nextTurn();
    await nextTurn();
    controller.abort(new Error('enough'));
    await expect(run).rejects.toThrow('enough');
    expect(workers.heard.map(({ type }) => type)).toEqual(['begin', 'cancel']);
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    expect(workers.said).toEqual([]);
    expect(traces).toEqual([]);
    // Nothing is begun where the signal is aborted already.
    await expect(client.runShocks(requestOf(['asert'], ['up-10']), options)).rejects.toThrow('enough');
    expect(workers.heard).toHaveLength(2);
  });

  it('let a small task through while a large one runs', async () => {
    const client = new DifficultyClient(new Workers().start);
    const [large, small] = [collect(), collect()];
    const order: string[] = [];
    const runs = [
      client.runShocks(requestOf(['kgw'], ['up-10'], 20_000), large.options).then(() => order.push('large')),
      client.runShocks(requestOf(['fixed'], ['up-10'], 100), small.options).then(() => order.push('small')),
    ];
    await Promise.all(runs);
    expect(order).toEqual(['small', 'large']);
  });

  it('fail with a sentence where a name is unknown', async () => {
    const client = new DifficultyClient(new Workers().start);
    const { options } = collect();
    await expect(client.runShocks(requestOf(['frog'], ['up-10']), options)).rejects.toThrow(
      /"rule" expected/,
    );
    await expect(client.runShocks(requestOf(['asert'], ['rain']), options)).rejects.toThrow(
      '"shock" expected a shock’s name, got rain',
    );
  });
});

describe('the real chain', () => {
  const { signal } = new AbortController();

  it('is read, and all of its known retargets recomputed', async () => {
    const client = new DifficultyClient(new Workers().start);
    const history = await client.readHistory(CSV, signal);
    expect(history.check).toEqual({ known: 413, exact: 413, firstWrongHeight: null });
    expect(history.epochs).toHaveLength(474);
    expect(history.retargets).toHaveLength(473);
    await expect(client.readHistory('frogs', signal)).rejects.toThrow(
      "the epochs' table has no column first_height",
    );
  });

  it('is replayed under another rule, with progress', async () => {
    const client = new DifficultyClient(new Workers().start);
    const { past } = await client.readHistory(CSV, signal);
    const short = { ...past, endSec: past.startsSec[40]! };
    const progress: number[] = [];
    const chain = await client.replay(
      { rule: 'asert', seed: 1, past: short },
      { signal, onProgress: (done) => progress.push(done) },
    );
    const alone = new Replay(ruleNamed('asert'), short, 1);
    while (alone.advance(1e6));
    expect(chain).toEqual({ result: alone.result, periods: alone.periods });
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });
});

describe('a worker that dies', () => {
  it('fails what was under way, and the next task starts another', async () => {
    const workers = new Workers();
    const client = new DifficultyClient(workers.start);
    expect(workers.started).toBe(0);
    const first = client.runShocks(requestOf(['kgw'], ['up-10'], 20_000), collect().options);
    await nextTurn();
    workers.fail(new Error('out of memory'));
    await expect(first).rejects.toMatchObject({ name: 'WorkerFailedError', message: 'out of memory' });
    expect([workers.started, workers.ended]).toEqual([1, 1]);
    const again = collect();
    await client.runShocks(requestOf(['asert'], ['up-10']), again.options);
    expect(again.traces).toHaveLength(1);
    expect(workers.started).toBe(2);
    client.dispose();
    expect(workers.ended).toBe(2);
  });
});
