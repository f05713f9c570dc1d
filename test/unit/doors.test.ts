// Rooms and doors: who may import whom, held as data. To open a new door, edit the table here and in
// CONTRIBUTING.md, and say why.

import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModule } from './module-reader.ts';

interface Room {
  /** Rooms whose `index.ts` it may import. */
  readonly mayImport: readonly string[];
  /** Packages it may import; `node:*` stands for all of Node's own. */
  readonly packages: readonly string[];
  /** No clock, no dice, no page, no network: it is given data and returns data. */
  readonly isPure: boolean;
}

const room = (mayImport: readonly string[], packages: readonly string[] = [], isPure = false): Room => ({
  mayImport,
  packages,
  isPure,
});
const pureRoom = (mayImport: readonly string[], packages: readonly string[] = []) =>
  room(mayImport, packages, true);

const FLOORS = ['primitives', 'kernel', 'chain', 'difficulty', 'engine', 'source', 'miner'] as const;
const MODELS = ['simulation', 'consensus'] as const;

/** All rooms, those that are still to be built too. */
const ROOMS: Readonly<Record<string, Room>> = {
  primitives: pureRoom([], ['@noble/hashes']),
  kernel: pureRoom(['primitives']),
  chain: pureRoom(['primitives']),
  difficulty: pureRoom(['primitives', 'chain']),
  engine: room(['primitives', 'kernel']),
  source: room(['primitives', 'chain', 'difficulty'], ['@scure/base']),
  miner: room(['primitives', 'kernel', 'chain', 'difficulty', 'engine', 'source']),
  simulation: pureRoom(['primitives', 'chain', 'difficulty']),
  consensus: pureRoom(['primitives', 'simulation']),
  dashboard: room([...FLOORS, ...MODELS], ['lit', 'chart.js', '@fontsource-variable/*']),
  cli: room([...FLOORS, ...MODELS], ['node:*', 'webgpu', 'puppeteer', 'vite']),
};

/**
 * Files that another room may import although they are not its index: an index that exported them would carry one
 * platform's modules into the other's build.
 */
const ENTRIES: Readonly<Record<string, { readonly by: string; readonly why: string }>> = {
  'chain/store/directory-store.ts': { by: 'cli', why: 'keeps a chain in a directory with node:fs' },
  'chain/store/indexed-db-store.ts': { by: 'dashboard', why: 'keeps a chain in a browser’s database' },
  'engine/worker/node-factory.ts': { by: 'cli', why: 'starts a node:worker_threads worker' },
  'source/node/http-call.ts': { by: 'cli', why: 'calls a node over HTTP with node:http' },
  'source/pool/tcp-socket.ts': { by: 'cli', why: 'opens sockets with node:net and node:tls' },
  'engine/worker/browser-factory.ts': {
    by: 'dashboard',
    why: 'holds the expression at which bundlers build a worker',
  },
  'source/pool/web-socket.ts': { by: 'dashboard', why: 'opens a line to a pool as a page can' },
};

/** Files for one platform: packages that they may import, and names that they may use, although their room may not. */
const PLATFORM_FILES: Readonly<Record<string, readonly string[]>> = {
  'engine/worker/node-factory.ts': ['node:worker_threads'],
  'engine/worker/node-entry.ts': ['node:worker_threads'],
  'chain/store/directory-store.ts': ['node:path'],
  'chain/store/directories.ts': ['node:fs/promises', 'node:path', 'node:process'],
  'chain/store/identity-file.ts': ['node:fs/promises', 'node:path'],
  'chain/store/record-file.ts': ['node:fs/promises'],
  'chain/store/recovery.ts': ['node:fs/promises', 'node:path'],
  'chain/store/replacement.ts': ['node:fs/promises', 'node:path'],
  'chain/store/writer-lock.ts': [
    'node:crypto',
    'node:fs/promises',
    'node:os',
    'node:path',
    'node:process',
    'node:timers/promises',
    'setTimeout',
  ],
  'source/node/http-call.ts': ['node:buffer', 'node:fs/promises', 'node:http', 'node:https'],
  'source/pool/tcp-socket.ts': ['node:net', 'node:tls'],
  'dashboard/benchmark/history/report-store.ts': ['idb'],
  'chain/store/indexed-db-connection.ts': ['idb', 'indexedDB', 'navigator'],
};

/** The one file that may import shaders' text. */
const SHADER_FILE = 'engine/gpu/shader.ts';

const matches = (name: string, allowed: string) =>
  allowed.endsWith('*')
    ? name.startsWith(allowed.slice(0, -1))
    : name === allowed || name.startsWith(`${allowed}/`);

/**
 * Finds what is wrong with a file's imports and, in a pure room, its names.
 *
 * @param path - below `src`, for example `kernel/graph.ts`.
 * @returns sentences; none for a file that keeps the rules.
 */
function faultsOf(path: string, text: string): string[] {
  const [name = '', ...rest] = path.split('/');
  // Declarations for the compiler alone stand beside the rooms.
  if (rest.length === 0 && path.endsWith('.d.ts')) return [];
  const own = ROOMS[name];
  if (rest.length === 0 || own === undefined) return [`${path} is in no room`];
  const { imports, outside } = readModule(path, text);
  const faults = imports.flatMap((specifier) => importFault(path, name, own, specifier) ?? []);
  if (own.isPure) {
    const words = outside.filter((word) => PLATFORM_FILES[path]?.includes(word) !== true);
    faults.push(...words.map((word) => `${path} reaches outside: ${word}`));
  }
  return faults;
}

function importFault(path: string, name: string, own: Room, specifier: string): string | null {
  if (specifier === '(computed)') return `${path} imports what only a run can tell`;
  if (!specifier.startsWith('.')) {
    if (own.packages.some((allowed) => matches(specifier, allowed))) return null;
    if (PLATFORM_FILES[path]?.includes(specifier) === true) return null;
    return `${path} imports the package ${specifier}, which is not ${name}'s`;
  }
  const [plain = ''] = specifier.split('?');
  const target = posix.join('src', posix.dirname(path), plain);
  if (target.startsWith('shaders/') && plain.endsWith('.wgsl')) {
    return path === SHADER_FILE ? null : `${path} imports a shader; ${SHADER_FILE} alone does`;
  }
  if (!target.startsWith('src/')) return `${path} imports ${target}, outside src`;
  const inner = target.slice('src/'.length);
  const other = inner.split('/')[0]!;
  if (other === name) return null;
  if (!own.mayImport.includes(other))
    return `${path} imports ${inner}: no door leads from ${name} to ${other}`;
  if (inner === `${other}/index.ts` || ENTRIES[inner]?.by === name) return null;
  return `${path} imports ${inner}, past ${other}/index.ts`;
}

const SRC = new URL('../../src/', import.meta.url);
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .toSorted();

describe('the house', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files).toContain('kernel/graph.ts');
  });

  it.each(files)('src/%s keeps to its room’s doors', (path) => {
    expect(faultsOf(path, readFileSync(new URL(path, SRC), 'utf8'))).toEqual([]);
  });

  it.each(Object.keys(ROOMS).filter((name) => files.some((path) => path.startsWith(`${name}/`))))(
    '%s has an index, unless it is the roof',
    (name) => {
      expect(files.includes(`${name}/index.ts`)).toBe(name !== 'cli' && name !== 'dashboard');
    },
  );

  it('has no exception that nobody needs', () => {
    for (const [path, { by }] of Object.entries(ENTRIES)) {
      const users = files.filter(
        (file) =>
          file.startsWith(`${by}/`) &&
          readModule(file, readFileSync(new URL(file, SRC), 'utf8')).imports.some(
            (specifier) => posix.join(posix.dirname(file), specifier) === path,
          ),
      );
      expect(users, path).not.toEqual([]);
    }
    for (const [path, names] of Object.entries(PLATFORM_FILES)) {
      const { imports, outside } = readModule(path, readFileSync(new URL(path, SRC), 'utf8'));
      expect([...imports, ...outside], path).toEqual(expect.arrayContaining([...names]));
    }
  });
});

describe('the table', () => {
  it('opens doors one way', () => {
    const order: string[] = [];
    const visit = (name: string, path: readonly string[]): void => {
      expect(path, `${name} is reached from itself`).not.toContain(name);
      if (order.includes(name)) return;
      expect(ROOMS[name], name).toBeDefined();
      for (const other of ROOMS[name]!.mayImport) visit(other, [...path, name]);
      order.push(name);
    };
    for (const name of Object.keys(ROOMS)) visit(name, []);
    expect(order).toHaveLength(Object.keys(ROOMS).length);
  });

  it('lets pure rooms import only pure rooms', () => {
    for (const { isPure, mayImport } of Object.values(ROOMS)) {
      if (isPure) for (const other of mayImport) expect(ROOMS[other]!.isPure).toBe(true);
    }
  });
});

describe('the checker', () => {
  it.each([
    [
      'kernel/a.ts',
      "import { sha256 } from '../primitives/index.ts'; import './b.ts'; import type { C } from './wasm/c.ts';",
    ],
    ['primitives/a.ts', "import { sha256 } from '@noble/hashes/sha2.js';"],
    ['miner/a.ts', "export type { Work } from '../engine/index.ts'; export * from './b.ts';"],
    ['cli/a.ts', "import { readFile } from 'node:fs/promises'; const { create } = await import('webgpu');"],
    ['cli/a.ts', "import { startNodeWorker } from '../engine/worker/node-factory.ts';"],
    [
      'dashboard/x/a.ts',
      "import { html } from 'lit'; import '../../miner/index.ts'; import '@fontsource-variable/geist'; import './a.css';",
    ],
    ['engine/gpu/shader.ts', "import text from '../../../shaders/search.wgsl?raw';"],
    ['engine/worker/node-entry.ts', "import { parentPort } from 'node:worker_threads';"],
    ['consensus/a.ts', "import '../simulation/index.ts';"],
    ['chain/store/record-file.ts', "import { open } from 'node:fs/promises';"],
    ['chain/store/indexed-db-connection.ts', "import { openDB } from 'idb'; navigator.locks;"],
    ['cli/a.ts', "import { openDirectoryStore } from '../chain/store/directory-store.ts';"],
    ['cli/a.ts', "export const built = new URL('../page/', import.meta.url);"],
    // Not the page's window, nor a clock: own names, members, keys, types, comments and text.
    ['kernel/a.ts', 'const window = [1]; export const f = ({ process }: P) => window.length + process;'],
    [
      'kernel/a.ts',
      "// Date.now()\nexport const text = 'Math.random() document'; export const o = { document: 1 }; o.document;",
    ],
    [
      'kernel/a.ts',
      'export const at = (timeSec: number) => new Date(timeSec * 1000).getUTCDay() + Math.max(1, 2);',
    ],
    ['engine/a.ts', 'export const clock = () => performance.now();'],
  ])('finds nothing wrong with %s: %s', (path, text) => {
    expect(faultsOf(path, text)).toEqual([]);
  });

  it.each([
    ['kernel/a.ts', "import { x } from '../engine/index.ts';", 'no door leads from kernel to engine'],
    ['kernel/a.ts', "import type { X } from '../engine/index.ts';", 'no door leads'],
    ['kernel/a.ts', "export { x } from '../engine/index.ts';", 'no door leads'],
    ['kernel/a.ts', "export * from '../engine/index.ts';", 'no door leads'],
    ['kernel/a.ts', "const x = await import('../engine/index.ts');", 'no door leads'],
    ['kernel/a.ts', "let x: import('../engine/index.ts').X;", 'no door leads'],
    ['kernel/a.ts', "import '../engine/index.ts';", 'no door leads'],
    [
      'engine/a.ts',
      "new Worker(new URL('../miner/index.ts', import.meta.url));",
      'no door leads from engine to miner',
    ],
    ['engine/gpu/a.ts', "import '../../miner/index.ts';", 'no door leads from engine to miner'],
    ['primitives/a.ts', "import '../kernel/index.ts';", 'no door leads'],
    ['miner/a.ts', "import '../cli/index.ts';", 'no door leads'],
    ['cli/a.ts', "import '../dashboard/main.ts';", 'no door leads from cli to dashboard'],
    ['engine/a.ts', "import '../chain/index.ts';", 'no door leads from engine to chain'],
    ['simulation/a.ts', "import '../engine/index.ts';", 'no door leads from simulation to engine'],
    ['miner/a.ts', "import { Graph } from '../kernel/graph.ts';", 'past kernel/index.ts'],
    ['dashboard/a.ts', "import { plannedMs } from '../miner/benchmark-plan.ts';", 'past miner/index.ts'],
    // An exception is for one room.
    ['dashboard/a.ts', "import '../engine/worker/node-factory.ts';", 'past engine/index.ts'],
    ['miner/a.ts', "import '../engine/worker/node-factory.ts';", 'past engine/index.ts'],
    ['engine/a.ts', "import { Worker } from 'node:worker_threads';", 'the package node:worker_threads'],
    ['chain/a.ts', "import { open } from 'node:fs/promises';", 'the package node:fs/promises'],
    ['chain/store/record-file.ts', "import 'node:path';", 'the package node:path'],
    ['chain/store/record-file.ts', 'navigator.locks;', 'reaches outside: navigator'],
    ['chain/store/indexed-db-connection.ts', 'fetch("x");', 'reaches outside: fetch'],
    ['dashboard/a.ts', "import '../chain/store/directory-store.ts';", 'past chain/index.ts'],
    ['kernel/a.ts', "import { sha256 } from '@noble/hashes/sha2.js';", 'the package @noble/hashes/sha2.js'],
    ['miner/a.ts', "import { html } from 'lit';", 'the package lit'],
    ['dashboard/a.ts', "import 'lit-html';", 'the package lit-html'],
    ['dashboard/a.ts', "import 'node:fs';", 'the package node:fs'],
    ['engine/a.ts', "import text from '../../shaders/search.wgsl?raw';", 'imports a shader'],
    ['miner/a.ts', "import '../../test/unit/doors.test.ts';", 'outside src'],
    ['miner/a.ts', 'await import(name);', 'only a run can tell'],
    ['tools/a.ts', '', 'in no room'],
    ['a.ts', '', 'in no room'],
    ['kernel/a.ts', 'export const x = Math.random();', 'reaches outside: Math.random'],
    ['kernel/a.ts', "export const x = Math['random']();", 'reaches outside: Math.random'],
    ['kernel/a.ts', 'export const x = Date.now();', 'reaches outside: Date.now'],
    ['kernel/a.ts', 'export const x = new Date();', 'reaches outside: new Date()'],
    ['primitives/a.ts', 'export const x = () => performance.now();', 'reaches outside: performance'],
    ['primitives/a.ts', 'document.title = "x";', 'reaches outside: document'],
    ['primitives/a.ts', 'export const x = { document };', 'reaches outside: document'],
    ['primitives/a.ts', 'export const x = window?.name;', 'reaches outside: window'],
    ['primitives/a.ts', 'export const x = process.env;', 'reaches outside: process'],
    ['primitives/a.ts', 'export const x = o[process];', 'reaches outside: process'],
    ['primitives/a.ts', 'export const x = (o = process) => o;', 'reaches outside: process'],
    ['primitives/a.ts', 'setTimeout(() => {}, 1);', 'reaches outside: setTimeout'],
    ['primitives/a.ts', 'export const x = import.meta.url;', 'reaches outside: import.meta'],
    ['difficulty/a.ts', 'export const x = globalThis.Date;', 'reaches outside: globalThis'],
    ['consensus/a.ts', 'await fetch("x");', 'reaches outside: fetch'],
  ])('in %s refuses %s', (path, text, fault) => {
    expect(faultsOf(path, text)).toEqual([expect.stringContaining(fault)]);
  });

  it('refuses a file that it cannot read', () => {
    expect(() => faultsOf('kernel/a.ts', 'import from;')).toThrow(SyntaxError);
  });
});
