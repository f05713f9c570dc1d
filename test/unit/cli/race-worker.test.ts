// Races in workers: the crew against scripted workers, the worker's side against a scripted crew, and a real thread.

import { describe, expect, it } from 'vitest';
import { runRaces } from '../../../src/cli/race-worker/crew.ts';
import { startRaceWorker } from '../../../src/cli/race-worker/factory.ts';
import { serveRaces } from '../../../src/cli/race-worker/host.ts';
import type {
  FromRaceWorker,
  RaceOrder,
  RaceOutcome,
  RaceWorkerPort,
  ToRaceWorker,
} from '../../../src/cli/race-worker/protocol.ts';
import { WorkerFailedError } from '../../../src/engine/index.ts';
import { type NetworkYear, RaceRun, type RaceScenario, raceYears } from '../../../src/simulation/index.ts';
import { SMALL_WORLD } from '../simulation/arms-race/small-world.ts';

const order = (seed: number, scenario: RaceScenario = SMALL_WORLD): RaceOrder => ({
  plan: { scenario, machines: [], prices: [], seed },
  networkYears: null,
});
const outcome = (seed: number): RaceOutcome => ({ seed, years: [], history: null });
const turns = () => new Promise((resolve) => setImmediate(resolve));

/** A worker whose other side is the test. */
class ScriptedPort implements RaceWorkerPort {
  readonly seeds: number[] = [];
  isEnded = false;
  #listener = (_: FromRaceWorker): void => {};
  #onFailure = (_: Error): void => {};

  post(message: ToRaceWorker): void {
    this.seeds.push(message.order.plan.seed);
  }
  onMessage(listener: (message: FromRaceWorker) => void): void {
    this.#listener = listener;
  }
  onFailure(listener: (error: Error) => void): void {
    this.#onFailure = listener;
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(message: FromRaceWorker): void {
    this.#listener(structuredClone(message));
  }
  die(error: Error): void {
    this.#onFailure(error);
  }
}

function crew(seeds: number, workers: number) {
  const ports: ScriptedPort[] = [];
  const progress: (readonly [number, number])[] = [];
  const controller = new AbortController();
  const running = runRaces(
    Array.from({ length: seeds }, (_, i) => order(i + 1)),
    {
      startWorker: () => {
        ports.push(new ScriptedPort());
        return ports.at(-1)!;
      },
      workers,
      signal: controller.signal,
      onProgress: (part, done) => progress.push([part, done]),
    },
  );
  return { ports, progress, running, controller };
}

describe('a crew', () => {
  it('gives each worker the next race, and the outcomes in order', async () => {
    const { ports, running } = crew(3, 2);
    expect(ports.map(({ seeds }) => seeds)).toEqual([[1], [2]]);
    ports[1]!.say({ type: 'done', outcome: outcome(2) });
    expect(ports.map(({ seeds }) => seeds)).toEqual([[1], [2, 3]]);
    ports[1]!.say({ type: 'done', outcome: outcome(3) });
    ports[0]!.say({ type: 'done', outcome: outcome(1) });
    expect((await running).map(({ seed }) => seed)).toEqual([1, 2, 3]);
    expect(ports.every(({ isEnded }) => isEnded)).toBe(true);
  });

  it('starts no more workers than there are races', () => {
    expect(crew(2, 8).ports).toHaveLength(2);
  });

  it('tells how far all races are', async () => {
    const { ports, progress, running } = crew(2, 2);
    ports[0]!.say({ type: 'progress', seed: 1, daysDone: 50, days: 100 });
    ports[0]!.say({ type: 'done', outcome: outcome(1) });
    ports[1]!.say({ type: 'done', outcome: outcome(2) });
    await running;
    expect(progress).toEqual([
      [0.25, 0],
      [0.5, 1],
      [1, 2],
    ]);
    ports[1]!.say({ type: 'progress', seed: 2, daysDone: 1, days: 100 });
    expect(progress).toHaveLength(3);
  });

  it('ends all when a worker dies, in one sentence', async () => {
    const { ports, running } = crew(3, 2);
    ports[1]!.die(new Error('out of memory'));
    await expect(running).rejects.toThrow(new WorkerFailedError('a worker died (out of memory)'));
    expect(ports.every(({ isEnded }) => isEnded)).toBe(true);
  });

  it('ends all when a race fails', async () => {
    const { ports, running } = crew(3, 2);
    ports[0]!.say({ type: 'failed', seed: 1, message: 'no machine' });
    await expect(running).rejects.toThrow('the race with seed 1 failed: no machine');
    expect(ports.every(({ isEnded }) => isEnded)).toBe(true);
  });

  it('ends all when it is told to, and starts nothing when it was before', async () => {
    const { ports, running, controller } = crew(3, 2);
    controller.abort(new Error('interrupted'));
    await expect(running).rejects.toThrow('interrupted');
    expect(ports.map(({ isEnded }) => isEnded)).toEqual([true, true]);
    let started = 0;
    const parts = { workers: 2, signal: controller.signal, onProgress: () => {} };
    const late = runRaces([order(1)], {
      ...parts,
      startWorker: () => {
        started++;
        return new ScriptedPort();
      },
    });
    await expect(late).rejects.toThrow('interrupted');
    expect(started).toBe(0);
  });
});

describe('the worker’s side', () => {
  const answers = (message: ToRaceWorker, stepMs = 0): FromRaceWorker[] => {
    const posted: FromRaceWorker[] = [];
    let ms = 0;
    serveRaces(
      (answer) => posted.push(answer),
      () => (ms += stepMs),
    )(message);
    return posted;
  };

  it('runs the whole race as one call would', () => {
    const race = new RaceRun(order(5).plan);
    const expected = raceYears(race.facts, race.advance(Infinity));
    const posted = answers({ type: 'run', order: order(5) }, 30);
    expect(posted.at(-1)).toEqual({
      type: 'done',
      outcome: { seed: 5, years: expected, history: null },
    });
    expect(expected.map(({ year }) => year)).toEqual([2013, 2014, 2015, 2016, 2017]);
  });

  it('tells how far it is, not too often', () => {
    const told = answers({ type: 'run', order: order(5) }, 30).filter(({ type }) => type === 'progress');
    expect(told.length).toBeGreaterThan(2);
    expect(told[0]).toEqual({ type: 'progress', seed: 5, daysDone: 0, days: 1826 });
    // With a clock that stands still there is the first word alone.
    expect(answers({ type: 'run', order: order(5) }, 0).map(({ type }) => type)).toEqual([
      'progress',
      'done',
    ]);
  });

  it('holds the race against a network, where it is given one', () => {
    const networkYears: NetworkYear[] = [{ year: 2014, hashrateHps: 1e15, power: null }];
    const posted = answers({ type: 'run', order: { ...order(5), networkYears } });
    const done = posted.at(-1);
    expect(done?.type === 'done' && done.outcome.history?.years.map(({ year }) => year)).toEqual([2014]);
  });

  it('says why a race cannot be run', () => {
    const empty = { ...SMALL_WORLD, hardware: { ...SMALL_WORLD.hardware, kinds: ['cpu'] as const } };
    expect(answers({ type: 'run', order: order(5, empty) })).toEqual([
      { type: 'failed', seed: 5, message: expect.stringContaining('expected a machine') },
    ]);
  });
});

describe('a thread', () => {
  const program = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

  it('hears and answers', async () => {
    const port = startRaceWorker(
      program(`import { parentPort } from 'node:worker_threads';
        parentPort.on('message', ({ order }) =>
          parentPort.postMessage({ type: 'failed', seed: order.plan.seed, message: 'heard' }));`),
    );
    const heard = new Promise<FromRaceWorker>((resolve) => port.onMessage(resolve));
    port.post({ type: 'run', order: order(9) });
    expect(await heard).toEqual({ type: 'failed', seed: 9, message: 'heard' });
    port.terminate();
  });

  it.each([
    ["throw new Error('broken')", 'a worker died (broken)'],
    ['process.exit(3)', 'a worker died (the worker ended with exit code 3)'],
  ])('that does %s fails the crew', async (code, sentence) => {
    const running = runRaces([order(1)], {
      startWorker: () => startRaceWorker(program(code)),
      workers: 1,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    await expect(running).rejects.toThrow(new WorkerFailedError(sentence));
    await turns();
  });
});
