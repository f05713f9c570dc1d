// The tests mine for a real node, bcoin, and for a pool made of its parts. It is a private package of its own, since it is no
// dependency of the program; installed without scripts, so that nothing is compiled.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensure } from './install.ts';

const DIRECTORY = resolve(import.meta.dirname, '../bcoin');
const INSTALLED = join(DIRECTORY, 'node_modules');

/**
 * Finds bcoin as the lock file says, or installs it.
 *
 * @returns the directory of its packages.
 * @throws {Error} that says in one sentence what to do, and what was tried.
 */
export function ensureNode(): Promise<string> {
  return ensure({
    name: 'bcoin of the locked version',
    find: () => (isAsLocked() ? INSTALLED : null),
    ways: [[{ command: 'npm', args: ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], cwd: DIRECTORY }]],
    advice: 'The tests of nodes and pools need bcoin: run npm ci --ignore-scripts in test/bcoin.',
  });
}

/** Whether what npm noted of its last installation is what the lock file asks for. */
function isAsLocked(): boolean {
  const noted = join(INSTALLED, '.package-lock.json');
  if (!existsSync(noted)) return false;
  const wanted = packagesOf(join(DIRECTORY, 'package-lock.json'));
  const present = packagesOf(noted);
  return [...wanted].every(([path, integrity]) => present.get(path) === integrity);
}

/** @returns the digest of each package by its path; the root has none, and optional ones may be left out. */
function packagesOf(file: string): ReadonlyMap<string, string> {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly optional?: boolean }>>;
  };
  const rows = Object.entries(packages).filter(([path, { optional }]) => path !== '' && optional !== true);
  return new Map(rows.map(([path, { integrity = '' }]) => [path, integrity]));
}
