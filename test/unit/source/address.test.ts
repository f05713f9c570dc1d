/** Addresses: the published vectors both ways, every kind of mistake with its sentence, and nothing else that throws. */
import { bech32, bech32m, createBase58check } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesFromHex, hexFromBytes } from '../../../src/primitives/bytes.ts';
import { sha256 } from '../../../src/primitives/sha256.ts';
import { type AddressNetwork, addressOfScript, readAddress } from '../../../src/source/address.ts';
import vectors from '../../vectors/addresses.json' with { type: 'json' };

const SEED = 20_090_103;

const base58check = createBase58check(sha256);
const valid = [...vectors.bip350, ...vectors.core];

describe('addresses', () => {
  it.each(valid)('$address is read, and written again', ({ address, script, network }) => {
    const payout = readAddress(`  ${address}\n`);
    expect(hexFromBytes(payout.script)).toBe(script);
    expect(payout).toMatchObject({ address, network });
    const canonical = address === address.toUpperCase() ? address.toLowerCase() : address;
    expect(addressOfScript(payout.script, network as AddressNetwork)).toBe(canonical);
  });

  it.each(vectors.invalid)('$address is refused: $why', ({ address }) => {
    expect(() => readAddress(address)).toThrow(/^address "[^"]+" [^.]+$/u);
  });

  it.each([
    ['', 'got nothing'],
    ['   ', 'got nothing'],
    ['bc1qvyq0cc6rahyvsazfdje0twl7ez82ndmuac2lhw', 'wrong checksum'],
    ['bc1qvyq0cc6rahyvsazfdje0twl7ez82ndmuac2lHv', 'mixes upper and lower case'],
    ['1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mp', 'wrong checksum'],
    ['1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2m0', 'has the character "0"'],
    ['ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9', 'begins with ltc1'],
    ['ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n8', 'has the character "l"'],
    ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd', 'wrong kind for witness version 1'],
    [base58check.encode(Uint8Array.of(0x30, ...new Uint8Array(20))), 'prefix 48'],
    [base58check.encode(new Uint8Array(20)), 'has 19 bytes in it'],
    [base58check.encode(new Uint8Array(22)), 'has 21 bytes in it'],
    [
      bech32.encode('bc', [0, ...bech32.toWords(new Uint8Array(21))]),
      'has 21 bytes in it, and witness version 0',
    ],
    [bech32m.encode('bc', [17, ...bech32m.toWords(new Uint8Array(32))]), 'witness version 17'],
    ['1'.repeat(91), 'at most 90 characters, got 91'],
    ['1'.repeat(90), 'checksum'],
  ])('%j: %s', (text, words) => {
    expect(() => readAddress(text)).toThrow(RangeError);
    expect(() => readAddress(text)).toThrow(words);
  });

  it('any text is an address or a sentence', () => {
    const pieces = fc.constantFrom(...valid.map(({ address }) => address));
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .tuple(fc.constantFrom('bc1', 'tb1', 'bcrt1', '1', '3'), fc.string({ maxLength: 70 }))
        .map((parts) => parts.join('')),
      fc
        .tuple(pieces, fc.nat(60), fc.string({ maxLength: 2 }))
        .map(([address, at, put]) => address.slice(0, at) + put + address.slice(at + 1)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const { script, network } = readAddress(text);
          expect(addressOfScript(script, network)?.toLowerCase()).toBe(text.trim().toLowerCase());
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          expect(error.message).toMatch(/^address /u);
        }
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});

describe('places on a network', () => {
  it.each(['http://u:S3cretPass@h', 'u:S3cretPass@h:8332', 'http://h/S3cretPass', 'S3cretPass@h'])(
    '%s is refused and not repeated',
    (text) => {
      expect(() => readAddress(text)).toThrow(
        /^address expected one to pay to, got one with :\/\/ or @ in it/u,
      );
      expect(() => readAddress(text)).not.toThrow('S3cretPass');
    },
  );

  it('the control: other mistakes are repeated', () => {
    expect(() => readAddress('mistake')).toThrow('address "mistake" ');
  });
});

describe('scripts without an address', () => {
  it.each([
    ['', 'nothing'],
    [`6a24aa21a9ed${'00'.repeat(32)}`, 'a commitment'],
    [`21${'02'.repeat(33)}ac`, 'a bare key'],
    ['51', 'OP_TRUE'],
    [`0015${'00'.repeat(21)}`, 'version 0 with 21 bytes'],
    [`5129${'00'.repeat(41)}`, 'a program of 41 bytes'],
    ['5101' + '00', 'a program of one byte'],
    [`6120${'00'.repeat(32)}`, 'OP_NOP before 32 bytes'],
    [`76a914${'00'.repeat(20)}88ad`, 'another end'],
    [`76a914${'00'.repeat(20)}88ac00`, 'something after the end'],
  ])('%s: %s', (hex) => {
    expect(addressOfScript(bytesFromHex(hex), 'main')).toBeNull();
  });

  it('the control: one byte otherwise, and there is one', () => {
    expect(addressOfScript(bytesFromHex(`0014${'00'.repeat(20)}`), 'main')).toMatch(/^bc1q/u);
    expect(addressOfScript(bytesFromHex(`76a914${'00'.repeat(20)}88ac`), 'regtest')).toMatch(/^m/u);
  });
});
