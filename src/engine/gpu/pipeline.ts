// A compiled variant: the pipeline, and the bindings that every variant shares.

import { TRIP_CONSTANTS } from '../../kernel/index.ts';
import { ShaderError } from '../errors.ts';
import type { GpuShader } from './shader.ts';

/** One span of a dispatch in the shader's `Span`, bytes. */
export const SPAN_BYTES = 16;

/** A compiled search. */
export interface SearchPipeline {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
  /** The shared body's round constants, binding 3. */
  readonly trips: GPUBuffer;
}

/**
 * Compiles a shader without holding up the thread.
 *
 * @throws {ShaderError} with the compiler's own messages.
 */
export async function compileSearch(
  device: GPUDevice,
  shader: GpuShader,
  workgroupSize: number,
): Promise<SearchPipeline> {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ code: shader.text });
  const layout = device.createBindGroupLayout({
    entries: (['uniform', 'uniform', 'storage', 'uniform'] as const).map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
  });
  try {
    const pipeline = await device.createComputePipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: 'search', constants: { WORKGROUP_SIZE: workgroupSize } },
    });
    return { pipeline, layout, trips: tripConstants(device) };
  } catch (cause) {
    const { messages } = await module.getCompilationInfo();
    const errors = messages.filter(({ type }) => type === 'error');
    const text = errors.map(({ lineNum, linePos, message }) => `${lineNum}:${linePos} ${message}`).join('; ');
    throw new ShaderError(`the GPU kernel does not compile: ${text || (cause as Error).message}`, { cause });
  } finally {
    await device.popErrorScope().catch(() => null); // a lost device answers through `lost`
  }
}

function tripConstants(device: GPUDevice): GPUBuffer {
  const buffer = device.createBuffer({
    size: TRIP_CONSTANTS.byteLength,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, TRIP_CONSTANTS.slice());
  return buffer;
}
