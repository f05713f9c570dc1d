// One thread's engine by name: what a worker opens.

import { type KernelShape, kernelForm, operationsPerNonce } from '../../kernel/index.ts';
import type { EngineName } from '../engine.ts';
import type { NonceKernel } from '../nonce-kernel.ts';
import { createReferenceKernel } from '../reference/reference-kernel.ts';
import { ThreadEngine } from '../thread-engine.ts';
import { createJsKernel } from './js-kernel.ts';
import { createWasmKernel, WASM_SHAPE } from './wasm-kernel.ts';

/** Engines that hash on the CPU. */
export type CpuEngineName = Exclude<EngineName, 'gpu'>;

function createKernel(name: CpuEngineName, shape: KernelShape): NonceKernel {
  switch (name) {
    case 'wasm-simd':
      return createWasmKernel('simd', shape);
    case 'wasm':
      return createWasmKernel('scalar', shape);
    case 'js':
      return createJsKernel();
    case 'reference':
      return createReferenceKernel();
    default:
      return name satisfies never;
  }
}

const KERNEL_TEXT = { js: 'midstate, plain loop', reference: 'whole header, @noble/hashes' } as const;

/**
 * Opens an engine on the current thread.
 *
 * @param shape - kernel form of the WebAssembly engines.
 * @throws {EngineUnavailableError} if the platform lacks what the engine needs.
 */
export function openThreadEngine(
  name: CpuEngineName,
  clock: () => number,
  shape: KernelShape = WASM_SHAPE,
): ThreadEngine {
  const isPrinted = name === 'wasm' || name === 'wasm-simd';
  const kernel = isPrinted ? shape : KERNEL_TEXT[name];
  const operationsPerHash = isPrinted ? operationsPerNonce(kernelForm(shape)) : null;
  return new ThreadEngine({
    kernel: createKernel(name, shape),
    description: {
      engine: name,
      workers: 1,
      adapter: '1 thread',
      isSoftware: false,
      kernel,
      operationsPerHash,
      limits: null,
    },
    clock,
    nextTask: createNextTask(),
  });
}

/**
 * A break that lets timers and messages in. Timers are no good for it, browsers hold them for 4 ms; message
 * channels are no good in Node, which takes up to 1,000 messages of one channel before it looks elsewhere.
 */
function createNextTask(): () => Promise<void> {
  const immediate = globalThis.setImmediate as typeof setImmediate | undefined;
  if (immediate !== undefined) return () => new Promise((resolve) => void immediate(resolve));
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port2.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port1.postMessage(null);
    });
}
