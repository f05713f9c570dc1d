// The page's side of the worker: promises, progress, and a worker that is started again when it is needed.

import { WorkerFailedError } from '../../../engine/index.ts';
import type { ShockTrace } from '../../../simulation/index.ts';
import type {
  FromWorker,
  RealHistory,
  ReplayedChain,
  ReplayRequest,
  ShockRequest,
  Task,
  WorkerPort,
} from './protocol.ts';

interface Waiting {
  readonly onTrace?: ((trace: ShockTrace) => void) | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly resolve: (answer: RealHistory | ReplayedChain | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Computes in a worker. It is started by the first task; after its death, which fails all tasks under way with a
 * {@link WorkerFailedError}, the next task starts another.
 */
export class DifficultyClient {
  readonly #startWorker: () => WorkerPort;
  readonly #waiting = new Map<number, Waiting>();
  #port: WorkerPort | null = null;
  #nextTaskId = 0;

  constructor(startWorker: () => WorkerPort) {
    this.#startWorker = startWorker;
  }

  /**
   * Runs rules under shocks.
   *
   * @param onTrace - Called with each result as it comes.
   * @throws the signal's reason once it is aborted.
   */
  async runShocks(
    request: ShockRequest,
    { signal, onTrace }: { readonly signal: AbortSignal; readonly onTrace: (trace: ShockTrace) => void },
  ): Promise<void> {
    await this.#run({ kind: 'shocks', request }, signal, { onTrace });
  }

  /**
   * Reads the epochs' table and recomputes its retargets.
   *
   * @throws {Error} if the text is no such table.
   */
  async readHistory(text: string, signal: AbortSignal): Promise<RealHistory> {
    return (await this.#run({ kind: 'history', text }, signal)) as RealHistory;
  }

  /**
   * Replays a rule under the real hash rate.
   *
   * @param onProgress - Called with the part that is done, in [0, 1].
   */
  async replay(
    request: ReplayRequest,
    { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void },
  ): Promise<ReplayedChain> {
    return (await this.#run({ kind: 'replay', request }, signal, { onProgress })) as ReplayedChain;
  }

  /** Ends the worker; tasks under way fail. */
  dispose(): void {
    this.#fail(new WorkerFailedError('the worker was stopped'));
  }

  async #run(
    task: Task,
    signal: AbortSignal,
    listeners: Pick<Waiting, 'onTrace' | 'onProgress'> = {},
  ): Promise<RealHistory | ReplayedChain | null> {
    signal.throwIfAborted();
    const port = (this.#port ??= this.#start());
    const taskId = this.#nextTaskId++;
    const cancel = () => {
      port.post({ type: 'cancel', taskId });
      // From here on an answer is late, and dropped.
      this.#take(taskId)?.reject(signal.reason);
    };
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(taskId, { ...listeners, resolve, reject });
        signal.addEventListener('abort', cancel, { once: true });
        port.post({ type: 'begin', taskId, task });
      });
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  #start(): WorkerPort {
    const port = this.#startWorker();
    port.onMessage((message) => this.#receive(message));
    port.onFailure((error) => this.#fail(new WorkerFailedError(error.message, { cause: error })));
    return port;
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case 'trace':
        this.#waiting.get(message.taskId)?.onTrace?.(message.trace);
        break;
      case 'progress':
        this.#waiting.get(message.taskId)?.onProgress?.(message.done);
        break;
      case 'done':
        this.#take(message.taskId)?.resolve(message.answer);
        break;
      case 'failed':
        this.#take(message.taskId)?.reject(new Error(message.message));
        break;
      default:
        message satisfies never;
    }
  }

  #take(taskId: number): Waiting | undefined {
    const waiting = this.#waiting.get(taskId);
    this.#waiting.delete(taskId);
    return waiting;
  }

  #fail(error: Error): void {
    this.#port?.terminate();
    this.#port = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}
