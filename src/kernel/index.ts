/** The nonce search as one dataflow graph, and what prints it. */
export { KERNEL_SHAPES, type KernelForm, type KernelShape, kernelForm, TRIP_CONSTANTS } from './forms.ts';
export { BINDING, evaluate, Graph, type Node, reachable } from './graph.ts';
export { jobWords } from './job-words.ts';
export { operationProfile, operationsPerNonce } from './operations.ts';
export { assembleKernel, MAX_CALL_NONCES, type WasmKernel } from './wasm/module.ts';
export { probeModule } from './wasm/probe.ts';
export type { WasmTarget } from './wasm/target.ts';
export { GPU_SHAPES, type GpuShape, type LaneCount, printWgsl } from './wgsl.ts';
