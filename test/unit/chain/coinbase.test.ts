/** Coinbases: real ones that nodes accepted are read and judged; ours are read back; each fault has its word. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockContents, checkContents, coinbaseAlone } from '../../../src/chain/check-contents.ts';
import {
  buildCoinbase,
  heightOfScript,
  heightScript,
  parseCoinbase,
  witnessCommitment,
} from '../../../src/chain/coinbase.ts';
import { blockSubsidySats, COIN_SATS } from '../../../src/chain/subsidy.ts';
import { bytesFromHex, concatBytes, hexFromBytes, reverseBytes } from '../../../src/primitives/bytes.ts';
import { merkleRoot } from '../../../src/primitives/merkle.ts';
import { sha256d } from '../../../src/primitives/sha256.ts';
import bcoinFirst from '../../vectors/gbt/gbt-bcoin102-block1.json' with { type: 'json' };
import bcoin from '../../vectors/gbt/gbt-bcoin102-segwit-txs.json' with { type: 'json' };
import knots from '../../vectors/gbt/gbt-knots0211-segwit-txs.json' with { type: 'json' };

/** Regtest (Bitcoin Core, `kernel/chainparams.cpp`). */
const REGTEST = { heightInCoinbaseFrom: 1, halvingIntervalBlocks: 150 };

interface GbtResult {
  readonly height: number;
  readonly transactions: readonly { readonly txid: string; readonly hash: string; readonly fee: number }[];
}

/** A block that a node accepted: its template's transactions and its own coinbase. */
function recorded(record: { coinbaseFull: string; merkleRootInternal: string; rpc: readonly unknown[] }) {
  const results = (record.rpc as { response: { result: GbtResult | null } }[]).map(
    ({ response }) => response.result,
  );
  const { height, transactions } = results.find((result) => result?.transactions !== undefined)!;
  const ids = (name: 'txid' | 'hash') => transactions.map((tx) => reverseBytes(bytesFromHex(tx[name])));
  const contents: BlockContents = {
    coinbase: bytesFromHex(record.coinbaseFull),
    txids: ids('txid'),
    wtxids: transactions.length > 0 ? ids('hash') : null,
    feesSats: BigInt(transactions.reduce((sum, { fee }) => sum + fee, 0)),
  };
  return { height, contents, root: bytesFromHex(record.merkleRootInternal) };
}

const REAL = {
  'bcoin, block 1': bcoinFirst,
  'bcoin, six transactions': bcoin,
  'Knots, six transactions': knots,
};

describe('blocks that nodes accepted', () => {
  it.each(Object.entries(REAL))(
    '%s: nothing is wrong, and the stripped form is the recorded one',
    (_, record) => {
      const { height, contents, root } = recorded(record);
      expect(checkContents(contents, root, height, REGTEST)).toBeNull();
      expect(hexFromBytes(parseCoinbase(contents.coinbase).stripped)).toBe(record.coinbaseStripped);
    },
  );

  it('one satoshi less of fees: bad-cb-amount', () => {
    const { height, contents, root } = recorded(knots);
    const poorer = { ...contents, feesSats: contents.feesSats - 1n };
    expect(checkContents(poorer, root, height, REGTEST)?.reason).toBe('bad-cb-amount');
  });

  it('another height: bad-cb-height; before BIP 34, nothing', () => {
    const { height, contents, root } = recorded(bcoinFirst);
    expect(checkContents(contents, root, height + 1, REGTEST)?.reason).toBe('bad-cb-height');
    expect(checkContents(contents, root, height + 1, { ...REGTEST, heightInCoinbaseFrom: 3 })).toBeNull();
  });

  it('other witnesses: bad-witness-merkle-match', () => {
    const { height, contents, root } = recorded(knots);
    const wtxids = contents.wtxids!.with(0, sha256d(contents.wtxids![0]!));
    expect(checkContents({ ...contents, wtxids }, root, height, REGTEST)?.reason).toBe(
      'bad-witness-merkle-match',
    );
  });

  it('the coinbase without its witness: bad-witness-nonce-size', () => {
    const { height, contents, root } = recorded(knots);
    const { stripped } = parseCoinbase(contents.coinbase);
    expect(checkContents({ ...contents, coinbase: stripped }, root, height, REGTEST)?.reason).toBe(
      'bad-witness-nonce-size',
    );
  });

  it('another root: bad-txnmrklroot', () => {
    const { height, contents, root } = recorded(knots);
    expect(checkContents(contents, sha256d(root), height, REGTEST)?.reason).toBe('bad-txnmrklroot');
  });

  it.each(['bad-txnmrklroot', 'bad-cb-missing'])(
    'no bit of a coinbase can change: among the reasons is %s',
    (reason) => {
      const { height, contents, root } = recorded(bcoinFirst);
      const reasons = new Set<string | undefined>();
      for (let bit = 0; bit < 8 * contents.coinbase.length; bit++) {
        const changed = contents.coinbase.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        const rejection = checkContents({ ...contents, coinbase: changed }, root, height, REGTEST);
        expect(rejection).not.toBeNull();
        reasons.add(rejection?.reason);
      }
      expect(reasons).toContain(reason);
    },
  );
});

describe('heightOfScript', () => {
  it.each([0, 1, 16, 17, 127, 128, 255, 256, 0x7fff, 0x8000, 840_000, 0x7fffffff])(
    'reads %d back',
    (height) => {
      expect(heightOfScript(concatBytes(heightScript(height), Uint8Array.of(4, 1, 2, 3, 4)))).toBe(height);
    },
  );

  it.each([
    ['nothing', ''],
    ['an opcode below OP_1', '50'],
    ['an opcode above OP_16', '61'],
    ['a push of six bytes', '06010203040506'],
    ['a push that ends early', '030102'],
    ['a negative number', '0181'],
    ['more than 2^31 - 1', '050000008000'],
  ])('takes %s for none', (_, hex) => {
    expect(heightOfScript(bytesFromHex(hex))).toBeNull();
  });
});

describe('heightScript', () => {
  it.each([
    [0, '00'],
    [1, '51'],
    [16, '60'],
    [17, '0111'],
    [127, '017f'],
    [128, '028000'],
    [32_767, '02ff7f'],
    [32_768, '03008000'],
    // The first block that had to state its height (BIP 34).
    [227_931, '035b7a03'],
    [8_388_607, '03ffff7f'],
    [8_388_608, '0400008000'],
  ])('%i is %s', (height, hex) => {
    expect(hexFromBytes(heightScript(height))).toBe(hex);
  });

  it.each([-1, 1.5, 2 ** 31])('refuses %d', (height) => {
    expect(() => heightScript(height)).toThrow(RangeError);
  });
});

describe('buildCoinbase', () => {
  const fields = fc.record({
    height: fc.nat(2 ** 31 - 1),
    extraNonce: fc.bigInt(0n, 2n ** 64n - 1n),
    valueSats: fc.bigInt(0n, 2n ** 63n),
    payoutScript: fc.uint8Array({ maxLength: 300 }),
    tag: fc.uint8Array({ maxLength: 80 }),
    witnessCommitment: fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 }), { nil: null }),
  });

  it('is read back, and its id does not depend on the witness', () => {
    fc.assert(
      fc.property(fields, (wanted) => {
        const { bytes, stripped } = buildCoinbase(wanted);
        const parsed = parseCoinbase(bytes);
        expect(parsed.stripped).toEqual(stripped);
        expect(parseCoinbase(stripped).stripped).toEqual(stripped);
        expect(parsed.outputs[0]).toEqual({ valueSats: wanted.valueSats, script: wanted.payoutScript });
        expect(parsed.outputs).toHaveLength(wanted.witnessCommitment === null ? 1 : 2);
        expect(parsed.witness).toEqual(wanted.witnessCommitment === null ? [] : [new Uint8Array(32)]);
        const stated = heightScript(wanted.height);
        expect(parsed.script.subarray(0, stated.length)).toEqual(stated);
      }),
      { seed: 34, numRuns: 300 },
    );
  });

  it('passes the checks with a commitment to the witnesses, and not with one to others', () => {
    const txids = [sha256d(Uint8Array.of(1))];
    const wtxids = [sha256d(Uint8Array.of(2))];
    const commitment = witnessCommitment(merkleRoot([new Uint8Array(32), ...wtxids]));
    const check = (given: Uint8Array) => {
      const { bytes, stripped } = buildCoinbase({
        height: 5,
        extraNonce: 7n,
        valueSats: 50n * COIN_SATS,
        payoutScript: Uint8Array.of(0x51),
        tag: new Uint8Array(0),
        witnessCommitment: given,
      });
      const contents = { coinbase: bytes, txids, wtxids, feesSats: 0n };
      return checkContents(contents, merkleRoot([sha256d(stripped), ...txids]), 5, REGTEST);
    };
    expect(check(commitment)).toBeNull();
    expect(check(sha256d(commitment))?.reason).toBe('bad-witness-merkle-match');
  });

  it('has one form: room for a witness that holds none, or no output, is refused', () => {
    const { stripped } = buildCoinbase({
      height: 1,
      extraNonce: 0n,
      valueSats: 0n,
      payoutScript: new Uint8Array(0),
      tag: new Uint8Array(0),
      witnessCommitment: null,
    });
    const roomy = Uint8Array.of(
      ...stripped.slice(0, 4),
      0,
      1,
      ...stripped.slice(4, -4),
      0,
      ...stripped.slice(-4),
    );
    expect(() => parseCoinbase(roomy)).toThrow(/room for a witness and none in it/);
    const outputless = Uint8Array.of(...stripped.slice(0, -14), 0, ...stripped.slice(-4));
    expect(() => parseCoinbase(outputless)).toThrow(/expected an output/);
    expect(parseCoinbase(stripped).outputs).toHaveLength(1);
  });

  it('each extra nonce gives another id', () => {
    const idOf = (extraNonce: bigint) => {
      const { stripped } = buildCoinbase({
        height: 1,
        extraNonce,
        valueSats: 0n,
        payoutScript: new Uint8Array(0),
        tag: new Uint8Array(0),
        witnessCommitment: null,
      });
      return hexFromBytes(sha256d(stripped));
    };
    expect(idOf(1n)).not.toBe(idOf(2n));
    expect(idOf(1n)).toBe(idOf(1n));
  });

  it('refuses a script over 100 bytes', () => {
    const build = (length: number) =>
      buildCoinbase({
        height: 1000,
        extraNonce: 0n,
        valueSats: 0n,
        payoutScript: new Uint8Array(0),
        tag: new Uint8Array(length),
        witnessCommitment: null,
      });
    // Three bytes of height, nine of extra nonce.
    expect(parseCoinbase(build(88).bytes).script).toHaveLength(100);
    expect(() => build(89)).toThrow(/within 100 bytes, got 101/);
  });
});

describe('a coinbase without witness and a block with one', () => {
  it('unexpected-witness where nothing commits to it', () => {
    const { height, contents, root } = recorded(bcoinFirst);
    expect(checkContents({ ...contents, wtxids: [] }, root, height, REGTEST)?.reason).toBe(
      'unexpected-witness',
    );
    expect(checkContents(coinbaseAlone(contents.coinbase), root, height, REGTEST)).toBeNull();
  });
});

describe('blockSubsidySats', () => {
  it.each([
    [0, 5_000_000_000n],
    [209_999, 5_000_000_000n],
    [210_000, 2_500_000_000n],
    [840_000, 312_500_000n],
    [6_929_999, 1n],
    [6_930_000, 0n],
    [64 * 210_000, 0n],
  ])('height %i: %s satoshi', (height, sats) => {
    expect(blockSubsidySats(height)).toBe(sats);
  });

  it('adds up to 20,999,999.9769 coins (Bitcoin Core, validation_tests, subsidy_limit_test)', () => {
    let sum = 0n;
    for (let halving = 0; halving < 66; halving++) sum += 210_000n * blockSubsidySats(halving * 210_000);
    expect(sum).toBe(2_099_999_997_690_000n);
  });
});
