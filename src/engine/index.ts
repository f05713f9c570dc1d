/** Everything that hashes, behind one interface. */

export { canRunWasm } from './cpu/detect.ts';
export { type CpuEngineParts, openCpuEngine } from './cpu/open.ts';
export { type CpuEngineName, openThreadEngine } from './cpu/thread.ts';
export {
  assertNonceRange,
  ENGINE_NAMES,
  type EngineDescription,
  type EngineName,
  type HashEngine,
  type NonceRange,
  type ScanResult,
} from './engine.ts';
export {
  DeviceLostError,
  EngineDisposedError,
  EngineUnavailableError,
  ShaderError,
  WorkerFailedError,
} from './errors.ts';
export { describeAdapter, requestAdapter } from './gpu/adapter.ts';
export { openGpuEngine } from './gpu/open.ts';
export { DEFAULT_GPU_OPTIONS, type GpuOptions } from './gpu/options.ts';
export {
  describeVariant,
  type GpuVariant,
  parseVariant,
  printVariant,
  VARIANT_SHAPES,
} from './gpu/variant.ts';
export type { OpenRequest, WorkerPort } from './protocol.ts';
export { prepareWork, type Work } from './work.ts';
export { WorkerEngine } from './worker/client.ts';
