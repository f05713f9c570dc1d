// What the tests of the built `mine` share: where their chains lie, how it is run, and how its rows are read.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Ended, start } from './command-line.ts';

/** About half a second of one core's WebAssembly. */
export const QUICK = ['--engines', 'wasm-simd', '--difficulty', '0.0003', '--spacing', '1s'];

/** What `--json` prints of a block, a change of engines or the end. */
export interface Row {
  readonly type: string;
  readonly height: number;
  readonly hash: string;
  readonly time: number;
  readonly nBits: string;
  readonly difficulty: number;
  readonly hashrateHps: number;
  readonly blocks: number;
  readonly meanIntervalSec: number;
  readonly changes: readonly { readonly beforeHps: number | null; readonly afterHps: number }[];
}
export const rowsOf = (out: string): Row[] =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
export const blocksOf = (out: string) => rowsOf(out).filter(({ type }) => type === 'block');

/** Chains of a file's tests. */
export interface Chains {
  /** There while the tests run, and gone after; paths. */
  readonly root: string;
  readonly cache: string;
  readonly dir: (name: string) => string;
  readonly run: (...words: string[]) => Promise<Ended>;
  /** What `chain show --json` says of the chain in a directory. */
  readonly show: (name: string) => Promise<{ readonly height: number; readonly hash: string }>;
}

/** Makes a directory for the chains of a file's tests. */
export function chainsOfFile(): Chains {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'proofworks-mine-'));
  });
  afterAll(() => rm(root, { recursive: true }));
  const dir = (name: string) => join(root, name);
  const run = (...words: string[]) => start(words, dir('cache')).ended;
  return {
    get root() {
      return root;
    },
    get cache() {
      return dir('cache');
    },
    dir,
    run,
    async show(name) {
      const { code, out } = await run('chain', 'show', '--data', dir(name), '--json');
      expect(code).toBe(0);
      return JSON.parse(out);
    },
  };
}
