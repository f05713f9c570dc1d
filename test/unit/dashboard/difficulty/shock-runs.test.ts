// Which runs an element asks for, which it keeps, and how it ends.

import type { ReactiveControllerHost } from 'lit';
import { describe, expect, it } from 'vitest';
import { ShockRuns } from '../../../../src/dashboard/difficulty/shocks/shock-runs.ts';
import type { DifficultyClient } from '../../../../src/dashboard/difficulty/worker/client.ts';
import type { ShockRequest } from '../../../../src/dashboard/difficulty/worker/protocol.ts';
import type { ShockTrace } from '../../../../src/simulation/index.ts';
import { OPTIONS, traceOf } from './traces.ts';

const host = { addController: () => {}, requestUpdate: () => {} } as unknown as ReactiveControllerHost;

/** Notes what it is asked, and answers when the test says so. */
class Asked {
  readonly requests: ShockRequest[] = [];
  answer = (_trace: ShockTrace) => {};
  finish = () => {};
  fail = (_error: Error) => {};

  readonly runShocks: DifficultyClient['runShocks'] = (request, { signal, onTrace }) => {
    this.requests.push(request);
    return new Promise((resolve, reject) => {
      this.answer = onTrace;
      this.finish = resolve;
      this.fail = reject;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };

  get client(): DifficultyClient {
    return this as unknown as DifficultyClient;
  }

  get lastRules(): readonly string[] {
    return this.requests.at(-1)!.runs.map(({ rule }) => rule);
  }
}

const runs = (...rules: string[]) => rules.map((rule) => ({ rule, shock: 'up-10' }));
const settle = () => new Promise((resolve) => setImmediate(resolve));
const [bitcoin, asert] = [
  traceOf('bitcoin', 'up-10', { blocks: 300 as 3000 }),
  traceOf('asert', 'up-10', { blocks: 300 as 3000 }),
];

describe('runs', () => {
  it('are counted as they come, and done at the end', async () => {
    const asked = new Asked();
    const controller = new ShockRuns(host);
    expect([controller.state, controller.traceOf('up-10', 'asert')]).toEqual(['idle', null]);
    controller.ask(asked.client, runs('bitcoin', 'asert'), OPTIONS);
    expect([controller.state, controller.done, controller.of]).toEqual(['running', 0, 2]);
    asked.answer(bitcoin);
    expect(controller.done).toBe(1);
    expect(controller.traceOf('up-10', 'bitcoin')).toEqual({ trace: bitcoin, isStale: false });
    asked.answer(asert);
    asked.finish();
    await settle();
    expect(controller.state).toBe('done');
  });

  it('are not asked for twice with the same dice, and not at all for the same wish', async () => {
    const asked = new Asked();
    const controller = new ShockRuns(host);
    controller.ask(asked.client, runs('bitcoin'), OPTIONS);
    controller.ask(asked.client, runs('bitcoin'), { ...OPTIONS });
    expect(asked.requests).toHaveLength(1);
    asked.answer(bitcoin);
    controller.ask(asked.client, runs('bitcoin', 'asert'), OPTIONS);
    expect(asked.lastRules).toEqual(['asert']);
    expect([controller.done, controller.of]).toEqual([1, 2]);
    controller.ask(asked.client, runs('bitcoin'), OPTIONS);
    expect([controller.state, asked.requests.length]).toEqual(['done', 2]);
    await settle();
    expect(controller.state).toBe('done');
  });

  it('begin anew with other dice; the old ones stay as stale until theirs come', () => {
    const asked = new Asked();
    const controller = new ShockRuns(host);
    controller.ask(asked.client, runs('bitcoin'), OPTIONS);
    asked.answer(bitcoin);
    controller.ask(asked.client, runs('bitcoin'), { ...OPTIONS, seed: 2 });
    expect(asked.lastRules).toEqual(['bitcoin']);
    expect(controller.traceOf('up-10', 'bitcoin')).toEqual({ trace: bitcoin, isStale: true });
    const fresh = { ...bitcoin };
    asked.answer(fresh);
    expect(controller.traceOf('up-10', 'bitcoin')!.isStale).toBe(false);
    expect(controller.traceOf('up-10', 'bitcoin')!.trace).toBe(fresh);
  });

  it('stop, and go on with what is missing', async () => {
    const asked = new Asked();
    const controller = new ShockRuns(host);
    controller.ask(asked.client, runs('bitcoin', 'asert'), OPTIONS);
    asked.answer(bitcoin);
    controller.stop();
    await settle();
    expect([controller.state, controller.done]).toEqual(['stopped', 1]);
    controller.again();
    expect([controller.state, asked.lastRules]).toEqual(['running', ['asert']]);
  });

  it('say why they failed, and can be tried again', async () => {
    const asked = new Asked();
    const controller = new ShockRuns(host);
    controller.ask(asked.client, runs('asert'), OPTIONS);
    asked.fail(new Error('out of memory'));
    await settle();
    expect([controller.state, controller.problem]).toEqual(['failed', 'out of memory']);
    controller.again();
    expect([controller.state, controller.problem]).toEqual(['running', '']);
  });

  it('are forgotten where nothing is to run, and wished for afresh afterwards', async () => {
    const asked = new Asked();
    const controller = new ShockRuns(host);
    controller.ask(asked.client, runs('asert'), OPTIONS);
    controller.forget();
    await settle();
    expect(controller.state).toBe('idle');
    controller.ask(asked.client, runs('asert'), OPTIONS);
    expect([controller.state, asked.requests.length]).toEqual(['running', 2]);
  });
});
