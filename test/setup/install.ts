// What the tests need of this machine is looked for, and installed where it is missing and this machine lets us.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A package index and about 100 MB on a slow line. */
const INSTALL_MS = 8 * 60_000;
/** Enough of a failed command's output to see why. */
const OUTPUT_CHARACTERS = 2_000;

/** One command on the way. */
export interface Step {
  readonly command: string;
  readonly args: readonly string[];
  /** Where it runs; here unless told. */
  readonly cwd?: string;
}

/** Something that has to be here. */
export interface Wanted {
  /** As it reads in `No … here`. */
  readonly name: string;
  /** @returns where it is; null where it is not. */
  readonly find: () => string | null;
  /** Lists of commands, each of which installs it when all of them succeed; tried in order. */
  readonly ways: readonly (readonly Step[])[];
  /** One sentence for people: what to install, and how. */
  readonly advice: string;
}

/**
 * Finds something, or installs it.
 *
 * @returns where it is.
 * @throws {Error} with the advice, and what was tried.
 */
export async function ensure({ name, find, ways, advice }: Wanted): Promise<string> {
  const found = find();
  if (found !== null) return found;
  const failures: string[] = [];
  for (const steps of ways) {
    try {
      for (const { command, args, cwd } of steps) {
        console.log(`No ${name} here: ${command} ${args.join(' ')}`);
        await run(command, [...args], {
          ...(cwd === undefined ? {} : { cwd }),
          timeout: INSTALL_MS,
          maxBuffer: 2 ** 26,
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        });
      }
      const installed = find();
      if (installed !== null) return installed;
      failures.push('it was installed, but is not where it should be');
    } catch (error) {
      failures.push(outputOf(error));
    }
  }
  throw new Error([advice, ...failures].join('\n'));
}

/** @returns how Debian's packages are installed; no way at all without Debian or its administrator. */
export function aptWays(...args: readonly string[]): readonly (readonly Step[])[] {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return [];
  return [
    [
      { command: 'apt-get', args: ['update'] },
      { command: 'apt-get', args: ['install', '-y', ...args] },
    ],
  ];
}

function outputOf(error: unknown): string {
  const { message, stdout, stderr } = error as Error & { stdout?: string; stderr?: string };
  return `${message}\n${stdout ?? ''}${stderr ?? ''}`.slice(-OUTPUT_CHARACTERS);
}
