// Replays under way for an element: one rule after another through the real hash rate.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RealPast } from '../../../simulation/index.ts';
import type { DifficultyClient } from '../worker/client.ts';
import type { ReplayedChain } from '../worker/protocol.ts';

/** How one replay stands. */
export type ReplayState =
  | { readonly state: 'running' /** In [0, 1]. */; readonly done: number }
  | { readonly state: 'done'; readonly chain: ReplayedChain }
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly problem: string };

/** Asks the worker for replays; one that is done is kept as long as the element lives. */
export class Replays implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #states = new Map<string, ReplayState>();
  readonly #cancels = new Map<string, AbortController>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    for (const key of this.#cancels.keys()) this.#stop(key);
  }

  /** A rule's replay with a seed; null where nobody asked for it. */
  stateOf(rule: string, seed: number): ReplayState | null {
    return this.#states.get(`${rule} ${seed}`) ?? null;
  }

  /** Wishes for these rules: starts what is missing, forgets what is neither wished for any more nor done. */
  ask(client: DifficultyClient, rules: readonly string[], seed: number, past: RealPast): void {
    const wanted = new Set(rules.map((rule) => `${rule} ${seed}`));
    for (const [key, { state }] of this.#states) {
      if (wanted.has(key) || state === 'done') continue;
      this.#stop(key);
      this.#states.delete(key);
    }
    for (const rule of rules) if (this.stateOf(rule, seed) === null) void this.run(client, rule, seed, past);
  }

  /** Starts one, also after it was stopped or failed. */
  async run(client: DifficultyClient, rule: string, seed: number, past: RealPast): Promise<void> {
    const key = `${rule} ${seed}`;
    const cancel = new AbortController();
    this.#cancels.set(key, cancel);
    this.#set(key, { state: 'running', done: 0 });
    try {
      const chain = await client.replay(
        { rule, seed, past },
        { signal: cancel.signal, onProgress: (done) => this.#set(key, { state: 'running', done }) },
      );
      this.#set(key, { state: 'done', chain });
    } catch (error) {
      // Whoever aborted has said what is next.
      if (cancel.signal.aborted) return;
      this.#set(key, { state: 'failed', problem: error instanceof Error ? error.message : String(error) });
    }
    this.#cancels.delete(key);
  }

  /** Gives one up. */
  stop(rule: string, seed: number): void {
    this.#stop(`${rule} ${seed}`);
  }

  #stop(key: string): void {
    this.#cancels.get(key)?.abort();
    this.#cancels.delete(key);
    this.#set(key, { state: 'stopped' });
  }

  #set(key: string, state: ReplayState): void {
    this.#states.set(key, state);
    this.#host.requestUpdate();
  }
}
