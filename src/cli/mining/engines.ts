// The engines of a mining run: opened once, self-tested, and told apart by name so that a schedule can turn them on
// and off.

import type { HashEngine } from '../../engine/index.ts';
import {
  type BenchmarkEntry,
  benchmarkEntry,
  type EngineChoice,
  type EngineHost,
  parseBenchmarkEntry,
  selfTest,
} from '../../miner/index.ts';
import { quoted } from '../arguments.ts';
import type { Io } from '../command.ts';
import { UsageError } from '../usage-error.ts';

/** Reads what runs together, for example `gpu + wasm-simd x4`. */
export function readEngineSet(text: string): BenchmarkEntry {
  const entry = parseBenchmarkEntry(text);
  if (entry === null) {
    throw new UsageError(
      `--engines expected names such as gpu, wasm-simd, "wasm-simd x4", "gpu + wasm-simd x4", got ${quoted(text)}`,
    );
  }
  return entry;
}

/** The fastest that the machine has: a GPU, else the best engine of the processor on all cores. */
export async function bestEngines(host: EngineHost): Promise<BenchmarkEntry> {
  const { machine, adapter, hasWasm, hasWasmSimd } = await host.detect();
  if (adapter !== null && !adapter.isSoftware) return benchmarkEntry({ engine: 'gpu', workers: 1 });
  const engine = hasWasmSimd ? 'wasm-simd' : hasWasm ? 'wasm' : 'js';
  return benchmarkEntry({ engine, workers: machine.cores });
}

const nameOf = (choice: EngineChoice) => benchmarkEntry(choice).id;

/** Opened engines by name, `wasm-simd x4` for example. */
export type OpenedEngines = ReadonlyMap<string, HashEngine>;

/**
 * Opens every engine that some set names. One that cannot run is left out with a notice.
 *
 * @throws the last failure where none can run.
 */
export async function openEngines(
  sets: readonly BenchmarkEntry[],
  host: EngineHost,
  io: Pick<Io, 'notice' | 'signal'>,
): Promise<OpenedEngines> {
  const choices = new Map(sets.flatMap(({ parts }) => parts.map((part) => [nameOf(part), part])));
  const opened = new Map<string, HashEngine>();
  let failure: Error | null = null;
  for (const [name, choice] of choices) {
    let engine: HashEngine | null = null;
    try {
      engine = await host.openEngine(choice);
      const verdict = await selfTest(engine, io.signal);
      if (!verdict.ok) throw new Error(`failed its self-test and is shut out: ${verdict.reason}`);
      opened.set(name, engine);
    } catch (error) {
      await engine?.dispose();
      if (io.signal.aborted) {
        await disposeAll(opened);
        throw error;
      }
      failure = error as Error;
      io.notice(`${name}: ${failure.message}`);
    }
  }
  if (opened.size === 0) throw failure ?? new RangeError('"sets" expected at least one engine');
  return opened;
}

/** Whether a set names the engine. */
export function isInSet(set: BenchmarkEntry, name: string): boolean {
  return set.parts.some((part) => nameOf(part) === name);
}

export async function disposeAll(engines: OpenedEngines): Promise<void> {
  await Promise.all([...engines.values()].map((engine) => engine.dispose()));
}
