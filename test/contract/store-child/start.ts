// Builds and starts the program that writes a chain's directory.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../../..');

/** Builds the program; one directory per test file, since files may run beside each other. */
export async function buildStoreChild(name: string): Promise<string> {
  const outDir = resolve(root, 'dist/store-child', name);
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: { main: resolve(import.meta.dirname, 'main.ts') },
        output: { entryFileNames: '[name].mjs' },
      },
    },
  });
  return resolve(outDir, 'main.mjs');
}

/** A program that was started. */
export interface StoreChild {
  readonly process: ChildProcess;
  /** Whole lines that it has said so far. */
  readonly lines: readonly string[];
  /** Resolves when it has said a line that begins so. @throws {Error} if it ends before. */
  readonly said: (beginning: string) => Promise<void>;
  /** Resolves when it has ended, with everything that it said before. */
  readonly ended: Promise<void>;
}

/** @param shell - What stands before the program's command line, for example a limit; none for a plain start. */
export function startStoreChild(program: string, words: readonly string[], shell?: string): StoreChild {
  const all = [program, ...words];
  const child =
    shell === undefined
      ? spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'inherit'] })
      : spawn('sh', ['-c', `${shell} exec "$@"`, 'sh', process.execPath, ...all], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
  const lines: string[] = [];
  let rest = '';
  let hasEnded = false;
  let wake = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    lines.push(...parts);
    wake();
  });
  const ended = once(child, 'close').then(() => {
    hasEnded = true;
    wake();
  });
  return {
    process: child,
    lines,
    ended,
    async said(beginning) {
      while (!lines.some((line) => line.startsWith(beginning))) {
        if (hasEnded)
          throw new Error(`it ended without saying "${beginning}": ${lines.slice(-3).join(' | ')}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
