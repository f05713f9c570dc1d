// The search on a GPU: a range is cut into dispatches, a few of which are always in flight.

import { kernelForm, operationsPerNonce } from '../../kernel/index.ts';
import {
  assertNonceRange,
  type EngineDescription,
  type HashEngine,
  type NonceRange,
  type ScanResult,
} from '../engine.ts';
import { DeviceLostError, EngineDisposedError } from '../errors.ts';
import { exactCandidates } from '../exact.ts';
import type { Work } from '../work.ts';
import { deviceLoss, type GpuAccess, kernelLimits } from './adapter.ts';
import type { GpuOptions } from './options.ts';
import { compileSearch } from './pipeline.ts';
import { gpuShader } from './shader.ts';
import { DispatchSizer } from './sizing.ts';
import { type DispatchResult, DispatchSlot } from './slot.ts';
import { describeVariant, type GpuVariant } from './variant.ts';

/** Enough that the device never waits for the host: one runs, two wait. */
const DISPATCHES_IN_FLIGHT = 3;

/** What a GPU engine is handed. */
export interface GpuEngineParts {
  readonly access: GpuAccess;
  readonly variant: GpuVariant;
  /** What a person should know of the kernel's choice: it stands beside the kernel's name. */
  readonly note?: string;
  readonly options: GpuOptions;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  /** Told of each dispatch's begin and end on the device's clock, nanoseconds. */
  readonly onDispatch?: (deviceNs: { readonly begin: bigint; readonly end: bigint }) => void;
}

/** Searches on one device, which it owns. */
export class GpuEngine implements HashEngine {
  readonly name = 'gpu';
  readonly description: EngineDescription;
  readonly #parts: GpuEngineParts;
  readonly #sizer: DispatchSizer;
  readonly #slots: readonly DispatchSlot[];
  readonly #free: DispatchSlot[];
  readonly #waiting: ((slot: DispatchSlot) => void)[] = [];
  /** Aborts when no dispatch can run any more: the device was lost, or the engine disposed of. */
  readonly #end = new AbortController();

  private constructor(parts: GpuEngineParts, slots: readonly DispatchSlot[]) {
    const { access, variant, options, note = '' } = parts;
    this.#parts = parts;
    this.#slots = slots;
    this.#free = [...slots];
    this.#sizer = new DispatchSizer(options.dispatchMs);
    this.description = {
      engine: 'gpu',
      workers: 1,
      adapter: access.name,
      isSoftware: access.isSoftware,
      kernel: note === '' ? describeVariant(variant) : `${describeVariant(variant)} (${note})`,
      operationsPerHash: variant.shape === 'reference' ? null : operationsPerNonce(kernelForm(variant.shape)),
      limits: kernelLimits(access.device),
    };
    deviceLoss(access.device).catch((error: DeviceLostError) => this.#end.abort(error));
  }

  /**
   * Compiles a variant and makes its buffers. The device is the engine's from then on.
   *
   * @throws {ShaderError} if the kernel does not compile.
   */
  static async open(parts: GpuEngineParts): Promise<GpuEngine> {
    const { access, variant, options } = parts;
    const shader = gpuShader(variant);
    const search = await compileSearch(access.device, shader, variant.workgroupSize);
    const slotParts = {
      device: access.device,
      search,
      shader,
      lanes: variant.lanes,
      workgroupSize: variant.workgroupSize,
      hitCapacity: options.hitCapacity,
      hasTimestamps: access.hasTimestamps,
    };
    return new GpuEngine(
      parts,
      Array.from({ length: DISPATCHES_IN_FLIGHT }, () => new DispatchSlot(slotParts)),
    );
  }

  async scan(work: Work, range: NonceRange, signal?: AbortSignal): Promise<ScanResult> {
    assertNonceRange(range);
    const begun = this.#parts.clock();
    const failure = new AbortController();
    const signals = [this.#end.signal, failure.signal, ...(signal === undefined ? [] : [signal])];
    const either = AbortSignal.any(signals);
    either.throwIfAborted();
    const hits: number[] = [];
    let hashCount = 0;
    const open: NonceRange[] = range.count > 0 ? [range] : [];
    const most = this.#mostNonces(work);

    const lane = async () => {
      while (open.length > 0) {
        const slot = await this.#take();
        const next = open.pop();
        if (either.aborted || next === undefined) {
          this.#give(slot);
          return;
        }
        const count = Math.min(next.count, this.#sizer.nonces, most);
        if (count < next.count) open.push({ start: next.start + count, count: next.count - count });
        const result = await this.#dispatch(slot, work, next.start, count);
        hashCount += count;
        if (result.isOverflow) {
          // Not all hits found a place: search again in halves.
          const half = count >>> 1;
          open.push({ start: next.start + half, count: count - half }, { start: next.start, count: half });
        } else {
          for (const nonce of result.hits) hits.push(nonce);
        }
      }
    };
    let onAbort = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        // A cancel is answered at once; what is in flight ends by itself and is dropped.
        onAbort = () => reject(either.reason);
        either.addEventListener('abort', onAbort, { once: true });
        Promise.all(this.#slots.map(lane)).then(
          () => (either.aborted ? reject(either.reason) : resolve()),
          (error: unknown) => {
            failure.abort(error);
            reject(error);
          },
        );
      });
    } finally {
      // Node keeps a joined signal that is listened to for as long as its sources live.
      either.removeEventListener('abort', onAbort);
    }
    const candidates = exactCandidates(work, hits);
    return { workId: work.workId, candidates, hashCount, elapsedMs: this.#parts.clock() - begun };
  }

  async dispose(): Promise<void> {
    this.release();
    this.#parts.access.device.destroy();
  }

  /** Ends the engine, but leaves its device open for another. */
  release(): void {
    this.#end.abort(new EngineDisposedError('the engine was disposed of'));
    for (const slot of this.#slots) slot.destroy();
  }

  /** Nonces that leave half the hit list free on average, so that a search is seldom repeated. */
  #mostNonces(work: Work): number {
    const hitRate = (work.target[0]! + 1) / 2 ** 32;
    return Math.max(1, Math.floor(this.#parts.options.hitCapacity / 2 / hitRate));
  }

  async #dispatch(slot: DispatchSlot, work: Work, start: number, count: number): Promise<DispatchResult> {
    const { clock, onDispatch } = this.#parts;
    const submittedMs = clock();
    try {
      const result = await slot.dispatch(work, start, count);
      this.#sizer.learn(count, submittedMs, clock());
      if (result.deviceNs !== null) onDispatch?.(result.deviceNs);
      return result;
    } catch (cause) {
      if (this.#end.signal.aborted) throw this.#end.signal.reason;
      throw new DeviceLostError(`the GPU did not answer: ${(cause as Error).message}`, { cause });
    } finally {
      this.#give(slot);
    }
  }

  #take(): Promise<DispatchSlot> {
    const slot = this.#free.shift();
    if (slot !== undefined) return Promise.resolve(slot);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(slot: DispatchSlot): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(slot);
    else next(slot);
  }
}
