// What is new in a run's snapshot. A coinbase may have half a million bytes, and a source tells of itself with new objects
// each time: what has not changed is not sent, and stays the same object with whoever receives it.

import type { RemoteSnapshot } from '../../miner/index.ts';
import { equalBytes } from '../../primitives/index.ts';
import type { PoolJobStatus, PoolStatus } from '../../source/index.ts';
import { changedFields } from '../session/snapshot-change.ts';

/** The fields that changed; of a pool's status and its job, the same. */
export type RemoteChange = Partial<Omit<RemoteSnapshot, 'source'>> & {
  readonly source?:
    | RemoteSnapshot['source']
    | (Partial<Omit<PoolStatus, 'job'>> & { readonly job?: Partial<PoolJobStatus> | null });
};

/** Longer bytes are compared by identity: a job keeps them. */
const COMPARED_BYTES = 256;

/** @param before - What the receiver has; null for nothing. */
export function remoteChangeOf(before: RemoteSnapshot | null, after: RemoteSnapshot): RemoteChange {
  if (before === null) return after;
  const { source: sourceBefore, ...restBefore } = before;
  const { source, ...rest } = after;
  const change = changedFields(restBefore, rest);
  if (source.kind !== 'pool' || sourceBefore.kind !== 'pool') return { ...change, source };
  const { job: jobBefore, ...statusBefore } = sourceBefore;
  const { job, ...status } = source;
  const jobChange = jobBefore === null || job === null ? job : changedJob(jobBefore, job);
  const isSameJob = jobChange === null ? jobBefore === null : Object.keys(jobChange).length === 0;
  const sourceChange = { ...changedFields(statusBefore, status), ...(isSameJob ? {} : { job: jobChange }) };
  return Object.keys(sourceChange).length === 0 ? change : { ...change, source: sourceChange };
}

/** Makes a snapshot of the one before it and what is new. */
export function applyRemoteChange(before: RemoteSnapshot, { source, ...rest }: RemoteChange): RemoteSnapshot {
  if (source === undefined) return { ...before, ...rest };
  const jobBefore = before.source.kind === 'pool' ? before.source.job : null;
  const whole = { ...before.source, ...source } as RemoteSnapshot['source'];
  if (whole.kind !== 'pool') return { ...before, ...rest, source: whole };
  const { job } = whole;
  // The first change of a receiver, and the first of a job, holds every field.
  const joined = job === null || job === jobBefore ? job : { ...jobBefore, ...job };
  return { ...before, ...rest, source: { ...whole, job: joined } };
}

function changedJob(before: PoolJobStatus, after: PoolJobStatus): Partial<PoolJobStatus> {
  const changed = Object.entries(changedFields(before, after)).filter(([name, value]) => {
    const old = before[name as keyof PoolJobStatus];
    return !(isShort(old) && isShort(value) && equalBytes(old, value));
  });
  return Object.fromEntries(changed);
}

function isShort(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length <= COMPARED_BYTES;
}
