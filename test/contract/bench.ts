// What a contract case is handed: an engine on its bench, opened the way this platform opens it.

import type { GpuOptions, GpuVariant, HashEngine } from '../../src/engine/index.ts';

/** One engine, ready to be tried. */
export interface ContractBench {
  /** An engine that several cases share; they leave it as they found it. */
  readonly shared: () => Promise<HashEngine>;
  /** A fresh engine, for cases that end it; the case disposes of it. */
  readonly open: (options?: Partial<GpuOptions>) => Promise<HashEngine>;
}

/** A pool whose workers can be ended from outside. */
export interface PoolBench extends ContractBench {
  readonly workers: number;
  /** A fresh pool, and what ends its workers: the way a crash would, without a word to the pool. */
  readonly openMortal: () => Promise<{ engine: HashEngine; kill: (worker: number) => void; lost: Error[] }>;
}

/** A GPU engine and its device. */
export interface OpenedGpu {
  readonly engine: HashEngine;
  readonly device: GPUDevice;
}

/** A GPU in the same thread, so that its device can be reached. */
export interface GpuBench extends ContractBench {
  readonly gpu: GPU;
  readonly openDirect: (variant: GpuVariant) => Promise<OpenedGpu>;
  /** A CPU engine to mine beside the GPU. */
  readonly openCompanion: () => Promise<HashEngine>;
}

/** One promise of an engine's contract. */
export interface ContractCase<Bench extends ContractBench = ContractBench> {
  readonly name: string;
  /** @throws {Error} that says what was expected and what came. */
  readonly run: (bench: Bench) => Promise<void>;
}
