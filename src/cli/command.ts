// What a command is, and what it is handed.

import type { GpuVariant } from '../engine/index.ts';
import type { EngineHost } from '../miner/index.ts';
import type { PowerSources } from './power/power-meter.ts';
import type { RaceWorkerPort } from './race-worker/protocol.ts';
import type { Screen } from './terminal/screen.ts';

/** Everything outside the program that a command touches. */
export interface Io {
  /** Prints a result line to stdout. */
  readonly print: (line: string) => void;
  /** Columns of the terminal that stdout is; infinitely many where it is none. */
  readonly columns: number;
  /** Prints a notice to stderr. */
  readonly notice: (line: string) => void;
  /** Replaces the progress line on stderr where that is a terminal; an empty text removes it. */
  readonly progress: (line: string) => void;
  /** The terminal that stderr is, if it is one. */
  readonly screen: Pick<Screen, 'isTerminal' | 'columns' | 'show'>;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  readonly now: () => Date;
  /** A random u32. */
  readonly randomU32: () => number;
  readonly createHost: (options: {
    readonly variant?: GpuVariant;
    readonly retune?: boolean;
    /** Wanted length of a GPU dispatch; 50 without it. */
    readonly dispatchMs?: number;
  }) => EngineHost;
  /** Starts a thread that runs races. */
  readonly startRaceWorker: () => RaceWorkerPort;
  /** How many threads this machine runs side by side. */
  readonly cores: number;
  /** The folder of the built page. */
  readonly page: URL;
  /** The folder of the real data that the program ships. */
  readonly data: URL;
  /** Variables of the environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the machine tells its power. */
  readonly powerSources: PowerSources;
  /** Where a private chain is kept unless another directory is named. */
  readonly chainDirectory: string;
}

/** One command of the program. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly help: string;
  /** @returns the exit code. */
  readonly run: (words: readonly string[], io: Io) => Promise<number>;
}
