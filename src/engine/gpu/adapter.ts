// Finding a GPU, and saying honestly what was found.

import { DeviceLostError, EngineUnavailableError } from '../errors.ts';

/** A device that is ready, and its name. */
export interface GpuAccess {
  readonly device: GPUDevice;
  /** For example `nvidia hopper` or `SwiftShader driver (google swiftshader)`. */
  readonly name: string;
  /** True where the CPU plays the GPU. */
  readonly isSoftware: boolean;
  readonly hasTimestamps: boolean;
}

/** What a person can do where a browser offers no WebGPU. */
export const NO_WEBGPU =
  'This browser does not offer WebGPU. Chrome and Edge do from version 113, Safari from 26, Firefox on some systems.';
export const NO_ADAPTER =
  'No GPU adapter was found. In a browser, check that hardware acceleration is on (chrome://gpu says what is blocked); elsewhere, that a Vulkan, Metal or Direct3D 12 driver is installed.';

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|warp/i;

/** Names an adapter as far as the platform tells: browsers leave fields empty. */
export function describeAdapter({ info }: GPUAdapter): { name: string; isSoftware: boolean } {
  const words = [info.vendor, info.architecture].filter((word) => word !== '').join(' ');
  const long = info.description || info.device;
  const name = long === '' ? words || 'unnamed adapter' : words === '' ? long : `${long} (${words})`;
  return { name, isSoftware: info.isFallbackAdapter || SOFTWARE.test(name) };
}

/**
 * Asks for the fastest adapter.
 *
 * @param gpu - the platform's entry, undefined where there is none.
 * @throws {EngineUnavailableError} that says what to do.
 */
export async function requestAdapter(gpu: GPU | undefined): Promise<GPUAdapter> {
  if (gpu === undefined) throw new EngineUnavailableError(NO_WEBGPU);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new EngineUnavailableError(NO_ADAPTER);
  return adapter;
}

/**
 * Opens a device, with timestamps where the adapter has them.
 *
 * @throws {EngineUnavailableError} if there is no adapter or it gives no device.
 */
export async function openDevice(gpu: GPU | undefined): Promise<GpuAccess> {
  const adapter = await requestAdapter(gpu);
  const hasTimestamps = adapter.features.has('timestamp-query');
  try {
    const device = await adapter.requestDevice({
      requiredFeatures: hasTimestamps ? ['timestamp-query'] : [],
    });
    return { device, hasTimestamps, ...describeAdapter(adapter) };
  } catch (cause) {
    throw new EngineUnavailableError(`the GPU adapter gave no device: ${String(cause)}`, { cause });
  }
}

/** Rejects with {@link DeviceLostError} when the device goes, never resolves. */
export async function deviceLoss(device: GPUDevice): Promise<never> {
  const { reason, message } = await device.lost;
  throw new DeviceLostError(message || `the GPU device was lost (${reason})`);
}

/** The limits that a search kernel may meet. */
export function kernelLimits({ limits }: GPUDevice): Readonly<Record<string, number>> {
  return {
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxUniformBufferBindingSize: limits.maxUniformBufferBindingSize,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
  };
}
