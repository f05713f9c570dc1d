// The built command line, as a person or a script runs it: what it prints, where, and how it ends.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BenchmarkReport } from '../../src/miner/index.ts';
import { BUILT } from '../setup/build.ts';
import { type Ended, start } from './command-line.ts';

const GENESIS =
  '0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c';
const NONCE = 2_083_236_893;
const COMMANDS = [
  'mine',
  'pool',
  'chain',
  'difficulty',
  'simulate',
  'energy',
  'search',
  'verify',
  'engines',
  'bench',
];

let cache = '';
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'proofworks-cache-'));
});
afterAll(() => rm(cache, { recursive: true }));

/** @param interruptAfterMs - sends what Ctrl-C sends. */
function proofworks(words: readonly string[], interruptAfterMs?: number): Promise<Ended> {
  const { child, ended } = start(words, cache);
  if (interruptAfterMs !== undefined) setTimeout(() => child.kill('SIGINT'), interruptAfterMs);
  return ended;
}

const around = ['--from', String(NONCE - 5000), '--count', '10000'];

describe('help', () => {
  test('without a command: the list, and exit code 2', async () => {
    const { code, out } = await proofworks([]);
    expect(code).toBe(2);
    for (const command of COMMANDS) expect(out).toContain(command);
  });

  test.each(COMMANDS)('%s --help names its options', async (command) => {
    const { code, out, err } = await proofworks([command, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`proofworks ${command}`);
    expect(out).toContain('--json');
  });
});

describe('search', () => {
  test('finds the nonce of the genesis block, alone on stdout', async () => {
    const { code, out, err } = await proofworks(['search', GENESIS, ...around]);
    expect({ code, out }).toEqual({ code: 0, out: `${NONCE}\n` });
    expect(err).toMatch(/1 found in 10,000 nonces; .*H\/s\n$/);
  });

  test.each(['gpu', 'wasm-simd', 'wasm', 'js', 'reference'])('finds it with --engine %s', async (engine) => {
    const { code, out } = await proofworks(['search', GENESIS, ...around, '--engine', engine, '--json']);
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(Object.keys(result)).toEqual(['engine', 'adapter', 'found', 'hashes', 'seconds', 'hps']);
    expect(result).toMatchObject({ engine, found: [NONCE], hashes: 10_000 });
    expect(result.hps).toBeCloseTo(result.hashes / result.seconds, 3);
  });

  test('ends with 1 where there is none', async () => {
    const { code, out, err } = await proofworks(['search', GENESIS, '--from', '0', '--count', '10000']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('none found');
  });

  test('takes a target instead of the header’s own: --bits of regtest accepts about half', async () => {
    const { code, out } = await proofworks([
      ...['search', GENESIS, '--bits', '207fffff', '--from', '0x10', '--count', '1000', '--json'],
    ]);
    expect(code).toBe(0);
    const { found } = JSON.parse(out);
    expect(found.length).toBeGreaterThan(400);
    expect(found.length).toBeLessThan(600);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(16);
  });

  test('--target and --bits say the same in two ways', async () => {
    const range = ['--from', '7', '--count', '5000', '--json'];
    const target = `0fffff${'0'.repeat(58)}`;
    const byBits = JSON.parse((await proofworks(['search', GENESIS, '--bits', '200fffff', ...range])).out);
    const byTarget = JSON.parse((await proofworks(['search', GENESIS, '--target', target, ...range])).out);
    expect(byTarget.found).toEqual(byBits.found);
    expect(byTarget.found.length).toBeGreaterThan(100);
  });

  test('stops at Ctrl-C with one line', async () => {
    const { code, out, err } = await proofworks(
      ['search', GENESIS, '--from', '0', '--engine', 'reference'],
      // By then even a program that starts beside others listens for it.
      4_000,
    );
    expect({ code, out, err }).toEqual({ code: 130, out: '', err: 'proofworks: interrupted\n' });
  });
});

describe('a mistake on the command line: one line on stderr, nothing on stdout, exit code 2', () => {
  const mistakes: [string[], string][] = [
    [['frobnicate'], 'there is no command frobnicate'],
    [['search'], 'HEADER_HEX is missing'],
    [['search', 'abc'], 'expected 160 hex digits'],
    [['search', 'z'.repeat(160)], 'expected hexadecimal digits'],
    [['search', GENESIS, GENESIS], 'expected one HEADER_HEX'],
    [['search', GENESIS, '--from', '-1'], '--from'],
    [['search', GENESIS, '--from', '4294967296'], '--from expected a whole number from 0 to 4294967295'],
    [['search', GENESIS, '--from', '10', '--count', '4294967290'], '--count expected'],
    [['search', GENESIS, '--engine', 'abacus'], '--engine expected one of auto, gpu'],
    [['search', GENESIS, '--bits', '00000000'], 'is zero'],
    [['search', GENESIS, '--bits', '1d80ffff'], 'is negative'],
    [['search', GENESIS, '--bits', 'ff00ffff'], 'is over 256 bits'],
    [['search', GENESIS, '--target', '1'.repeat(65)], '--target expected at most 64 hex digits'],
    [['search', GENESIS, '--target', '1', '--bits', '1d00ffff'], 'exclude each other'],
    [['search', GENESIS, '--gpu-kernel', 'spiral:1:64'], 'GPU kernel expected'],
    [['search', GENESIS, '--colour'], "Unknown option '--colour'"],
    [['verify', GENESIS.slice(2)], 'expected 160 hex digits'],
    [['verify', GENESIS, '--network', 'moon'], '--network expected one of any, mainnet'],
    [['bench', '--seconds', '0'], '--seconds expected'],
    [['bench', '--runs', '1.5'], '--runs expected a whole number'],
    [['bench', '--engines', 'abacus'], '--engines expected names such as gpu'],
    [['bench', '--runtime', 'bun'], '--runtime expected one of node, chrome'],
    [['bench', 'now'], 'bench takes no words'],
    [['engines', 'now'], 'engines takes no words'],
  ];

  test.each(
    mistakes.map(([words, sentence]) => ({
      words,
      sentence,
      name: words.join(' ').replaceAll(GENESIS, 'GENESIS'),
    })),
  )('$name', async ({ words, sentence }) => {
    const { code, out, err } = await proofworks(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err).toMatch(/^proofworks: [^\n]+\n$/);
  });
});

describe('verify', () => {
  test('accepts the genesis block', async () => {
    const { code, out } = await proofworks(['verify', GENESIS, '--network', 'mainnet', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      ok: true,
      reason: null,
      detail: null,
      hash: '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f',
      target: `00000000ffff${'0'.repeat(52)}`,
      difficulty: 1,
    });
  });

  test('refuses it with one bit changed, in Bitcoin’s word', async () => {
    const { code, out } = await proofworks(['verify', `${GENESIS.slice(0, -1)}d`]);
    expect(code).toBe(1);
    expect(out).toMatch(/verdict {5}high-hash: hash is above the target/);
  });

  test('refuses a target easier than the main network’s, when asked about it', async () => {
    const easy = GENESIS.replace('ffff001d', 'ffff7f20');
    const mainnet = await proofworks(['verify', easy, '--network', 'mainnet']);
    expect(mainnet.code).toBe(1);
    expect(mainnet.out).toContain('easier than the network');
    expect((await proofworks(['verify', easy])).out).not.toContain('easier than the network');
  });
});

describe('verify --chain', () => {
  const file = join(BUILT.cli, '../../data/btc_headers_0_4032.bin');

  test('accepts the first 4,033 headers of the main chain', async () => {
    const { code, out } = await proofworks(['verify', '--chain', file, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true, reason: null, height: 4032 });
  });

  test('says which header is refused, and why', async () => {
    const bytes = await readFile(file);
    bytes[80 * 2500 + 40]! ^= 1;
    const changed = join(cache, 'changed.bin');
    await mkdir(cache, { recursive: true });
    await writeFile(changed, bytes);
    const { code, out } = await proofworks(['verify', '--chain', changed]);
    expect(code).toBe(1);
    expect(out).toContain('height      2,499');
    expect(out).toContain('verdict     high-hash at height 2,500: hash is above the target');
  });

  test('one sentence for what is no chain', async () => {
    const { code, err } = await proofworks(['verify', '--chain', join(BUILT.cli, '../../package.json')]);
    expect(code).toBe(1);
    expect(err).toMatch(/holds no chain: "headers" expected a multiple of 80 bytes, got \d+\n$/);
  });
});

describe('engines', () => {
  test('opens and tests them all; the software adapter is named as such', async () => {
    const { code, out } = await proofworks(['engines', '--json']);
    expect(code).toBe(0);
    const { engines } = JSON.parse(out);
    expect(engines.map(({ engine }: { engine: string }) => engine)).toEqual([
      ...['gpu', 'wasm-simd', 'wasm', 'js', 'reference'],
    ]);
    for (const { selfTest } of engines) expect(selfTest).toBe('passed');
    expect(engines[0]).toMatchObject({ isSoftware: true });
    expect(engines[0].limits.maxComputeInvocationsPerWorkgroup).toBeGreaterThanOrEqual(256);
  });
});

describe('bench', () => {
  test('prints a report, writes it to a file, and names rows that cannot run', async () => {
    const file = join(cache, 'report.json');
    const { code, out, err } = await proofworks([
      ...['bench', '--engines', 'js,wasm-simd x2', '--seconds', '0.3', '--runs', '2'],
      ...['--json', '--out', file],
    ]);
    expect({ code, err }).toMatchObject({ code: 0 });
    const report: BenchmarkReport = JSON.parse(out);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(report);
    expect(report.results.map(({ engine }) => engine)).toEqual(['js', 'wasm-simd x2']);
    for (const { hps, runs, shares } of report.results) {
      expect(runs).toHaveLength(2);
      expect(hps.low).toBeGreaterThan(0);
      expect(shares.hardwareErrors).toBe(0);
    }
  });

  test('drives the built page in a real Chrome', async () => {
    const { code, out, err } = await proofworks([
      ...[
        'bench',
        '--runtime',
        'chrome',
        '--engines',
        'wasm-simd',
        '--seconds',
        '0.3',
        '--runs',
        '2',
        '--json',
      ],
    ]);
    expect({ code, err }).toMatchObject({ code: 0 });
    const report: BenchmarkReport = JSON.parse(out);
    expect(report.machine.runtime).toMatch(/^Chrome \d+$/);
    expect(report.results[0]?.hps.median).toBeGreaterThan(0);
  });
});
