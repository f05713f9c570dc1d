// What pool check says of pools on record, and of strangers whose jobs make no sense.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLines, checkRow } from '../../../../src/cli/remote/pool-check.ts';
import { bytesFromHex, targetFromDifficulty } from '../../../../src/primitives/index.ts';
import type { PoolReport } from '../../../../src/source/index.ts';
import { readNotify } from '../../../../src/source/pool/notify.ts';

const SEED = 20_090_103;

const VECTORS = new URL('../../../vectors/stratum/', import.meta.url);
const USER = 'bcrt1qvt5s0v2uhuna2sjnn84ldu8m2r4m3rccaqhe07.lab';

interface Recorded {
  readonly vectors: readonly {
    readonly difficulty: number;
    readonly extranonce1: string;
    readonly extranonce2: string;
    readonly notify: readonly unknown[];
  }[];
}

function recorded(name: string, change: Partial<PoolReport> = {}): PoolReport {
  const { vectors }: Recorded = JSON.parse(readFileSync(new URL(name, VECTORS), 'utf8'));
  const { notify, difficulty, extranonce1, extranonce2 } = vectors[0]!;
  const nonces = { extraNonce1: bytesFromHex(extranonce1), extraNonce2Bytes: extranonce2.length / 2 };
  return {
    url: 'stratum+tcp://pool.example:3333',
    greetingMs: 12.3,
    latencyMs: 1.25,
    facts: {
      configure: 'agreed',
      versionMask: 0x1fffe000,
      subscription: { ...nonces, sessionId: '6b0291eb' },
      suggestedDifficulty: 0.001,
    },
    job: {
      ...readNotify(notify),
      ...nonces,
      difficulty,
      shareTarget: targetFromDifficulty(difficulty),
      versionMask: 0x1fffe000,
    },
    refusal: null,
    resumes: true,
    notices: [],
    ...change,
  };
}

const CKPOOL = 'stratum-ckpool-knots.json';

describe('checkLines', () => {
  it('reads ckpool’s job', () => {
    expect(checkLines(recorded(CKPOOL), USER).join('\n')).toMatchInlineSnapshot(`
      "pool             stratum+tcp://pool.example:3333
      greeting         took 12.3 ms, an answer takes 1.25 ms
      version rolling  mask 1fffe000: 16 bits, 65,536 headers from one merkle root
      extra nonce      4 bytes of the pool's, 8 of the miner's
      session          6b0291eb, taken up again after a cut
      suggestion       difficulty 0.00100 was asked for, 0.0000100 given
      job              6b0291e90000000b, clean: older work is worth nothing
      height           665
      difficulty       0.0000100 for a share, 4.66 × 10^-10 for a block
      header           version 20000000, nBits 207fffff, time 1795330586
      parent           000111b58073103ff71a3ae3229dc5d8bb6bc48cdbfe654a299f34cdfe527f7e
      merkle branch    3 hashes: 4 to 7 other transactions
      coinbase         “ckpool-lhr /lab/”, with a witness commitment
                       3.125118 BTC to bcrt1qvt5s0v2uhuna2sjnn84ldu8m2r4m3rccaqhe07"
    `);
  });

  it('reads public-pool’s job, alone in its block', () => {
    const facts = {
      configure: 'not asked',
      versionMask: null,
      subscription: { extraNonce1: new Uint8Array(4), extraNonce2Bytes: 4, sessionId: null },
      suggestedDifficulty: null,
    } as const;
    const report = recorded('stratum-publicpool-knots.json', { facts, resumes: null, latencyMs: null });
    const text = checkLines(report, USER).join('\n');
    expect(text).toContain('version rolling  no: the pool hangs up at it (mining.configure)');
    expect(text).toContain('session          without a name');
    expect(text).toContain('height           550');
    expect(text).toContain('merkle branch    none: the coinbase is alone');
    expect(text).toContain('“Public-Pool”');
    expect(text).not.toContain('suggestion');
  });

  it.each([
    [{ configure: 'refused', versionMask: null }, 'no: the pool refuses it'],
    [{ configure: 'unanswered', versionMask: null }, 'no: the pool never answers it'],
    [{ configure: 'agreed', versionMask: null }, 'no, but mining.configure is known'],
    [{ configure: 'agreed', versionMask: 0x6000 }, 'mask 00006000: 2 bits, 4 headers from one merkle root'],
  ] as const)('version rolling %j: %s', (facts, text) => {
    const report = recorded(CKPOOL);
    const lines = checkLines({ ...report, facts: { ...report.facts, ...facts } }, USER);
    expect(lines.find((line) => line.startsWith('version rolling'))).toContain(text);
  });

  it('says what the pool said, in one line', () => {
    const lines = checkLines(recorded(CKPOOL, { notices: ['hello\n\x1b[31mred'] }), USER);
    expect(lines.at(-1)).toBe('note             hello [31mred');
  });

  it('tells what a pool said before it refused the user', () => {
    const refusal = 'the pool refuses the user proofworks: no address';
    const lines = checkLines(recorded(CKPOOL, { job: null, resumes: null, refusal }), USER);
    expect(lines.join('\n')).toMatch(
      /mask 1fffe000.*\nextra nonce .*\nsession +6b0291eb\n[\s\S]*refused +the pool refuses/u,
    );
  });

  it('takes any coinbase', () => {
    const report = recorded(CKPOOL);
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 80 }),
        fc.uint8Array({ maxLength: 80 }),
        (coinbase1, coinbase2) => {
          const job = { ...report.job!, coinbase1, coinbase2 };
          for (const line of checkLines({ ...report, job }, USER)) expect(line).not.toMatch(/\p{Cc}/u);
          expect(JSON.stringify(checkRow({ ...report, job }, USER))).toContain('"jobId"');
        },
      ),
      { seed: SEED },
    );
    const job = { ...report.job!, coinbase1: new Uint8Array(3) };
    expect(checkLines({ ...report, job }, USER).join('\n')).toContain(
      'coinbase         does not read as one',
    );
    expect(checkRow({ ...report, job }, USER).job).toMatchObject({ height: null, outputs: null });
  });
});

describe('checkRow', () => {
  it('is the same as one object', () => {
    expect(JSON.parse(JSON.stringify(checkRow(recorded(CKPOOL), USER)))).toMatchObject({
      url: 'stratum+tcp://pool.example:3333',
      configure: 'agreed',
      versionMask: '1fffe000',
      extraNonce1Bytes: 4,
      extraNonce2Bytes: 8,
      sessionId: '6b0291eb',
      resumes: true,
      job: {
        difficulty: 1e-5,
        height: 665,
        branchHashes: 3,
        hasWitnessCommitment: true,
        version: '20000000',
        nBits: '207fffff',
        outputs: [
          { valueSats: 0x12a08d38, address: 'bcrt1qvt5s0v2uhuna2sjnn84ldu8m2r4m3rccaqhe07' },
          { valueSats: 0, address: null },
        ],
      },
    });
    expect(checkRow(recorded(CKPOOL, { job: null }), USER).job).toBeNull();
  });

  it.each([
    ['bc1quser', 'bc1'],
    ['tb1quser.rig', 'tb1'],
    ['bcrt1quser', 'bcrt1'],
    ['mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn.rig', 'tb1'],
    // Nothing known of the user: the difficulty is regtest's.
    ['proofworks', 'bcrt1'],
  ])('shows %s addresses that begin with %s', (user, prefix) => {
    expect(checkRow(recorded(CKPOOL), user).job!.outputs![0]!.address).toMatch(new RegExp(`^${prefix}q`));
  });
});
