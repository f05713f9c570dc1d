// Every accepted share that is on record, recomputed from the pool's own words: three public ones, and whole conversations
// with ckpool and public-pool.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { headerWithNonce } from '../../../../src/chain/index.ts';
import {
  bytesFromHex,
  difficultyFromTarget,
  displayHash,
  hashAsInteger,
  hashHeader,
  hexFromBytes,
  meetsTarget,
  targetFromDifficulty,
} from '../../../../src/primitives/index.ts';
import { readNotify } from '../../../../src/source/pool/notify.ts';
import {
  coinbaseOf,
  headerOf,
  merkleRootOf,
  type PoolJob,
  rollableBits,
} from '../../../../src/source/pool/pool-job.ts';

interface Recorded {
  readonly label?: string;
  readonly name?: string;
  readonly extranonce1: string;
  readonly notify: readonly unknown[];
  readonly submit: readonly string[];
  readonly coinbase: string;
  readonly merkleRootInternal: string;
  readonly header: string;
  readonly hashDisplay: string;
  readonly difficulty?: number;
  readonly shareDifficulty?: number;
  readonly poolDifficulty?: number;
  readonly versionMask?: string | null;
  readonly isBlock?: boolean;
  readonly meetsNbits?: boolean;
  readonly response?: { readonly result: unknown };
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../vectors/stratum/${name}.json`, import.meta.url), 'utf8'));

const VECTORS: readonly (readonly [string, Recorded])[] = [
  ...read('stratum-vectors-public').map((vector: Recorded) => [vector.name, vector] as const),
  ...['ckpool', 'publicpool'].flatMap((pool) =>
    read(`stratum-${pool}-knots`).vectors.map(
      (vector: Recorded) => [`${pool}: ${vector.label}`, vector] as const,
    ),
  ),
];

function jobOf(vector: Recorded): PoolJob {
  const [, , extraNonce2 = ''] = vector.submit;
  const difficulty = vector.difficulty ?? vector.poolDifficulty ?? 1;
  return {
    ...readNotify(vector.notify),
    extraNonce1: bytesFromHex(vector.extranonce1),
    extraNonce2Bytes: extraNonce2.length / 2,
    difficulty,
    shareTarget: targetFromDifficulty(difficulty),
    versionMask: 0x1fffe000,
  };
}

describe('shares on record', () => {
  it('are all here', () => {
    expect(VECTORS).toHaveLength(3 + 9 + 9);
    expect(VECTORS.filter(([, { response }]) => response?.result === true).length).toBeGreaterThan(9);
  });

  it.each(VECTORS)('%s: coinbase, root, header and hash', (_name, vector) => {
    const job = jobOf(vector);
    const [, , extraNonce2 = '', time = '', nonce = '', versionBits = '0'] = vector.submit;
    const choice = {
      versionBits: Number.parseInt(versionBits, 16),
      extraNonce2: bytesFromHex(extraNonce2),
      time: Number.parseInt(time, 16),
    };
    expect(hexFromBytes(coinbaseOf(job, choice.extraNonce2))).toBe(vector.coinbase);
    expect(hexFromBytes(merkleRootOf(job, choice.extraNonce2))).toBe(vector.merkleRootInternal);
    const header = headerWithNonce(headerOf(job, choice), Number.parseInt(nonce, 16));
    expect(hexFromBytes(header)).toBe(vector.header);
    const hash = hashHeader(header);
    expect(displayHash(hash)).toBe(vector.hashDisplay);
    if (vector.response?.result === true) expect(meetsTarget(hash, job.shareTarget)).toBe(true);
    const isBlock = vector.isBlock ?? vector.meetsNbits;
    expect(meetsTarget(hash, job.blockTarget)).toBe(isBlock);
    if (vector.shareDifficulty !== undefined) {
      expect(difficultyFromTarget(hashAsInteger(hash))).toBeCloseTo(vector.shareDifficulty, 5);
    }
    // What was rolled there would have been rolled here: bits of the mask that are 0 in the job.
    expect(choice.versionBits & ~rollableBits(job)).toBe(0);
  });

  it('fail with one bit more or less', () => {
    const [, vector] = VECTORS[0]!;
    const job = jobOf(vector);
    const [, , extraNonce2 = '', time = ''] = vector.submit;
    const choice = {
      versionBits: 0,
      extraNonce2: bytesFromHex(extraNonce2),
      time: Number.parseInt(time, 16),
    };
    expect(hexFromBytes(headerOf(job, { ...choice, time: choice.time + 1 }))).not.toBe(
      hexFromBytes(headerOf(job, choice)),
    );
    expect(hexFromBytes(merkleRootOf(job, Uint8Array.of(0, 0, 0, 2)))).not.toBe(vector.merkleRootInternal);
  });
});

interface Said {
  readonly line: string;
  readonly isMiner: boolean;
}

const transcriptOf = (name: string): readonly Said[] => {
  const { transcript, log } = read(name);
  return transcript !== undefined
    ? transcript.map(({ dir, line }: { dir: string; line: string }) => ({
        line,
        isMiner: dir === 'miner->pool',
      }))
    : log.map((line: string) => ({ line: line.slice(2), isMiner: line.startsWith('>') }));
};

describe.each([
  ['stratum-ckpool-knots', 5],
  ['stratum-publicpool-knots', 7],
  ['stratum-chromium-websockify', 1],
])('the conversation %s', (name, accepted) => {
  it(`has ${accepted} credited shares, each of which recomputes`, () => {
    const jobs = new Map<string, readonly unknown[]>();
    const submits = new Map<number, readonly string[]>();
    let extraNonce1 = '';
    let credited = 0;
    let subscribeId = -1;
    for (const { line, isMiner } of transcriptOf(name)) {
      const { id, method, params, result } = JSON.parse(line);
      if (isMiner) {
        if (method === 'mining.subscribe') subscribeId = id;
        if (method === 'mining.submit') submits.set(id, params);
        continue;
      }
      if (method === 'mining.notify') jobs.set(params[0], params);
      if (id === subscribeId && result !== undefined) [, extraNonce1] = result;
      const submit = submits.get(id);
      if (submit === undefined || result !== true) continue;
      const [, jobId = '', extraNonce2 = '', time = '', nonce = '', versionBits = '0'] = submit;
      const job = jobOf({
        extranonce1: extraNonce1,
        notify: jobs.get(jobId)!,
        submit,
        difficulty: 1e-5,
      } as unknown as Recorded);
      const header = headerOf(job, {
        versionBits: Number.parseInt(versionBits, 16),
        extraNonce2: bytesFromHex(extraNonce2),
        time: Number.parseInt(time, 16),
      });
      const hash = hashHeader(headerWithNonce(header, Number.parseInt(nonce, 16)));
      expect(meetsTarget(hash, job.shareTarget), line).toBe(true);
      credited++;
    }
    expect(credited).toBe(accepted);
  });
});
