// No engine may mine before it has found what is known to be there, and nothing else.

import { type HashEngine, prepareWork } from '../engine/index.ts';
import {
  bytesFromHex,
  createHeaderHasher,
  readU32LE,
  targetFromCompact,
  wordsAtMost,
} from '../primitives/index.ts';
import { KNOWN_HEADERS } from './known-headers.ts';

/** Nonces searched around each known one. */
const WINDOW = 2 ** 11;
/** An easy target, about one nonce in 256: many hits, so that a kernel which drops some is found out. */
const EASY_TARGET = 2n ** 248n - 1n;

export type SelfTestVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Searches windows of real headers, each at its own target and at an easy one.
 *
 * @throws what the engine throws.
 */
export async function selfTest(engine: HashEngine, signal?: AbortSignal): Promise<SelfTestVerdict> {
  for (const [i, { height, hex }] of KNOWN_HEADERS.entries()) {
    const header = bytesFromHex(hex);
    const nonce = readU32LE(header, 76);
    const range = { start: Math.max(0, Math.min(nonce - WINDOW / 2, 2 ** 32 - WINDOW)), count: WINDOW };
    for (const [name, target] of [
      ['its own target', targetFromCompact(readU32LE(header, 72))],
      ['an easy target', EASY_TARGET],
    ] as const) {
      const work = prepareWork(i, header, target);
      const { candidates } = await engine.scan(work, range, signal);
      const hasher = createHeaderHasher(work.midstate, work.tail);
      const expected: number[] = [];
      for (let tried = range.start; tried < range.start + range.count; tried++) {
        if (wordsAtMost(hasher.hashWords(tried), work.target)) expected.push(tried);
      }
      if (name === 'its own target' && !candidates.includes(nonce)) {
        return { ok: false, reason: `missed nonce ${nonce} of block ${height}` };
      }
      if (candidates.join() !== expected.join()) {
        return {
          ok: false,
          reason: `found ${candidates.length} nonces instead of ${expected.length} around that of block ${height} at ${name}`,
        };
      }
    }
  }
  return { ok: true };
}
