// The verdict on one submitted share: what a pool checks, in the order in which ckpool does.

import type { PoolJob, Solved } from './job.ts';
import { hexWord } from './job.ts';
import type { PoolOptions } from './options.ts';

/** A job as one client was told it. */
export interface SentJob {
  readonly job: PoolJob;
  readonly extraNonce1: Buffer;
  readonly extraNonce2Bytes: number;
  readonly shareTarget: bigint;
  /** What was submitted for it. */
  readonly seen: Set<string>;
  /** A clean job has replaced it. */
  isReplaced: boolean;
}

/** Who asks. */
export interface Submitter {
  readonly isSubscribed: boolean;
  readonly users: ReadonlySet<string>;
  readonly versionMask: number;
  readonly jobs: ReadonlyMap<string, SentJob>;
}

/** A share as it was judged. */
export type Judgement =
  | { readonly isGood: true; readonly user: string; readonly sent: SentJob; readonly solved: Solved }
  | { readonly isGood: false; readonly user: string; readonly code: number; readonly words: string };

/** Seconds that a header may be ahead of its job. */
const LATEST_TIME_SEC = 7_000;

/** Judges the parameters of `mining.submit`. */
export function judgeSubmit(params: readonly unknown[], from: Submitter, options: PoolOptions): Judgement {
  const user = typeof params[0] === 'string' ? params[0] : '';
  const refuse = (code: number, words: string): Judgement => ({ isGood: false, user, code, words });
  if (!from.isSubscribed) return refuse(25, 'Not subscribed');
  if (!from.users.has(user)) return refuse(24, 'Unauthorized worker');
  if (params.length < 5 || params.length > 6 || !params.every((param) => typeof param === 'string')) {
    return refuse(20, 'Invalid parameters');
  }
  const [, jobId, extraNonce2, time, nonce, bits] = params as readonly string[];
  const sent = from.jobs.get(jobId!);
  if (sent === undefined) return refuse(21, 'Job not found');
  if (sent.isReplaced && !options.takesLate) return refuse(21, 'Stale');
  if (!isHex(extraNonce2!, sent.extraNonce2Bytes)) return refuse(20, 'Invalid extranonce2 size');
  if (!isHex(time!, 4) || !isHex(nonce!, 4)) return refuse(20, 'Invalid time or nonce');
  if (bits !== undefined && !isHex(bits, 4)) return refuse(20, 'Invalid version bits');
  const timeSec = Number.parseInt(time!, 16);
  if (timeSec < sent.job.time || timeSec > sent.job.time + LATEST_TIME_SEC) {
    return refuse(20, 'Time out of range');
  }
  const rolled = bits === undefined ? 0 : Number.parseInt(bits, 16);
  if ((rolled & ~from.versionMask) !== 0) return refuse(20, 'Invalid version mask');
  const version =
    bits === undefined ? sent.job.version : rolledVersion(sent.job.version, rolled, from, options);
  const key = [extraNonce2, time, nonce, hexWord(version)].join(' ').toLowerCase();
  if (sent.seen.has(key)) return refuse(22, 'Duplicate share');
  const solved = sent.job.solve({
    extraNonce1: sent.extraNonce1,
    extraNonce2: Buffer.from(extraNonce2!, 'hex'),
    version,
    time: timeSec,
    nonce: Number.parseInt(nonce!, 16),
  });
  if (!solved.proof.verify(targetBytes(sent.shareTarget))) return refuse(23, 'Low difficulty share');
  sent.seen.add(key);
  return { isGood: true, user, sent, solved };
}

/** @returns the version that was hashed, as the pool's rule has it. */
function rolledVersion(
  version: number,
  bits: number,
  { versionMask }: Submitter,
  { versionRule }: PoolOptions,
) {
  switch (versionRule) {
    case 'replace':
      return ((version & ~versionMask) | (bits & versionMask)) >>> 0;
    case 'or':
      return (version | bits) >>> 0;
    case 'xor':
      return (version ^ bits) >>> 0;
  }
}

function isHex(text: string, bytes: number): boolean {
  return text.length === 2 * bytes && /^[0-9a-f]*$/i.test(text);
}

/** @returns 32 bytes, little-endian, as bcoin has targets. */
function targetBytes(target: bigint): Buffer {
  return Buffer.from(target.toString(16).padStart(64, '0'), 'hex').reverse();
}
