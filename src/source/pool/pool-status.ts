// A job as plain data, for those who want to see it.

import { difficultyFromTarget } from '../../primitives/index.ts';
import { cleanWords } from '../words.ts';
import type { PoolJobStatus } from '../work-source.ts';
import { headerOf, type PoolJob, rollableBits } from './pool-job.ts';
import type { PoolOrder } from './pool-work.ts';

/**
 * @param newest - What was handed out of it last; null before.
 * @param secret - A password that must not be shown.
 */
export function jobStatus(job: PoolJob, newest: PoolOrder | null, secret: string): PoolJobStatus {
  const {
    jobId,
    coinbase1,
    coinbase2,
    extraNonce1,
    extraNonce2Bytes,
    branch,
    difficulty,
    blockTarget,
    isClean,
  } = job;
  // Before anything is searched of it (while miners rest, say), it is shown as it would be without any choice.
  const choice = newest?.choice ?? {
    versionBits: 0,
    extraNonce2: new Uint8Array(extraNonce2Bytes),
    time: job.time,
  };
  return {
    // For people: what is sent back to the pool is the name as it came.
    jobId: cleanWords(jobId, secret),
    header: newest?.header ?? headerOf(job, choice),
    rollableBits: rollableBits(job),
    coinbase1,
    coinbase2,
    extraNonce1,
    extraNonce2: choice.extraNonce2,
    branch,
    difficulty,
    networkDifficulty: difficultyFromTarget(blockTarget),
    isClean,
  };
}
