// The built `mine` by the clock: how long it runs, at what rate, and what it does when the clock is wrong.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { start } from './command-line.ts';
import { blocksOf, chainsOfFile, QUICK, rowsOf } from './mine-chains.ts';

const chains = chainsOfFile();
const { dir, run, show } = chains;

describe('time', () => {
  test('a run that is stopped before it finds a block is not in vain: the next searches on, and its time counts', async () => {
    const words = ['mine', '--engines', 'js', '--for', '1s', '--data', dir('p'), '--json'];
    // A thousand million times what a second holds: a block would begin the count anew.
    await run(...words, '--difficulty', '1e6', '--spacing', '1s');
    const kept = () => readFile(join(dir('p'), 'search-time.json'), 'utf8').then(JSON.parse);
    const first = await kept();
    expect(first.seconds).toBeGreaterThan(0.5);
    await run(...words);
    const second = await kept();
    expect(second.after).toBe(first.after);
    expect(second.seconds).toBeGreaterThan(first.seconds + 0.5);
  });

  test('the calibration sets a difficulty at which blocks are expected near the spacing', async () => {
    const words = ['mine', '--spacing', '2s', '--blocks', '6', '--data', dir('d'), '--json'];
    const { code, out } = await run(...words, '--engines', 'wasm-simd');
    expect(code).toBe(0);
    const { difficulty } = blocksOf(out)[0]!;
    const { hashrateHps } = rowsOf(out).at(-1)!;
    // 2^32 hashes per difficulty (48 bits over 0xffff). Both are measured on a busy machine.
    const expectedSec = (difficulty * 2 ** 48) / 0xffff / hashrateHps;
    expect(expectedSec).toBeGreaterThan(1);
    expect(expectedSec).toBeLessThan(4);
  });

  test('a schedule turns engines down and off, and the report says how the rate changed', async () => {
    const { code, out } = await run(
      ...['mine', '--difficulty', '0.0002', '--spacing', '1s', '--data', dir('e'), '--json'],
      ...['--engines', 'wasm-simd,js@8', '--throttle', '100%,20%@4,100%@8', '--blocks', '11'],
    );
    expect(code).toBe(0);
    expect(rowsOf(out).filter(({ type }) => type === 'change')).toHaveLength(2);
    const { changes } = rowsOf(out).at(-1)!;
    expect(changes).toHaveLength(3);
    const [whole, fifth, js] = changes.map(({ afterHps }) => afterHps) as [number, number, number];
    expect(fifth / whole).toBeGreaterThan(0.1);
    expect(fifth / whole).toBeLessThan(0.35);
    expect(js / whole).toBeLessThan(0.6);
  });

  test('--for ends it after a time', async () => {
    const begun = performance.now();
    const { code, out } = await run('mine', ...QUICK, '--for', '2s', '--data', dir('f'));
    expect(code).toBe(0);
    expect(out).toMatch(/\b\d+ blocks? in 2/);
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});

describe('a wall clock that is wrong', () => {
  /** Node with a wall clock that is off, from the start or after a while. */
  const clockOff = (sec: number, afterMs = 0) => {
    const code = `const Real = Date, begun = performance.now();
      const off = () => (performance.now() - begun >= ${afterMs} ? ${sec * 1000} : 0);
      globalThis.Date = class extends Real {
        constructor(...given) { super(...(given.length > 0 ? given : [Real.now() + off()])); }
        static now() { return Real.now() + off(); }
      };`;
    return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
  };

  test('an hour behind the chain: it goes on, and no block is lost', async () => {
    await run('mine', ...QUICK, '--blocks', '1', '--data', dir('j'));
    const words = ['mine', '--engines', 'wasm-simd', '--blocks', '2', '--data', dir('j'), '--json'];
    const { code, out } = await start(words, chains.cache, clockOff(-3600)).ended;
    expect(code).toBe(0);
    expect(blocksOf(out)).toHaveLength(2);
  });

  test('three hours behind: others would refuse the blocks, so it says so and mines none', async () => {
    await run('mine', ...QUICK, '--blocks', '1', '--data', dir('k'));
    const words = ['mine', '--engines', 'wasm-simd', '--blocks', '2', '--data', dir('k')];
    const { code, err } = await start(words, chains.cache, clockOff(-3 * 3600)).ended;
    expect(code).toBe(1);
    expect(err).toMatch(
      /the clock is 3 h .*behind the chain's last block.*time-too-new: set the clock right/,
    );
    expect((await show('k')).height).toBe(1);
  });

  test('set back by an hour in the middle: one notice, and header times go on', async () => {
    const words = ['mine', ...QUICK, '--for', '6s', '--data', dir('l'), '--json'];
    const { code, out, err } = await start(words, chains.cache, clockOff(-3600, 4000)).ended;
    expect(code).toBe(0);
    expect(err).toContain('the wall clock was set back by 1 h; block times do not follow it');
    const times = blocksOf(out).map(({ time }) => time);
    expect(times.length).toBeGreaterThan(2);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(20);
  });
});
