// The built `proofworks difficulty`: what it prints, that the same seed prints the same bytes, and its mistakes.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShockResult } from '../../src/simulation/index.ts';
import { BUILT } from '../setup/build.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofworks-difficulty-'));
});
afterAll(() => rm(folder, { recursive: true }));

function difficulty(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(BUILT.cli, 'proofworks.js'), 'difficulty', ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const few = ['--rules', 'bitcoin,asert', '--blocks', '3000'];

test('--help and every table fit 110 columns', async () => {
  const texts = await Promise.all([difficulty('--help'), difficulty('replay'), difficulty('intervals')]);
  for (const { code, out } of texts) {
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line.length > 110)).toEqual([]);
  }
});

describe('shock', () => {
  test('prints a table per shock that fits 110 columns, and says what its columns mean', async () => {
    const { code, out, err } = await difficulty('shock', '--blocks', '300');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(110);
    for (const name of ['steady', 'up-100', 'exodus', 'hopping', 'time-warp', 'future-drift']) {
      expect(out).toMatch(new RegExp(`^${name}: `, 'mu'));
    }
    // It has no periods to warp.
    expect(out.match(/^asert /gmu)).toHaveLength(10);
    expect(out).toContain('Seed 1, 300 blocks');
  });

  test('same seed, same bytes; another seed, others', async () => {
    const csv = async (seed: string, file: string) => {
      const path = join(folder, file);
      expect((await difficulty('shock', ...few, '--seed', seed, '--csv', path)).code).toBe(0);
      return readFile(path, 'utf8');
    };
    const first = await csv('5', 'a.csv');
    expect(await csv('5', 'b.csv')).toBe(first);
    expect(await csv('6', 'c.csv')).not.toBe(first);
    const lines = first.trimEnd().split('\r\n');
    // The time warp is not asked of asert.
    expect(lines).toHaveLength(1 + 11 + 10);
    const cells = lines.map((line) => line.split(','));
    expect(new Set(cells.map((row) => row.length))).toEqual(new Set([20]));
    expect(cells[0]).toContain('mean_interval_s');
    expect(cells[1]!.slice(0, 3)).toEqual(['steady', 'bitcoin', '3000']);
  });

  test('a file that is there is not overwritten, and a wrong path is told at once', async () => {
    const path = join(folder, 'precious.csv');
    await writeFile(path, 'precious');
    const { code, out, err } = await difficulty('shock', ...few, '--csv', path);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('exists already and is not overwritten');
    expect(await readFile(path, 'utf8')).toBe('precious');
    const nowhere = await difficulty('shock', ...few, '--csv', join(folder, 'none', 'x.csv'));
    expect({ code: nowhere.code, out: nowhere.out }).toEqual({ code: 1, out: '' });
    expect(nowhere.err).toContain('there is no such file or directory');
  });

  test('--json has what the table has, complete', async () => {
    const { code, out } = await difficulty('shock', ...few, '--shock', 'down-10,hopping', '--json');
    expect(code).toBe(0);
    const { seed, spacingSec, results } = JSON.parse(out);
    expect({ seed, spacingSec }).toEqual({ seed: 1, spacingSec: 600 });
    expect(results.map(({ rule, scenario }: ShockResult) => `${scenario} ${rule}`)).toEqual([
      ...['down-10 bitcoin', 'down-10 asert', 'hopping bitcoin', 'hopping asert'],
    ]);
    expect(results[1].settledBlocks).toBeGreaterThan(800);
    expect(results[0].settledBlocks).toBeNull();
  });
});

describe('replay', () => {
  test('recomputes the real retargets and stands the simulated chain beside the real one', async () => {
    const { code, out, err } = await difficulty('replay', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { retargets, chains } = JSON.parse(out);
    expect(retargets).toEqual({ known: 413, exact: 413, firstWrongHeight: null });
    expect(chains.map(({ rule }: { rule: string | null }) => rule)).toEqual([null, 'bitcoin']);
    expect(chains[0].meanIntervalSec).toBeCloseTo(575.335, 3);
    expect(Math.abs(chains[1].meanIntervalSec - 575.335)).toBeLessThan(1.2);
  });
});

describe('intervals', () => {
  test('sets simulated intervals, which are exponential, beside real ones, which are not', async () => {
    const { code, out } = await difficulty('intervals', '--json');
    expect(code).toBe(0);
    const [simulated, real] = JSON.parse(out).fits;
    expect(simulated.pValue).toBeGreaterThan(0.01);
    expect(Math.abs(simulated.sdOverMean - 1)).toBeLessThan(0.03);
    expect(real).toMatchObject({ intervals: 4032, longestSec: 463_160 });
    expect(real.pValue).toBeLessThan(0.005);
  });

  test('reads a file of headers', async () => {
    const file = join(folder, 'headers.bin');
    const all = await readFile(new URL('../../data/btc_headers_0_4032.bin', import.meta.url));
    await writeFile(file, all.subarray(0, 21 * 80));
    const { code, out } = await difficulty('intervals', '--headers', file);
    expect(code).toBe(0);
    expect(out).toContain('KS distance');
  });
});

describe('a mistake on the command line: one line on stderr, nothing on stdout, exit code 2', () => {
  test.each([
    [[], 'difficulty expected a study: shock, replay, intervals'],
    [['frobnicate'], 'there is no study frobnicate'],
    [['shock', 'now'], 'shock takes no words'],
    [['shock', '--rules', 'abacus'], '--rules expected all, or names from'],
    [['shock', '--shock', 'frogs'], '--shock expected all, or names from steady'],
    [['shock', '--spacing', '0'], '--spacing expected a time above 0 such as 5s, 2m or 1h'],
    [['shock', '--blocks', '99'], '--blocks expected a whole number from 100'],
    [['shock', '--seed', '-1'], '--seed'],
    [['replay', '--rule', 'abacus'], '--rule expected all, or names from'],
    [['intervals', '--headers', 'a', '--data', 'b'], 'exclude each other'],
  ])('%j', async (words, sentence) => {
    const { code, out, err } = await difficulty(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err).toMatch(/^proofworks: [^\n]+\n$/);
  });

  test('files that are no headers, too few of them, or not there', async () => {
    const odd = join(folder, 'odd.bin');
    const short = join(folder, 'short.bin');
    await writeFile(odd, new Uint8Array(81));
    await writeFile(short, new Uint8Array(20 * 80));
    const ends = await Promise.all(
      [odd, short, join(folder, 'none.bin')].map((file) => difficulty('intervals', '--headers', file)),
    );
    expect(ends.map(({ code }) => code)).toEqual([2, 2, 1]);
    expect(ends[0]!.err).toContain('expected 80-byte headers, got 81 bytes');
    expect(ends[1]!.err).toContain('has 20 blocks; a fit needs 21');
    for (const { err } of ends) expect(err).toMatch(/^proofworks: [^\n]+\n$/);
  });

  test('a chain that is not there, which is not made by asking', async () => {
    const nowhere = join(folder, 'nowhere');
    expect(await difficulty('intervals', '--data', nowhere)).toMatchObject({ code: 1, out: '' });
    await expect(readFile(nowhere)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
