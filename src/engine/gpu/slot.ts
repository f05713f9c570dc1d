// One dispatch in flight: its own buffers, so that several can be, and its answer read back.

import type { Work } from '../work.ts';
import { type SearchPipeline, SPAN_BYTES } from './pipeline.ts';
import type { GpuShader } from './shader.ts';

/** Invocations of one dispatch at most: enough to fill any GPU several times, few enough for short loops' tails. */
const MAX_INVOCATIONS = 2 ** 20;
const MAX_WORKGROUPS = 65_535;
/**
 * Steps of an invocation's loop at least, where there is work for them: starting one costs too. On SwiftShader the
 * unrolled kernel did 74 kH/s with one step and 195 with four (`proofworks bench --engines gpu`, one run after the
 * other, 2 cores of an AMD EPYC, November 2026); on hardware this has not been measured.
 */
const MIN_STEPS = 8;

/** The answer of one dispatch. */
export interface DispatchResult {
  /** Nonces as listed, in no order; incomplete if `isOverflow`. */
  readonly hits: Uint32Array;
  readonly isOverflow: boolean;
  /** Begin and end on the device's clock, nanoseconds; null without timestamps. */
  readonly deviceNs: { readonly begin: bigint; readonly end: bigint } | null;
}

/** What all slots of an engine share. */
export interface SlotParts {
  readonly device: GPUDevice;
  readonly search: SearchPipeline;
  readonly shader: GpuShader;
  readonly lanes: number;
  readonly workgroupSize: number;
  readonly hitCapacity: number;
  readonly hasTimestamps: boolean;
}

/** Buffers for one dispatch at a time. */
export class DispatchSlot {
  readonly #parts: SlotParts;
  readonly #job: GPUBuffer;
  readonly #span: GPUBuffer;
  readonly #hits: GPUBuffer;
  readonly #readback: GPUBuffer;
  readonly #bindings: GPUBindGroup;
  readonly #timestamps: { readonly set: GPUQuerySet; readonly resolved: GPUBuffer } | null;
  readonly #hitsBytes: number;
  #work: Work | null = null;

  constructor(parts: SlotParts) {
    this.#parts = parts;
    const { device, search, shader, hitCapacity, hasTimestamps } = parts;
    const buffer = (size: number, usage: number) => device.createBuffer({ size, usage });
    const { UNIFORM, STORAGE, COPY_DST, COPY_SRC, MAP_READ, QUERY_RESOLVE } = GPUBufferUsage;
    this.#hitsBytes = 4 + hitCapacity * 4;
    const readbackBytes = Math.ceil(this.#hitsBytes / 8) * 8;
    this.#job = buffer(Math.ceil(shader.jobWordCount / 4) * 16, UNIFORM | COPY_DST);
    this.#span = buffer(SPAN_BYTES, UNIFORM | COPY_DST);
    this.#hits = buffer(this.#hitsBytes, STORAGE | COPY_DST | COPY_SRC);
    this.#readback = buffer(readbackBytes + 16, MAP_READ | COPY_DST);
    this.#timestamps = hasTimestamps
      ? {
          set: device.createQuerySet({ type: 'timestamp', count: 2 }),
          resolved: buffer(16, QUERY_RESOLVE | COPY_SRC),
        }
      : null;
    const bound = [this.#job, this.#span, this.#hits, search.trips];
    this.#bindings = device.createBindGroup({
      layout: search.layout,
      entries: bound.map((resource, binding) => ({ binding, resource: { buffer: resource } })),
    });
  }

  /**
   * Tries nonces `start` up to but not including `start + count`.
   *
   * @param count - 1 to 2^31.
   */
  async dispatch(work: Work, start: number, count: number): Promise<DispatchResult> {
    const { device, search, shader, lanes, workgroupSize } = this.#parts;
    const perGroup = workgroupSize * lanes;
    const groups = Math.min(
      Math.ceil(count / (perGroup * MIN_STEPS)),
      Math.floor(MAX_INVOCATIONS / workgroupSize),
      MAX_WORKGROUPS,
    );
    if (this.#work !== work) {
      this.#work = work;
      device.queue.writeBuffer(this.#job, 0, shader.jobWords(work) as Uint32Array<ArrayBuffer>);
    }
    device.queue.writeBuffer(this.#span, 0, Uint32Array.of(start, count, work.target[0]!, groups * perGroup));
    device.queue.submit([this.#encode(search, groups)]);
    await this.#readback.mapAsync(GPUMapMode.READ);
    try {
      return this.#read(this.#readback.getMappedRange());
    } finally {
      this.#readback.unmap();
    }
  }

  destroy(): void {
    for (const buffer of [this.#job, this.#span, this.#hits, this.#readback]) buffer.destroy();
    this.#timestamps?.set.destroy();
    this.#timestamps?.resolved.destroy();
  }

  #encode({ pipeline }: SearchPipeline, groups: number): GPUCommandBuffer {
    const encoder = this.#parts.device.createCommandEncoder();
    encoder.clearBuffer(this.#hits, 0, 4);
    const timestamps = this.#timestamps;
    const pass = encoder.beginComputePass(
      timestamps === null
        ? {}
        : {
            timestampWrites: {
              querySet: timestamps.set,
              beginningOfPassWriteIndex: 0,
              endOfPassWriteIndex: 1,
            },
          },
    );
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.#bindings);
    pass.dispatchWorkgroups(groups);
    pass.end();
    encoder.copyBufferToBuffer(this.#hits, 0, this.#readback, 0, this.#hitsBytes);
    if (timestamps !== null) {
      encoder.resolveQuerySet(timestamps.set, 0, 2, timestamps.resolved, 0);
      encoder.copyBufferToBuffer(timestamps.resolved, 0, this.#readback, this.#readback.size - 16, 16);
    }
    return encoder.finish();
  }

  #read(mapped: ArrayBuffer): DispatchResult {
    const { hitCapacity } = this.#parts;
    const [found = 0] = new Uint32Array(mapped, 0, 1);
    const listed = Math.min(found, hitCapacity);
    const [begin = 0n, end = 0n] = new BigUint64Array(mapped, mapped.byteLength - 16, 2);
    return {
      hits: new Uint32Array(mapped.slice(4, 4 + listed * 4)),
      isOverflow: found > hitCapacity,
      deviceNs: this.#timestamps === null ? null : { begin, end },
    };
  }
}
