/** Messages in coinbases: read back as they were written, within the script's bounds; what others wrote is none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCoinbase, parseCoinbase, splitCoinbase } from '../../../src/chain/coinbase.ts';
import {
  coinbaseMessage,
  coinbaseWithMessage,
  MAX_MESSAGE_BYTES,
  messageTag,
} from '../../../src/chain/coinbase-message.ts';
import { bytesFromHex } from '../../../src/primitives/bytes.ts';
import bcoin from '../../vectors/gbt/gbt-bcoin102-segwit-txs.json' with { type: 'json' };
import knots from '../../vectors/gbt/gbt-knots0211-segwit-txs.json' with { type: 'json' };

const fields = (tag: Uint8Array, height = 7) => ({
  height,
  extraNonce: 2n ** 64n - 2n,
  valueSats: 5_000_000_000n,
  payoutScript: Uint8Array.of(0x51),
  tag,
  witnessCommitment: null,
});
const withMessage = (message: string, height?: number) =>
  buildCoinbase(fields(messageTag(message), height)).bytes;
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('a message', () => {
  it('stands between slashes behind the program’s name', () => {
    expect(messageTag('hello')).toEqual(utf8('/Proofworks/hello/'));
    expect(messageTag('')).toEqual(utf8('/Proofworks/'));
  });

  it.each(['hello', 'a/b/', '/', 'Grüße aus 東京 ⛏️', '\u{feff}x', ' ', 'x'.repeat(MAX_MESSAGE_BYTES)])(
    '%j is read back',
    (message) => expect(coinbaseMessage(withMessage(message))).toBe(message),
  );

  it('any text that is taken is read back, at any height', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.nat(0x7fffffff), (message, height) => {
        let bytes: Uint8Array;
        try {
          bytes = withMessage(message, height);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(coinbaseMessage(bytes)).toBe(message || null);
        expect(splitCoinbase(bytes)).toEqual(fields(messageTag(message), height));
      }),
      { seed: 73, numRuns: 300 },
    );
  });

  it('fills a script of a hundred bytes at the greatest height, and not one more', () => {
    const longest = 'é'.repeat((MAX_MESSAGE_BYTES - 1) / 2);
    expect(parseCoinbase(withMessage(`${longest}x`, 0x7fffffff)).script).toHaveLength(100);
    expect(() => messageTag(`${longest}é`)).toThrow('"message" expected at most 73 bytes of UTF-8, got 74');
  });

  it.each(['two\nlines', 'bell\u0007', 'del\u007f', '\u0085', 'half \ud83d', '\udc00'])(
    '%j is none',
    (message) => expect(() => messageTag(message)).toThrow(/without control characters/),
  );
});

describe('a coinbase without one', () => {
  it.each([
    ['the program’s name alone', '/Proofworks/'],
    ['the first block’s', '/Proofworks asert 10 s/'],
    ['an empty one', '/Proofworks//'],
    ['no slash at its end', '/Proofworks/hello'],
    ['another program', '/Elsewhere/hello/'],
    ['nothing', ''],
  ])('%s', (_, tag) => expect(coinbaseMessage(buildCoinbase(fields(utf8(tag))).bytes)).toBeNull());

  it('bytes that are no text', () => {
    const tag = Uint8Array.of(...utf8('/Proofworks/'), 0xff, 0xfe, ...utf8('/'));
    expect(coinbaseMessage(buildCoinbase(fields(tag)).bytes)).toBeNull();
  });

  it('real ones of other programs', () => {
    for (const { coinbaseFull } of [bcoin, knots])
      expect(coinbaseMessage(bytesFromHex(coinbaseFull))).toBeNull();
  });

  it('what is no coinbase is an error', () => {
    expect(() => coinbaseMessage(Uint8Array.of(1, 2, 3))).toThrow(RangeError);
  });
});

describe('another message', () => {
  it('changes the message alone, and back again', () => {
    const commitment = new Uint8Array(32).fill(5);
    for (const witnessCommitment of [null, commitment]) {
      const before = buildCoinbase({ ...fields(messageTag('paid 5'), 300), witnessCommitment }).bytes;
      const after = coinbaseWithMessage(before, 'paid 5000');
      expect(coinbaseMessage(after)).toBe('paid 5000');
      expect(splitCoinbase(after)).toEqual({ ...splitCoinbase(before), tag: messageTag('paid 5000') });
      expect(coinbaseWithMessage(after, 'paid 5')).toEqual(before);
      expect(coinbaseMessage(coinbaseWithMessage(before, ''))).toBeNull();
    }
  });

  it('is not put into what others built', () => {
    for (const { coinbaseFull } of [bcoin, knots]) {
      expect(() => coinbaseWithMessage(bytesFromHex(coinbaseFull), 'mine')).toThrow(/that Proofworks built/);
    }
  });
});
