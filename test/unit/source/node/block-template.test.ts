/** Templates of real nodes are read; each field that is wrong is one sentence; whatever comes, nothing else is thrown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexFromBytes } from '../../../../src/primitives/bytes.ts';
import { REGTEST_POW_LIMIT } from '../../../../src/primitives/verify.ts';
import { readTemplate } from '../../../../src/source/node/block-template.ts';
import { TemplateError } from '../../../../src/source/node/template-fields.ts';
import { changed, RECORDINGS, readChanged, templateJson } from './support.ts';

const SEED = 20_090_103;

const regtestTarget = (REGTEST_POW_LIMIT >> 232n) << 232n;

describe('how long a template holds', () => {
  it.each([
    [undefined, null],
    [90, 90],
    [0, 1],
    [-5, 1],
    [100_000, null],
    ['soon', null],
    [1.5, null],
    [null, null],
    [1_500_000_060, 60],
    [1_400_000_000, 1],
    [Number.MAX_SAFE_INTEGER, null],
  ])('is of %j', (expires, expiresSec) => {
    expect(readChanged({ expires, curtime: 1_500_000_000 }).expiresSec).toBe(expiresSec);
  });

  it('and whether older ones hold: unless it says no, they do', () => {
    for (const submitold of [undefined, null, true, 'false', 0])
      expect(readChanged({ submitold }).submitOld).toBe(true);
    expect(readChanged({ submitold: false }).submitOld).toBe(false);
  });
});

describe('templates of real nodes', () => {
  it('bcoin before segwit: no rules, although a commitment is offered', () => {
    const template = readTemplate(templateJson(RECORDINGS['bcoin, block 1']!));
    expect(template).toMatchObject({
      height: 1,
      version: 0x20000000,
      previousBlock: '0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206',
      transactions: [],
      coinbaseValueSats: 5_000_000_000n,
      nBits: 0x207fffff,
      target: regtestTarget,
      curTime: 1795329000,
      minTime: 1296688603,
      maxTime: 1795336200,
      mayRollTime: true,
      rules: [],
      meantBits: 0,
      longPollId: '0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e220600000000',
      workId: null,
      // It gives the moment, two hours after its clock.
      expiresSec: 7200,
      submitOld: false,
    });
    expect(hexFromBytes(template.prevHash)).toBe(
      '06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f',
    );
    expect(new TextDecoder().decode(template.coinbaseAux[0])).toBe('mined by bcoin');
    expect(template.defaultCommitment).toHaveLength(32);
  });

  it('Knots with six transactions', () => {
    const template = readTemplate(templateJson(RECORDINGS['Knots, six transactions']!));
    expect(template).toMatchObject({
      height: 542,
      rules: ['csv', 'segwit', 'testdummy', 'taproot'],
      coinbaseAux: [],
      coinbaseValueSats: 625_010_800n,
      maxTime: null,
    });
    expect(template.transactions).toHaveLength(6);
    const [first] = template.transactions;
    expect(hexFromBytes(first!.txid.slice().reverse())).toBe(
      '680415ba4e70b9deb2da7caa0b4fdcca00b4c1bae166fa47d46e472b6a0c5af4',
    );
    expect(hexFromBytes(first!.wtxid.slice().reverse())).toBe(
      '92cb4d7ef516019367b67d0381680bff9a658dd38eb5e625abe893be2a2f430e',
    );
  });
});

describe('fields that may be otherwise', () => {
  const [transaction] = templateJson(RECORDINGS['Knots, six transactions']!)['transactions'] as [object];
  it.each([
    ['the target from the bits', { target: undefined }, { target: regtestTarget }],
    ['no list of transactions', { transactions: undefined }, { transactions: [] }],
    ['no rules', { rules: undefined }, { rules: [] }],
    ['rules without the mark', { rules: ['segwit', 'new'] }, { rules: ['segwit', 'new'] }],
    ['a version written as i32', { version: -2147483648 }, { version: -2147483648 }],
    ['a version written as u32', { version: 2147483648 }, { version: -2147483648 }],
    [
      'bits that are voted on',
      { vbavailable: { a: 13, b: 28 }, vbrequired: 0x4000 },
      { meantBits: 0x10006000 },
    ],
    ['time that may only grow', { mutable: ['time/increment'] }, { mayRollTime: true }],
    ['time that may not change', { mutable: ['transactions'] }, { mayRollTime: false }],
    ['nothing that may change', { mutable: undefined }, { mayRollTime: false }],
    ['no long polling', { longpollid: undefined }, { longPollId: null }],
    ['an id of the work', { workid: 'w1' }, { workId: 'w1' }],
    ['no commitment offered', { default_witness_commitment: undefined }, { defaultCommitment: null }],
    ['all nonces', { noncerange: '00000000FFFFFFFF' }, {}],
    ['a coinbase of nothing', { coinbasevalue: 0 }, { coinbaseValueSats: 0n }],
    ['unknown fields', { surprise: [{}] }, { height: 542 }],
  ])('%s', (_, change, expected) => {
    expect(readChanged(change)).toMatchObject(expected);
  });

  it('a transaction of a node from before segwit has one hash', () => {
    const old = readChanged({ transactions: [{ ...transaction, txid: undefined }] });
    expect(old.transactions[0]!.txid).toEqual(old.transactions[0]!.wtxid);
    const only = readChanged({ transactions: [{ ...transaction, hash: undefined }] });
    expect(only.transactions[0]!.txid).toEqual(only.transactions[0]!.wtxid);
    expect(only.transactions[0]!.txid).not.toEqual(old.transactions[0]!.txid);
  });
});

describe('a template with nonsense', () => {
  it.each([null, undefined, [], 'text', 5, true])('%j is none', (value) => {
    expect(() => readTemplate(value)).toThrow('The node answered with no template');
  });

  const transactions = templateJson(RECORDINGS['Knots, six transactions']!)['transactions'] as object[];
  const withFirst = (change: object) => ({
    transactions: [{ ...transactions[0], ...change }, ...transactions.slice(1)],
  });
  it.each([
    [{ height: 0 }, 'bad "height": expected a whole number from 1'],
    [{ height: '5' }, 'got "5"'],
    [{ height: 1.5 }, 'got 1.5'],
    [{ height: 2 ** 31 }, '"height"'],
    [{ height: undefined }, 'got nothing'],
    [{ version: 2 ** 32 }, '"version"'],
    [{ version: null }, '"version"'],
    [{ previousblockhash: 'ab' }, 'bad "previousblockhash": expected 64 hexadecimal digits'],
    [{ previousblockhash: 'zz'.repeat(32) }, '"previousblockhash"'],
    [{ transactions: {} }, 'bad "transactions": expected a list, got an object'],
    [{ transactions: [5] }, '"transactions[0]": expected an object'],
    [withFirst({ data: 'abc' }), '"transactions[0].data"'],
    [withFirst({ data: '' }), '"transactions[0].data"'],
    [withFirst({ data: 'xy'.repeat(100) }), '"transactions[0].data"'],
    [withFirst({ txid: 5 }), '"transactions[0].txid"'],
    [withFirst({ hash: 'ab' }), '"transactions[0].hash"'],
    [withFirst({ txid: undefined, hash: undefined }), '"transactions[0].hash"'],
    [withFirst({ weight: -1 }), '"transactions[0].weight"'],
    [{ coinbasevalue: -1 }, '"coinbasevalue"'],
    [{ coinbasevalue: 2 ** 53 }, '"coinbasevalue"'],
    [{ coinbasevalue: '5000000000' }, '"coinbasevalue"'],
    [{ coinbasevalue: undefined, coinbasetxn: {} }, 'brings its own coinbase'],
    [{ coinbasevalue: undefined }, '"coinbasevalue"'],
    [{ coinbaseaux: { flags: 'a' } }, '"coinbaseaux.flags"'],
    [{ coinbaseaux: [] }, '"coinbaseaux": expected an object, got a list of 0'],
    [{ bits: undefined }, '"bits"'],
    [{ bits: '0x207fff' }, '"bits"'],
    [{ bits: '04800000' }, 'bits 04800000'],
    [{ bits: 'ff7fffff' }, 'which are no target'],
    [{ bits: '00000000' }, 'a target that no hash meets'],
    [{ bits: '1d00ffff' }, 'a target that its bits 1d00ffff do not stand for'],
    [{ target: '7fffff' }, '"target"'],
    [{ curtime: -1 }, '"curtime"'],
    [{ curtime: undefined }, '"curtime"'],
    [{ mintime: 2 ** 32 }, '"mintime"'],
    [{ mintime: 10, maxtime: 9 }, 'allows no time: from 10 on, and until 9'],
    [{ rules: 'segwit' }, '"rules"'],
    [{ rules: ['!surprise'] }, 'asks for the rule "surprise", which is not known here'],
    [{ rules: ['!signet'] }, 'asks for the rule "signet"'],
    [{ vbavailable: { a: 32 } }, '"vbavailable.a"'],
    [{ vbavailable: [1] }, '"vbavailable"'],
    [{ vbrequired: -1 }, '"vbrequired"'],
    [{ mutable: 'time' }, '"mutable"'],
    [{ longpollid: 'x'.repeat(1001) }, '"longpollid"'],
    [{ longpollid: 7 }, '"longpollid"'],
    [{ default_witness_commitment: 'zz' }, '"default_witness_commitment"'],
    [{ noncerange: '000000007fffffff' }, 'allows only the nonces 000000007fffffff'],
    [{ sizelimit: 100 }, 'more transactions than it allows'],
    [{ weightlimit: 2000 }, 'more transactions than it allows'],
    [{ weightlimit: 'much' }, '"weightlimit"'],
  ])('%j: %s', (change, words) => {
    expect(() => readTemplate(changed(change))).toThrow(TemplateError);
    expect(() => readTemplate(changed(change))).toThrow(words);
  });

  it('limits are allowed to be met exactly', () => {
    const weight = transactions.reduce((sum, one) => sum + (one as { weight: number }).weight, 0);
    const size = transactions.reduce((sum, one) => sum + (one as { data: string }).data.length / 2, 0);
    expect(readChanged({ weightlimit: weight, sizelimit: size }).height).toBe(542);
    expect(() => readChanged({ weightlimit: weight - 1 })).toThrow('more transactions');
    expect(() => readChanged({ sizelimit: size - 1 })).toThrow('more transactions');
    expect(readChanged({ mintime: 10, maxtime: 10 }).minTime).toBe(10);
  });

  it('a value is shown short', () => {
    try {
      readChanged({ height: 'x'.repeat(100_000) });
      expect.unreachable();
    } catch (error) {
      expect((error as Error).message.length).toBeLessThan(200);
    }
  });

  it('any JSON is a template or a sentence', () => {
    const names = Object.keys(templateJson(RECORDINGS['bcoin, six transactions']!));
    const change = fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(fc.jsonValue(), fc.constant(undefined)),
      {
        minKeys: 1,
        maxKeys: 3,
      },
    );
    const values = fc.oneof(
      fc.jsonValue(),
      change.map((fields) => changed(fields, RECORDINGS['bcoin, six transactions'])),
      fc
        .tuple(fc.nat(5), fc.dictionary(fc.constantFrom('data', 'txid', 'hash', 'weight'), fc.jsonValue()))
        .map(([at, fields]) =>
          changed({ transactions: transactions.map((one, i) => (i === at ? { ...one, ...fields } : one)) }),
        ),
    );
    fc.assert(
      fc.property(values, (value) => {
        try {
          expect(readTemplate(value).target).toBeGreaterThan(0n);
        } catch (error) {
          if (!(error instanceof TemplateError)) throw error;
          expect(error.message).toMatch(/^The node[^\n]{5,190}$/u);
        }
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
