// An engine that lives in a worker, seen from outside: the same interface, spoken through messages.

import {
  assertNonceRange,
  type EngineDescription,
  type HashEngine,
  type NonceRange,
  type ScanResult,
} from '../engine.ts';
import { EngineDisposedError, errorFromMessage, WorkerFailedError } from '../errors.ts';
import type { GpuVariant } from '../gpu/variant.ts';
import type { FromWorker, OpenRequest, WorkerPort } from '../protocol.ts';
import type { Work } from '../work.ts';

interface Waiting {
  readonly resolve: (result: ScanResult) => void;
  readonly reject: (error: unknown) => void;
}

/** A {@link HashEngine} behind a {@link WorkerPort}. */
export class WorkerEngine implements HashEngine {
  readonly description: EngineDescription;
  /** The GPU kernel that the engine chose or was given; null for CPU engines. */
  readonly variant: GpuVariant | null;
  readonly #port: WorkerPort;
  readonly #waiting = new Map<number, Waiting>();
  #nextScanId = 0;
  /** Why no further scan can run; null while the worker lives. */
  #end: Error | null = null;

  private constructor(port: WorkerPort, description: EngineDescription, variant: GpuVariant | null) {
    this.#port = port;
    this.description = description;
    this.variant = variant;
    port.onMessage((message) => this.#receive(message));
    port.onFailure((error) => this.#finish(new WorkerFailedError(error.message, { cause: error })));
  }

  /**
   * Opens an engine in a fresh worker. The port is terminated if that fails.
   *
   * @throws {WorkerFailedError} if the worker does not start.
   * @throws what the engine's opening threw in the worker.
   */
  static open(port: WorkerPort, request: OpenRequest): Promise<WorkerEngine> {
    return new Promise((resolve, reject) => {
      const refuse = (error: Error) => {
        port.terminate();
        reject(error);
      };
      port.onFailure((error) => refuse(new WorkerFailedError(error.message, { cause: error })));
      port.onMessage((message) => {
        if (message.type === 'opened') {
          resolve(new WorkerEngine(port, message.description, message.variant));
        } else if (message.type === 'refused') {
          refuse(errorFromMessage(message.error));
        }
      });
      port.post({ type: 'open', request });
    });
  }

  get name(): HashEngine['name'] {
    return this.description.engine;
  }

  async scan(work: Work, range: NonceRange, signal?: AbortSignal): Promise<ScanResult> {
    assertNonceRange(range);
    signal?.throwIfAborted();
    if (this.#end !== null) throw this.#end;
    const scanId = this.#nextScanId++;
    const onAbort = () => {
      this.#port.post({ type: 'cancel', scanId });
      // From here on an answer is late, and dropped.
      this.#take(scanId)?.reject(signal?.reason);
    };
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(scanId, { resolve, reject });
        signal?.addEventListener('abort', onAbort, { once: true });
        this.#port.post({ type: 'scan', scanId, work, range });
      });
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async dispose(): Promise<void> {
    this.#finish(new EngineDisposedError('the engine was disposed of'));
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case 'scanned':
        this.#take(message.scanId)?.resolve(message.result);
        break;
      case 'failed':
        this.#take(message.scanId)?.reject(errorFromMessage(message.error));
        break;
      case 'opened':
      case 'refused':
        break; // answered in `open`
      default:
        message satisfies never;
    }
  }

  #take(scanId: number): Waiting | undefined {
    const waiting = this.#waiting.get(scanId);
    this.#waiting.delete(scanId);
    return waiting;
  }

  #finish(error: Error): void {
    if (this.#end !== null) return;
    this.#end = error;
    this.#port.terminate();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
