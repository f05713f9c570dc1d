// A job as plain data, for those who want to see it.

import { difficultyFromTarget } from '../../primitives/index.ts';
import { cleanWords } from '../words.ts';
import type { PoolJobStatus } from '../work-source.ts';
import type { PoolJob } from './pool-job.ts';
import type { PoolOrder } from './pool-work.ts';

/** @param newest - What was handed out of it last; null before. */
export function jobStatus(job: PoolJob, newest: PoolOrder | null): PoolJobStatus {
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
  return {
    // For people: what is sent back to the pool is the name as it came.
    jobId: cleanWords(jobId),
    header: newest?.header ?? null,
    coinbase1,
    coinbase2,
    extraNonce1,
    extraNonce2: newest?.choice.extraNonce2 ?? new Uint8Array(extraNonce2Bytes),
    branch,
    difficulty,
    networkDifficulty: difficultyFromTarget(blockTarget),
    isClean,
  };
}
