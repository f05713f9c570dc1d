// What a pool's answer to a share means.

import { cleanWords } from '../words.ts';
import type { ShareVerdict } from '../work-source.ts';
import type { PoolError } from './messages.ts';

/** The job is not, or no longer, known. */
const JOB_GONE = 21;
export const DUPLICATE = 22;
/** Unauthorized, not subscribed: the pool has forgotten who this is. */
export const FORGOTTEN: readonly number[] = [24, 25];

/** Whether a pool does not know, or no longer wants, the job of a share; some say so in words alone. */
export function isJobGone(error: PoolError | null): boolean {
  if (error === null) return false;
  return error.code === null ? /\bstale\b|\bjob not found\b/iu.test(error.text) : error.code === JOB_GONE;
}

/**
 * @param result - Of the answer; only `true` credits a share.
 * @param secret - A password that must not be shown.
 */
export function verdictOf(result: unknown, error: PoolError | null, secret: string): ShareVerdict {
  if (result === true && error === null) return { kind: 'accepted' };
  const reason = cleanWords(error?.text ?? 'refused without a reason', secret);
  return { kind: isJobGone(error) ? 'stale' : 'rejected', reason };
}
