// Runs under way for an element: what has come so far, what is still wanted, and how it ended.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ShockOptions, ShockTrace } from '../../../simulation/index.ts';
import type { DifficultyClient } from '../worker/client.ts';
import type { ShockRequest } from '../worker/protocol.ts';

/** Points of a trace: more than a wide picture has room for. */
const POINTS = 400;

/** How the last request stands. */
export type RunState = 'idle' | 'running' | 'done' | 'stopped' | 'failed';

/** Which runs are wanted. */
export type WantedRuns = ShockRequest['runs'];

const keyOf = (shock: string, rule: string): string => `${shock} ${rule}`;

/**
 * Asks the worker for runs and keeps their traces. A new wish with the same dice asks only for what is not there; with
 * others it begins anew, and the old traces stay as stale ones until theirs come. Results never depend on what is kept.
 */
export class ShockRuns implements ReactiveController {
  state: RunState = 'idle';
  /** Why it failed; empty unless it did. */
  problem = '';
  /** Runs of the last request that are done, kept ones among them. */
  done = 0;
  of = 0;
  readonly #host: ReactiveControllerHost;
  #options: ShockOptions | null = null;
  #traces = new Map<string, ShockTrace>();
  #stale = new Map<string, ShockTrace>();
  #cancel = new AbortController();
  #again: (() => void) | null = null;
  /** The last wish; empty for none. */
  #wish = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** A run's trace as it is now; stale where its dice are not those of the last wish. */
  traceOf(shock: string, rule: string): { readonly trace: ShockTrace; readonly isStale: boolean } | null {
    const key = keyOf(shock, rule);
    const trace = this.#traces.get(key) ?? this.#stale.get(key);
    return trace === undefined ? null : { trace, isStale: !this.#traces.has(key) };
  }

  /** Wishes for runs, unless that is the last wish already; what was under way is given up for it. */
  ask(client: DifficultyClient, runs: WantedRuns, options: ShockOptions): void {
    const wish = JSON.stringify([runs, options]);
    if (wish === this.#wish) return;
    this.#wish = wish;
    this.#again = () => this.#begin(client, runs, options);
    this.#again();
  }

  /** Takes the last wish back; what has come stays. */
  forget(): void {
    this.#wish = '';
    this.#again = null;
    this.#cancel.abort();
    this.state = 'idle';
    this.#host.requestUpdate();
  }

  #begin(client: DifficultyClient, runs: WantedRuns, options: ShockOptions): void {
    this.#cancel.abort();
    if (!isSame(this.#options, options)) {
      this.#stale = new Map([...this.#stale, ...this.#traces]);
      this.#traces = new Map();
      this.#options = options;
    }
    const missing = runs.filter(({ rule, shock }) => !this.#traces.has(keyOf(shock, rule)));
    this.problem = '';
    this.of = runs.length;
    this.done = runs.length - missing.length;
    this.state = missing.length === 0 ? 'done' : 'running';
    this.#host.requestUpdate();
    if (missing.length > 0) void this.#run(client, { runs: missing, options, points: POINTS });
  }

  /** Gives up for now; what has come stays. */
  stop(): void {
    this.#cancel.abort();
    if (this.state !== 'running') return;
    this.state = 'stopped';
    this.#host.requestUpdate();
  }

  /** Wishes the last wish again, after a stop or a failure. */
  again(): void {
    this.#again?.();
  }

  async #run(client: DifficultyClient, request: ShockRequest): Promise<void> {
    this.#cancel = new AbortController();
    const { signal } = this.#cancel;
    try {
      await client.runShocks(request, {
        signal,
        onTrace: (trace) => {
          this.#traces.set(keyOf(trace.result.scenario, trace.result.rule), trace);
          this.done++;
          this.#host.requestUpdate();
        },
      });
      this.state = 'done';
    } catch (error) {
      // Whoever aborted has said what is next.
      if (signal.aborted) return;
      this.state = 'failed';
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.#host.requestUpdate();
  }
}

function isSame(a: ShockOptions | null, b: ShockOptions): boolean {
  return a !== null && a.seed === b.seed && a.blocks === b.blocks && a.spacingSec === b.spacingSec;
}
