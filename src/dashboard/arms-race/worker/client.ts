// The page's side of the worker: races that are run elsewhere.

import { WorkerFailedError } from '../../../engine/index.ts';
import type { RaceDays, RaceFacts, RaceScenario } from '../../../simulation/index.ts';
import type { FromWorker, RaceTables, ToWorker, WorkerPort } from './protocol.ts';

/** A race in the worker. */
export interface RemoteRace {
  readonly facts: RaceFacts;
  /**
   * Runs on.
   *
   * @param days - At most.
   * @throws {Error} if the race cannot go on, or was closed.
   * @throws {WorkerFailedError} if the worker has died.
   */
  advance(days: number): Promise<RaceDays>;
  /** Ends it; what is still asked for fails. */
  close(): void;
}

interface Waiting {
  readonly resolve: (message: FromWorker) => void;
  readonly reject: (error: Error) => void;
}

/** Runs races in a worker, which is started by the first one; after its death the next race starts another. */
export class RaceClient {
  readonly #startWorker: () => WorkerPort;
  readonly #tables: RaceTables;
  readonly #waiting = new Map<number, Waiting>();
  #port: WorkerPort | null = null;
  /** What the last worker died of. */
  #death = new Error('there is no worker');
  #nextRaceId = 0;

  constructor(startWorker: () => WorkerPort, tables: RaceTables) {
    this.#startWorker = startWorker;
    this.#tables = tables;
  }

  /**
   * Begins a race.
   *
   * @throws {Error} if the scenario cannot be run.
   * @throws {WorkerFailedError} if the worker has died.
   */
  async open(scenario: RaceScenario, seed: number): Promise<RemoteRace> {
    const raceId = this.#nextRaceId++;
    const port = (this.#port ??= this.#start());
    const opened = await this.#ask(port, { type: 'open', raceId, scenario, seed });
    if (opened.type !== 'opened') throw new Error('the worker answered something else');
    return {
      facts: opened.facts,
      advance: async (days) => {
        const answer = await this.#ask(port, { type: 'advance', raceId, days });
        if (answer.type !== 'days') throw new Error('the worker answered something else');
        return answer.days;
      },
      close: () => {
        if (this.#port === port) port.post({ type: 'close', raceId });
        this.#take(raceId)?.reject(new Error('the race was closed'));
      },
    };
  }

  /** Ends the worker; what is asked for fails. */
  dispose(): void {
    this.#fail(new WorkerFailedError('the worker was stopped'));
  }

  /** A race lives and dies with its worker: another one would know nothing of it, and never answer. */
  #ask(
    port: WorkerPort,
    message: Extract<ToWorker, { readonly type: 'open' | 'advance' }>,
  ): Promise<FromWorker> {
    if (this.#port !== port) return Promise.reject(this.#death);
    return new Promise((resolve, reject) => {
      this.#waiting.set(message.raceId, { resolve, reject });
      port.post(message);
    });
  }

  #start(): WorkerPort {
    const port = this.#startWorker();
    port.onMessage((message) => this.#receive(message));
    port.onFailure((error) => this.#fail(new WorkerFailedError(error.message, { cause: error })));
    port.post({ type: 'tables', tables: this.#tables });
    return port;
  }

  #receive(message: FromWorker): void {
    const waiting = this.#take(message.raceId);
    // Late answers of a closed race are dropped.
    if (waiting === undefined) return;
    if (message.type === 'failed') waiting.reject(new Error(message.message));
    else waiting.resolve(message);
  }

  #take(raceId: number): Waiting | undefined {
    const waiting = this.#waiting.get(raceId);
    this.#waiting.delete(raceId);
    return waiting;
  }

  #fail(error: Error): void {
    this.#port?.terminate();
    this.#port = null;
    this.#death = error;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}
