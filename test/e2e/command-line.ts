// Runs the built command line as a person or a script does.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { BUILT } from '../setup/build.ts';

/** How a run ended and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A run that goes on. */
export interface Running {
  readonly child: ChildProcess;
  /** Lines of stdout so far. */
  readonly lines: string[];
  readonly ended: Promise<Ended>;
  /** Resolves once that many lines were printed, or the run has ended. */
  readonly untilLines: (count: number) => Promise<void>;
  /** Resolves once stderr has the words, or the run has ended. */
  readonly untilErr: (words: RegExp) => Promise<void>;
}

/**
 * Starts the program.
 *
 * @param cache - where it keeps what it learns.
 * @param nodeArgs - given to Node before the program.
 * @param environment - further variables.
 */
export function start(
  words: readonly string[],
  cache: string,
  nodeArgs: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, [...nodeArgs, join(BUILT.cli, 'proofworks.js'), ...words], {
    env: { ...process.env, XDG_CACHE_HOME: cache, XDG_DATA_HOME: cache, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiters: { readonly isDue: () => boolean; readonly wake: () => void }[] = [];
  const wakeDue = () => {
    for (const { isDue, wake } of waiters) if (isDue()) wake();
  };
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
    lines.splice(0, lines.length, ...out.split('\n').slice(0, -1));
    wakeDue();
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
    wakeDue();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      for (const { wake } of waiters) wake();
      resolve({ code, out, err });
    });
  });
  const until = (isDue: () => boolean) =>
    new Promise<void>((resolve) => {
      if (isDue() || child.exitCode !== null) resolve();
      else waiters.push({ isDue, wake: resolve });
    });
  return {
    child,
    lines,
    ended,
    untilLines: (count) => until(() => lines.length >= count),
    untilErr: (words) => until(() => words.test(err)),
  };
}
