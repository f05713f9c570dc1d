// Replays side by side: asked for once, kept, given up, tried again.

import type { ReactiveControllerHost } from 'lit';
import { expect, it } from 'vitest';
import { Replays } from '../../../../src/dashboard/difficulty/history/replays.ts';
import type { DifficultyClient } from '../../../../src/dashboard/difficulty/worker/client.ts';
import type { ReplayedChain } from '../../../../src/dashboard/difficulty/worker/protocol.ts';
import type { RealPast } from '../../../../src/simulation/index.ts';

const host = { addController: () => {}, requestUpdate: () => {} } as unknown as ReactiveControllerHost;
const past = {} as RealPast;
const chain = { periods: [] } as unknown as ReplayedChain;
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Notes what it is asked, and answers when the test says so. */
function createClient() {
  const asked: {
    rule: string;
    seed: number;
    end: (result: ReplayedChain | Error) => void;
    onProgress: (done: number) => void;
  }[] = [];
  const replay: DifficultyClient['replay'] = ({ rule, seed }, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      asked.push({
        rule,
        seed,
        onProgress,
        end: (result) => (result instanceof Error ? reject(result) : resolve(result)),
      });
    });
  return { asked, client: { replay } as unknown as DifficultyClient };
}

it('each rule and seed is asked for once, and kept', async () => {
  const { asked, client } = createClient();
  const replays = new Replays(host);
  expect(replays.stateOf('asert', 1)).toBeNull();
  replays.ask(client, ['asert', 'kgw'], 1, past);
  asked[0]!.onProgress(0.5);
  expect(replays.stateOf('asert', 1)).toEqual({ state: 'running', done: 0.5 });
  asked[0]!.end(chain);
  await settle();
  expect(replays.stateOf('asert', 1)).toEqual({ state: 'done', chain });
  replays.ask(client, ['asert', 'kgw'], 1, past);
  expect(asked.map(({ rule }) => rule)).toEqual(['asert', 'kgw']);
  replays.ask(client, ['asert'], 2, past);
  expect(asked.at(-1)).toMatchObject({ rule: 'asert', seed: 2 });
});

it('what is not wished for any more is given up; what was stopped or failed can be tried again', async () => {
  const { asked, client } = createClient();
  const replays = new Replays(host);
  replays.ask(client, ['asert', 'kgw'], 1, past);
  replays.ask(client, ['asert'], 1, past);
  await settle();
  expect(replays.stateOf('kgw', 1)).toBeNull();
  expect(replays.stateOf('asert', 1)).toEqual({ state: 'running', done: 0 });
  asked[0]!.end(new Error('out of memory'));
  await settle();
  expect(replays.stateOf('asert', 1)).toEqual({ state: 'failed', problem: 'out of memory' });
  void replays.run(client, 'asert', 1, past);
  expect(replays.stateOf('asert', 1)).toEqual({ state: 'running', done: 0 });
  replays.stop('asert', 1);
  await settle();
  expect(replays.stateOf('asert', 1)).toEqual({ state: 'stopped' });
});
