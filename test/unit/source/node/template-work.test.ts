/** From a template to headers and blocks: against what nodes accepted; coinbase, versions and time at their bounds; a full block. */
import { describe, expect, it } from 'vitest';
import { COINBASE_SCRIPT_BYTES, parseCoinbase } from '../../../../src/chain/coinbase.ts';
import { bytesFromHex, hexFromBytes } from '../../../../src/primitives/bytes.ts';
import { parseHeader } from '../../../../src/primitives/header.ts';
import { merkleRoot } from '../../../../src/primitives/merkle.ts';
import { displayHash, hashHeader, sha256d } from '../../../../src/primitives/sha256.ts';
import { meetsTarget } from '../../../../src/primitives/target.ts';
import { blockHex } from '../../../../src/source/node/block.ts';
import { type NodeTemplate, readTemplate } from '../../../../src/source/node/block-template.ts';
import { headerTime, TemplateWork } from '../../../../src/source/node/template-work.ts';
import { freeVersionBits, rolledVersion, versionCount } from '../../../../src/source/version-rolling.ts';
import { changed, RECORDINGS, type Recording, readChanged, templateJson } from './support.ts';

/** What the recordings pay to. */
const PAYOUT = bytesFromHex('76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac');
const wishes = { payoutScript: PAYOUT, tag: '/Proofworks/' };

function prepared(record: Recording): TemplateWork {
  return new TemplateWork(readTemplate(templateJson(record)), wishes, 7n);
}

describe('blocks that nodes accepted', () => {
  it.each(Object.entries(RECORDINGS))(
    '%s: from header, coinbase and template, byte for byte',
    (_, record) => {
      const template = readTemplate(templateJson(record));
      const job = {
        template,
        header: bytesFromHex(record.header),
        coinbase: bytesFromHex(record.coinbaseFull),
      };
      expect(blockHex(job, record.nonce)).toBe(record.block);
      const hash = hashHeader(bytesFromHex(record.header));
      expect(displayHash(hash)).toBe(record.blockHash);
      expect(meetsTarget(hash, template.target)).toBe(true);
    },
  );

  it.each(Object.entries(RECORDINGS))(
    '%s: our coinbase has the same outputs and the same witness; the header what is not ours to choose',
    (_, record) => {
      const job = prepared(record).next(0);
      const ours = parseCoinbase(job.coinbase);
      const theirs = parseCoinbase(bytesFromHex(record.coinbaseFull));
      expect(ours.outputs).toEqual(theirs.outputs);
      expect(ours.witness).toEqual(theirs.witness);
      const header = parseHeader(job.header);
      expect(header).toMatchObject({
        ...parseHeader(bytesFromHex(record.header)),
        merkleRoot: merkleRoot([
          sha256d(ours.stripped),
          ...job.template.transactions.map(({ txid }) => txid),
        ]),
        time: job.template.curTime,
        nonce: 0,
      });
    },
  );
});

describe('the coinbase', () => {
  const scriptOf = (change: Record<string, unknown>, tag = '/Proofworks/', nonce = 1n) =>
    parseCoinbase(
      new TemplateWork(readChanged(change), { payoutScript: PAYOUT, tag }, nonce).next(0).coinbase,
    ).script;

  it('height, extra nonce, what the node wants there, our words', () => {
    const script = scriptOf({ coinbaseaux: { flags: '0102', more: 'ff' } }, '/P/', 0x0102030405060708n);
    expect(hexFromBytes(script)).toBe('021e02' + '080807060504030201' + '0102ff' + '2f502f');
  });

  it.each([
    [1, '51'],
    [16, '60'],
    [17, '0111'],
    [128, '028000'],
    [840000, '0340d10c'],
  ])('height %i as BIP 34 has it', (height, hex) => {
    expect(hexFromBytes(scriptOf({ height }))).toMatch(new RegExp(`^${hex}08`, 'u'));
  });

  it('our words are cut to the room there is, between letters; the node’s bytes are not', () => {
    const room = COINBASE_SCRIPT_BYTES.max - 3 - 9;
    const aux = (bytes: number) => ({ coinbaseaux: { flags: '00'.repeat(bytes) } });
    expect(scriptOf(aux(room - 3), 'abcd')).toHaveLength(100);
    expect(scriptOf(aux(room - 3), 'abé')).toHaveLength(99);
    expect(scriptOf(aux(room - 4), 'abé')).toHaveLength(100);
    expect(scriptOf(aux(room), 'abcd')).toHaveLength(100);
    expect(() => scriptOf(aux(room + 1))).toThrow(
      `wants ${room + 1} bytes in the coinbase, and there is room for ${room}`,
    );
  });

  it('commits to witnesses exactly where the rules list segwit', () => {
    const outputsOf = (change: Record<string, unknown>) => {
      const { outputs, witness } = parseCoinbase(
        new TemplateWork(readChanged(change), wishes, 1n).next(0).coinbase,
      );
      return [outputs.length, witness.length];
    };
    expect(outputsOf({})).toEqual([2, 1]);
    expect(outputsOf({ rules: ['segwit'] })).toEqual([2, 1]);
    expect(outputsOf({ default_witness_commitment: undefined })).toEqual([2, 1]);
    expect(outputsOf({ rules: [] })).toEqual([1, 0]);
    expect(outputsOf({ rules: ['csv', 'taproot'] })).toEqual([1, 0]);
  });

  it('a commitment to other witnesses is refused, where one is to be made', () => {
    const change = { default_witness_commitment: `6a24aa21a9ed${'11'.repeat(32)}` };
    expect(() => new TemplateWork(readChanged(change), wishes, 1n)).toThrow('commits to other witnesses');
    expect(() => new TemplateWork(readChanged({ ...change, rules: [] }), wishes, 1n)).not.toThrow();
  });
});

describe('another header each time', () => {
  it('rolls the version first, then the extra nonce, and never gives the same twice', () => {
    // Two bits are free.
    const work = new TemplateWork(readChanged({ version: 0x3fff8000 }), wishes, 2n ** 64n - 1n);
    const jobs = Array.from({ length: 12 }, () => work.next(0));
    expect(jobs.slice(0, 4).map(({ header }) => parseHeader(header).version)).toEqual([
      0x3fff8000, 0x3fffa000, 0x3fffc000, 0x3fffe000,
    ]);
    expect(new Set(jobs.map(({ header }) => hexFromBytes(header))).size).toBe(12);
    const roots = jobs.map(({ header }) => hexFromBytes(parseHeader(header).merkleRoot));
    expect(new Set(roots.slice(0, 4)).size).toBe(1);
    expect(new Set(roots).size).toBe(3);
    // The extra nonce begins again at 0.
    expect(hexFromBytes(jobs[3]!.coinbase)).toContain('08ffffffffffffffff');
    expect(hexFromBytes(jobs[4]!.coinbase)).toContain('080000000000000000');
    expect(work.nextExtraNonce).toBe(2n);
    for (const { header, coinbase, template } of jobs) {
      const txid = sha256d(parseCoinbase(coinbase).stripped);
      expect(parseHeader(header).merkleRoot).toEqual(
        merkleRoot([txid, ...template.transactions.map((one) => one.txid)]),
      );
    }
  });

  it.each([
    [0x20000000, 0, 0x1fffe000],
    [0x20000000, 0x10002000, 0x0fffc000],
    [0x20004000, 0, 0x1fffa000],
    [0x3fffe000, 0, 0],
    [0x20000000, 0x1fffe000, 0],
    [0x20000000, 0xe0001fff, 0x1fffe000],
    [4, 0, 0],
    [0x60000000, 0, 0],
    [-0x80000000, 0, 0],
  ])('version %i with the bits %i taken: %i are free', (version, meant, free) => {
    expect(freeVersionBits(version, meant)).toBe(free);
    const count = versionCount(free);
    expect(count).toBe(2 ** free.toString(2).replaceAll('0', '').length);
    const versions = new Set<number>();
    for (let i = 0; i < count; i++) {
      const rolled = rolledVersion(version, free, i);
      versions.add(rolled);
      if (((rolled ^ version) & ~free) !== 0) throw new Error(`${rolled} changes other bits`);
    }
    expect(versions.size).toBe(count);
    expect(rolledVersion(version, free, 0)).toBe(version);
  });
});

describe('the time', () => {
  const at = (change: Partial<NodeTemplate>, elapsed: number) =>
    headerTime({ ...readChanged({}), curTime: 1000, minTime: 900, maxTime: 1100, ...change }, elapsed);

  it.each([
    ['goes on with our clock', {}, 5.9, 1005],
    ['does not run backwards with it', {}, -5, 1000],
    ['ends at the latest', {}, 100, 1100],
    ['ends there', {}, 101, 1100],
    ['begins at the earliest', { minTime: 1005 }, 0, 1005],
    ['is the earliest where the node’s clock lies below', { minTime: 1005 }, 4, 1005],
    ['passes it', { minTime: 1005 }, 6, 1006],
    ['has no bound', { minTime: null, maxTime: null }, 1e6, 1_001_000],
    ['fits its field', { curTime: 0xffffffff, maxTime: null }, 10, 0xffffffff],
    ['stays where it must', { mayRollTime: false }, 50, 1000],
  ])('%s', (_, change, elapsed, expected) => {
    expect(at(change, elapsed)).toBe(expected);
  });
});

describe('a full block', () => {
  it.each([
    [40, 99_000],
    [5000, 790],
  ])(
    'of %i transactions with %i bytes each: prepared and put together in well under a second',
    (count, bytes) => {
      const transactions = Array.from({ length: count }, (_, i) => {
        const id = hexFromBytes(sha256d(Uint8Array.of(i, i >> 8)));
        return { data: 'ab'.repeat(bytes), txid: id, hash: id, weight: Math.floor(3_990_000 / count) };
      });
      const text = JSON.stringify(changed({ transactions, default_witness_commitment: undefined }));
      const began = performance.now();
      const work = new TemplateWork(readTemplate(JSON.parse(text)), wishes, 1n);
      const job = work.next(0);
      const hex = blockHex(job, 1);
      // 20 and 60 ms on two cores of 2026; a block put together byte by byte takes seconds.
      expect(performance.now() - began).toBeLessThan(1000);
      expect(hex.length).toBe(2 * (80 + (count < 253 ? 1 : 3) + job.coinbase.length + count * bytes));
    },
  );
});
