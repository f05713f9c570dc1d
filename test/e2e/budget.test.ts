// How much the page weighs: what is loaded before the first chart, and everything.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { PAGES } from '../../src/dashboard/proofworks-app/pages.ts';

/** Limits, kB of 1,000 bytes, gzip. */
const FIRST_KB = 90;
const ALL_KB = 200;

const assets = (): string => join(inject('built').page, 'assets');

async function gzipKb(path: string): Promise<number> {
  return gzipSync(await readFile(path)).length / 1000;
}

/** Files that a script imports at once, by name; what it may load later is left out. */
function importsOf(code: string): readonly string[] {
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/gu)].map(([, file = '']) => file);
}

/** Adds a script and all that it imports at once. */
async function gather(file: string, into: Set<string>): Promise<Set<string>> {
  if (into.has(file)) return into;
  into.add(file);
  for (const other of importsOf(await readFile(join(assets(), file), 'utf8'))) await gather(other, into);
  return into;
}

async function firstScripts(): Promise<ReadonlySet<string>> {
  const page = await readFile(join(inject('built').page, 'index.html'), 'utf8');
  const files = new Set<string>();
  for (const [, file = ''] of page.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/gu))
    await gather(file, files);
  const chunk = (await readdir(assets())).find((name) => name.startsWith(`${PAGES[0].id}-page-`));
  expect(chunk, 'the first page’s chunk').toBeDefined();
  return gather(chunk!, files);
}

async function weigh(paths: Iterable<string>): Promise<number> {
  let sum = 0;
  for (const path of paths) sum += await gzipKb(path);
  return sum;
}

test(`the shell and the first page take at most ${FIRST_KB} kB, without Chart.js`, async () => {
  const files = await firstScripts();
  const kb = await weigh([...files].map((file) => join(assets(), file)));
  console.log(`before the first chart: ${kb.toFixed(1)} kB gzip in ${files.size} files`);
  expect([...files].filter((file) => file.startsWith('chart-js'))).toEqual([]);
  expect(kb).toBeLessThan(FIRST_KB);
});

test(`all scripts, workers included, take at most ${ALL_KB} kB`, async () => {
  const directory = inject('built').page;
  const files = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.js'));
  const kb = await weigh(files.map((file) => join(directory, file)));
  console.log(`all scripts: ${kb.toFixed(1)} kB gzip in ${files.length} files`);
  expect(files.some((file) => file.includes('chart-js'))).toBe(true);
  expect(kb).toBeLessThan(ALL_KB);
});
