// Real mainnet headers, each searched in a window around its nonce: that nonce is found, and nothing else.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_VARIANT } from '../../src/engine/gpu/variant.ts';
import { DEFAULT_GPU_OPTIONS, type HashEngine, openGpuEngine, prepareWork } from '../../src/engine/index.ts';
import { bytesFromHex, readU32LE, targetFromCompact } from '../../src/primitives/index.ts';
import boundary from '../vectors/btc_boundary_headers.json' with { type: 'json' };
import known from '../vectors/btc_known_headers.json' with { type: 'json' };
import { clock, findGpu, mustHaveGpu } from './node-engines.ts';

const HEADERS: readonly { readonly height: number; readonly hex: string }[] = [
  ...known.headers,
  ...boundary.headers,
];

/** The window's middle is the nonce, except near the ends of the nonce space. */
function windowAround(nonce: number, count: number) {
  return { start: Math.max(0, Math.min(nonce - count / 2, 2 ** 32 - count)), count };
}

/** Runs all headers on an engine. */
export function describeRealHeaders(
  engineName: string,
  window: number,
  open: () => Promise<HashEngine>,
): void {
  describe(`${engineName}, windows of 2^${Math.log2(window)} nonces`, () => {
    let engine: HashEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine?.dispose());

    test(`finds the nonce of each of ${HEADERS.length} real headers, and nothing else`, async () => {
      const wrong: unknown[] = [];
      for (const [i, { height, hex }] of HEADERS.entries()) {
        const header = bytesFromHex(hex);
        const nonce = readU32LE(header, 76);
        const work = prepareWork(i, header, targetFromCompact(readU32LE(header, 72)));
        const { candidates, hashCount } = await engine.scan(work, windowAround(nonce, window));
        if (candidates.join() !== String(nonce) || hashCount !== window) {
          wrong.push({ height, nonce, candidates, hashCount });
        }
      }
      expect(wrong).toEqual([]);
    }, 1_800_000);
  });
}

const found = await findGpu();

/** Runs all headers on the GPU through Dawn; where there is none, says so. */
export function describeRealHeadersOnGpu(window: number): void {
  if (found.gpu !== null) {
    const { gpu, adapter } = found;
    const options = { ...DEFAULT_GPU_OPTIONS, variant: DEFAULT_VARIANT };
    describeRealHeaders(`gpu on ${adapter}`, window, async () => {
      return (await openGpuEngine(gpu, options, clock)).engine;
    });
  } else {
    const { reason } = found;
    test.skipIf(!mustHaveGpu())(`gpu, windows of ${window} nonces (${reason})`, () => {
      throw new Error(`Dawn found no adapter: ${reason}`);
    });
  }
}
