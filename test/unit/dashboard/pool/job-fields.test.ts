import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteField } from '../../../../src/dashboard/mine/byte-fields/byte-fields.ts';
import {
  bitCount,
  shownBranch,
  shownCoinbase,
  shownHeader,
} from '../../../../src/dashboard/pool/job-fields.ts';
import type { PoolJobStatus } from '../../../../src/source/index.ts';
import { CKPOOL_JOB, PUBLIC_POOL_JOB } from './plausible-pool.ts';

const SEED = 20_090_103;

const USER = 'bcrt1qvt5s0v2uhuna2sjnn84ldu8m2r4m3rccaqhe07.lab';

const sizeOf = (sum: number, { bytes, more = 0 }: ByteField): number => sum + bytes.length + more;

describe('a coinbase that is shown', () => {
  it('has all bytes, and the payee’s address', () => {
    const shown = shownCoinbase(CKPOOL_JOB, USER);
    expect(shown).toMatchObject({ height: 665, isWhole: true, length: 173 });
    expect(shown.fields.flatMap(({ bytes }) => bytes)).toHaveLength(173);
    expect(shown.fields.find(({ label }) => label === 'Output 1')?.value).toBe(
      '3.125118 BTC to bcrt1qvt5s0v2uhuna2sjnn84ldu8m2r4m3rccaqhe07',
    );
  });

  it('is cut before it becomes text: one of 480 kB gives few more bytes than it shows', () => {
    const coinbase2 = new Uint8Array(480_000);
    const { fields, length } = shownCoinbase({ ...CKPOOL_JOB, coinbase2 }, USER);
    expect(length).toBeGreaterThan(480_000);
    expect(fields.at(-1)).toMatchObject({ more: length - 96 - fields.slice(0, -1).reduce(sizeOf, 0) });
    expect(fields.flatMap(({ bytes }) => bytes).length).toBeLessThan(400);
  });

  it('is paid on the network that target or user tell', () => {
    const header = CKPOOL_JOB.header.slice();
    new DataView(header.buffer).setUint32(72, 0x1d00ffff, true);
    const payee = (user: string) =>
      shownCoinbase({ ...CKPOOL_JOB, header }, user).fields.find(({ label }) => label === 'Output 1')?.value;
    expect(payee('worker')).toMatch(/ to bc1q/u);
    expect(payee(USER)).toMatch(/ to bcrt1q/u);
    expect(payee('tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx.lab')).toMatch(/ to tb1q/u);
  });
});

describe('a branch that is shown', () => {
  it('ends at the root of the header', () => {
    const { steps, isInHeader } = shownBranch(CKPOOL_JOB);
    expect(steps.map(({ label }) => label)).toEqual([
      'Coinbase',
      'Step 1',
      'Step 2',
      'Step 3',
      'Merkle root',
    ]);
    expect(isInHeader).toBe(true);
    expect(shownBranch(PUBLIC_POOL_JOB)).toMatchObject({ isInHeader: true, steps: { length: 2 } });
  });

  it('says where the header has another root', () => {
    const extraNonce2 = CKPOOL_JOB.extraNonce2.slice();
    extraNonce2[0] = 1;
    expect(shownBranch({ ...CKPOOL_JOB, extraNonce2 }).isInHeader).toBe(false);
  });

  it('of absurd length is not shown step by step', () => {
    const branch = new Array<Uint8Array>(1000).fill(CKPOOL_JOB.branch[0]!);
    const { steps, isInHeader } = shownBranch({ ...CKPOOL_JOB, branch });
    expect([steps.length, steps.at(-1)?.value, isInHeader]).toEqual([22, '980 steps', null]);
  });
});

describe('a header that is shown', () => {
  it('is a real one: rolled bits name no rival', () => {
    const header = CKPOOL_JOB.header!.slice();
    new DataView(header.buffer).setUint32(0, 0x3fffe000, true);
    const { fields, results } = shownHeader(header, 0x1fffe000);
    expect(fields.map(({ value }) => value)[0]).toBe('3fffe000');
    expect(fields.map(({ note }) => note).join()).not.toMatch(/rival|own clock/u);
    expect(fields[0]?.note).toContain('16 of its bits');
    expect(shownHeader(header, 0).fields[0]?.note).toBe('which rules the block follows');
    expect(results[0]?.value).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('counts bits as unsigned', () => {
    expect([0, 1, 0x1fffe000, 0xffffffff, -1].map(bitCount)).toEqual([0, 1, 16, 32, 32]);
  });
});

it('whatever a pool sends can be shown', () => {
  const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
  const jobs: fc.Arbitrary<PoolJobStatus> = fc.record({
    jobId: fc.string(),
    header: fc.uint8Array({ minLength: 80, maxLength: 80 }),
    rollableBits: fc.nat(),
    coinbase1: bytes(200),
    coinbase2: bytes(200),
    extraNonce1: bytes(16),
    extraNonce2: bytes(16),
    branch: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 30 }),
    difficulty: fc.double(),
    networkDifficulty: fc.double(),
    isClean: fc.boolean(),
  });
  fc.assert(
    fc.property(jobs, fc.string(), (job, user) => {
      const { fields, length } = shownCoinbase(job, user);
      expect(fields.reduce(sizeOf, 0)).toBe(length);
      expect(shownBranch(job).steps.length).toBeLessThan(23);
      if (job.header !== null) expect(shownHeader(job.header, 0x1fffe000).fields).toHaveLength(6);
    }),
    { seed: SEED, numRuns: 50 },
  );
});
