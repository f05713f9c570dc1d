/** The first 4,033 headers of Bitcoin's main chain: all accepted, and no bit of any can change. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HeaderTree } from '../../../src/chain/header-tree.ts';
import { readU32LE } from '../../../src/primitives/bytes.ts';
import { blockProof } from '../../../src/primitives/difficulty.ts';
import { displayHash } from '../../../src/primitives/sha256.ts';
import { mainnetParameters, verifyMainnetHeaders } from '../../../src/source/mainnet.ts';

const HEADERS = new Uint8Array(
  readFileSync(new URL('../../../data/btc_headers_0_4032.bin', import.meta.url)),
);
const COUNT = 4033;
const NOW = 1_760_000_000;
const headerAt = (height: number) => HEADERS.slice(80 * height, 80 * height + 80);
const nativeHash = (header: Uint8Array) => hash('sha256', hash('sha256', header, 'buffer'), 'buffer');

describe('the first 4,033 headers', () => {
  it('are accepted under the mainnet rule', () => {
    expect(HEADERS).toHaveLength(80 * COUNT);
    const verdict = verifyMainnetHeaders(HEADERS, NOW);
    if (!verdict.ok) throw new Error(`${verdict.tree.tip.height}: ${verdict.reason}: ${verdict.detail}`);
    expect(verdict.tree.tip.height).toBe(COUNT - 1);
    // All have difficulty 1.
    expect(verdict.tree.tip.chainwork).toBe(BigInt(COUNT) * blockProof(0xffffn << 208n));
    expect(displayHash(verdict.tree.at(2016)!.hash)).toBe(
      '00000000a141216a896c54f211301c436e557a8d55900637bbdce14c6c7bddef',
    );
  });

  it('are refused where two change places', () => {
    const changed = HEADERS.slice();
    changed.set(headerAt(1001), 80 * 1000);
    changed.set(headerAt(1000), 80 * 1001);
    const verdict = verifyMainnetHeaders(changed, NOW);
    expect(verdict).toMatchObject({ ok: false, reason: 'prev-blk-not-found' });
    expect(verdict.tree.tip.height).toBe(999);
  });

  it('are refused by a clock that stands before them', () => {
    const time = readU32LE(headerAt(3000), 68);
    const verdict = verifyMainnetHeaders(HEADERS, time - 7201);
    expect(verdict).toMatchObject({ ok: false, reason: 'time-too-new' });
  });

  it('each single-bit change of each is refused: 2,580,480 headers', () => {
    const tree = new HeaderTree({ parameters: mainnetParameters(), genesis: headerAt(0), hash: nativeHash });
    const reasons: Record<string, number> = {};
    for (let height = 1; height < COUNT; height++) {
      const header = headerAt(height);
      for (let bit = 0; bit < 640; bit++) {
        header[bit >> 3]! ^= 1 << (bit & 7);
        const verdict = tree.check(header, NOW);
        header[bit >> 3]! ^= 1 << (bit & 7);
        if (verdict.ok) throw new Error(`bit ${bit} of header ${height} may change`);
        reasons[verdict.reason] = (reasons[verdict.reason] ?? 0) + 1;
      }
      // The control: unchanged it is accepted.
      const verdict = tree.accept(header, NOW);
      if (!verdict.ok) throw new Error(`header ${height}: ${verdict.reason}`);
    }
    expect(reasons).toEqual({ 'high-hash': 640 * (COUNT - 1) });
  }, 120_000);

  it('each single-bit change of the first header is refused too: it is known by its hash', () => {
    for (let bit = 0; bit < 640; bit++) {
      const header = headerAt(0);
      header[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => verifyMainnetHeaders(header, NOW)).toThrow(/begin with/);
    }
    expect(verifyMainnetHeaders(headerAt(0), NOW).ok).toBe(true);
  });

  it('a row that begins elsewhere is no main chain', () => {
    expect(() => verifyMainnetHeaders(HEADERS.subarray(80), NOW)).toThrow(/begin with 000000000019d6/);
  });

  it.each([79, 81, 0])('%i bytes are no row of headers', (length) => {
    expect(() => verifyMainnetHeaders(HEADERS.subarray(0, length), NOW)).toThrow(/multiple of 80/);
  });
});
