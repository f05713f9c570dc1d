// The built `mine` and `chain`: a chain that is really mined, killed, continued, exported and read again.

import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytesFromHex } from '../../src/primitives/index.ts';
import { start } from './command-line.ts';
import { blocksOf, chainsOfFile, QUICK, rowsOf } from './mine-chains.ts';

const chains = chainsOfFile();
const { dir, run, show } = chains;

describe('mine', () => {
  test('mines as many blocks as asked, each below its target, and goes on from there', async () => {
    const first = await run('mine', ...QUICK, '--blocks', '4', '--data', dir('a'), '--json');
    expect(first.code).toBe(0);
    const rows = rowsOf(first.out);
    expect(rows.map(({ type }) => type)).toEqual(['start', 'block', 'block', 'block', 'block', 'end']);
    expect(rows[0]).toMatchObject({ height: 0, rule: 'asert', targetSpacingSec: 1, windowBlocks: 8 });
    for (const { hash, nBits } of blocksOf(first.out)) {
      const [size = 0, ...mantissa] = bytesFromHex(nBits);
      const target = BigInt(`0x${Buffer.from(mantissa).toString('hex')}`) << BigInt(8 * (size - 3));
      expect(BigInt(`0x${hash}`)).toBeLessThanOrEqual(target);
    }
    const second = await run('mine', '--engines', 'wasm-simd', '--blocks', '2', '--data', dir('a'), '--json');
    expect(second.code).toBe(0);
    expect(blocksOf(second.out).map(({ height }) => height)).toEqual([5, 6]);
    const { height, hash } = await show('a');
    expect(height).toBe(6);
    expect(hash).toBe(blocksOf(second.out).at(-1)!.hash);
    // The chain's time went on from its last block, not from the wall clock.
    const gap = blocksOf(second.out)[0]!.time - blocksOf(first.out).at(-1)!.time;
    expect(gap).toBeLessThan(15);
  });

  test('Ctrl-C is a clean end with a report; what was printed is stored', async () => {
    const running = start(['mine', ...QUICK, '--data', dir('b')], chains.cache);
    // The head and two blocks.
    await running.untilLines(3);
    running.child.kill('SIGINT');
    const { code, out } = await running.ended;
    expect(code).toBe(0);
    expect(out).toMatch(/blocks in .*H\/s; mean interval .* where 1.00 s is wanted/);
    const lines = out.split('\n').filter((line) => /^ +\d+ {2}[0-9a-f]{20}/.test(line));
    expect(lines.length).toBeGreaterThanOrEqual(2);
    expect((await show('b')).height).toBe(lines.length);
  });

  test('kill -9 loses no block that was printed', async () => {
    const printed: string[] = [];
    for (let round = 0; round < 3; round++) {
      const words = round === 0 ? QUICK : ['--engines', 'wasm-simd'];
      const running = start(['mine', ...words, '--data', dir('c'), '--json'], chains.cache);
      await running.untilLines(3 + round);
      running.child.kill('SIGKILL');
      printed.push(...blocksOf((await running.ended).out).map(({ hash }) => hash));
      const { height, hash } = await show('c');
      expect(height).toBeGreaterThanOrEqual(printed.length);
      expect(height).toBeLessThanOrEqual(printed.length + 1);
      if (height === printed.length) expect(hash).toBe(printed.at(-1));
      else printed.push(hash);
    }
    expect(printed.length).toBeGreaterThanOrEqual(6);
  });
});

describe('bad input: one sentence, and nothing begun', () => {
  test.each([
    [['--spacing', '0'], '--spacing expected a time above 0 such as 5s, 2m or 1h, got 0'],
    [['--spacing', '0.5s'], '--spacing expected whole seconds from 1s to 1d'],
    [['--spacing', '2d'], '--spacing expected whole seconds from 1s to 1d'],
    [['--rule', 'guess'], '--rule expected one of bitcoin, '],
    [['--difficulty', '1e-12'], 'gives a target above the limit'],
    [['--difficulty', '1e80'], 'gives a target of 0'],
    [['--difficulty', '0'], '--difficulty expected a number above 0'],
    [['--throttle', '0%'], '--throttle expected a percentage from 0.1% to 100%'],
    [['--throttle', '50%@3'], '--throttle expected VALUE'],
    [['--engines', 'quantum'], '--engines expected names such as gpu'],
    [['--blocks', '0'], '--blocks expected a whole number from 1'],
    [['--for', 'ever'], '--for expected a time'],
    [['--window', '1'], '--window expected a whole number from 2'],
    [['--rule', 'lwma-1', '--spacing', '1s'], 'the rule lwma-1 needs a spacing of 2 s or more'],
    [['--colour'], "Unknown option '--colour'"],
    [['http://me:hunter22@127.0.0.1'], 'mine takes options alone: a word without one stands there'],
  ])('mine %s', async (words, sentence) => {
    const { code, out, err } = await run('mine', ...words, '--data', dir('never'));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
    await expect(stat(dir('never'))).rejects.toThrow('ENOENT');
  });

  test('another rule or spacing than the stored chain’s', async () => {
    await run('mine', ...QUICK, '--blocks', '1', '--data', dir('g'));
    const { code, err } = await run('mine', '--rule', 'bitcoin', '--spacing', '7s', '--data', dir('g'));
    expect(code).toBe(2);
    expect(err).toMatch(/has rule asert and a spacing of 1s: leave that out to mine on, or name another/);
  });

  test('a second miner on the same chain', async () => {
    const running = start(['mine', ...QUICK, '--data', dir('h')], chains.cache);
    await running.untilLines(2);
    const { code, err } = await run('mine', '--data', dir('h'));
    running.child.kill('SIGINT');
    await running.ended;
    expect(code).toBe(1);
    expect(err).toContain(String(running.child.pid));
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('a directory of another program is left as it is', async () => {
    await run('mine', ...QUICK, '--blocks', '1', '--data', dir('i'));
    const foreign = await mkdtemp(join(chains.root, 'foreign-'));
    await writeFile(join(foreign, 'thesis.txt'), 'three years of work');
    const { code, err } = await run('mine', '--data', foreign);
    expect(code).toBe(1);
    expect(err).toContain(foreign);
    expect(await readFile(join(foreign, 'thesis.txt'), 'utf8')).toBe('three years of work');
  });
});

describe('chain', () => {
  test('export and import give the same chain, byte for byte, and the copy can be mined on', async () => {
    await run('mine', ...QUICK, '--blocks', '3', '--data', dir('m'));
    const file = dir('m.chain');
    expect((await run('chain', 'export', file, '--data', dir('m'))).code).toBe(0);
    expect((await run('chain', 'import', file, '--data', dir('n'))).code).toBe(0);
    expect(await show('n')).toEqual(await show('m'));
    const again = dir('n.chain');
    await run('chain', 'export', again, '--data', dir('n'));
    expect(await readFile(again)).toEqual(await readFile(file));
    const { out } = await run(
      'mine',
      '--engines',
      'wasm-simd',
      '--blocks',
      '1',
      '--data',
      dir('n'),
      '--json',
    );
    expect(blocksOf(out)[0]!.height).toBe(4);
  });

  test('nothing is overwritten: not a file, not a chain', async () => {
    const file = dir('m.chain');
    const before = await readFile(file);
    const exported = await run('chain', 'export', file, '--data', dir('n'));
    expect(exported.code).toBe(2);
    expect(exported.err).toContain('exists already and is not overwritten');
    expect(await readFile(file)).toEqual(before);
    const imported = await run('chain', 'import', file, '--data', dir('n'));
    expect(imported.code).toBe(2);
    expect(imported.err).toContain('holds a chain already');
    expect((await show('n')).height).toBe(4);
  });

  test('Ctrl-C stops an import and leaves nothing behind', async () => {
    const running = start(['chain', 'import', dir('m.chain'), '--data', dir('q')], chains.cache);
    running.child.kill('SIGINT');
    const { code } = await running.ended;
    const names = await readdir(chains.root);
    expect(names.filter((name) => name.startsWith('q.import'))).toEqual([]);
    if (code === 0) expect((await show('q')).height).toBe(3);
    else expect(names).not.toContain('q');
  });

  test('a damaged file is refused before anything is stored', async () => {
    const bytes = await readFile(dir('m.chain'));
    bytes[bytes.length >> 1]! ^= 4;
    await writeFile(dir('bad.chain'), bytes);
    const { code, err } = await run('chain', 'import', dir('bad.chain'), '--data', dir('o'));
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
    await expect(stat(dir('o'))).rejects.toThrow('ENOENT');
  });

  test('show makes no directory', async () => {
    const { code, err } = await run('chain', 'show', '--data', dir('none'));
    expect(code).toBe(1);
    expect(err).toContain('there is no chain in');
    await expect(stat(dir('none'))).rejects.toThrow('ENOENT');
  });

  test.each([[[]], [['export']], [['show', 'x']], [['import', 'x', 'y']], [['destroy']]])(
    'chain %s: what it expects',
    async (words) => {
      const { code, err } = await run('chain', ...words);
      expect(code).toBe(2);
      expect(err).toContain('chain expected show, export FILE or import FILE');
    },
  );
});
