// engines: what can this machine hash with, and does it do so rightly?

import { ENGINE_NAMES, type EngineName } from '../../engine/index.ts';
import { type EngineHost, selfTest } from '../../miner/index.ts';
import { formatCount } from '../../primitives/index.ts';
import { readArguments } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import { GPU_OPTIONS, GPU_OPTIONS_HELP, readGpuOptions } from '../gpu-options.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = { json: { type: 'boolean', default: false }, ...GPU_OPTIONS } as const;

export const engines: Command = {
  name: 'engines',
  summary: 'list what this machine can hash with, and test it',
  help: `proofworks engines [options]

Opens every engine, searches known headers with it and says whether it found exactly what is there. Exit code 0
if all that open pass, 1 if one fails.

${GPU_OPTIONS_HELP}
  --json           print one JSON object`,
  run: runEngines,
};

interface EngineReport {
  readonly engine: EngineName;
  readonly isAvailable: boolean;
  readonly adapter: string | null;
  readonly isSoftware: boolean;
  readonly kernel: string | null;
  readonly operationsPerHash: number | null;
  /** The adapter's limits that a kernel meets; null for the CPU's engines. */
  readonly limits: Readonly<Record<string, number>> | null;
  readonly selfTest: 'passed' | 'failed' | 'not run';
  /** Why it is not available, or what the test found. */
  readonly detail: string | null;
}

async function runEngines(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, OPTIONS);
  if (positionals.length > 0) throw new UsageError(`engines takes no words, got ${positionals.join(' ')}`);
  const host = io.createHost(readGpuOptions(values));
  const { machine } = await host.detect();
  const reports: EngineReport[] = [];
  for (const engine of ENGINE_NAMES) {
    io.progress(`testing ${engine}`);
    reports.push(await report(engine, host, machine.cores, io.signal));
    io.signal.throwIfAborted();
  }
  io.progress('');
  if (values.json) {
    io.print(JSON.stringify({ machine, engines: reports }));
  } else {
    io.print(
      `${machine.cpu ?? 'unknown processor'}, ${machine.cores} cores, ${machine.platform}, ${machine.runtime}`,
    );
    for (const entry of reports) for (const line of lines(entry)) io.print(line);
  }
  return reports.some((entry) => entry.selfTest === 'failed') ? 1 : 0;
}

async function report(
  engine: EngineName,
  host: EngineHost,
  cores: number,
  signal: AbortSignal,
): Promise<EngineReport> {
  try {
    const opened = await host.openEngine({ engine, workers: engine === 'gpu' ? 1 : cores });
    try {
      const { description } = opened;
      const verdict = await selfTest(opened, signal);
      return {
        engine,
        isAvailable: true,
        adapter: description.adapter,
        isSoftware: description.isSoftware,
        kernel: description.kernel,
        operationsPerHash: description.operationsPerHash,
        limits: description.limits,
        selfTest: verdict.ok ? 'passed' : 'failed',
        detail: verdict.ok ? null : verdict.reason,
      };
    } finally {
      await opened.dispose();
    }
  } catch (error) {
    return {
      engine,
      isAvailable: false,
      adapter: null,
      isSoftware: false,
      kernel: null,
      operationsPerHash: null,
      limits: null,
      selfTest: 'not run',
      detail: (error as Error).message,
    };
  }
}

function lines(entry: EngineReport): string[] {
  const name = entry.engine.padEnd(10);
  if (!entry.isAvailable) return [`${name} not available: ${entry.detail}`];
  const software = entry.isSoftware ? ', a software adapter: the CPU plays the GPU' : '';
  const operations =
    entry.operationsPerHash === null ? '' : `, ${formatCount(entry.operationsPerHash)} operations per hash`;
  const limits = Object.entries(entry.limits ?? {}).map(([limit, value]) => `${limit} ${formatCount(value)}`);
  return [
    `${name} ${entry.adapter}${software}`,
    `${' '.repeat(11)}kernel ${entry.kernel}${operations}`,
    ...(limits.length === 0 ? [] : [`${' '.repeat(11)}${limits.join(', ')}`]),
    `${' '.repeat(11)}self-test ${entry.selfTest}${entry.detail === null ? '' : `: ${entry.detail}`}`,
  ];
}
