// Everything that is said between a page or process and its workers.

import type { KernelShape } from '../kernel/index.ts';
import type { CpuEngineName } from './cpu/thread.ts';
import type { EngineDescription, NonceRange, ScanResult } from './engine.ts';
import type { ErrorMessage } from './errors.ts';
import type { GpuOptions } from './gpu/options.ts';
import type { GpuVariant } from './gpu/variant.ts';
import type { Work } from './work.ts';

/** What a worker is to open. */
export type OpenRequest =
  | { readonly engine: CpuEngineName; readonly shape?: KernelShape }
  | { readonly engine: 'gpu'; readonly options: GpuOptions };

/** Told to a worker. The first message is `open`; a worker serves one engine. */
export type ToWorker =
  | { readonly type: 'open'; readonly request: OpenRequest }
  | { readonly type: 'scan'; readonly scanId: number; readonly work: Work; readonly range: NonceRange }
  | { readonly type: 'cancel'; readonly scanId: number };

/** Told by a worker. Each scan has one answer; one that was cancelled may have none. */
export type FromWorker =
  | {
      readonly type: 'opened';
      readonly description: EngineDescription;
      /** The GPU kernel in use, so that it can be remembered; null for CPU engines. */
      readonly variant: GpuVariant | null;
    }
  | { readonly type: 'refused'; readonly error: ErrorMessage }
  | { readonly type: 'scanned'; readonly scanId: number; readonly result: ScanResult }
  | { readonly type: 'failed'; readonly scanId: number; readonly error: ErrorMessage };

/** The end of a channel that speaks to a worker. */
export interface WorkerPort {
  post(message: ToWorker): void;
  /** Sets the one listener for messages. */
  onMessage(listener: (message: FromWorker) => void): void;
  /** Sets the one listener for the worker's death: an uncaught error, a failed load, an exit. */
  onFailure(listener: (error: Error) => void): void;
  terminate(): void;
}
