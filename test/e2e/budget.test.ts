// How much the page weighs: what is there before the first chart, and all that its first page ever loads.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, inject, test } from 'vitest';
import { PAGES } from '../../src/dashboard/proofworks-app/pages.ts';

/** Limits, kB of 1,000 bytes, gzip. */
const FIRST_KB = 90;
const ALL_KB = 200;

const [FIRST, ...OTHERS] = PAGES;
/** Code of all scripts by their names. */
const scripts = new Map<string, string>();
let entry = '';

beforeAll(async () => {
  const directory = inject('built').page;
  for (const path of await readdir(directory, { recursive: true })) {
    if (path.endsWith('.js')) {
      scripts.set(path.replace(/^.*[\\/]/u, ''), await readFile(join(directory, path), 'utf8'));
    }
  }
  const page = await readFile(join(directory, 'index.html'), 'utf8');
  entry = /<script[^>]*src="\.\/assets\/([^"]+\.js)"/u.exec(page)?.[1] ?? '';
});

const pageScript = (id: string): string =>
  [...scripts.keys()].find((name) => name.startsWith(`${id}-page-`)) ?? `no script of ${id}`;

/** Scripts that a script imports at once. */
function importsOf(name: string): readonly string[] {
  const code = scripts.get(name) ?? '';
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/gu)].map(
    ([, file = '']) => file,
  );
}

/** Scripts that a script names at all: what it imports at once or later, and workers. */
function mentionsOf(name: string): readonly string[] {
  const code = scripts.get(name) ?? '';
  return [...scripts.keys()].filter((other) => code.includes(other));
}

/** All scripts that can be reached, from some and by some kind of step. */
function reached(from: readonly string[], step: (name: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const other of step(name)) visit(other);
  };
  for (const name of from) visit(name);
  return found;
}

function weigh(names: Iterable<string>): number {
  let kb = 0;
  for (const name of names) kb += gzipSync(scripts.get(name) ?? '').length / 1000;
  return kb;
}

test(`the shell and the first page take at most ${FIRST_KB} kB before the first chart`, () => {
  const names = reached([entry, pageScript(FIRST.id)], importsOf);
  const kb = weigh(names);
  console.log(`before the first chart: ${kb.toFixed(1)} kB gzip in ${names.size} files`);
  expect([...names].filter((name) => !scripts.has(name))).toEqual([]);
  expect([...names].filter((name) => name.startsWith('chart-view'))).toEqual([]);
  expect(kb).toBeLessThan(FIRST_KB);
});

test(`all that the first page ever loads takes at most ${ALL_KB} kB: charts, workers and the offline copy’s keeper`, () => {
  // The laboratory comes when the benchmark page asks for it.
  const laboratory = [...scripts.keys()].filter((name) => name.startsWith('browser-laboratory-'));
  const others = [...OTHERS.map(({ id }) => pageScript(id)), ...laboratory];
  const names = reached([entry, 'service-worker.js'], (name) =>
    name === 'service-worker.js' ? [] : mentionsOf(name).filter((other) => !others.includes(other)),
  );
  const kb = weigh(names);
  console.log(`the first page in all: ${kb.toFixed(1)} kB gzip in ${names.size} files`);
  console.log(`every page: ${weigh(scripts.keys()).toFixed(1)} kB gzip in ${scripts.size} files`);
  for (const part of ['chart-view', 'session-entry', 'browser-entry', 'service-worker', `${FIRST.id}-page`]) {
    expect(
      [...names].some((name) => name.startsWith(part)),
      part,
    ).toBe(true);
  }
  expect(kb).toBeLessThan(ALL_KB);
});
