// The self-test shuts out every engine that is not exact, and says what was wrong.

import { describe, expect, it } from 'vitest';
import { type HashEngine, type NonceRange, openThreadEngine, type Work } from '../../../src/engine/index.ts';
import { KNOWN_HEADERS } from '../../../src/miner/known-headers.ts';
import { selfTest } from '../../../src/miner/self-test.ts';
import { bytesFromHex, readU32LE } from '../../../src/primitives/index.ts';
import { describeFake, exactAnswer } from '../engine/support.ts';

/** An engine whose exact answers may be spoilt. */
function engineThat(
  spoil: (candidates: readonly number[], work: Work, range: NonceRange, scan: number) => readonly number[],
) {
  const scans: { readonly work: Work; readonly range: NonceRange }[] = [];
  const engine: HashEngine = {
    name: 'gpu',
    description: describeFake('gpu'),
    async scan(work, range, signal) {
      signal?.throwIfAborted();
      scans.push({ work, range });
      const candidates = spoil(exactAnswer(work, range), work, range, scans.length);
      return { workId: work.workId, candidates, hashCount: range.count, elapsedMs: 1 };
    },
    dispose: async () => {},
  };
  return { engine, scans };
}

const known = KNOWN_HEADERS.map(({ height, hex }) => ({ height, nonce: readU32LE(bytesFromHex(hex), 76) }));
const isEasy = ({ target }: Work) => target[0]! > 0;

describe('selfTest', () => {
  it.each(['js', 'wasm', 'wasm-simd', 'reference'] as const)('passes %s', async (name) => {
    const engine = openThreadEngine(name, () => 0);
    expect(await selfTest(engine)).toEqual({ ok: true });
    await engine.dispose();
  });

  it('searches each known header around its nonce, at its own target and at an easy one', async () => {
    const { engine, scans } = engineThat((candidates) => candidates);
    expect(await selfTest(engine)).toEqual({ ok: true });
    expect(scans).toHaveLength(2 * KNOWN_HEADERS.length);
    for (const [i, { nonce }] of known.entries()) {
      for (const { range } of scans.slice(2 * i, 2 * i + 2)) {
        expect(range.start).toBeLessThanOrEqual(nonce);
        expect(range.start + range.count).toBeGreaterThan(nonce);
      }
      expect(scans.slice(2 * i, 2 * i + 2).map(({ work }) => isEasy(work))).toEqual([false, true]);
    }
  });

  it.each(known)('shuts out an engine that misses the nonce of block $height', async ({ height, nonce }) => {
    const { engine } = engineThat((candidates) => candidates.filter((candidate) => candidate !== nonce));
    expect(await selfTest(engine)).toEqual({ ok: false, reason: `missed nonce ${nonce} of block ${height}` });
  });

  it.each([
    ['first', 0],
    ['last', -1],
    ['third', 2],
  ])('shuts out an engine that drops the %s of many hits', async (_, index) => {
    const { engine } = engineThat((candidates, work) =>
      isEasy(work) ? candidates.toSpliced(index, 1) : candidates,
    );
    const verdict = await selfTest(engine);
    expect(verdict).toEqual({
      ok: false,
      reason: expect.stringMatching(
        /^found \d+ nonces instead of \d+ around that of block 0 at an easy target$/,
      ),
    });
    const [, found, expected] = /found (\d+) nonces instead of (\d+)/.exec(
      (verdict as { reason: string }).reason,
    )!;
    expect(Number(expected) - Number(found)).toBe(1);
  });

  it('shuts out an engine that adds a wrong nonce', async () => {
    const { engine } = engineThat((candidates, _work, range) => [range.start, ...candidates]);
    expect(await selfTest(engine)).toEqual({
      ok: false,
      reason: 'found 2 nonces instead of 1 around that of block 0 at its own target',
    });
  });

  it('shuts out an engine that finds one instead of another', async () => {
    const { engine } = engineThat((candidates, work) =>
      isEasy(work) ? [candidates[0]! + 1, ...candidates.slice(1)] : candidates,
    );
    expect((await selfTest(engine)).ok).toBe(false);
  });

  it('shuts out an engine that answers twice', async () => {
    const { engine } = engineThat((candidates, work) =>
      isEasy(work) ? [...candidates, candidates.at(-1)!] : candidates,
    );
    expect((await selfTest(engine)).ok).toBe(false);
  });

  it('throws what the engine throws', async () => {
    const { engine } = engineThat(() => {
      throw new RangeError('odd');
    });
    await expect(selfTest(engine)).rejects.toThrow(new RangeError('odd'));
  });

  it('hears a cancel', async () => {
    const { engine, scans } = engineThat((candidates) => candidates);
    await expect(selfTest(engine, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(scans).toEqual([]);
  });
});
